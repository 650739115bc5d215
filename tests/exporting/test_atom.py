"""feeds/*.xml, judged by feedparser and by the rules of RFC 4287."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import feedparser
import pytest
from lxml import etree

from postil.exporting.serialising import xml_file
from tests.exporting.sample import BASE, NOTES, PAGE, SITE, built
from tests.rendering.markup import parsed, select

_ATOM = "{http://www.w3.org/2005/Atom}"
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
_COMMON = {
    "id": (1, 1),
    "title": (1, 1),
    "updated": (1, 1),
    "author": (0, 99),
    "link": (1, 99),
    "rights": (0, 1),
}
_OF_FEED = {**_COMMON, "author": (1, 99), "subtitle": (0, 1), "entry": (0, 999)}
_OF_ENTRY = {**_COMMON, "published": (0, 1), "category": (0, 99), "content": (1, 1)}


def check_rules(content: bytes) -> etree._Element:
    """The feed, after it was held to what RFC 4287 says of the elements that Postil uses."""
    feed = etree.fromstring(content)
    assert feed.tag == f"{_ATOM}feed"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang")
    for element, allowed in [(feed, _OF_FEED), *((e, _OF_ENTRY) for e in feed.findall(f"{_ATOM}entry"))]:
        names = [etree.QName(child).localname for child in element]
        assert set(names) <= set(allowed)
        for name, (least, most) in allowed.items():
            assert least <= names.count(name) <= most, name
        for name in ("updated", "published"):
            assert all(_MOMENT.fullmatch(found.text or "") for found in element.findall(_ATOM + name))
        links = [(link.get("rel"), link.get("type")) for link in element.findall(f"{_ATOM}link")]
        assert len(set(links)) == len(links), "one alternate of a type"
        addresses = [found.text for found in element.findall(f"{_ATOM}id")]
        addresses += [link.get("href") for link in element.findall(f"{_ATOM}link")]
        assert all(re.match("https?://", address or "") for address in addresses)
        assert all(author.findtext(f"{_ATOM}name") for author in element.findall(f"{_ATOM}author"))
        assert all(category.get("term") for category in element.findall(f"{_ATOM}category"))
    ids = [found.text for found in feed.iter(f"{_ATOM}id")]
    assert len(set(ids)) == len(ids)
    return feed


def entries(content: bytes) -> dict[str, feedparser.FeedParserDict]:
    """The entries as a feed reader takes them, by the end of their ids."""
    check_rules(content)
    feed = feedparser.parse(content)
    assert not feed.bozo
    return {entry.id.partition("#note-")[2]: entry for entry in feed.entries}


@pytest.mark.parametrize(("name", "page"), [("notes", "notes/"), ("corrections", "corrections/")])
def test_a_feed_says_what_it_is_and_where(tmp_path: Path, name: str, page: str) -> None:
    content = built(tmp_path)[f"feeds/{name}.xml"]
    check_rules(content)
    found = feedparser.parse(content)
    assert (found.version, found.bozo, found.feed.title) == (
        "atom10",
        False,
        f"{name.title()} · Talks & words",
    )
    assert (found.feed.id, found.feed.language) == (f"{BASE}feeds/{name}.xml", "en")
    assert {link.rel: link.href for link in found.feed.links} == {
        "self": f"{BASE}feeds/{name}.xml",
        "alternate": BASE + page,
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }
    assert found.feed.author_detail == {"name": "The Checkers", "href": "https://checkers.example/"}


def test_notes_are_newest_first_by_their_own_dates_and_drafts_are_left_out(tmp_path: Path) -> None:
    content = built(tmp_path)["feeds/notes.xml"]
    found = [(id, entry.updated) for id, entry in entries(content).items()]
    assert found[:3] == [
        ("gone", "2021-03-01T00:00:00Z"),  # a revision is a change
        ("mended", "2021-02-02T00:00:00Z"),
        ("expiry", "2021-01-03T08:00:00Z"),
    ]
    # Without a date of their own they have the day on which the words were said.
    assert dict(found[3:]) == dict.fromkeys(["unclaimed", "unrated", "whole"], "2020-12-30T00:00:00Z")
    assert check_rules(content).findtext(f"{_ATOM}updated") == "2021-03-01T00:00:00Z"


def test_an_entry_has_all_that_is_needed_to_read_the_note(tmp_path: Path) -> None:
    entry = entries(built(tmp_path)["feeds/notes.xml"])["expiry"]
    assert entry.title.startswith("Accurate: It expires in February 2021")
    assert (entry.link, entry.published) == (f"{PAGE}notes/expiry/", "2021-01-01T00:00:00Z")
    assert [author.get("name") for author in entry.authors] == ["Jane Doe", "Bo Ek"]
    assert [tag.term for tag in entry.tags] == ["Fact check", "Arms control", '"quoted", and; so']
    html = entry.content[0].value
    words = " ".join("".join(map(str, parsed(html.encode()).itertext())).split())
    for part in (
        "expires next February",
        "Right, by the treaty",
        "The treaty, U & N",
        "inaccurate",
        "A source",
    ):
        assert part.lower() in words.lower()


def test_the_html_of_an_entry_has_whole_addresses_and_nothing_that_runs(tmp_path: Path) -> None:
    raw = check_rules(built(tmp_path)["feeds/notes.xml"])
    contents = [str(element.text) for element in raw.iter(f"{_ATOM}content")]
    assert len(contents) == 6
    for content in contents:
        html = parsed(content.encode())
        assert select(html, "//script | //img | //svg") == []
        assert all(re.match("https?://", href) for href in select(html, "//@href"))
    assert any(f'href="{PAGE}#t2"' in content for content in contents)


def test_a_retracted_note_says_so_before_all_else(tmp_path: Path) -> None:
    entry = entries(built(tmp_path)["feeds/notes.xml"])["gone"]
    assert entry.title == "Retracted: Inaccurate: =1+1"
    assert entry.content[0].value.startswith('<p class="status">Retracted')


def test_drafts_are_there_if_they_are_asked_for_and_say_so(tmp_path: Path) -> None:
    assert entries(built(tmp_path, drafts=True)["feeds/notes.xml"])["draft"].title == "Draft: Accurate: C"


def test_corrections_are_newest_first_and_keep_their_ids(tmp_path: Path) -> None:
    found = entries(built(tmp_path)["feeds/corrections.xml"])
    assert [(id, entry.title, entry.updated[:10]) for id, entry in found.items()] == [
        ("gone/revision-1", "Retracted: Inaccurate: =1+1", "2021-03-01"),
        ("mended/correction", "Correction of the transcript: Correction: more", "2021-02-02"),
        ("expiry/revision-2", found["expiry/revision-2"].title, "2021-01-02"),
        ("expiry/revision-1", found["expiry/revision-1"].title, "2021-01-02"),
    ]
    assert found["expiry/revision-1"].title.startswith("Corrected: Accurate: It expires")
    html = found["expiry/revision-1"].content[0].value
    assert "The date was wrong. (Inaccurate → Accurate)" in html
    later = NOTES.replace("revisions: [{", "revisions: [{date: 2021-02-20, summary: Before.}, {")
    changed = entries(built(tmp_path, {"annotations/2020/talk.yaml": later})["feeds/corrections.xml"])
    assert changed["expiry/revision-1"].id == found["expiry/revision-1"].id


def test_an_entry_stays_the_same_entry_if_notes_lose_their_pages(tmp_path: Path) -> None:
    with_pages = entries(built(tmp_path)["feeds/notes.xml"])
    without = entries(built(tmp_path, {"site.yaml": f"{SITE}note_pages: none\n"})["feeds/notes.xml"])
    assert list(with_pages) == list(without)
    assert without["expiry"].link == f"{PAGE}#note-expiry"


def test_a_site_without_notes_has_feeds_that_never_changed(tmp_path: Path) -> None:
    files = built(
        tmp_path, {"annotations/2020/talk.yaml": "[]\n", "site.yaml": f"title: T\nbase_url: {BASE}\n"}
    )
    for name in ("notes", "corrections"):
        feed = check_rules(files[f"feeds/{name}.xml"])
        assert feed.findtext(f"{_ATOM}updated") == "1970-01-01T00:00:00Z"
        assert feed.findtext(f"{_ATOM}author/{_ATOM}name") == "T", "the site itself, if nobody publishes it"


def test_a_feed_has_the_newest_hundred(tmp_path: Path) -> None:
    notes = "".join(
        f"- {{id: n{i}, kind: context, body: B, created: 2021-01-01T{i // 60:02}:{i % 60:02}}}\n"
        for i in range(130)
    )
    found = entries(built(tmp_path, {"annotations/2020/talk.yaml": notes})["feeds/notes.xml"])
    assert list(found) == [f"n{i}" for i in range(129, 29, -1)]


def test_what_xml_cannot_hold_costs_a_character_and_not_the_feed() -> None:
    element = Element("a", {"b": "\x07"})
    element.text = "one\x0b\ufffftwo \U0001f54a\n"
    read = etree.fromstring(xml_file(element))
    assert (read.get("b"), read.text) == ("\ufffd", "one\ufffd\ufffdtwo \U0001f54a\n")
