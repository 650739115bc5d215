"""The text of a new one-note file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields

from postil.yaml_strings import day, scalar

_INDENT = "  "
# What the reader of the files takes for no text, escaped or not.
_NOT_TEXT = re.compile("[\0-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# Plain in a block mapping: no “: ”, no “ #”, and nothing at the beginning that means something.
_PLAIN_URL = re.compile(r"https?://[\w./~%?&=+,;@!$()*'-]+(?:#[\w./~%?&=+,;@!$()*'-]*)?", re.ASCII)
# What does not come out of a block scalar as it went in: other line ends, and what must be escaped.
_NOT_IN_BLOCK = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


class UnwritableTextError(ValueError):
    """A text that a file of notes cannot hold; the message says what is in it."""


@dataclass(frozen=True, slots=True)
class NewSource:
    """What a new note rests on; every value as it was typed."""

    title: str
    publisher: str | None = None
    url: str | None = None
    date: str | None = None
    accessed: str | None = None
    archived: str | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class NewNote:
    """A note to be written; every value as it was typed. The fields stand in the order of the file."""

    id: str
    kind: str
    quote: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    speaker: str | None = None
    turn: int | None = None
    verdict: str | None = None
    claim: str | None = None
    title: str | None = None
    body: str = ""
    sources: tuple[NewSource, ...] = ()
    topics: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    created: str | None = None
    updated: str | None = None
    status: str | None = None


def write_note(note: NewNote) -> str:
    """The note as YAML that reads back as the same values.

    Raises UnwritableTextError for characters that YAML files cannot have.
    """
    return "".join(_lines(note))


def _lines(note: NewNote) -> Iterator[str]:
    for field in fields(note):
        name, value = field.name, getattr(note, field.name)
        if value is None or value == ():
            continue
        if name == "body":
            yield f"{name}: {_text(name, value)}"
        elif name == "sources":
            yield "sources:\n"
            for source in value:
                yield from _source_lines(source)
        elif name in ("topics", "authors"):
            yield f"{name}: [{', '.join(_scalar(name, item) for item in value)}]\n"
        else:
            yield f"{name}: {value if isinstance(value, int) else _scalar(name, value)}\n"


def _source_lines(source: NewSource) -> Iterator[str]:
    opening = f"{_INDENT}- "
    for field in fields(source):
        value = getattr(source, field.name)
        if value is not None:
            yield f"{opening}{field.name}: {_scalar(f'sources.{field.name}', value)}\n"
            opening = f"{_INDENT}  "


def _scalar(name: str, text: str) -> str:
    _require_text(name, text)
    key = name.rpartition(".")[2]
    if key in ("created", "updated", "date", "accessed"):
        return day(text)
    if key in ("url", "archived") and _PLAIN_URL.fullmatch(text):
        return text
    return scalar(text)


def _text(name: str, text: str) -> str:
    """The text as a block scalar where that keeps it exactly, else in quotation marks."""
    _require_text(name, text)
    if not text.strip() or _NOT_IN_BLOCK.search(text):
        return scalar(text) + "\n"
    lines = text.split("\n")
    kept = "-" if lines[-1] else "" if lines[-2].strip(" ") else "+"
    indent = len(_INDENT) if text[0].isspace() else ""
    body = "".join(f"{_INDENT}{line}\n" if line else "\n" for line in lines[: None if lines[-1] else -1])
    return f"|{indent}{kept}\n{body}"


def _require_text(name: str, text: str) -> None:
    found = _NOT_TEXT.search(text)
    if found is not None:
        raise UnwritableTextError(
            f"the {name} has the character U+{ord(found[0]):04X} in it, which is no text"
        )
