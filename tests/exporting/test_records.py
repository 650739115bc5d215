"""data/notes.json and data/notes.csv: one set of records, documented field by field."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

from postil.exporting.records import NoteRecord
from tests.building.folders import ROOT
from tests.exporting.sample import NOTES, PAGE, built


def notes(files: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    return {note["id"]: note for note in json.loads(files["data/notes.json"])["notes"]}


def rows(files: dict[str, bytes]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files["data/notes.csv"].decode(), newline="")))


def test_a_note_is_there_with_all_it_says_and_where_it_stands(tmp_path: Path) -> None:
    files = built(tmp_path)
    found = notes(files)
    assert list(found) == ["whole", "unclaimed", "expiry", "gone", "unrated", "mended"], (
        "by number, no drafts"
    )
    text = files["transcripts/2020/talk/transcript.txt"].decode()
    expiry = found["expiry"]
    assert text[expiry["start"] : expiry["end"]] == expiry["quote"] == "expires next February"
    assert expiry == expiry | {
        "transcript": "2020/talk",
        "transcript_date": "2020-12-30",
        "url": f"{PAGE}notes/expiry/",
        "status": "published",
        "kind_label": "Fact check",
        "verdict": "accurate",
        "verdict_label": "Accurate",
        "rating": 5,
        "turn": 2,
        "timecode": "00:01:02",
        "speakers": [{"id": "ann-lee", "name": "Ann Lee"}],
        "text": "Right, by the treaty.\nAnd\nmore.\n",
        "sources": [
            {"title": "The treaty", "publisher": "U & N", "url": "https://treaty.example/", "date": "2010-04"}
        ],
        "topics": ["Arms control", '"quoted", and; so'],
        "authors": [{"id": "jdoe", "name": "Jane Doe"}, {"name": "Bo Ek"}],
        "created": "2021-01-01",
        "updated": "2021-01-03T08:00:00Z",
        "review_by": "2030-01-01",
    }
    assert expiry["revisions"][0]["verdict_from"] == "inaccurate"
    assert [s["id"] for s in found["unclaimed"]["speakers"]] == ["the-reporter", "ann-lee"], (
        "across two turns"
    )
    assert (found["whole"]["quote"], found["whole"]["start"], found["whole"]["turn"]) == (None, None, None)
    assert found["gone"]["status"] == "retracted"
    assert notes(built(tmp_path, drafts=True))["draft"]["status"] == "draft"


def test_the_table_is_the_same_records(tmp_path: Path) -> None:
    files = built(tmp_path)
    table = rows(files)
    for row, record in zip(table, notes(files).values(), strict=True):
        assert list(row) == list(record)
        for name, value in record.items():
            if isinstance(value, list):
                assert json.loads(row[name]) == value
            else:
                assert row[name] == ("" if value is None else str(value))


def test_the_table_is_as_rfc_4180_has_it(tmp_path: Path) -> None:
    content = built(tmp_path)["data/notes.csv"]
    assert content.decode("utf-8").encode() == content
    assert not content.startswith(b"\xef\xbb\xbf")
    outside_quotes = re.sub(rb'"(?:[^"]|"")*"', b"", content)
    assert outside_quotes.count(b"\r\n") == outside_quotes.count(b"\n") == outside_quotes.count(b"\r") == 7
    assert content.endswith(b"\r\n")


def test_words_are_not_changed_for_spreadsheets(tmp_path: Path) -> None:
    gone = next(row for row in rows(built(tmp_path)) if row["id"] == "gone")
    assert (gone["title"], gone["body"]) == ("=1+1", "-5 is not ten.")


def test_a_site_without_notes_has_a_table_with_a_head(tmp_path: Path) -> None:
    files = built(tmp_path, {"annotations/2020/talk.yaml": "[]\n"})
    assert files["data/notes.csv"].decode() == ",".join(f.name for f in fields(NoteRecord)) + "\r\n"
    assert json.loads(files["data/notes.json"])["notes"] == []


def test_the_site_and_its_scale_are_there(tmp_path: Path) -> None:
    found = json.loads(built(tmp_path)["data/notes.json"])
    assert found["license"]["name"] == "CC BY 4.0"
    assert [verdict["rating"] for verdict in found["verdicts"]] == [5, 4, 3, 3, 2, 1, None]
    assert [kind["id"] for kind in found["kinds"]] == ["fact-check", "context", "correction"]


def test_every_field_is_explained(tmp_path: Path) -> None:
    prose = re.sub(r"```.*?```", "", (ROOT / "docs/data.md").read_text(encoding="utf-8"), flags=re.DOTALL)
    explained = set(re.findall(r"\b[a-z_]+\b", " ".join(re.findall(r"`([^`]+)`", prose))))
    files = built(tmp_path, {"annotations/2020/talk.yaml": NOTES.replace("{title: The treaty,", FULL_SOURCE)})

    def names(value: object) -> set[str]:
        if isinstance(value, dict):
            return set(value) | {name for inner in value.values() for name in names(inner)}
        return {name for inner in value for name in names(inner)} if isinstance(value, list) else set()

    used = names(json.loads(files["data/notes.json"]))
    assert {"title", "archived", "accessed", "verdict_from", "meaning"} <= used
    assert sorted(used - explained) == []


FULL_SOURCE = "{title: The treaty, archived: 'https://a.example/', accessed: 2021-01-01, quote: Q,"
