"""feeds/notes.json, by the rules of JSON Feed 1.1."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from tests.exporting.sample import BASE, PAGE, built

_ADDRESS = {"type": "string", "pattern": "^https?://"}
_AUTHORS = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"name": {"type": "string"}, "url": _ADDRESS},
        "anyOf": [{"required": ["name"]}, {"required": ["url"]}],
        "additionalProperties": False,
    },
}
_MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
_RULES: dict[str, Any] = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string"},
        "home_page_url": _ADDRESS,
        "feed_url": _ADDRESS,
        "description": {"type": "string"},
        "language": {"type": "string"},
        "authors": _AUTHORS,
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_html"],
                "additionalProperties": False,
                "properties": {
                    "id": _ADDRESS,
                    "url": _ADDRESS,
                    "title": {"type": "string"},
                    "content_html": {"type": "string"},
                    "date_published": _MOMENT,
                    "date_modified": _MOMENT,
                    "authors": _AUTHORS,
                    "tags": {"type": "array", "items": {"type": "string"}},
                },
            },
        },
    },
}


def feed(files: dict[str, bytes]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files["feeds/notes.json"])
    Draft202012Validator(_RULES, format_checker=FormatChecker()).validate(found)
    return found


def test_it_holds_what_the_atom_feed_holds(tmp_path: Path) -> None:
    found = feed(built(tmp_path))
    assert found["feed_url"] == f"{BASE}feeds/notes.json"
    assert [item["id"].partition("#note-")[2] for item in found["items"]][:3] == ["gone", "mended", "expiry"]
    assert len(found["items"]) == 6, "drafts are left out"
    expiry = found["items"][2]
    assert expiry["url"] == f"{PAGE}notes/expiry/"
    assert (expiry["date_published"], expiry["date_modified"]) == (
        "2021-01-01T00:00:00Z",
        "2021-01-03T08:00:00Z",
    )
    assert expiry["authors"] == [{"name": "Jane Doe", "url": "https://doe.example/"}, {"name": "Bo Ek"}]
    assert found["items"][0]["title"].startswith("Retracted: ")


def test_a_site_with_nothing_in_it_has_a_feed(tmp_path: Path) -> None:
    files = built(
        tmp_path, {"annotations/2020/talk.yaml": "[]\n", "site.yaml": f"title: T\nbase_url: {BASE}\n"}
    )
    assert feed(files)["items"] == []
