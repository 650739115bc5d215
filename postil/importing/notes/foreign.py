"""A note as another program wrote it, before it is known whether it fits a transcript."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from postil.importing.notes.json_text import Json

_HALF = re.compile("[\ud800-\udfff]+")


class MalformedError(ValueError):
    """A record that is not what its format says; the message goes on from “annotation 3: ”."""


@dataclass(frozen=True, slots=True)
class Quote:
    """The words a note is on, as a TextQuoteSelector; ``within`` are the words they are a part of."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    within: Quote | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A resource that a note links to; one without an address has a title."""

    url: str | None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Creator:
    """Who wrote a note: ``account`` as another system knows them, if it does."""

    name: str
    account: str | None = None


@dataclass(frozen=True, slots=True)
class ForeignNote:
    """A note from elsewhere.

    ``label`` is how to speak of it. ``addresses`` are those of the document it is about. Without a
    ``quote`` it is on the document as a whole. ``position`` counts code points of a transcript's own
    text layer. ``body`` is Markdown. ``id`` is given where it is a note that Postil published, and
    only there may ``kind``, ``claim`` and ``title`` be. ``restricted`` says that not everybody could read it.
    """

    label: str
    addresses: tuple[str, ...]
    body: str
    quote: Quote | None = None
    position: tuple[int, int] | None = None
    tags: tuple[str, ...] = ()
    verdict: str | None = None
    motivation: str | None = None
    references: tuple[Reference, ...] = ()
    creators: tuple[Creator, ...] = ()
    created: str | None = None
    updated: str | None = None
    id: str | None = None
    kind: str | None = None
    claim: str | None = None
    title: str | None = None
    retracted: bool = False
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A record, or words of it, that becomes no note, and why."""

    label: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ForeignNotes:
    """What a file has: notes, and what is left out."""

    notes: tuple[ForeignNote, ...]
    passed_over: tuple[PassedOver, ...]


@dataclass(slots=True)
class Findings:
    """Notes and what is left out, while a file is read."""

    notes: list[ForeignNote] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)

    def pass_over(self, label: str, text: str, reason: str) -> None:
        """Leave words out."""
        self.passed_over.append(PassedOver(label, text, reason))


def text_in(record: Mapping[str, Json], key: str) -> str | None:
    """The text of a field; None where it is missing or null."""
    value = record.get(key)
    if value is None or isinstance(value, str):
        return value
    raise MalformedError(f"“{key}” is no text")


def items_in(record: Mapping[str, Json], key: str) -> list[Json]:
    """The values of a field: those of a list, or the one it has."""
    value = record.get(key)
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def read_quote(selector: Mapping[str, Json], within: Quote | None = None) -> Quote:
    """A TextQuoteSelector. Half characters at the outer ends, where programs cut, are no words."""
    exact = text_in(selector, "exact")
    if exact is None or not exact.strip():
        raise MalformedError("its TextQuoteSelector has no “exact” words")
    prefix, suffix = text_in(selector, "prefix") or "", text_in(selector, "suffix") or ""
    if half := _HALF.match(prefix):
        prefix = prefix[half.end() :]
    if half := _HALF.search(suffix):
        suffix = suffix[: half.start()] if half.end() == len(suffix) else suffix
    return Quote(exact, prefix, suffix, within)
