"""What can be found: the units of the search, by language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """What a hit leads to: a turn or a note.

    ``id`` is its fragment on the transcript's page. ``lead`` stands apart in a hit: the speaker's
    name, or the claim of a note; ``words`` are the rest of what can be found in it. ``facets`` has
    the ids of its values by facet. ``status`` is that of a note which is a draft or retracted.
    """

    id: str
    lead: str
    words: str
    facets: Mapping[str, tuple[str, ...]]
    timecode: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One record of the index: the turns of a transcript, or its notes.

    ``url`` is the transcript's, relative to the root; ``day`` sorts as text.
    """

    kind: str
    language: str
    url: str
    title: str
    day: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class SearchPlan:
    """The records in their order, and what each facet's ids are called, in the order of the site."""

    records: tuple[Record, ...]
    labels: Mapping[str, Mapping[str, str]]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the records; each has an index."""
        return tuple(sorted({record.language for record in self.records}))

    @property
    def size(self) -> int:
        """How many turns and notes can be found."""
        return sum(len(record.units) for record in self.records)


@dataclass(frozen=True, slots=True)
class IndexReport:
    """The size of a finished index: records, words in them, and bytes on disk."""

    records: int
    words: int
    size: int
