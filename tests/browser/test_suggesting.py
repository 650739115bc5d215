"""Suggesting a note: words selected on the real page become a file that is right as it is."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from postil import pipeline
from postil.pipeline import Options
from tests.browser.conftest import Served, serving
from tests.browser.suggesting import drag, fill, finished, select, words_of
from tests.browser.windows import Scheme, opened
from tests.building.folders import run, write_files
from tests.rendering import markup

pytestmark = pytest.mark.browser

# Made up for these tests; nobody said any of it.
TALK = """\
---
title: A talk about rivers
date: 2026-03-01
speakers: {Q: {name: The Reporter}, A: {name: Ann Lee}}
---

# What is agreed

Q: Who said that we never agreed?

A: We *never* agreed on the river. In 2019 we never agreed, and in 2020 we never agreed.

It is unthinkable -- so to say -- that we never agreed. The dam “stands”, and the dam "stands" still…

Q: As [...] somebody said, the dam stands. \U0001f600 And [the map](https://example.org/) says so.

[…]

A: Here is the list:

- one
- two

```
let dam = "stands"
  return   dam
```

## Of the dam

A: It stands.

## Of the dam

A: So it does.
"""
ARABIC = """\
---
# The words are made up for this test; nobody said them.
title: مقابلة تجريبية
date: 2026-03-02
language: ar
speakers: {سؤال: {id: question, name: سؤال}, المتحدث: {id: speaker, name: متحدث مختلق}}
---

سؤال: كم مدينة في هذا البلد المتخيَّل؟

المتحدث: فيه ثلاث مدن، وأكبرها «نموذج». وقيل إن فيه ثلاث مدن لا غير.
"""
NOTES = """\
- {id: never, kind: context, quote: on the river, body: 'See [the turn](#t1).'}
- {id: whole, kind: context, body: On all of it.}
"""
FILES = {
    "site.yaml": "title: Rivers\nbase_url: https://example.org/archive/\n"
    "repository: {url: https://github.com/example/rivers}\n",
    "content/transcripts/2026/talk.md": TALK,
    "content/transcripts/2026/arabic.md": ARABIC,
    "content/contributors.yaml": "jdoe: {name: Jane Doe}\n",
    "annotations/2026/talk.yaml": NOTES,
}
PAGES = {"talk": "transcripts/2026/talk/", "arabic": "transcripts/2026/arabic/"}


@dataclass(frozen=True)
class Rivers:
    """The made-up site, as files and as it is served."""

    source: Path
    served: Served

    def copy(self, folder: Path) -> Path:
        """Its files once more, to save notes into."""
        return Path(shutil.copytree(self.source, folder / "site"))


@pytest.fixture(scope="module")
def rivers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rivers]:
    source = write_files(tmp_path_factory.mktemp("rivers"), FILES)
    with serving(source, tmp_path_factory.mktemp("www")) as served:
        yield Rivers(source, served)


def suggest_words(page: Page) -> None:
    """Open the form for the words that are selected, by the button beside them."""
    page.locator(".beside-words [data-suggest]").click()
    expect(page.locator("dialog.suggestion")).to_be_visible()


# On exactly those words


@pytest.mark.parametrize(
    ("where", "first", "last", "nth", "words"),
    [
        ("talk", "thinkable", None, 0, "thinkable"),  # inside one word
        ("talk", "never agreed", None, 1, "never agreed"),  # across an <em>
        ("talk", "we never agreed", None, 0, "we never agreed"),  # one of four
        ("talk", "we never agreed", None, 1, "we never agreed"),
        ("talk", "we never agreed", None, 3, "we never agreed"),
        ("talk", "agreed?", "We never", 0, "agreed?\nWe never"),  # across two turns
        ("talk", "stands", None, 1, "stands"),
        ("talk", "As [...]", "said", 0, "As [...] somebody said"),  # what looks like words left out
        ("talk", "\U0001f600 And the", None, 0, "\U0001f600 And the"),  # into a link
        ("talk", "list:", "one", 0, "list:\none"),
        ("talk", "let dam", "return", 0, 'let dam = "stands"\n  return'),
        ("arabic", "ثلاث مدن", None, 1, "ثلاث مدن"),
        ("arabic", "مدينة", "فيه", 0, "مدينة في هذا البلد المتخيَّل؟\nفيه"),
    ],
)
def test_a_note_stands_on_exactly_the_words_that_were_selected(
    browser: Browser,
    rivers: Rivers,
    tmp_path: Path,
    where: str,
    first: str,
    last: str | None,
    nth: int,
    words: str,
) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(rivers.served.address(PAGES[where]))
        drag(page, first, last, nth)
        suggest_words(page)
        expect(page.locator("dialog [name=kind]")).to_be_focused()
        fill(
            page,
            verdict="accurate",
            claim="A claim.",
            body="What is known.",
            title="A source",
            id="the-new-one",
        )
        note = finished(page)
    assert note.path == f"annotations/2026/{where}/the-new-one.yaml"
    site = rivers.copy(tmp_path)
    assert words_of(site, [note]) == {note.path: words}
    assert run("--site", site, "--no-search").returncode == 0
    html = markup.parsed((site / "_site" / PAGES[where] / "index.html").read_bytes())
    marks = markup.select(html, "//mark[contains(concat(' ', @data-notes, ' '), ' the-new-one ')]")
    joined = "".join("".join(mark.itertext()) for mark in marks)
    assert re.sub(r"\s", "", joined) == re.sub(r"\s", "", words)


def test_a_heading_a_turn_and_the_whole_can_be_written_about(
    browser: Browser, rivers: Rivers, tmp_path: Path
) -> None:
    made = []
    with opened(browser, scripts=True) as page:
        page.goto(rivers.served.address(PAGES["talk"]))
        page.locator("h2, h3", has_text="Of the dam").last.hover()
        page.locator("h2, h3", has_text="Of the dam").last.locator("[data-suggest]").click()
        fill(page, kind="context", body="On the heading.")
        made.append(finished(page))
        page.keyboard.press("Escape")
        page.locator("#t2 .speaker").hover()
        button = page.locator("#t2 .speaker [data-suggest]")
        assert button.get_attribute("aria-label") == "Suggest a note on turn 2"
        button.click()
        expect(page.locator("dialog.suggestion")).to_be_visible()
        assert page.locator("dialog option:checked").first.inner_text() == "All of turn 2: A"
        made.append(finished(page))
        page.keyboard.press("Escape")
        page.locator(".tools [data-suggest]").click()
        made.append(finished(page))
    site = rivers.copy(tmp_path)
    heading, turn, whole = made
    assert "turn: 2\n" in turn.text
    assert "quote" not in turn.text + whole.text
    found = words_of(site, made)
    assert found[heading.path] == "Of the dam"
    assert (found[turn.path] or "").startswith("We never agreed on the river.")
    assert (found[turn.path] or "").endswith("still…")
    assert found[whole.path] is None
    assert pipeline.check(site, Options()).plan is not None


def test_one_changes_ones_mind_about_what_the_note_is_on(browser: Browser, rivers: Rivers) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(rivers.served.address(PAGES["talk"]))
        drag(page, "unthinkable")
        suggest_words(page)
        fill(page, kind="context", body="Text.")
        assert "quote: unthinkable\n" in finished(page).text
        fill(page, target="turn")
        assert "turn: 2\n" in finished(page).text
        assert "quote" not in finished(page).text
        fill(page, target="whole")
        assert not re.search("quote|turn", finished(page).text)


@pytest.mark.parametrize("selector", ["article h1", ".speaker .name", "article > footer p"])
def test_what_is_no_word_of_the_text_is_refused_in_words(
    browser: Browser, rivers: Rivers, selector: str
) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(rivers.served.address(PAGES["talk"]))
        page.locator(selector).first.scroll_into_view_if_needed()
        page.locator(selector).first.evaluate("e => getSelection().selectAllChildren(e)")
        suggest_words(page)
        expect(page.locator("dialog [role=alert]")).to_contain_text("Select words of the text itself")
        assert not page.locator("dialog [name=kind]").is_visible()
        assert page.locator("[data-suggest-yaml]").text_content() == ""
        assert Axe().run(page).violations_count == 0


def test_words_of_a_page_that_is_out_of_date_are_refused(browser: Browser, rivers: Rivers) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(rivers.served.address(PAGES["talk"]))
        page.evaluate("document.querySelector('#t4 .words p').append(' Translated.')")
        select(page, "It stands")
        suggest_words(page)
        expect(page.locator("dialog [role=alert]")).to_contain_text("no longer those of the transcript")


# What is missing or wrong


def problem(page: Page, name: str) -> str:
    """What the form says next to a field, as it is tied to it."""
    field = page.locator(f"dialog [name={name}]").first
    ids = (field.get_attribute("aria-describedby") or "").split()
    (shown,) = [page.locator(f"#{id}.problem") for id in ids if page.locator(f"#{id}.problem").count()]
    assert (field.get_attribute("aria-invalid") == "true") == shown.is_visible()
    return shown.inner_text() if shown.is_visible() else ""


def test_what_a_kind_requires_is_asked_for_next_to_the_field(browser: Browser, rivers: Rivers) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(rivers.served.address(PAGES["talk"]))
        drag(page, "unthinkable")
        suggest_words(page)
        assert [problem(page, name) for name in ("verdict", "body", "title")] == ["", "", ""]
        page.locator("[data-copy]").click()
        expect(page.locator("dialog [name=verdict]")).to_be_focused()
        assert problem(page, "verdict") == "This is needed."
        assert problem(page, "body") == "This is needed."
        assert problem(page, "title").startswith("A note of this kind needs a source.")
        assert page.locator("[data-suggest-yaml]").text_content() == ""
        fill(page, kind="context")
        assert not page.locator("dialog [name=verdict]").is_visible()
        assert problem(page, "title") == ""
        fill(page, body="Text.")
        assert "verdict" not in finished(page).text


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("id", "Not so", "Use lower-case letters"),
        ("id", "x" * 101, "Use lower-case letters"),
        ("id", "con", "Some systems"),
        ("id", "never", "Another note"),
        ("authors", "ann", "capital letter"),
        ("authors", "Ann\u202eLee", "U+202E"),
        ("url", "www.example.org", "whole address"),
        ("url", "javascript:alert(1)", "whole address"),
        ("url", "https://a@b.example/", "whole address"),
        ("url", "https://exa mple.org/", "whole address"),
        ("date", "24.8.2020", "Write the date"),
        ("date", "2021-02-29", "Write the date"),
        ("publisher", "A\u0007B", "U+0007"),
        ("body", "See [there](../x.md).", "“../x.md”"),
        ("body", "See [there](javascript:alert).", "javascript:alert"),
        ("body", "See [turn 99](#t99).", "“#t99”"),
        ("claim", "One\u0000two", "U+0000"),
        ("body", "One \ud800 two", "U+D800"),
    ],
)
def test_what_check_would_refuse_is_refused_at_once(
    browser: Browser, rivers: Rivers, name: str, value: str, words: str
) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(rivers.served.address(PAGES["talk"]))
        page.locator(".tools [data-suggest]").click()
        fill(page, kind="context", body="Text.", title="A source")
        finished(page)
        # Typing cannot bring every character; pasting can.
        code = [ord(letter) for letter in value]
        page.locator(f"dialog [name={name}]").evaluate(
            """(field, code) => { field.value = String.fromCharCode(...code);
                field.dispatchEvent(new Event('input', {bubbles: true}));
                field.dispatchEvent(new Event('change', {bubbles: true})); }""",
            code,
        )
        assert words in problem(page, name)
        assert page.locator("[data-suggest-yaml]").text_content() == ""


def test_all_the_fields_come_into_the_file_in_their_order(
    browser: Browser, rivers: Rivers, tmp_path: Path
) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(rivers.served.address(PAGES["talk"]))
        drag(page, "never agreed", nth=3)
        suggest_words(page)
        fill(
            page,
            verdict="disputed",
            claim="They did not agree.",
            body="See [turn 1](#t1) and [a page](https://example.org/a_(b)).",
            title="The record: a summary",
            publisher="The Office",
            url="https://example.org/record?id=1&x=2",
            date="2019-04",
            authors="jdoe",
        )
        page.locator("[data-add]").click()
        second = page.locator(".sources-asked fieldset").last
        expect(second.locator("[name=title]")).to_be_focused()
        second.locator("[name=title]").fill("Another")
        page.locator("[data-add]").click()
        page.locator(".sources-asked fieldset").last.locator("[name=title]").fill("Removed")
        page.locator("[data-remove]").last.click()
        expect(second.locator("[name=title]")).to_be_focused()
        today = page.evaluate("new Date().toLocaleDateString('sv')")
        note = finished(page)
    assert note.text == (
        "id: they-did-not-agree\n"
        "kind: fact-check\n"
        "quote: never agreed\n"
        'suffix: ". It"\n'
        "verdict: disputed\n"
        "claim: They did not agree.\n"
        "body: |\n"
        "  See [turn 1](#t1) and [a page](https://example.org/a_(b)).\n"
        "sources:\n"
        '  - title: "The record: a summary"\n'
        "    publisher: The Office\n"
        "    url: https://example.org/record?id=1&x=2\n"
        "    date: 2019-04\n"
        "  - title: Another\n"
        "authors:\n"
        "  - jdoe\n"
        f"created: {today}\n"
    )
    assert words_of(rivers.copy(tmp_path), [note]) == {note.path: "never agreed"}


def test_a_name_is_proposed_until_one_is_given(browser: Browser, rivers: Rivers) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(rivers.served.address(PAGES["talk"]))
        drag(page, "never")
        suggest_words(page)
        name = page.locator("dialog [name=id]")
        expect(name).to_have_value("never-2")  # “never” is taken
        fill(page, claim="L’été n’a pas été sec, and so on and on and on without any end")
        expect(name).to_have_value("lete-na-pas-ete-sec-and-so-on-and-on-and")
        fill(page, claim="Только по-русски")
        expect(name).to_have_value("never-2")
        fill(page, id="mine", claim="Something else")
        expect(name).to_have_value("mine")
        fill(page, id="")
        expect(name).to_have_value("something-else")


# What is done with it


def blocked(context: BrowserContext) -> list[str]:
    """Answer for the host of the repository; the addresses that were asked of it."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="The host.")

    context.route("https://github.com/**", answer)
    return asked


def test_the_host_s_page_for_a_new_file_opens_with_the_text_in_it(
    browser: Browser, rivers: Rivers, tmp_path: Path
) -> None:
    body = "Ünïcode \U0001f600 & more: 100 % #1 “+” ?=\n\n\tA tab."
    with opened(browser, scripts=True, permissions=["clipboard-read", "clipboard-write"]) as page:
        asked = blocked(page.context)
        page.goto(rivers.served.address(PAGES["talk"]))
        page.locator(".tools [data-suggest]").click()
        link = page.locator("[data-suggest-open]")
        link.click()  # nothing to open yet
        expect(page.locator("dialog [name=verdict]")).to_be_focused()
        fill(page, kind="context", body=body)
        note = finished(page)
        with page.expect_popup() as popup:
            link.click()
        popup.value.wait_for_load_state()
        # A note that no address can carry is copied instead.
        fill(page, body=body + " And more." * 900)
        expect(page.locator("[data-paste]")).to_be_visible()
        with page.expect_popup() as popup:
            link.click()
        popup.value.wait_for_load_state()
        popup.value.close()
        page.bring_to_front()
        assert page.evaluate("navigator.clipboard.readText()") == finished(page).text
    first, second = map(urlsplit, asked)
    assert first.path == second.path == "/example/rivers/new/main"
    assert parse_qs(first.query) == {"filename": [note.path], "value": [note.text]}
    assert parse_qs(second.query) == {"filename": [note.path]}
    assert len(asked[1]) < 8000
    words_of(rivers.copy(tmp_path), [note])


def test_it_is_copied_and_downloaded_under_a_strict_policy(
    browser: Browser, rivers: Rivers, tmp_path: Path
) -> None:
    policy = (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; "
        "img-src 'self'; form-action 'self'"
    )

    def with_policy(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy})

    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.route(f"{rivers.served.url}**", with_policy)
    page.goto(rivers.served.address(PAGES["talk"]))
    drag(page, "unthinkable")
    suggest_words(page)
    fill(page, kind="context", body="Text.")
    note = finished(page)
    page.locator("[data-copy]").click()
    expect(page.locator("dialog [role=status]")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == note.text
    with page.expect_download() as download:
        page.locator("[data-download]").click()
    assert download.value.suggested_filename == "unthinkable.yaml"
    download.value.save_as(tmp_path / "saved.yaml")
    assert (tmp_path / "saved.yaml").read_text(encoding="utf-8") == note.text
    context.close()
    assert complaints == []


def test_what_cannot_be_copied_is_selected(browser: Browser, rivers: Rivers) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(rivers.served.address(PAGES["talk"]))
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }")
        page.locator(".tools [data-suggest]").click()
        fill(page, kind="context", body="Text.")
        page.locator("[data-copy]").click()
        expect(page.locator("dialog [role=status]")).to_contain_text("could not be copied")
        assert page.evaluate("getSelection().toString()").strip() == finished(page).text.strip()


