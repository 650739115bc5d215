"""Notes from files of other programs: a module a format, told apart by what stands in the file.

A reader turns the file into `ForeignNotes`. Whether they fit a transcript is another step's question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from postil.importing.notes import hypothesis, web_annotation
from postil.importing.notes.foreign import (
    Creator,
    Findings,
    ForeignNote,
    ForeignNotes,
    MalformedError,
    PassedOver,
    Quote,
    Reference,
    items_in,
    text_in,
)
from postil.importing.notes.json_text import Json, JsonError, read_json

__all__ = [
    "NOTE_SUFFIXES",
    "Creator",
    "ForeignNote",
    "ForeignNotes",
    "JsonError",
    "PassedOver",
    "Quote",
    "Reader",
    "Reference",
    "read_notes",
]

Reader: TypeAlias = Callable[[dict[str, Json], str, Findings], None]
"""Adds what a record is to the findings, under a label."""

NOTE_SUFFIXES = (".json", ".jsonld")
"""The suffixes of files with notes, in lower case and with their dot."""

_PAGES = {
    "AnnotationCollection",
    "AnnotationPage",
    "OrderedCollection",
    "OrderedCollectionPage",
    "Collection",
}
_LISTS = ("annotations", "rows", "replies", "items", "@graph")


def read_notes(content: bytes) -> ForeignNotes:
    """The notes in a file: the export of Hypothesis, an answer of its API, or W3C Web Annotations.

    Raises JsonError where the file cannot be read at all. A record that is not what its format says
    is passed over, with the reason.
    """
    value = read_json(content)
    findings = Findings()
    records = list(_records(value, findings))
    if not records and not findings.passed_over and not _is_list(value):
        raise JsonError("this is neither an export of Hypothesis nor a file of Web Annotations")
    for number, record in enumerate(records, start=1):
        label = f"annotation {number}"
        if not isinstance(record, dict):
            findings.pass_over(label, str(record), "it is no object")
            continue
        try:
            label = _label(label, record)
            _reader(record)(record, label, findings)
        except MalformedError as error:
            findings.pass_over(label, _words(record), str(error))
    return ForeignNotes(tuple(findings.notes), tuple(findings.passed_over))


def _is_list(value: Json) -> bool:
    return isinstance(value, list) or (isinstance(value, dict) and any(key in value for key in _LISTS))


def _records(value: Json, findings: Findings) -> Iterator[Json]:
    """The annotations in a value, those of the pages in a collection included."""
    if isinstance(value, list):
        for item in value:
            yield from _records(item, findings) if _holds_others(item) else (item,)
    elif not isinstance(value, dict):
        return
    elif _holds_others(value):
        for key in _LISTS:
            inner = value.get(key)
            yield from _records(inner, findings) if isinstance(inner, list) else ()
        yield from _records(value.get("first"), findings)
        for key in ("first", "next"):
            address = value.get(key)
            if isinstance(address, str):
                findings.pass_over("the collection", address, "this page of it is not in the file")
        yield from _records(value.get("next"), findings)
    elif "target" in value or "uri" in value:
        yield value


def _holds_others(value: Json) -> bool:
    if not isinstance(value, dict) or "target" in value:
        return False
    return bool(web_annotation.types_of(value) & _PAGES) or any(
        isinstance(value.get(k), list) for k in _LISTS
    )


def _label(label: str, record: dict[str, Json]) -> str:
    """How to speak of a record: by its number, and by its id where it has one."""
    id = text_in(record, "id") or text_in(record, "@id")
    return label if id is None else f"{label} ({id})"


def _words(record: dict[str, Json]) -> str:
    """What a record says, if it can be told at all."""
    bodies = items_in(record, "body")
    found = [
        record.get("text"),
        record.get("bodyValue"),
        *(b.get("value") for b in bodies if isinstance(b, dict)),
    ]
    return " ".join(text for text in found if isinstance(text, str))


def _reader(record: dict[str, Json]) -> Reader:
    if "Annotation" in web_annotation.types_of(record) or "body" in record or "bodyValue" in record:
        return web_annotation.read_annotation
    if "text" in record or "uri" in record or "user" in record:
        return hypothesis.read_annotation
    raise MalformedError("it is neither an annotation of Hypothesis nor a Web Annotation")
