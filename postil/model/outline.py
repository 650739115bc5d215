"""What the rest of a site must know of a transcript and its notes: all but the words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from postil.model.anchored import Range
from postil.model.note import NoteSummary
from postil.model.text import Link
from postil.model.transcript import Description
from postil.source import Span


@dataclass(frozen=True, slots=True)
class OutlinedNote:
    """A note, its range and its lemma if it is on words, and the ids of those who say them.

    ``links`` are those of its text that stay within the site. ``spans`` has the places of its id and of
    its authors.
    """

    note: NoteSummary
    range: Range | None
    lemma: str | None
    speakers: tuple[str, ...]
    links: tuple[Link, ...]
    spans: Mapping[str, Span]


@dataclass(frozen=True, slots=True)
class Spoken:
    """How much somebody says in a transcript."""

    turns: int
    words: int


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of a transcript. ``notes`` are in the order of the files, drafts too.

    ``words`` is how many words its text layer has, ``length`` how many code points; ``turn_starts`` are the
    offsets at which turns begin. ``spoken`` has those who speak, by id; ``headings`` are the ids of its
    headings; ``links`` are those of its text that stay within the site.
    """

    description: Description
    words: int
    length: int
    turn_starts: tuple[int, ...]
    spoken: Mapping[str, Spoken]
    headings: tuple[str, ...]
    links: tuple[Link, ...]
    notes: tuple[OutlinedNote, ...]