@pytest.mark.parametrize(
    ("settings", "address", "is_pasted"),
    [
        (
            "url: https://gitlab.example.org/a/b, branch: notes",
            "https://gitlab.example.org/a/b/-/new/notes",
            True,
        ),
        ("url: https://codeberg.org/a/b", "https://codeberg.org/a/b/_new/main/", False),
        ("url: https://git.example.org/a/b", None, True),
    ],
)
def test_every_host_is_told_what_it_takes(
    browser: Browser, tmp_path: Path, settings: str, address: str | None, is_pasted: bool
) -> None:
    head = "title: Rivers\nbase_url: https://example.org/archive/\n"
    source = write_files(tmp_path / "source", {**FILES, "site.yaml": f"{head}repository: {{{settings}}}\n"})
    with serving(source, tmp_path / "www") as served, opened(browser, scripts=True) as page:
        page.goto(served.address(PAGES["talk"]))
        page.locator(".tools [data-suggest]").click()
        fill(page, kind="context", body="Text.")
        note = finished(page)
        link = page.locator("[data-suggest-open]")
        if address is None:
            assert link.count() == 0
            assert page.locator("dialog a").get_attribute("href") == "https://git.example.org/a/b"
            return
        found = urlsplit(link.get_attribute("href") or "")
        assert f"{found.scheme}://{found.netloc}{found.path}" == address
        assert page.locator("[data-paste]").is_visible() == is_pasted
        name = "file_name" if "gitlab" in address else "filename"
        told = {name: [note.path]} if is_pasted else {name: [note.path], "value": [note.text]}
        assert parse_qs(found.query) == told


