"""transcript.tei.xml. The schema tei_all judges it in `make audit`; here is what no schema knows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from postil.exporting import tei
from postil.model.anchored import Range
from postil.model.transcript import Transcript
from tests.exporting.editions import HOSTILE_SITE, SITE, TALK, built
from tests.rendering.markup import select
from tests.weaving.cases import cases, numbered

T = {"t": "http://www.tei-c.org/ns/1.0"}
ID = "{http://www.w3.org/XML/1998/namespace}id"


def anchored(body: etree._Element) -> dict[str, int]:
    """Where in the string value of the body each element with an id stands."""
    found: dict[str, int] = {}
    length = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            if element.get(ID) is not None:
                found[str(element.get(ID))] = length
            length += len(element.text or "")
        elif element is not body:
            length += len(element.tail or "")
    return found


@given(cases())
@settings(deadline=None, max_examples=200)
def test_the_body_is_the_text_layer_and_anchors_stand_at_the_exact_words(
    case: tuple[Transcript, list[Range]],
) -> None:
    transcript, places = case
    body = etree.fromstring(tei.body(transcript, numbered(places), lambda link: link.href))
    assert "".join(map(str, body.itertext())) == transcript.text
    found = anchored(body)
    for index, place in enumerate(places):
        assert Range(found[f"from-n{index}"], found[f"to-n{index}"]) == place


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("site"), SITE)


@pytest.fixture
def root(site: Path) -> etree._Element:
    return etree.fromstring((site / TALK / "transcript.tei.xml").read_bytes())


def test_positions_in_the_text_layer_hold_in_the_body(site: Path, root: etree._Element) -> None:
    (body,) = root.iterfind("t:text/t:body", T)
    text = (site / TALK / "transcript.txt").read_text(encoding="utf-8")
    assert "".join(map(str, body.itertext())) == text
    collection = json.loads((site / TALK / "annotations.jsonld").read_bytes())
    found = anchored(body)
    for item in collection["first"]["items"]:
        id = item["id"].rstrip("/").rpartition("/")[2]
        (note,) = (n for n in root.iter("{*}note") if n.get(ID) == f"note-{id}")
        if "selector" in item["target"]:
            position = item["target"]["selector"][1]
            assert (note.get("target"), note.get("targetEnd")) == (f"#from-{id}", f"#to-{id}")
            assert (found[f"from-{id}"], found[f"to-{id}"]) == (position["start"], position["end"])
        else:
            assert (note.get("target"), note.get("targetEnd")) == ("#transcript", None)


def test_every_id_is_one_and_every_pointer_leads_to_one(root: etree._Element) -> None:
    ids = [str(id) for id in select(root, "//@*[name()='xml:id']")]
    assert len(set(ids)) == len(ids)
    pointers = " ".join(map(str, select(root, "//@*"))).split()
    assert {p[1:] for p in pointers if p.startswith("#")} <= set(ids)


def test_utterances_say_who_speaks_and_when(root: etree._Element) -> None:
    utterances = [(u.get(ID), u.get("who"), u.get("start"), u.get("prev")) for u in root.iter("{*}u")]
    assert utterances == [
        ("t1", "#speaker-the-reporter-co", "#time-1", None),
        ("t2", "#speaker-ann-lee", "#time-2", None),
        ("t2-2", "#speaker-ann-lee", None, "#t2"),
        ("t3", "#speaker-the-reporter-co", None, None),
    ]
    moments = [(w.get(ID), w.get("interval"), w.get("since")) for w in root.iter("{*}when")]
    assert moments == [
        ("time-0", None, None),
        ("time-1", "5", "#time-0"),
        ("time-2", "62.500", "#time-0"),
        ("time-3", "120", "#time-0"),
    ]
    persons = [(p.get(ID), p.findtext("t:persName", None, T)) for p in root.iter("{*}person")]
    assert persons == [("speaker-the-reporter-co", "The Reporter & Co"), ("speaker-ann-lee", "Ann Lee")]


def test_headings_head_divisions_and_incidents_are_nobodys_words(root: etree._Element) -> None:
    heads = [(h.text, len(list(h.iterancestors("{*}div")))) for h in root.iter("{*}head")]
    assert [depth for _, depth in heads] == [2, 3, 3, 2]
    incidents = ["".join(map(str, i.itertext())) for i in root.iter("{*}incident")]
    assert incidents == ["(Laughter.)", "[The end.]"]


def test_a_note_carries_its_verdict_its_sources_and_its_history(root: etree._Element) -> None:
    (note,) = (n for n in root.iter("{*}note") if n.get(ID) == "note-outer")
    assert (note.get("type"), note.get("ana"), note.get("resp")) == (
        "fact-check",
        "#verdict-accurate",
        "#author-1 #author-2",
    )
    assert [t.text for t in note.iterfind("t:listBibl/t:bibl/t:title", T)] == ["The & treaty", "A book"]
    assert [p.get("target") for p in note.iterfind("t:listBibl/t:bibl/t:ptr", T)] == [
        "https://example.org/t?x=1&y=2",
        "https://example.org/copy",
    ]
    (revision,) = note.iterfind("t:list[@type='revisions']/t:item", T)
    assert revision.get("ana") == "#verdict-misleading #verdict-accurate"
    (retracted,) = (n for n in root.iter("{*}note") if n.get(ID) == "note-incident")
    assert retracted.get("subtype") == "retracted"


def test_the_header_says_what_it_is_and_whose(root: etree._Element) -> None:
    def said(path: str) -> list[str | None]:
        return [e.text for e in root.iterfind(f"t:teiHeader//{path}", T)]

    assert said("t:titleStmt/t:title") == ["Talks & <b>treaties</b>"]
    assert said("t:titleStmt/t:respStmt/t:name") == ["Jane Doe", "Somebody Else"]
    assert said("t:publicationStmt/t:publisher") == ["The Archive"]
    assert said("t:publicationStmt/t:date") == ["2026-11-26"], (
        "the latest day a note names, never the clock's"
    )
    assert said("t:idno") == ["https://example.org/archive/transcripts/2020/talk/"]
    assert [e.get("target") for e in root.iter("{*}licence")] == [
        "https://creativecommons.org/licenses/by/4.0/",
        "https://example.org/cc0",
    ]
    assert said("t:setting/t:placeName") + said("t:setting/t:date") == ["Geneva", "2020-12-30"]


def test_nothing_that_people_write_breaks_the_document(tmp_path: Path) -> None:
    folder = built(tmp_path, HOSTILE_SITE)
    root = etree.fromstring((folder / TALK / "transcript.tei.xml").read_bytes())
    (body,) = root.iterfind("t:text/t:body", T)
    text = (folder / TALK / "transcript.txt").read_text(encoding="utf-8")
    assert "".join(map(str, body.itertext())) == text.replace("\x0c", "\ufffd")
    assert not select(root, "//*[local-name()='script' or local-name()='b']")
