"""Suggesting a note: what a reader selects and types becomes a file that stands on exactly those words."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from postil.anchoring.folding import fold
from postil.reading.schema import plain
from postil.reading.strict_yaml import read_yaml
from postil.source import SourceFile
from tests.browser.conftest import SAMPLE, Served, serving
from tests.browser.windows import Scheme, opened
from tests.building.folders import ROOT, run, write_files

pytestmark = pytest.mark.browser

TALK = """\
---
title: A talk
date: 2026-01-02
speakers: {Q: {name: Quinn}, A: {name: Ann Lee}}
---

## What *will* happen

Q: We shall see — we shall see. It expires *next* February.

A: We shall see, said the man; and we shall see 👩‍🚀 what “comes”.

[Applause.]

A: A co-operation of 7--8 years, e.g. cafe\u0301 society. As [...] one said […] of it.

    code  stays
      as it is

Q: This party of art departs, and art parts.
"""
ARABIC = """\
---
title: مقابلة
date: 2026-01-02
language: ar
speakers: {السائل: {name: السائل}, الوزير: {name: الوزير}}
---

السائل: متى تنتهي المعاهدة؟

الوزير: تنتهي المعاهدة في شباط المقبل، كما يعلم الجميع.
"""
SITE_YAML = (
    "title: T\nbase_url: https://example.org/archive/\n"
    "repository: {url: https://github.com/o/r, branch: main}\n"
)


def site_files() -> dict[str, str | bytes]:
    return {
        "site.yaml": SITE_YAML,
        "content/transcripts/talk.md": TALK,
        "content/transcripts/ar.md": ARABIC,
        "content/pages/about.md": "---\ntitle: About\n---\n\nWho we are.\n",
        "annotations/talk.yaml": "# Notes\n- {id: old, kind: context, quote: next, body: It was there.}\n",
    }


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site whose files are kept on GitHub."""
    folder = write_files(tmp_path_factory.mktemp("talk"), site_files())
    with serving(folder, tmp_path_factory.mktemp("www")) as served:
        yield served


