"""annotations.jsonld, by the rules of the Web Annotation Data Model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from postil.pipeline import Options, build

NOTES = """- id: whole
  kind: context
  body: On all of it.
- id: pair
  kind: fact-check
  quote: words \U0001f54a here
  verdict: accurate
  claim: There are words.
  title: Words
  body: "*Right.*"
  sources: [{title: S, url: https://s.example/}, {title: A book}]
  topics: [Birds]
  authors: [Jane Doe]
  created: 2026-11-24
  updated: 2026-11-25T10:00+02:00
- {id: gone, kind: context, quote: Some, body: B, status: retracted}
- {id: draft, kind: context, quote: Some, body: B, status: draft}
"""


def collection(folder: Path, site: str = "") -> dict[str, Any]:
    files = {
        "site.yaml": f"title: T\nbase_url: https://x.example/archive\n{site}",
        "content/transcripts/a.md": "---\ntitle: A\ndate: 2020-01-01\nspeakers: {Ann: {name: Ann}}\n---\n\n"
        "Ann: Some words \U0001f54a here.\n",
        "annotations/a.yaml": NOTES,
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    assert build(folder, folder / "_site", Options()).diagnostics == ()
    read: dict[str, Any] = json.loads((folder / "_site/transcripts/a/annotations.jsonld").read_bytes())
    return read


@pytest.fixture
def items(tmp_path: Path) -> dict[str, dict[str, Any]]:
    found = collection(tmp_path)["first"]["items"]
    return {item["id"].rstrip("/").rpartition("/")[2]: item for item in found}


def test_the_collection_holds_its_one_page(tmp_path: Path) -> None:
    found = collection(tmp_path)
    address = "https://x.example/archive/transcripts/a/annotations.jsonld"
    assert (found["@context"], found["id"], found["type"]) == (
        "http://www.w3.org/ns/anno.jsonld",
        address,
        "AnnotationCollection",
    )
    assert found["total"] == len(found["first"]["items"]) == 3, "drafts are left out"
    assert (found["first"]["type"], found["first"]["partOf"]) == ("AnnotationPage", address)


def test_positions_count_code_points_and_cut_out_the_words(tmp_path: Path) -> None:
    target = collection(tmp_path)["first"]["items"][1]["target"]
    text = (tmp_path / "_site/transcripts/a/transcript.txt").read_bytes().decode()
    quote, position = target["selector"]
    assert (position["start"], position["end"]) == (5, 17)
    assert text[5:17] == quote["exact"] == "words \U0001f54a here"
    assert (quote["prefix"], quote["suffix"]) == ("Some ", ".\n")
    assert target["source"] == "https://x.example/archive/transcripts/a/transcript.txt"
    assert target["scope"] == "https://x.example/archive/transcripts/a/"


def test_an_annotation_says_who_and_when_and_what(items: dict[str, dict[str, Any]]) -> None:
    pair = items["pair"]
    assert (pair["type"], pair["motivation"]) == ("Annotation", "assessing")
    assert pair["creator"] == {"type": "Person", "name": "Jane Doe"}
    assert (pair["created"], pair["modified"]) == ("2026-11-24T00:00:00Z", "2026-11-25T08:00:00Z")
    assert pair["label"] == "Words"
    assert [(b["purpose"], b.get("value", b.get("source"))) for b in pair["body"]] == [
        ("commenting", "*Right.*"),
        ("classifying", "Fact check"),
        ("assessing", "Accurate"),
        ("describing", "There are words."),
        ("tagging", "Birds"),
        ("linking", {"id": "https://s.example/", "label": "S"}),
        ("linking", "A book"),
    ]


def test_a_note_on_everything_has_no_selector_and_a_retracted_one_says_so(
    items: dict[str, dict[str, Any]],
) -> None:
    assert "selector" not in items["whole"]["target"]
    assert items["whole"]["motivation"] == "commenting"
    assert {
        "type": "TextualBody",
        "value": "retracted",
        "format": "text/plain",
        "purpose": "tagging",
    } in items["gone"]["body"]


def test_a_note_without_a_page_is_named_by_its_place(tmp_path: Path) -> None:
    found = collection(tmp_path, "note_pages: none\n")["first"]["items"]
    assert found[1]["id"] == "https://x.example/archive/transcripts/a/#note-pair"


def test_the_licence_of_the_notes_is_stated(tmp_path: Path) -> None:
    address = "https://creativecommons.org/licenses/by/4.0/"
    found = collection(tmp_path, f"license: {{name: CC BY 4.0, url: {address}}}\n")["first"]["items"]
    assert {item["rights"] for item in found} == {address}
