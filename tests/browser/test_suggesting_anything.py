"""Whatever is selected and whatever is typed: the file is right, or the form says why there is none."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from postil import pipeline
from postil.anchoring.folding import Folded
from postil.building.tree import SiteFolder
from postil.diagnostics import Diagnostic
from postil.model.config import Config
from postil.model.note import Note
from postil.pipeline import Options
from postil.reading.sidecar import read_sidecar
from postil.source import SourceFile
from tests.browser.conftest import SAMPLE, Served, serving
from tests.browser.windows import opened
from tests.building.folders import ROOT, write_files

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Suggested:
    """What the form made: the path of a file, and its text."""

    path: str
    text: str

    @property
    def id(self) -> str:
        """The note's id: the file's name."""
        return Path(self.path).stem


def fill(page: Page, **fields: str) -> None:
    """Type into the fields of the open form, by their names."""
    for name, value in fields.items():
        field = page.locator(f"dialog.suggestion [name={name}]").first
        if name in ("kind", "verdict"):
            field.select_option(value)
        else:
            field.fill(value)


def finished(page: Page) -> Suggested:
    """The file that the form shows."""
    return Suggested(
        page.locator("dialog.suggestion [data-path]").text_content() or "",
        page.locator("[data-suggest-yaml]").text_content() or "",
    )


def words_of(site: Path, notes: Iterable[Suggested]) -> dict[str, str | None]:
    """The words that each note stands on once its file is saved; it must be right as it is.

    None stands for the whole transcript.
    """
    made = list(notes)
    assert len({note.path for note in made}) == len(made)
    write_files(site, {note.path: note.text for note in made})
    outcome = pipeline.check(site, Options(strict=True))
    assert outcome.diagnostics == ()
    found: dict[str, str | None] = {}
    for anchored in pipeline.read_site(SiteFolder(site), []).transcripts:
        text = anchored.transcript.text
        for annotation in anchored.annotations:
            place = annotation.range
            path = f"annotations/{anchored.transcript.path}/{annotation.note.id}.yaml"
            found[path] = None if place is None else text[place.start : place.end]
    return {note.path: found[note.path] for note in made}


SELECT_AT_RANDOM = """async ({ seed, count }) => {
    const random = () => {  // mulberry32: the same selections every time
        seed = (seed + 0x6d2b79f5) | 0;
        let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
    const below = n => Math.floor(random() * n);
    const article = document.querySelector('article');
    for (const details of article.querySelectorAll('details')) details.open = true;
    const nodes = [], walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) nodes.push(walker.currentNode);
    const point = index => {
        const node = nodes[index];
        // Some selections begin or end between elements, as those that browsers make of paragraphs do.
        if (below(10) === 0) return [node.parentNode, below(node.parentNode.childNodes.length + 1)];
        return [node, below(node.data.length + 1)];
    };
    const until = async (found) => {
        const begun = performance.now();
        while (!found()) {
            if (performance.now() - begun > 20000) throw new Error(`this never came: ${found}`);
            await new Promise(requestAnimationFrame);
        }
    };
    const dialog = () => document.querySelector('dialog.suggestion[open]');
    const results = [];
    while (results.filter(result => result.text).length < count && results.length < 20 * count) {
        const first = below(nodes.length);
        const last = below(3) ? Math.min(nodes.length - 1, first + below(4)) : below(nodes.length);
        const range = new Range();
        range.setStart(...point(first));
        const end = point(last);
        if (range.comparePoint(...end) < 0) range.setStart(...end);
        else range.setEnd(...end);
        if (range.collapsed) continue;
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        const common = range.commonAncestorContainer;
        const within = common.closest ? common : common.parentElement;
        if (within.closest('.note')) continue;
        // What was selected, told in another way than the form does.
        const copy = document.createElement('div');
        copy.append(range.cloneContents());
        for (const other of copy.querySelectorAll('[data-apparatus], .ref, .note')) other.remove();
        const isApparatus = within.closest('[data-apparatus], .ref');
        await until(() => document.querySelector('.floating [data-suggest]'));
        document.querySelector('.floating [data-suggest]').click();
        await until(() => dialog());
        const refusal = dialog().querySelector('.refusal')?.textContent ?? '';
        const type = (name, value) => {
            const field = dialog().querySelector(`[name=${name}]`);
            field.value = value;
            field.dispatchEvent(new Event('input', { bubbles: true }));
        };
        if (!refusal) {
            type('kind', 'context');
            type('body', 'Text.');
            type('id', `random-${results.length}`);
        }
        results.push({
            words: isApparatus ? '' : copy.textContent,
            path: dialog().querySelector('[data-path]').textContent,
            text: dialog().querySelector('[data-suggest-yaml]').textContent,
            refusal,
        });
        dialog().close();
        await until(() => !dialog());
    }
    return results;
}"""


@pytest.fixture(
    scope="module", params=["sample", "repository"] if (ROOT / "content").is_dir() else ["sample"]
)
def copied(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, Served]]:
    """A copy of a site's files, and the site as it is served."""
    source = tmp_path_factory.mktemp("copied")
    origin = ROOT if request.param == "repository" else SAMPLE
    for name in ("content", "annotations"):
        shutil.copytree(origin / name, source / name)
    shutil.copy(origin / "site.yaml", source)
    with serving(source, tmp_path_factory.mktemp("www")) as served:
        yield source, served