SELECT = """([from, to]) => {
    // Points are [n-th letter of the article's own words]; what is no word of it is passed over.
    const article = document.querySelector("article[data-transcript]");
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT, node =>
        node.parentElement.closest("[data-apparatus], [role=doc-noteref], .notes") ? 2 : 1);
    const point = (target) => {
        walker.currentNode = article;
        let count = 0;
        while (walker.nextNode()) {
            const node = walker.currentNode;
            for (let at = 0; at < node.data.length; at += 1) {
                if (/\\s/.test(node.data[at])) continue;
                if (count === target) return [node, at];
                count += 1;
            }
        }
        return null;
    };
    const range = document.createRange();
    range.setStart(...point(from));
    const [node, at] = point(to - 1);
    range.setEnd(node, at + 1);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


def select(page: Page, text: str, words: str, occurrence: int = 0) -> None:
    """Select words of the page, by their place in the text layer."""
    start = [m.start() for m in re.finditer(re.escape(words), text)][occurrence]
    before = len(visible(text[:start]))
    page.evaluate(SELECT, [before, before + len(visible(words))])


def visible(text: str) -> str:
    """The text without white space, in UTF-16 units: one character each."""
    return "".join("xx" if ord(c) > 0xFFFF else c for c in text if not c.isspace())


def fill(page: Page, kind: str = "context", **fields: str) -> None:
    form = page.locator("dialog.suggestion form")
    form.locator("[name=kind]").select_option(kind)
    for name, value in {"body": "Something is known about it.", **fields}.items():
        form.locator(f"[name={name}]").first.fill(value)


def made(page: Page) -> tuple[str, str]:
    """The path and the text of the file that the form made."""
    return (
        page.locator("dialog.suggestion [data-path]").inner_text(),
        page.locator("[data-suggest-yaml]").text_content() or "",
    )


def read(text: str) -> Any:
    problems: list[object] = []
    node = read_yaml(SourceFile("x.yaml", text), problems)  # type: ignore[arg-type]
    assert problems == []
    assert node is not None
    return plain(node)


def layer(site: Served, path: str) -> str:
    return (site.folder / f"transcripts/{path}/transcript.txt").read_text(encoding="utf-8")


WORDS = [
    ("talk", "pire", 0, "pire"),  # inside a word
    ("talk", "It expires next February", 0, "It expires next February"),  # across an emphasis and a note
    ("talk", "next February.\nWe shall", 0, "next February. We shall"),  # across two turns
    ("talk", "e shall see", 2, "e shall see"),  # words that stand there four times
    ("talk", "e shall see", 3, "e shall see"),
    ("talk", "What will happen", 0, "What will happen"),  # a heading
    ("talk", "Applause", 0, "Applause"),
    ("talk", "7-", 0, "7--"),  # never half a dash
    ("talk", "caf", 0, "caf"),
    ("talk", "stays\n  as", 0, "stays as"),  # in code
    ("talk", "see 👩‍🚀 what “comes", 0, "see 👩‍🚀 what “comes"),
    ("talk", "As [...] one", 0, "As [\u00ad...] one"),  # what looks like words left out, and is said
    ("talk", "[…]", 0, "[\u00ad…]"),
    ("ar", "تنتهي المعاهدة", 1, "تنتهي المعاهدة"),  # from right to left, and there twice
]


@pytest.mark.parametrize(("path", "words", "occurrence", "quote"), WORDS)
def test_selected_words_become_a_note_on_exactly_them(
    browser: Browser, talk: Served, tmp_path: Path, path: str, words: str, occurrence: int, quote: str
) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(talk.address(f"transcripts/{path}/"))
        select(page, layer(talk, path), words, occurrence)
        page.locator(".floating [data-suggest]").click()
        fill(page, claim="A claim: “one” #2", author="Ann O'Neill")
        name, text = made(page)
    assert name == f"annotations/{path}/a-claim-one-2.yaml"
    assert read(text)["quote"] == quote
    site = write_files(tmp_path / "site", {**site_files(), name: text})
    answer = run("--site", site, "--output", tmp_path / "_site", "--strict", "--no-search")
    assert answer.returncode == 0, answer.stdout + text
    found = json.loads(
        (tmp_path / f"_site/transcripts/{path}/annotations.jsonld").read_text(encoding="utf-8")
    )
    [annotation] = [item for item in notes_of(found) if "a-claim-one-2" in json.dumps(item)]
    position = next(s for s in annotation["target"]["selector"] if s["type"] == "TextPositionSelector")
    text_layer = layer(talk, path)
    places = [m.start() for m in re.finditer(re.escape(words), text_layer)]
    assert position["start"] == places[occurrence]
    assert " ".join(text_layer[position["start"] : position["end"]].split()) == quote.replace("\u00ad", "")


def notes_of(collection: Any) -> list[Any]:
    items = collection["first"]["items"] if "first" in collection else collection["items"]
    assert isinstance(items, list)
    return items


def test_a_turn_a_heading_and_the_whole_transcript_can_be_annotated(browser: Browser, talk: Served) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(talk.address("transcripts/talk/"))
        page.locator("#t2 .speaker").hover()
        page.locator("#t2 .speaker [data-suggest]").click()
        fill(page)
        note = read(made(page)[1])
        assert note["turn"] == "2"
        assert "quote" not in note
        page.keyboard.press("Escape")
        expect(page.locator("dialog.suggestion")).not_to_be_visible()
        page.locator(".words h2").hover()
        page.locator(".words h2 [data-suggest]").click()
        fill(page)
        assert read(made(page)[1])["quote"] == "What will happen"
        page.locator("[data-close]").click()
        page.locator("[data-suggest=transcript]").click()
        fill(page)
        note = read(made(page)[1])
        assert not {"quote", "turn"} & set(note)


def test_words_can_be_typed_and_their_place_chosen_without_a_mouse(browser: Browser, talk: Served) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(talk.address("transcripts/talk/"))
        page.locator("[data-suggest=transcript]").focus()
        page.keyboard.press("Enter")
        quote = page.locator("#suggestion-quote")
        expect(quote).to_be_focused()
        quote.fill("we shall saw")
        fill(page)
        page.locator("[data-copy]").click()
        expect(page.locator("#suggestion-quote-fault")).to_have_text("These words are not in the transcript.")
        expect(quote).to_be_focused()
        quote.fill("shall see")
        expect(page.locator("[data-places] label")).to_have_count(4)
        page.locator("[data-places] input").nth(3).click()
        expect(page.locator("[data-places] input").nth(3)).to_be_checked()
        expect(page.locator("#suggestion-quote-fault")).to_have_text("")
        note = read(made(page)[1])
        assert note["quote"] == "shall see"
        assert "prefix" in note or "suffix" in note


def test_whole_words_go_before_parts_of_longer_ones(browser: Browser, talk: Served, tmp_path: Path) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(talk.address("transcripts/talk/"))
        page.locator("[data-suggest=transcript]").click()
        quote, places = page.locator("#suggestion-quote"), page.locator("[data-places] label")
        fill(page)
        quote.fill("art")
        expect(places).to_have_count(2)
        around = "m => m.previousSibling.data.slice(-3) + m.textContent + m.nextSibling.data.slice(0, 4)"
        found = page.locator("[data-places] mark")
        assert [found.nth(n).evaluate(around) for n in range(2)] == ["of art dep", "nd art par"]
        quote.fill("part")  # stands within longer words alone
        expect(places).to_have_count(3)
        quote.fill("is")  # once as a word, once within “This”
        expect(page.locator("[data-places]")).to_be_hidden()
        name, text = made(page)
    note = read(text)
    assert note["quote"] == "is"
    assert "prefix" in note or "suffix" in note  # for “This” has the same letters
    site = write_files(tmp_path / "site", {**site_files(), name: text})
    answer = run("check", "--site", site, "--strict")
    assert answer.returncode == 0, answer.stdout + text


def test_words_of_several_speakers_are_said_to_be(browser: Browser, talk: Served) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(talk.address("transcripts/talk/"))
        voices = page.locator("[data-voices]")
        select(page, layer(talk, "talk"), "next February.\nWe shall")
        page.locator(".floating [data-suggest]").click()
        expect(voices).to_have_text(
            "These are the words of several speakers: \u2068Q\u2069 and \u2068A\u2069."
        )
        page.locator("#suggestion-quote").fill("expires next")
        expect(voices).to_have_text("")
        page.locator("#suggestion-quote").fill("February. We shall")
        expect(voices).to_have_text(
            "These are the words of several speakers: \u2068Q\u2069 and \u2068A\u2069."
        )
        page.keyboard.press("Escape")
        # A heading and a remark are nobody's.
        select(page, layer(talk, "talk"), "what “comes”.\n[Applause")
        page.locator(".floating [data-suggest]").click()
        expect(voices).to_have_text("")


def test_what_was_typed_is_there_when_the_form_is_opened_again(browser: Browser, talk: Served) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(talk.address("transcripts/talk/"))
        page.locator("[data-suggest=transcript]").click()
        page.locator("[data-more-sources]").click()
        fill(page, claim="A claim", title="A heading", **{"source-title": "First"})
        page.locator("[name=source-title]").nth(1).fill("Second")
        page.keyboard.press("Escape")
        select(page, layer(talk, "talk"), "next February")
        page.locator(".floating [data-suggest]").click()
        note = read(made(page)[1])
        assert note["quote"] == "next February"
        assert (note["claim"], note["title"]) == ("A claim", "A heading")
        assert [source["title"] for source in note["sources"]] == ["First", "Second"]


def test_words_that_are_not_there_are_kept_as_typed(browser: Browser, talk: Served) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(talk.address("transcripts/talk/"))
        page.locator("[data-suggest=transcript]").click()
        fill(page, quote="we shall saw")
        assert read(made(page)[1])["quote"] == "we shall saw"


def test_what_is_missing_is_said_at_its_field(browser: Browser, talk: Served) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(talk.address("transcripts/talk/"))
        page.locator("[data-suggest=transcript]").click()
        fill(
            page,
            "fact-check",
            **{"body": " ", "id": "Old!", "source-url": "javascript:x", "source-date": "2020-13"},
        )
        page.locator("[data-copy]").click()
        assert [text for text in page.locator(".fault").all_inner_texts() if text] == [
            "Choose a verdict.",
            "Write what is known about it.",
            "Give the title of a source.",
            "Write an address that begins with https:// or http://.",
            "Write a day, a month or a year as 2020-08-31, 2020-08 or 2020.",
            "Use lower-case letters a to z, digits, and single hyphens between them.",
        ]
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        page.locator("#suggestion-id").fill("old")
        page.locator("[data-copy]").click()
        expect(page.locator("#suggestion-id-fault")).to_have_text("There is a note of this name already.")


def test_a_complete_fact_check_passes_the_check(browser: Browser, talk: Served, tmp_path: Path) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(talk.address("transcripts/talk/"))
        page.locator("[data-suggest=transcript]").click()
        page.locator("[data-more-sources]").click()
        fill(
            page,
            "fact-check",
            **{"source-title": "A: b", "source-url": "https://example.org/a?b=c#d", "source-date": "2020-08"},
        )
        page.locator("[name=source-title]").nth(1).fill("Second")
        page.locator("[name=verdict]").select_option("disputed")
        name, text = made(page)
        forge = page.locator("[data-forge]").get_attribute("href") or ""
        with page.expect_download() as download:
            page.locator("[data-download]").click()
        assert Path(download.value.path()).read_text(encoding="utf-8") == text
    assert urlsplit(forge).path == "/o/r/new/main"
    assert parse_qs(urlsplit(forge).query) == {"filename": [name], "value": [text]}
    site = write_files(tmp_path / "site", {**site_files(), name: text})
    answer = run("check", "--site", site, "--strict")
    assert answer.returncode == 0, answer.stdout + text


HOSTILE = [
    "a: b # c",
    "- x\n- y",
    "'single' \"double\" \\ back\\slash",
    "  leading and trailing  ",
    "line\n\n\n  indented\n\ttab\nend ",
    "---\n...\n%YAML",
    "{a: [b, *c, &d, !e]} | > ? @ `",
    "null",
    "NO",
    "1:23:45",
    "emoji 👩‍🚀 and \u202ebidi\u202c and \u2028 separators \u0085",
    "</script><!-- &amp; <b>",
    "\u00a0no-break\u00a0",
]


def test_whatever_is_typed_is_read_back_as_it_was(browser: Browser, talk: Served) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(talk.address("transcripts/talk/"))
        page.locator("[data-suggest=transcript]").click()
        for text in HOSTILE:
            one_line = " ".join(re.sub("[\u202a-\u202e]", "", text).split())
            flat = text.replace("\n", " ")
            fill(page, body=text, claim=flat, title=flat, author=flat)
            note = read(made(page)[1])
            assert note["body"].strip() == text.strip(), repr(text)
            assert " ".join(note["claim"].split()) == one_line, repr(text)
            assert " ".join(note["title"].split()) == one_line, repr(text)
            assert " ".join(note["authors"][0].split()) == one_line, repr(text)


@pytest.mark.parametrize("source", [ROOT, SAMPLE], ids=["repository", "sample"])
def test_any_selection_makes_a_note_that_is_found_again(
    browser: Browser, tmp_path: Path, source: Path
) -> None:
    chance = random.Random(5)  # noqa: S311 - the same selections each time
    with serving(source, tmp_path) as served, opened(browser, scripts=True) as page:
        paths = sorted(
            file.parent.relative_to(served.folder / "transcripts").as_posix()
            for file in served.folder.glob("transcripts/**/transcript.txt")
        )
        notes: dict[str, list[str]] = {}
        for path in paths:
            page.goto(served.address(f"transcripts/{path}/"))
            text = layer(served, path)
            length = len(visible(text))
            for _ in range(-(-100 // len(paths))):
                start = chance.randrange(length - 1)
                end = min(length, start + chance.choice([1, 3, 8, 25, 60, 200]))
                page.evaluate(SELECT, [start, end])
                described = page.evaluate(
                    """async ([start, end]) => {
                        const script = document.querySelector("script[src*='/reading.js']").src;
                        const { readLayer } = await import(script.replace("reading.js", "suggestion.js"));
                        const { noteFile } = await import(script.replace("reading.js", "note-file.js"));
                        const article = document.querySelector("article[data-transcript]");
                        const layer = await readLayer(article);
                        const place = layer.describeRange(getSelection().getRangeAt(0));
                        const rest = { kind: "context", body: "x", sources: [], id: "s" };
                        return noteFile({ ...place, ...rest, created: "2026-01-01" });
                    }""",
                    [start, end],
                )
                id = f"s-{len(notes.get(path, []))}"
                item = described.replace('id: "s"', f"id: {id}").replace("id: s\n", f"id: {id}\n", 1)
                selected = units(text, start, end)
                assert (
                    fold(read(described)["quote"]).replace(" ", "").count(fold(selected).replace(" ", ""))
                    >= 1
                )
                notes.setdefault(path, []).append("- " + item.rstrip().replace("\n", "\n  ") + "\n")
    assert sum(map(len, notes.values())) >= 100
    site = tmp_path / "site"
    write_files(
        site,
        {
            file.relative_to(source).as_posix(): file.read_bytes()
            for folder in ("content",)
            for file in (source / folder).rglob("*")
            if file.is_file()
        }
        | {"site.yaml": (source / "site.yaml").read_bytes()}
        | {f"annotations/{path}.yaml": "".join(found) for path, found in notes.items()},
    )
    answer = run("check", "--site", site)
    assert answer.returncode == 0, answer.stdout


def units(text: str, start: int, end: int) -> str:
    """The visible characters of a text from one UTF-16 unit to another, whole characters alone."""
    found, at = "", 0
    for character in text:
        if character.isspace():
            found += " " if found and at < end else ""
            continue
        width = 2 if ord(character) > 0xFFFF else 1
        if start <= at and at + width <= end:
            found += character
        at += width
    return found.strip()


def test_links_lead_to_the_files_on_the_forge(browser: Browser, talk: Served) -> None:
    with opened(browser) as page:
        page.goto(talk.address("transcripts/talk/"))
        edit = page.get_by_role("link", name="Edit this page").get_attribute("href")
        assert edit == "https://github.com/o/r/edit/main/content/transcripts/talk.md"
        new = page.get_by_role("link", name="Add a note as a file").get_attribute("href")
        assert new == "https://github.com/o/r/new/main?filename=annotations/talk/my-note.yaml"
        assert not page.locator("[data-suggest=transcript]").is_visible()
        page.goto(talk.address("transcripts/talk/notes/old/"))
        correct = page.get_by_role("link", name="Correct this note").get_attribute("href")
        assert correct == "https://github.com/o/r/edit/main/annotations/talk.yaml#L2"
        page.goto(talk.address("about/"))
        edit = page.get_by_role("link", name="Edit this page").get_attribute("href")
        assert edit == "https://github.com/o/r/edit/main/content/pages/about.md"


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_form(browser: Browser, talk: Served, width: int, scheme: Scheme) -> None:
    with opened(browser, width, scheme, scripts=True) as page:
        page.goto(talk.address("transcripts/ar/"))
        select(page, layer(talk, "ar"), "شباط")
        expect(page.locator(".floating [data-suggest]")).to_be_visible()
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        page.locator(".floating [data-suggest]").click()
        page.locator("#suggestion-quote").fill("تنتهي المعاهدة")
        expect(page.locator("[data-places] label")).to_have_count(2)
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_what_is_no_word_of_the_transcript_is_refused_in_words(browser: Browser, talk: Served) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(talk.address("transcripts/talk/"))
        page.locator("[data-suggest=transcript]").click()
        fill(page, body="Half a thought")
        page.keyboard.press("Escape")
        for selector in ("article h1", ".speaker .name", "article > footer"):
            page.locator(selector).first.evaluate("e => getSelection().selectAllChildren(e)")
            page.locator(".floating [data-suggest]").click()
            expect(page.locator(".refusal")).to_contain_text("Select words of the text itself")
            refused = page.locator("dialog[open]")
            assert not refused.locator("[name=kind]").is_visible()
            assert refused.locator("[data-suggest-yaml]").text_content() == ""
            results = Axe().run(page)
            assert results.violations_count == 0, results.generate_report()
            page.keyboard.press("Escape")
        # What was typed before is still there.
        page.locator("[data-suggest=transcript]").click()
        expect(page.locator("#suggestion-body")).to_have_value("Half a thought")


def test_a_page_that_is_translated_or_out_of_date_makes_no_note(browser: Browser, talk: Served) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(talk.address("transcripts/talk/"))
        page.evaluate("document.querySelector('#t1 .words p').prepend('Eine Übersetzung. ')")
        page.evaluate("getSelection().selectAllChildren(document.querySelector('#t2 .words p'))")
        page.locator(".floating [data-suggest]").click()
        expect(page.locator(".refusal")).to_contain_text("are not those of the transcript")
        assert page.locator("[data-suggest-yaml]").text_content() == ""


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("quote", "s", "Give a few words more"),
        ("quote", "We […] see", "Give the words in full"),
        ("body", "See [there](../x.md).", "“../x.md”"),
        ("body", "See [there](javascript:alert).", "“javascript:alert”"),
        ("body", "See [turn 99](#t99).", "“#t99”"),
        ("author", "ann", "capital letter"),
        ("source-url", "https://a@b.example/", "https://"),
        ("source-date", "2021-02-29", "2020-08-31"),
        ("id", "con", "lower-case letters"),
    ],
)
def test_what_check_would_refuse_is_refused_at_once(
    browser: Browser, talk: Served, name: str, value: str, words: str
) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(talk.address("transcripts/talk/"))
        page.locator("[data-suggest=transcript]").click()
        fill(page, **{"source-title": "A source", name: value})
        page.locator("[data-copy]").click()
        field = page.locator(f"dialog [name={name}]")
        expect(field).to_be_focused()
        told = [text for text in page.locator(".fault").all_inner_texts() if text]
        assert len(told) == 1
        assert words in told[0]
        # It is taken back as soon as it is right.
        fill(page, **{name: {"quote": "society", "id": "a-note", "body": "Text."}.get(name, "")})
        expect(field).to_have_attribute("aria-invalid", "false")


def test_the_keyboard_leads_from_selected_words_to_the_form(browser: Browser, talk: Served) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(talk.address("transcripts/talk/"))
        select(page, layer(talk, "talk"), "society")
        button = page.locator(".floating [data-suggest]")
        expect(button).to_be_visible()
        page.keyboard.press("Tab")
        expect(button).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#suggestion-kind")).to_be_focused()
        expect(page.locator("#suggestion-quote")).to_have_value("society")
        page.keyboard.press("n")  # no key of the page while the form is open
        assert "#" not in page.url


APART = """() => {
    const bar = document.querySelector('.floating')?.getBoundingClientRect();
    return bar && bar.left >= 0 && bar.right <= innerWidth && bar.top >= 0 && bar.bottom <= innerHeight &&
        ![...getSelection().getRangeAt(0).getClientRects()].some(box =>
            box.bottom > bar.top && box.top < bar.bottom && box.right > bar.left && box.left < bar.right);
}"""


def test_on_a_phone_the_button_comes_with_the_selection_and_covers_no_word_of_it(
    browser: Browser, talk: Served
) -> None:
    with opened(browser, 360, scripts=True, has_touch=True, is_mobile=True) as page:
        page.goto(talk.address("transcripts/talk/"))
        # While a finger drags the handles, the change of the selection is all that the page hears of.
        for words in ("It expires next February", "society. As", "What"):
            select(page, layer(talk, "talk"), words)
            page.evaluate("getSelection().focusNode.parentElement.scrollIntoView({block: 'end'})")
            select(page, layer(talk, "talk"), words)
            page.wait_for_function(APART)
        page.locator(".floating [data-suggest]").tap()
        expect(page.locator("dialog.suggestion")).to_be_visible()


def test_a_note_that_no_address_can_carry_is_copied(browser: Browser, talk: Served) -> None:
    with opened(browser, scripts=True, permissions=["clipboard-read", "clipboard-write"]) as page:
        asked: list[str] = []

        def answer(route: Route) -> None:
            asked.append(route.request.url)
            route.fulfill(body="The forge.")

        page.context.route("https://github.com/**", answer)
        page.goto(talk.address("transcripts/talk/"))
        page.locator("[data-suggest=transcript]").click()
        fill(page, body="And more. " * 900)
        name, text = made(page)
        expect(page.locator("[data-paste]")).to_be_visible()
        with page.expect_popup() as popup:
            page.locator("[data-forge]").click()
        popup.value.wait_for_load_state()
        popup.value.close()
        page.bring_to_front()
        page.wait_for_function("async text => await navigator.clipboard.readText() === text", arg=text)
    assert [parse_qs(urlsplit(url).query) for url in asked] == [{"filename": [name]}]
