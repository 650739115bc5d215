"""transcript.epub: well-formed, complete, the same words. EPUBCheck judges it in `make audit`."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from tests.exporting.editions import HOSTILE_SITE, SITE, TALK, TRANSCRIPT, built
from tests.rendering.markup import select

X = {"h": "http://www.w3.org/1999/xhtml", "o": "http://www.idpf.org/2007/opf"}
TYPE = "{http://www.idpf.org/2007/ops}type"
DC = "{http://purl.org/dc/elements/1.1/}"


def read(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {info.filename: archive.read(info) for info in archive.infolist()}


def pages(files: Mapping[str, bytes]) -> dict[str, etree._Element]:
    return {
        posixpath.basename(name): etree.fromstring(content)
        for name, content in files.items()
        if name.endswith(".xhtml")
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("site"), SITE)


@pytest.fixture
def book(site: Path) -> dict[str, bytes]:
    return read((site / TALK / "transcript.epub").read_bytes())


def words_of(page: etree._Element) -> list[str]:
    away = "//h:body/descendant::*[@data-apparatus or @role='doc-noteref']"
    found = page.xpath(away, namespaces=X)
    assert isinstance(found, list)
    for element in found:
        assert isinstance(element, etree._Element)
        previous, parent = element.getprevious(), element.getparent()
        assert parent is not None
        if previous is not None:
            previous.tail = (previous.tail or "") + (element.tail or "")
        else:
            parent.text = (parent.text or "") + (element.tail or "")
        parent.remove(element)
    body = page.find("h:body", X)
    assert body is not None
    return "".join(map(str, body.itertext())).split()


def test_the_container_is_as_the_format_wants_it_and_carries_no_clock(site: Path) -> None:
    content = (site / TALK / "transcript.epub").read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first, *_ = infos = archive.infolist()
        assert (first.filename, archive.read(first)) == ("mimetype", b"application/epub+zip")
        assert content[38:58] == b"application/epub+zip", "where `file` looks for it"
        for info in infos:
            assert info.compress_type == zipfile.ZIP_STORED
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert (info.create_system, info.external_attr, info.extra) == (3, 0o644 << 16, b"")


def test_the_package_says_what_the_book_is(book: dict[str, bytes]) -> None:
    package = etree.fromstring(book["EPUB/package.opf"])
    said = {
        name: [element.text for element in package.iter(DC + name)]
        for name in ("identifier", "title", "creator", "contributor", "date", "language", "publisher")
    }
    assert said == {
        "identifier": ["https://example.org/archive/transcripts/2020/talk/"],
        "title": ["Talks & <b>treaties</b>"],
        "creator": ["The Reporter & Co", "Ann Lee"],
        "contributor": ["Jane Doe", "Somebody Else"],
        "date": ["2020-12-30"],
        "language": ["en"],
        "publisher": ["The Archive"],
    }
    assert select(package, "//*[@property='dcterms:modified']/text()") == ["2026-11-26T00:00:00Z"]
    spine = package.find("o:spine", X)
    assert spine is not None
    assert spine.get("page-progression-direction") == "ltr"
    assert [item.get("idref") for item in spine] == ["title", "text-001", "text-002", "text-003", "notes"]


def test_the_chapters_hold_the_text_layer_word_for_word(site: Path, book: dict[str, bytes]) -> None:
    text = (site / TALK / "transcript.txt").read_text(encoding="utf-8")
    found = [
        w for name, page in sorted(pages(book).items()) if name.startswith("text") for w in words_of(page)
    ]
    assert found == text.split()


def test_every_link_within_the_book_leads_somewhere(book: dict[str, bytes]) -> None:
    read_pages = pages(book)
    ids = {name: [str(i) for i in select(page, "//@id")] for name, page in read_pages.items()}
    assert all(len(set(found)) == len(found) for found in ids.values())
    for name, page in read_pages.items():
        for href in map(str, select(page, "//@href")):
            if "://" in href or href == "style.css":
                continue
            file, _, fragment = href.partition("#")
            assert file in ids, f"{name}: {href}"
            assert not fragment or fragment in ids[file], f"{name}: {href}"


def test_references_and_notes_are_a_pair_that_reading_systems_know(book: dict[str, bytes]) -> None:
    found = pages(book)
    references = {
        str(a.get("href")): f"{name}#{a.get('id')}"
        for name, page in found.items()
        for a in page.iter("{*}a")
        if a.get(TYPE) == "noteref"
    }
    notes = [e for e in found["notes.xhtml"].iter() if e.get(TYPE) == "footnote"]
    assert [e.get("role") for e in notes] == ["doc-footnote"] * 10, "the draft is left out"
    assert sorted(references) == sorted(f"notes.xhtml#{note.get('id')}" for note in notes)
    for note in notes:
        (back,) = (a for a in note.iter("{*}a") if a.get(TYPE) == "backlink")
        assert back.get("href") == references[f"notes.xhtml#{note.get('id')}"]
    assert references["notes.xhtml#note-whole"] == "title.xhtml#ref-whole"


def test_links_to_the_transcript_stay_in_the_book_and_others_are_whole(book: dict[str, bytes]) -> None:
    found = pages(book)
    first = [a.get("href") for a in found["text-001.xhtml"].iter("{*}a") if a.get("role") is None]
    assert first == ["text-002.xhtml#t2", "notes.xhtml#note-inner"]
    assert "https://example.org/archive/about/" in book["EPUB/notes.xhtml"].decode()
    assert (
        "https://example.org/archive/transcripts/2020/talk/map.png"
        not in book["EPUB/text-001.xhtml"].decode()
    )


def test_headings_are_the_table_of_contents(book: dict[str, bytes]) -> None:
    page = pages(book)["nav.xhtml"]
    entries = [("".join(map(str, a.itertext())), a.get("href")) for a in page.iter("{*}a")]
    assert entries == [
        ("Talks & <b>treaties</b>", "title.xhtml"),
        ("Opening", "text-002.xhtml#h-opening"),
        ("Details", "text-002.xhtml#h-details"),
        ("An aside", "text-002.xhtml#h-an-aside"),
        ("Closing", "text-003.xhtml#h-closing"),
        ("Notes", "notes.xhtml"),
    ]
    (inner,) = (a for a in page.iter("{*}a") if a.text == "Details")
    assert len(list(inner.iterancestors("{*}ol"))) == 2


def test_a_note_says_all_it_knows(book: dict[str, bytes]) -> None:
    (note,) = (e for e in pages(book)["notes.xhtml"].iter() if e.get("id") == "note-outer")
    said = " ".join("".join(map(str, note.itertext())).split())
    for words in (
        "Accurate: On & on",
        "expires next February, as everybody knows",
        'Claim: It "expires".',
        "It was <signed> for ten years",
        "The & treaty, P, April 2010, seen January 1, 2026, archived copy: ten < eleven",
        "November 26, 2026: Put right & clear. (Misleading → Accurate)",
        "By Jane Doe, Somebody Else, November 24, 2026, updated November 25, 2026",
    ):
        assert words in said
    assert "Retracted" in book["EPUB/notes.xhtml"].decode()


def test_a_right_to_left_book_turns_its_pages_so(tmp_path: Path) -> None:
    text = "---\ntitle: حديث\ndate: 2020-01-01\nlanguage: ar\nspeakers: {س: {name: س}}\n---\n\nس: كلام.\n"
    folder = built(
        tmp_path,
        {
            **SITE,
            "content/transcripts/ar.md": text,
            "annotations/2020/talk.yaml": "",
            "content/transcripts/2020/talk.md": TRANSCRIPT.replace("#note-inner", "#t1"),
        },
    )
    book = read((folder / "_site/transcripts/ar/transcript.epub").read_bytes())
    package = etree.fromstring(book["EPUB/package.opf"])
    assert select(package, "//*[local-name()='spine']/@page-progression-direction") == ["rtl"]
    assert [e.text for e in package.iter(DC + "language")] == ["ar", "en"]
    page = pages(book)["text-001.xhtml"]
    assert (page.get("dir"), page.get("lang")) == ("rtl", "ar")
    assert "notes.xhtml" not in pages(book)


def test_a_long_transcript_is_cut_into_files(tmp_path: Path) -> None:
    turn = f"Q: {'Words and words. ' * 600}\n\n"
    text = f"---\ntitle: T\ndate: 2020-01-01\nspeakers: {{Q: {{name: Q}}}}\n---\n\n{turn * 20}"
    folder = built(tmp_path, {"site.yaml": SITE["site.yaml"], "content/transcripts/long.md": text})
    found = pages(read((folder / "_site/transcripts/long/transcript.epub").read_bytes()))
    chapters = [page for name, page in sorted(found.items()) if name.startswith("text")]
    assert [len(select(page, "//*[@class='turn']")) for page in chapters] == [5, 5, 5, 5]
    assert [w for page in chapters for w in words_of(page)] == ("Words and words. " * 600 * 20).split()


def test_nothing_that_people_write_breaks_the_book(tmp_path: Path) -> None:
    folder = built(tmp_path, HOSTILE_SITE)
    book = read((folder / TALK / "transcript.epub").read_bytes())
    etree.fromstring(book["EPUB/package.opf"])
    for page in pages(book).values():
        assert not select(page, "//*[local-name()='script' or local-name()='b']")
