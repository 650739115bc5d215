"""What changed between two states of a site: notes, transcripts, and what the one did to the other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from postil.diagnostics import Diagnostic
from postil.model.anchored import Range
from postil.model.note import Note
from postil.model.transcript import Transcript


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note in one state of the site.

    ``transcript`` is None if it could not be read. ``range`` means something only where the note is
    ``attached``; None is then the whole transcript. ``problems`` are those of its place.
    """

    note: Note
    transcript: Transcript | None
    attached: bool
    range: Range | None = None
    problems: tuple[Diagnostic, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether the note was read whole; one with errors keeps its place alone."""
        return self.note.kind != ""

    @property
    def words(self) -> str | None:
        """The words the note is about; None for the whole transcript and for a note without a place."""
        if self.transcript is None or self.range is None:
            return None
        return self.transcript.text[self.range.start : self.range.end]


class Effect(StrEnum):
    """What became of a note's place."""

    SAME = "on the same words"
    CHANGED = "its words changed"
    ELSEWHERE = "on the same words in another place"
    OTHER = "on other words"
    LOST = "lost its words"
    FOUND = "found its words again"
    ADRIFT = "still without words"


@dataclass(frozen=True, slots=True)
class NoteEffect:
    """A note in both states, and what became of its place."""

    effect: Effect
    old: PlacedNote
    new: PlacedNote


@dataclass(frozen=True, slots=True)
class ChangedNote:
    """A note whose fields differ; ``fields`` are their names as they stand in the file."""

    old: PlacedNote
    new: PlacedNote
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TranscriptChange:
    """A transcript that was added, removed or changed, or whose notes fared otherwise than before.

    ``is_unread`` says that its file is there and has errors. ``effects`` are those of every note
    that is there in both states.
    """

    old: Transcript | None
    new: Transcript | None
    is_unread: bool
    effects: tuple[NoteEffect, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that changed, by transcript and place.

    ``unread`` are notes as they were, whose files have errors now so that no more can be said of them.
    """

    added: tuple[PlacedNote, ...]
    changed: tuple[ChangedNote, ...]
    removed: tuple[PlacedNote, ...]
    unread: tuple[PlacedNote, ...]
    transcripts: tuple[TranscriptChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed at all."""
        return not (self.added or self.changed or self.removed or self.unread or self.transcripts)