def test_any_selection_makes_a_note_that_is_right_or_is_refused(
    browser: Browser, copied: tuple[Path, Served]
) -> None:
    source, served = copied
    made: list[tuple[Suggested, str]] = []
    refused = 0
    for number, page_path in enumerate(sorted(served.folder.glob("transcripts/2*/*/index.html"))):
        with opened(browser, scripts=True) as page:
            page.goto(served.address(f"{page_path.parent.relative_to(served.folder).as_posix()}/"))
            results = page.evaluate(SELECT_AT_RANDOM, {"seed": 20260301 + number, "count": 50})
        for result in results:
            words = re.sub(r"\s", "", result["words"])
            if words:
                assert result["refusal"] == "", result
                assert result["text"], result
                made.append((Suggested(result["path"], result["text"]), words))
            else:
                refused += 1
                assert "Select words of the text itself" in result["refusal"]
                assert result["text"] == ""
    assert len(made) == 100, "with both sites, two hundred"
    assert refused > 0
    found = words_of(source, [note for note, _ in made])
    for note, words in made:
        place = re.sub(r"\s", "", found[note.path] or "")
        # A letter is never parted from its marks, nor “--” in two: the rest is as it was selected.
        before, same, after = place.partition(words)
        assert same, note
        assert all(map(_belongs_to_another, (*before, *after))), note


def _belongs_to_another(character: str) -> bool:
    return (
        unicodedata.category(character)[0] in "MP"
        or unicodedata.category(unicodedata.normalize("NFD", character)[0]) == "Lo"
    )


# What is typed


HOSTILE = [
    "a: b",
    "# no comment",
    "- a list\n- another",
    "key: value\n  nested: true",
    "  leading spaces\n\n\n   and more",
    "\ttab\n \t mixed",
    "trailing spaces   \nin the middle \t\n.",
    "'single' \"double\" `tick`",
    "back\\slash \\n \\u0041",
    "\U0001f600 astral \U0001f3f4\U000e0067\U000e0062\U000e007f",
    "---\n...\n%YAML 1.2",
    "!!tag &anchor *alias <<: x",
    "{a: b} [c]",
    "| > ? @ , = ~",
    "null",
    "NO",
    "1:23:45",
    "0x1F",
    "2020-01-01",
    "nbsp\u00a0nel\u0085ls\u2028ps\u2029bom\ufeffzwj\u200dzwsp\u200b",
    "shy\u00adrlo\u202ex",
    "مرحبا: # بالعالم",
    "very long " * 300,
    "a\n# b",
    "</script></template></pre><b>",
    "${x} {{ y }} {% z %} $& $1 ##",
]


