"""What can be found: the units of the search, in records, in shards of an index a language."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter


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
class Label:
    """What a facet's value is called. Values stand by rank where they have one, else by text."""

    text: str
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One record of the index: the turns of a transcript, or its notes.

    ``url`` is the transcript's, relative to the root; ``day`` sorts as text. ``labels`` are those of
    the units' own values, by facet and id.
    """

    kind: str
    language: str
    url: str
    title: str
    day: str
    units: tuple[Unit, ...]
    labels: Mapping[str, Mapping[str, Label]]


@dataclass(frozen=True, slots=True)
class IndexPage:
    """A record as it is indexed: the page that Pagefind reads, and what the table says of its units.

    ``name`` is that of the page, the same whatever else the site holds. ``facets`` are those of the
    units, in their order.
    """

    name: str
    language: str
    url: str
    html: str
    kind: str
    day: str
    facets: tuple[Mapping[str, tuple[str, ...]], ...]
    labels: Mapping[str, Mapping[str, Label]]


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A page of the index, but for its words. ``digest`` tells it from every other.

    ``url`` is the transcript's; ``units`` is how many turns or notes it has.
    """

    language: str
    url: str
    kind: str
    units: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Shard:
    """A part of a language's index that is made by itself; ``folder`` is below ``pagefind/``."""

    folder: str
    language: str
    entries: tuple[IndexEntry, ...]


@dataclass(frozen=True, slots=True)
class IndexedShard:
    """A finished shard: its files by their name in its folder, its records and the words in them."""

    files: Mapping[str, bytes]
    records: int
    words: int


@dataclass(frozen=True)
class SearchPlan:
    """The pages of the index in their order, and how many shards an index has at most."""

    entries: tuple[IndexEntry, ...]
    parts: int = 1

    @cached_property
    def shards(self) -> tuple[Shard, ...]:
        """The shards that have a page. A transcript's URL alone decides on its shard."""
        found: dict[tuple[str, int], list[IndexEntry]] = {}
        for entry in self.entries:
            found.setdefault((entry.language, shard_of(entry.url, self.parts)), []).append(entry)
        return tuple(
            Shard(language if self.parts == 1 else f"{language}/{number}", language, tuple(entries))
            for (language, number), entries in sorted(found.items(), key=itemgetter(0))
        )

    @property
    def size(self) -> int:
        """How many turns and notes can be found."""
        return sum(entry.units for entry in self.entries)


def shard_of(url: str, parts: int) -> int:
    """The number of a transcript's shard."""
    return int.from_bytes(hashlib.sha256(url.encode()).digest()[:8]) % parts


@dataclass(frozen=True, slots=True)
class IndexReport:
    """The size of a finished index: records, words in them, and bytes on disk."""

    records: int
    words: int
    size: int