# With any hand, eye and window


def test_the_keyboard_alone_is_enough(browser: Browser, rivers: Rivers) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(rivers.served.address(PAGES["talk"]))
        select(page, "unthinkable")
        expect(page.locator(".beside-words")).to_be_visible()
        page.keyboard.press("Tab")
        expect(page.locator(".beside-words [data-suggest]")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("dialog [name=kind]")).to_be_focused()
        page.keyboard.press("n")  # no key of the page
        assert "#" not in page.url
        fill(page, kind="context", body="Half a thou")
        page.keyboard.press("Escape")
        expect(page.locator("dialog.suggestion")).not_to_be_visible()
        # Nothing typed is lost, and the words are still selected.
        assert page.evaluate("getSelection().toString()") == "unthinkable"
        page.locator(".beside-words [data-suggest]").press("Enter")
        expect(page.locator("dialog [name=body]")).to_have_value("Half a thou")
        page.locator("[data-close]").click()
        page.locator("#t1 .turn-link").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(page.locator("#t1 [data-suggest]")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("dialog.suggestion")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#t1 [data-suggest]")).to_be_focused()


APART = """() => {
    const bar = document.querySelector('.beside-words')?.getBoundingClientRect();
    return bar && bar.left >= 0 && bar.right <= innerWidth && bar.top >= 0 && bar.bottom <= innerHeight &&
        ![...getSelection().getRangeAt(0).getClientRects()].some(box =>
            box.bottom > bar.top && box.top < bar.bottom && box.right > bar.left && box.left < bar.right);
}"""


def test_on_a_phone_the_button_comes_with_the_selection_and_covers_no_word_of_it(
    browser: Browser, rivers: Rivers
) -> None:
    with opened(browser, 360, scripts=True, has_touch=True, is_mobile=True) as page:
        page.goto(rivers.served.address(PAGES["talk"]))
        # While a finger drags the handles, the change of the selection is all that the page hears of.
        for first, last in (("We never", "river"), ("Who said", "we never"), ("So it does", None)):
            select(page, first, last)
            page.wait_for_function(APART)
        page.locator(".beside-words [data-suggest]").tap()
        expect(page.locator("dialog.suggestion")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= 360")


@pytest.mark.parametrize(
    ("width", "scheme"), [(360, "light"), (768, "light"), (1440, "light"), (1440, "dark")]
)
def test_axe_finds_nothing_in_any_state(browser: Browser, rivers: Rivers, width: int, scheme: Scheme) -> None:
    with opened(browser, width, scheme, scripts=True) as page:
        page.goto(rivers.served.address(PAGES["talk"]))

        def judge(state: str) -> None:
            results = Axe().run(page)
            assert results.violations_count == 0, f"{state}: {results.generate_report()}"
            assert page.evaluate(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            )
            inner = page.evaluate(
                "(e => !e || e.scrollWidth <= e.clientWidth)(document.querySelector('dialog'))"
            )
            assert inner, state

        drag(page, "unthinkable")
        expect(page.locator(".beside-words")).to_be_visible()
        judge("words selected")
        suggest_words(page)
        judge("empty")
        page.locator("[data-copy]").click()
        judge("told what is missing")
        fill(page, verdict="accurate", body="Text.", title="A source")
        page.locator("[data-copy]").click()
        expect(page.locator("dialog [role=status]")).not_to_be_empty()
        judge("finished")


@pytest.mark.parametrize("language", ["ar", "de"])
def test_the_form_speaks_the_language_of_the_site(browser: Browser, tmp_path: Path, language: str) -> None:
    source = write_files(
        tmp_path / "source", {**FILES, "site.yaml": f"{FILES['site.yaml']}language: {language}\n"}
    )
    with serving(source, tmp_path / "www") as served, opened(browser, 360, scripts=True) as page:
        page.goto(served.address(PAGES["arabic"]))
        drag(page, "ثلاث مدن")
        suggest_words(page)
        words = {"ar": "اقترح ملاحظة", "de": "Anmerkung vorschlagen"}[language]
        assert page.locator("dialog h2").inner_text() == words
        quote = page.locator("dialog blockquote")
        assert quote.inner_text() == "ثلاث مدن"
        assert quote.get_attribute("dir") == "rtl"
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()


def test_without_scripts_a_link_leads_to_the_host(browser: Browser, rivers: Rivers) -> None:
    with opened(browser, 360) as page:
        page.goto(rivers.served.address(PAGES["talk"]))
        assert page.locator("button[data-suggest]").count() == 0
        found = urlsplit(page.locator("a[data-suggest]").get_attribute("href") or "")
        assert found.path == "/example/rivers/new/main"
        assert parse_qs(found.query)["filename"] == ["annotations/2026/talk/my-note.yaml"]


def test_nothing_of_it_is_printed(browser: Browser, rivers: Rivers) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(rivers.served.address(PAGES["talk"]))
        drag(page, "unthinkable")
        expect(page.locator(".beside-words")).to_be_visible()
        page.emulate_media(media="print")
        assert [e.is_visible() for e in page.locator("[data-suggest], .edit, .beside-words").all()].count(
            True
        ) == 0


def test_a_page_without_notes_has_it_too_and_loads_the_form_only_when_it_is_asked_for(
    browser: Browser, rivers: Rivers
) -> None:
    with opened(browser, scripts=True) as page:
        loaded: list[str] = []
        page.on("request", lambda request: loaded.append(request.url))
        page.goto(rivers.served.address(PAGES["arabic"]), wait_until="networkidle")
        assert page.locator(".note").count() == 0
        assert not any(url.endswith(("suggestion.js", "transcript.txt")) for url in loaded)
        page.locator(".tools [data-suggest]").click()
        expect(page.locator("dialog.suggestion")).to_be_visible()
        assert any(url.endswith("suggestion.js") for url in loaded)


def test_if_the_form_cannot_be_loaded_the_button_says_so(browser: Browser, rivers: Rivers) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/transcript.txt", lambda route: route.abort())
    page.goto(rivers.served.address(PAGES["talk"]))
    page.locator(".tools [data-suggest]").click()
    expect(page.locator(".tools [data-suggest]")).to_contain_text("could not be loaded")
    context.close()