HIDDEN = re.compile("[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
"""What a line of text has no use for: the form leaves it out."""


def read(note: str, path: str) -> Note:
    """A note's file as the program reads it; it must be right, warnings of invisible letters aside."""
    problems: list[Diagnostic] = []
    config = Config("T", "https://example.org/")
    found = read_sidecar("2026/talk", Path(path).stem, SourceFile(path, note), config, problems)
    assert [p for p in problems if p.code.value != "suspicious-text"] == [], note
    (result,) = found
    return result


@pytest.fixture(scope="module")
def form(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The form, open on a page."""
    with serving(SAMPLE, tmp_path_factory.mktemp("www")) as served, opened(browser, scripts=True) as page:
        page.goto(served.address("transcripts/2020/talk/"))
        page.locator("[data-suggest=transcript]").click()
        expect(page.locator("dialog.suggestion")).to_be_visible()
        yield page


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_is_typed_is_read_back_as_it_was(form: Page, typed: str) -> None:
    line = " ".join(HIDDEN.sub("", typed).split())
    fill(form, kind="context", body=f"x\n{typed}\nx", claim=typed.replace("\n", " "), id="n")
    fill(form, **{"author": f"Ann {line}", "source-title": line, "source-publisher": line})
    note = finished(form)
    found = read(note.text, note.path)
    assert found.markdown.rstrip("\n") == f"x\n{typed}\nx"
    assert " ".join((found.claim or "").split()) == line
    assert (found.sources[0].title, found.sources[0].publisher) == (line, line)
    assert found.authors[0].name == f"Ann {line}"
    fill(form, body=typed)
    assert read(finished(form).text, note.path).markdown.strip("\n") == typed.lstrip("\n").rstrip()


ANY_TEXT = st.text(
    st.one_of(
        st.sampled_from(" \t\n:#-'\"\\|>&*!%@`{}[],?.~=<"),
        st.sampled_from("\u00a0\u0085\u2028\u2029\ufeff\u200b\u200d\u00ad\u202e\ufffd\U0001f600e\u0301"),
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
    ),
    max_size=30,
)
MODULE = """async ([name, call, given]) => {
    const base = document.querySelector("script[src$='reading.js']").src;
    return given.map((await import(new URL(name, base)))[call]);
}"""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(ANY_TEXT, ANY_TEXT), min_size=20, max_size=60))
def test_any_text_survives_in_a_file(form: Page, texts: list[tuple[str, str]]) -> None:
    notes: list[dict[str, Any]] = [
        {
            "id": "n",
            "kind": "context",
            "claim": f"x{claim}x",
            "body": f"{body}x",
            "author": "A B",
            "sources": [],
            "created": "2026-01-01",
        }
        for claim, body in texts
    ]
    for note, text in zip(notes, form.evaluate(MODULE, ["note-file.js", "noteFile", notes]), strict=True):
        problems: list[Diagnostic] = []
        (found,) = read_sidecar("t", "n", SourceFile("annotations/t/n.yaml", text), None, problems)
        assert not [p for p in problems if p.code.value.startswith(("yaml", "encoding", "bad-value"))], text
        assert found.markdown.strip("\n") == note["body"].lstrip("\n"), text
        assert _seen(found.claim or "") == _seen(note["claim"]), text


def _seen(text: str) -> str:
    return re.sub(r"\s", "", HIDDEN.sub("", text))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(
            st.one_of(
                st.sampled_from(" \n\t\u00a0\u0085\u3000\ufeff\u200b\u00ad\u034f--—…'’“\"."),
                st.sampled_from(
                    "ae\u0301\u0308\u0323\u0958\u05e9\u05c1\u0627\u0651\u064e\u1100\u1161\u11a8\u212b\U0001f600"
                ),
                st.characters(exclude_categories=["Cs"]),
            ),
            max_size=20,
        ),
        min_size=20,
        max_size=60,
    )
)
def test_the_browser_folds_as_the_program_does(form: Page, texts: list[str]) -> None:
    answers = form.evaluate(
        """async (texts) => {
            const base = document.querySelector("script[src$='reading.js']").src;
            const { Folded } = await import(new URL("folding.js", base));
            return texts.map(text => { const found = new Folded(text); return [found.text, found.pieces]; });
        }""",
        texts,
    )
    for text, (folded, pieces) in zip(texts, answers, strict=True):
        ours = Folded(text)
        known = all(unicodedata.category(c) != "Cn" for c in text)  # the browser's Unicode may be newer
        assert not known or folded == ours.text
        units = [len(text[:index].encode("utf-16-le")) // 2 for index in range(len(text) + 1)]
        assert not known or [(p["start"], p["end"], p["isUnit"]) for p in pieces] == [
            (units[p.start], units[p.end], p.is_unit) for p in ours._pieces
        ]
