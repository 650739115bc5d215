"""annotations.jsonld against the rules of the Web Annotation Data Model."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from postil.pipeline import Options, build
from tests.building.folders import ROOT, write_files
from tests.exporting.annotation_rules import faults
from tests.exporting.editions import HOSTILE_SITE, SITE
from tests.exporting.sample import FILES

SAMPLE = ROOT / "tests" / "browser" / "sample"
AWKWARD: Mapping[str, str] = {
    "site.yaml": "title: T\nbase_url: https://bücher.example/a/\nnote_pages: none\n"
    "license: {name: L, url: 'https://l.example/[1]/ü'}\n",
    "content/transcripts/a.md": "---\ntitle: A\ndate: 2020-01-01\nspeakers: {Ann: {name: Ann}}\n---\n\n"
    "Ann: Some words \U0001f54a here, and more of them.\n\nAnn: Nothing else.\n",
    "content/transcripts/none.md": "---\ntitle: E\ndate: 2020-01-01\nspeakers: {A: {name: A}}\n---\n\nA: B\n",
    "annotations/a.yaml": """
- {id: whole, kind: context, body: B}
- {id: turn, kind: correction, turn: 2, body: B, authors: [Ann Lee, Bo Ek]}
- {id: skipping, kind: context, quote: 'Some […] more', body: B, created: 2020-01-01T23:30-02:00}
- id: gone
  kind: fact-check
  quote: here
  verdict: inaccurate
  claim: C
  body: B
  sources: [{title: No address}, {title: S, url: 'https://bücher.example/{ü}/[1]|100%?q=a+b'}]
  status: retracted
- id: sources
  kind: fact-check
  title: T
  quote: words 🕊
  verdict: disputed
  body: B
  sources:
    - {title: One, url: 'https://s.example/a#b#c'}
    - {title: Six, url: 'https://[2001:db8::1]/x'}
""",
}


def collections(site: Path, output: Path) -> list[Any]:
    assert [d for d in build(site, output, Options()).diagnostics if d.severity == "error"] == []
    return [json.loads(file.read_bytes()) for file in sorted(output.rglob("annotations.jsonld"))]


@pytest.mark.parametrize("site", [ROOT, SAMPLE], ids=["this repository", "sample"])
def test_the_real_sites_keep_the_rules(site: Path, tmp_path: Path) -> None:
    found = collections(site, tmp_path / "built")
    assert sum(collection["total"] for collection in found) >= 12
    assert [fault for collection in found for fault in faults(collection)] == []


@pytest.mark.parametrize("files", [SITE, HOSTILE_SITE, FILES], ids=["everything", "hostile", "states"])
def test_awkward_notes_keep_the_rules(files: Mapping[str, str], tmp_path: Path) -> None:
    found = collections(write_files(tmp_path / "site", files), tmp_path / "built")
    assert [fault for collection in found for fault in faults(collection)] == []


@pytest.fixture(scope="module")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    folder = tmp_path_factory.mktemp("awkward")
    return collections(write_files(folder / "site", AWKWARD), folder / "built")


def test_addresses_are_the_same_in_ascii(awkward: list[Any]) -> None:
    collection, empty = awkward
    assert faults(collection) == faults(empty) == []
    assert collection["id"] == "https://b%C3%BCcher.example/a/transcripts/a/annotations.jsonld"
    assert "first" not in empty
    assert {
        body["source"]["label"]: body["source"]["id"]
        for item in collection["first"]["items"]
        for body in item["body"]
        if "source" in body
    } == {
        "S": "https://b%C3%BCcher.example/%7B%C3%BC%7D/%5B1%5D%7C100%25?q=a+b",
        "One": "https://s.example/a#b%23c",
        "Six": "https://[2001:db8::1]/x",
    }


BODY = ("first", "items", 0, "body")


@pytest.mark.parametrize(
    ("place", "value", "fault"),
    [
        (("@context",), "https://www.w3.org/ns/anno.jsonld", "$['@context']"),
        (("type",), "Collection", "$.type"),
        (("total",), 0, "$"),
        (("last",), {}, "$.last"),
        (("first", "items", 0, "id"), "https://x.example/ü", "$.first.items[0].id"),
        (("first", "items", 0, "created"), "2020-01-01", "$.first.items[0].created"),
        (("first", "items", 0, "motivation"), "checking", "$.first.items[0].motivation"),
        (("first", "items", 0, "target"), {"source": "https://x.example/"}, "$.first.items[0].target"),
        ((*BODY, 0, "purpose"), "noting", "$.first.items[0].body[0]"),
        ((*BODY, 0), {"id": "https://x.example/", "purpose": "linking"}, "$.first.items[0].body[0]"),
    ],
)
def test_what_breaks_a_rule_is_found(
    place: tuple[str | int, ...], value: object, fault: str, awkward: list[Any]
) -> None:
    collection = deepcopy(awkward[0])
    *way, last = place
    inner = collection
    for step in way:
        inner = inner[step]
    inner[last] = value
    assert any(found.startswith(f"{fault}: ") for found in faults(collection))
