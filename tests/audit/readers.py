"""Have others' libraries read the feeds and the table of notes: atoma, TypeScript's compiler, pandas.

What they read is compared with what the site says of itself elsewhere, letter for letter.

    python -m tests.audit.readers FOLDER...

It runs by itself, with ``tests/audit/python_modules`` on PYTHONPATH. The exit status is how much was
found, at most 99.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import atoma
import pandas

NODE_MODULES = Path(__file__).parent / "node_modules"
WHOLE_NUMBERS = ("number", "start", "end", "turn")
DATES = ("transcript_date", "created", "updated", "review_by")


def main(folders: Sequence[Path]) -> int:
    """Read what each site has; how much is wrong."""
    found = 0
    for name, pattern, check in CHECKS:
        files = sorted(file for folder in folders for file in folder.glob(pattern))
        faults = [f"{file}: {fault}" for file in files for fault in check(file)]
        print(*faults, f"{name}: {len(files)} files, {len(faults)} messages", sep="\n")
        found += len(faults) + (not files)
    return found


def check_atom(file: Path) -> Iterator[str]:
    """What atoma cannot read of an Atom feed, or reads otherwise than the JSON feed has it."""
    try:
        feed = atoma.parse_atom_bytes(file.read_bytes())
    except (atoma.FeedXMLError, atoma.FeedParseError, KeyError, ValueError) as error:
        yield repr(error)
        return
    whole = True
    for part in (feed, *feed.entries):
        if not (part.id_ and part.title and part.updated and part.updated.utcoffset() is not None):
            whole = False
            yield f"{part.id_}: no id, title or moment"
        if not any(link.rel == "alternate" and link.href for link in part.links):
            yield f"{part.id_}: no page"
    if not feed.authors:
        yield "no author"
    if len({entry.id_ for entry in feed.entries}) != len(feed.entries):
        yield "two entries have one id"
    other = file.with_suffix(".json")
    if whole and other.exists():
        yield from _differences(feed.entries, json.loads(other.read_bytes())["items"])


def _differences(entries: Sequence[Any], items: Sequence[dict[str, Any]]) -> Iterator[str]:
    if [entry.id_ for entry in entries] != [item["id"] for item in items]:
        yield "other entries than the JSON feed has"
        return
    for entry, item in zip(entries, items, strict=True):
        read = (entry.title.value, entry.updated.isoformat(), entry.content and entry.content.value)
        moment = str(item.get("date_modified")).replace("Z", "+00:00")
        if read != (item["title"].strip(), moment, item["content_html"].strip()):
            yield f"{entry.id_}: not what the JSON feed has"
        if [category.term for category in entry.categories] != item["tags"]:
            yield f"{entry.id_}: other categories than the JSON feed's tags"


def check_json_feed(file: Path) -> Iterator[str]:
    """What atoma, or the types of JSON Feed 1.1, have against a feed.

    The feed is compiled as a value of that type: a field that is missing, or of a wrong kind, is an error.
    """
    try:
        read = atoma.parse_json_feed_bytes(file.read_bytes())
    except (atoma.FeedJSONError, atoma.FeedParseError) as error:
        yield repr(error)
        return
    for item in read.items:
        if not (item.url and item.content_html and item.date_modified):
            yield f"{item.id_}: no address, content or moment"
    program = file.with_name("notes-json-feed.ts")
    types = json.dumps(str(NODE_MODULES / "@json-feed-types" / "1_1"))
    text = file.read_text(encoding="utf-8")
    program.write_text(f"import type Feed from {types}\nexport const feed: Feed = {text}", encoding="utf-8")
    compiler = NODE_MODULES / "typescript" / "bin" / "tsc"
    done = subprocess.run(
        ["node", str(compiler), "--noEmit", "--strict", "--skipLibCheck", str(program)],  # noqa: S607 - PATH's
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    program.unlink()
    yield from done.stdout.splitlines()
    if done.returncode and not done.stdout:
        yield done.stderr


def check_table(file: Path) -> Iterator[str]:
    """Where pandas reads other notes from the table than notes.json has."""
    notes = json.loads(file.with_suffix(".json").read_bytes())["notes"]
    table = pandas.read_csv(file, dtype=str, keep_default_na=False)
    if len(table) != len(notes):
        yield f"{len(table)} rows, {len(notes)} notes"
        return
    if notes and list(table.columns) != list(notes[0]):
        yield f"other columns than the fields of notes.json: {list(table.columns)}"
        return
    for row, note in zip(table.to_dict("records"), notes, strict=True):
        for field, value in note.items():
            if not _says(row[field], value):
                yield f"{note['id']}: {field}: {row[field]!r} is not {value!r}"
    yield from _typed_faults(pandas.read_csv(file, dtype=dict.fromkeys(WHOLE_NUMBERS, "Int64")), notes)


def _says(cell: str, value: Any) -> bool:
    """Whether a cell is a value of notes.json, written as docs/data.md has it."""
    if value is None:
        return cell == ""
    try:
        return bool((json.loads(cell) if isinstance(value, list) else type(value)(cell)) == value)
    except ValueError:
        return False


def _typed_faults(table: pandas.DataFrame, notes: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What is wrong when pandas finds the types itself: numbers are numbers, dates can be reckoned with."""
    if len(table) != len(notes):
        yield f"{len(table)} rows with types of their own, {len(notes)} notes"
    for field in (*WHOLE_NUMBERS, "rating"):
        if not pandas.api.types.is_numeric_dtype(table[field]):
            yield f"{field} is {table[field].dtype}"
    for field in DATES:
        known = table[field].dropna()
        try:
            pandas.to_datetime(known, format="ISO8601", utc=True)
        except (ValueError, TypeError) as error:
            yield f"{field}: {error}"
        if len(known) != sum(note[field] is not None for note in notes):
            yield f"{field}: {len(known)} dates"


CHECKS: Sequence[tuple[str, str, Callable[[Path], Iterator[str]]]] = (
    ("atoma, Atom", "feeds/*.xml", check_atom),
    ("atoma and TypeScript, JSON Feed 1.1", "feeds/*.json", check_json_feed),
    ("pandas", "data/notes.csv", check_table),
)


if __name__ == "__main__":
    sys.exit(min(main([Path(folder) for folder in sys.argv[1:]]), 99))
