"""Small whole sites with what they come to.

Each folder of tests/sites/ is a case: ``site/`` is built, ``expected/`` is what must come out and
``expected.txt`` the report of the problems (no such file: there are none). Files for programs are
expected byte for byte. Of a page only an extract is: what the theme must not change. It is kept as
``….html.txt``.

After a change that is meant, look at the difference this makes, then commit it:

    python -m tests.test_sites --update
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from postil import pipeline
from postil.building.swapping import MARKER
from postil.report import text_report
from tests.building.folders import contents, write_files
from tests.rendering.markup import parsed, select

CASES = Path(__file__).parent / "sites"
TODAY = "2026-11-24"
_REPORT = "expected.txt"
_LISTS = ("notes/", "speakers/", "topics/", "sources/", "corrections/", "transcripts/index.html", "404.html")
_ELSEWHERE = (
    "assets/",
    "pagefind/",
    "feeds/",
    "data/notes.csv",
    "robots.txt",
    "_headers",
    ".nojekyll",
    *_LISTS,
)  # tested beside what makes them
_ELSEWHERE_BESIDE = ("/words.css", "/annotated.md", "/annotated.txt", "/transcript.epub", "social.png")


def cases() -> list[str]:
    return sorted(folder.name for folder in CASES.iterdir() if (folder / "site").is_dir())


def outcome(case: Path, work: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """What the site of a case comes to, as it is kept in the case's folder; and every built file."""
    site, output = case / "site", work / "output"
    report = text_report.report(pipeline.check(site, pipeline.Options(today=TODAY)).diagnostics)
    found = {_REPORT: report.encode()} if report else {}
    pipeline.build(site, output, pipeline.Options())
    built = contents(output) if output.exists() else {}
    for name, content in built.items():
        if name.startswith(_ELSEWHERE) or name.endswith(_ELSEWHERE_BESIDE) or name == MARKER:
            continue
        if name.endswith(".html"):
            found[f"expected/{name}.txt"] = "".join(f"{line}\n" for line in outline(name, content)).encode()
        else:
            found[f"expected/{name}"] = content
    return found, built


def expected(case: Path) -> dict[str, bytes]:
    return {name: content for name, content in contents(case).items() if name.startswith("expected")}


# What of a page is kept


def outline(path: str, page: bytes) -> Iterator[str]:
    """What a theme must not change: languages, headings, links of a text; turns, marks, references, notes."""
    html = parsed(page)
    yield f"html lang={html.get('lang')} dir={html.get('dir')}"
    refresh = select(html, "//meta[@http-equiv='refresh']/@content")
    articles = select(html, "//article[@data-transcript]")
    if refresh:
        yield f"redirect {refresh[0]}"
    elif articles:
        yield from _outline_of_transcript(articles[0])
    else:
        for heading in select(html, "//main//h1"):
            yield f"h1 {_words(heading)}"
        yield from _outline_of_text(html, note="/notes/" in path)


def _outline_of_text(html: etree._Element, *, note: bool) -> Iterator[str]:
    for article in select(html, "//main/article | //main/*/article[not(ancestor::section)]"):
        for name in ("lang", "dir", "data-kind", "data-verdict"):
            if article.get(name) is not None:
                yield f"article {name}={article.get(name)}"
        if not note:
            for link in select(article, ".//*[@href or @src]"):
                yield f"{link.tag} {link.get('href') or link.get('src')}: {_words(link)}"
    for quote in select(html, "//main//blockquote[.//mark]"):
        yield f"quote lang={quote.get('lang')} dir={quote.get('dir')}: {_words(quote.find('.//mark'))}"


def _outline_of_transcript(article: etree._Element) -> Iterator[str]:
    yield f"article {article.get('data-transcript')} lang={article.get('lang')} dir={article.get('dir')}"
    for element in article.iter():
        if element.get("data-turn") is not None:
            turn, speaker = element.get("data-turn"), element.get("data-speaker")
            yield f"turn {turn} id={element.get('id')} speaker={speaker}"
        elif element.get("data-notes") is not None:
            yield f"  mark [{element.get('data-notes')}] {_words(element)}"
        elif element.get("role") == "doc-noteref":
            yield f"  ref {element.get('id')} -> {element.get('href')} {_words(element)}"
        elif element.get("role") == "doc-footnote":
            back = select(element, ".//*[@role='doc-backlink']/@href")
            verdict = element.get("data-verdict")
            yield f"  note {element.get('id')} {element.get('data-kind')} {verdict} -> {' '.join(back)}"


def _words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def words_of_the_article(page: bytes) -> list[str]:
    """The text of a transcript's page without apparatus, references and notes."""
    html = parsed(page)
    (article,) = select(html, "//article[@data-transcript]")
    away = "descendant::*[@data-apparatus or @role='doc-noteref' or @role='doc-footnote']"
    for element in select(article, away):
        parent, previous = element.getparent(), element.getprevious()
        if element.tail:
            if previous is not None:
                previous.tail = (previous.tail or "") + element.tail
            else:
                parent.text = (parent.text or "") + element.tail
        parent.remove(element)
    return "".join(article.itertext()).split()


# The tests


@pytest.mark.parametrize("name", cases())
def test_a_site_comes_to_what_is_expected(name: str, tmp_path: Path) -> None:
    found, built = outcome(CASES / name, tmp_path)
    wanted = expected(CASES / name)
    assert sorted(found) == sorted(wanted)
    for file, content in wanted.items():
        assert found[file].decode() == content.decode(), file
    transcripts = [file for file in built if file.endswith("/transcript.txt")]
    for file in transcripts:
        page = built[file.replace("transcript.txt", "index.html")]
        assert words_of_the_article(page) == built[file].decode().split(), file
    assert transcripts or name.startswith("errors-")


def test_the_extract_sees_what_a_theme_could_break() -> None:
    page = (
        b'<html lang="en" dir="ltr"><body><article data-transcript="x" lang="en" dir="ltr">'
        b'<section data-turn="1" id="t1" data-speaker="a"><p data-apparatus>A</p><p>One '
        b'<mark data-notes="n">two</mark><a id="ref-n" href="#note-n" role="doc-noteref">1</a> three.</p>'
        b'<aside id="note-n" role="doc-footnote" data-kind="k">Body '
        b'<a href="#ref-n" role="doc-backlink">x</a></aside> four</section></article></body></html>'
    )
    assert words_of_the_article(page) == ["One", "two", "three.", "four"]
    assert list(outline("transcripts/x/index.html", page)) == [
        "html lang=en dir=ltr",
        "article x lang=en dir=ltr",
        "turn 1 id=t1 speaker=a",
        "  mark [n] two",
        "  ref ref-n -> #note-n 1",
        "  note note-n k None -> #ref-n",
    ]


def update() -> None:
    """Write what every case comes to now."""
    for name in cases():
        case = CASES / name
        with tempfile.TemporaryDirectory() as work:
            found, _ = outcome(case, Path(work))
        shutil.rmtree(case / "expected", ignore_errors=True)
        (case / _REPORT).unlink(missing_ok=True)
        write_files(case, found)


if __name__ == "__main__":
    if sys.argv[1:] != ["--update"]:
        sys.exit("usage: python -m tests.test_sites --update")
    update()
