"""cite.bib and cite.ris, as others' parsers read them; the sentence and the tags on the pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string

from tests.exporting.editions import HOSTILE_SITE, SITE, TALK, built
from tests.rendering.markup import parsed, select

ADDRESS = "https://example.org/archive/transcripts/2020/talk/"


def bib(folder: Path) -> dict[str, str]:
    library = parse_string((folder / TALK / "cite.bib").read_text(encoding="utf-8"))
    assert library.failed_blocks == []
    (entry,) = library.entries
    return {"type": entry.entry_type, "key": entry.key, **{f.key: str(f.value) for f in entry.fields}}


def ris(folder: Path) -> dict[str, Any]:
    content = (folder / TALK / "cite.ris").read_bytes().decode()
    assert all(line[2:6] == "  - " for line in content.removesuffix("\r\n").split("\r\n"))
    (record,) = rispy.loads(content)
    found: dict[str, Any] = record
    return found


def tags(page: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in select(parsed(page.read_bytes()), "//meta[starts-with(@name, 'citation_')]"):
        found.setdefault(meta.get("name"), []).append(meta.get("content"))
    return found


def sentence(page: Path) -> str:
    (found,) = select(parsed(page.read_bytes()), "//details[@class='cite']/p[@class='citation']")
    return "".join(found.itertext())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("site"), SITE)


def test_bibtex_has_what_a_reference_needs(site: Path) -> None:
    assert bib(site) == {
        "type": "misc",
        "key": "2020_talk",
        "author": "{The Archive}",
        "title": "{Talks \\& <b>treaties</b>}",
        "year": "2020",
        "month": "dec",
        "day": "30",
        "howpublished": "Talks \\& more",
        "note": "Annotated transcript",
        "url": ADDRESS,
        "language": "en",
        "keywords": "Arms control",
    }


def test_ris_has_what_a_reference_needs(site: Path) -> None:
    assert ris(site) == {
        "type_of_reference": "ELEC",
        "authors": ["The Archive"],
        "title": "Talks & <b>treaties</b>",
        "year": "2020",
        "date": "2020/12/30",
        "secondary_title": "Talks & more",
        "type_of_work": "Annotated transcript",
        "urls": [ADDRESS],
        "language": "en",
        "abstract": "A made-up hearing.",
        "keywords": ["Arms control"],
    }


def test_characters_that_mean_something_to_a_format_are_text(tmp_path: Path) -> None:
    folder = built(tmp_path, HOSTILE_SITE)
    written = (
        "{a <script>alert(1)</script> \\& \"b\" 'c' ]]> \\&\\#12; \\&\\#27; "
        "\\textbraceleft{}d\\textbraceright{} 100\\% \\$e\\$ \\#f \\_g\\_ "
        "\\textasciitilde{}h\\textasciicircum{} \\textbackslash{}i}"
    )
    assert bib(folder)["title"] == bib(folder)["author"] == written
    title = HOSTILE_SITE["site.yaml"].partition('"')[2].partition('"\n')[0].replace('\\"', '"')
    assert ris(folder)["title"] == title.replace("\\\\", "\\")


def test_a_line_break_in_a_summary_does_not_break_a_record(tmp_path: Path) -> None:
    text = (
        '---\ntitle: T\nsummary: "One\\nER  - \\n\\u2028AU  - Two"\ndate: 2020-08-01\n'
        "speakers: {Q: {name: Q}}\n---\n\nQ: Words.\n"
    )
    folder = built(tmp_path, {"site.yaml": SITE["site.yaml"], "content/transcripts/2020/talk.md": text})
    record = ris(folder)
    assert (record["abstract"], record["date"]) == ("One ER - AU - Two", "2020/08/01")


def test_the_page_of_a_transcript_says_how_to_cite_it(site: Path) -> None:
    page = site / TALK / "index.html"
    assert sentence(page) == (
        "The Archive (December 30, 2020). Talks & <b>treaties</b> [Annotated transcript]. Talks & more. "
        + ADDRESS
    )
    assert tags(page) == {
        "citation_title": ["Talks & <b>treaties</b>"],
        "citation_author": ["The Archive"],
        "citation_publication_date": ["2020/12/30"],
        "citation_publisher": ["The Archive"],
        "citation_language": ["en"],
        "citation_public_url": [ADDRESS],
    }
    links = select(parsed(page.read_bytes()), "//details[@class='cite']//a/@href")
    assert links == ["cite.bib", "cite.ris"]


def test_the_page_of_a_note_says_how_to_cite_it(site: Path) -> None:
    page = site / TALK / "notes/outer/index.html"
    assert sentence(page) == (
        "Jane Doe, Somebody Else (November 25, 2026). Accurate: On & on "
        "[Note 8 on “Talks & <b>treaties</b>”]. "
        f"Talks & more. {ADDRESS}notes/outer/"
    )
    assert tags(page)["citation_author"] == ["Jane Doe", "Somebody Else"]
    assert tags(page)["citation_title"] == ["Accurate: On & on"]
    undated = site / TALK / "notes/inner/index.html"
    assert sentence(undated) == (
        "The Archive (n.d.). Context: next February [Note 6 on “Talks & <b>treaties</b>”]. "
        f"Talks & more. {ADDRESS}notes/inner/"
    )
    assert "citation_publication_date" not in tags(undated)


def test_a_site_that_is_its_own_publisher_is_named_once(tmp_path: Path) -> None:
    config = SITE["site.yaml"].replace("publisher: {name: The Archive}\n", "")
    folder = built(tmp_path, {**SITE, "site.yaml": config})
    assert sentence(folder / TALK / "index.html") == (
        f"Talks & more (December 30, 2020). Talks & <b>treaties</b> [Annotated transcript]. {ADDRESS}"
    )
