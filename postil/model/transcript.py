"""A transcript as read: its description, its turns and its text layer."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property

from postil.model.dates import PartialDate
from postil.model.text import Block, LeafKind, leaves_of
from postil.source import SourceFile, Span


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks or who writes notes."""

    id: str
    name: str
    role: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class License:
    """Terms of use."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the transcript was published first."""

    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: PartialDate | None = None
    retrieved: PartialDate | None = None
    archived: str | None = None


@dataclass(frozen=True, slots=True)
class Media:
    """A recording: URLs, or files beside the transcript."""

    audio: str | None = None
    video: str | None = None
    captions: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """An utterance: what one speaker says until the next label.

    ``number`` is 1-based. ``start`` and ``end`` are the offsets of its first and last words;
    ``reach`` is where the next turn, or the heading before it, begins.
    """

    number: int
    speaker: str
    label: str
    timecode: str | None
    blocks: tuple[Block, ...]
    start: int
    end: int
    reach: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A block outside every turn: a heading, an incident, a paragraph of the preamble."""

    block: Block


Part = Turn | Passage


@dataclass(frozen=True, slots=True)
class Speech:
    """A stretch of the text layer that one speaker says."""

    start: int
    end: int
    turn: int
    speaker: str


@dataclass(frozen=True, kw_only=True)
class Description:
    """What a transcript says of itself. ``path`` is its place below content/transcripts, without ``.md``.

    ``labels`` maps each label to a speaker's id, ``people`` each id to who it is; ``spans`` has the
    place of each value by its field path, such as ``title`` or ``aliases.0``.
    """

    path: str
    title: str
    date: PartialDate
    labels: Mapping[str, str]
    people: Mapping[str, Person]
    spans: Mapping[str, Span]
    summary: str | None = None
    place: str | None = None
    event: str | None = None
    topics: tuple[str, ...] = ()
    language: str | None = None
    license: License | None = None
    source: Origin | None = None
    media: Media | None = None
    aliases: tuple[str, ...] = ()
    draft: bool = False

    @property
    def source_path(self) -> str:
        """The path of the source file in the site."""
        return f"content/transcripts/{self.path}.md"


@dataclass(frozen=True, kw_only=True)
class Transcript(Description):
    """One transcript: its description, its parts and its words.

    ``text`` is the text layer, ``speech`` the stretches of it that are somebody's words, in order.
    """

    file: SourceFile
    text: str
    parts: tuple[Part, ...]
    speech: tuple[Speech, ...]

    @property
    def description(self) -> Description:
        """The description alone."""
        return Description(**{field.name: getattr(self, field.name) for field in fields(Description)})

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """The turns in order; turn n is at index n - 1."""
        return tuple(part for part in self.parts if isinstance(part, Turn))

    @cached_property
    def is_timed(self) -> bool:
        """Whether there is a timecode on anything but a heading."""
        leaves = (leaf for leaf in leaves_of(self.blocks) if leaf.kind is not LeafKind.HEADING)
        return any(leaf.timecode is not None for leaf in leaves)

    @property
    def blocks(self) -> Iterator[Block]:
        """Every top-level block in document order."""
        for part in self.parts:
            if isinstance(part, Turn):
                yield from part.blocks
            else:
                yield part.block

    @cached_property
    def _lines(self) -> list[tuple[int, int]]:
        return [pair for leaf in leaves_of(self.blocks) for pair in leaf.lines]

    def line_at(self, offset: int) -> int:
        """The 1-based line of the source file on which the code point at an offset stands."""
        index = bisect_right(self._lines, offset, key=lambda pair: pair[0])
        return self._lines[index - 1][1] if index else 1

    def speech_within(self, start: int, end: int) -> tuple[Speech, ...]:
        """The stretches of speech that reach into a range of the text layer."""
        first = bisect_right(self.speech, start, key=lambda speech: speech.end)
        last = bisect_left(self.speech, end, key=lambda speech: speech.start)
        return self.speech[first:last]

    def speakers_within(self, start: int, end: int) -> tuple[str, ...]:
        """The ids of those who say words of a range, in the order in which they speak."""
        return tuple(dict.fromkeys(speech.speaker for speech in self.speech_within(start, end)))

    def turn_at(self, offset: int) -> Turn | None:
        """The turn within whose reach an offset lies, or None in the preamble and in headings."""
        index = bisect_right(self.turns, offset, key=lambda turn: turn.start)
        turn = self.turns[index - 1] if index else None
        return turn if turn is not None and offset < turn.reach else None
