"""A transcript with its notes woven in: HTML by the block, and which notes end where."""

from __future__ import annotations

from dataclasses import dataclass

from postil.model.anchored import Range
from postil.model.note import Note
from postil.model.transcript import Turn


@dataclass(frozen=True, slots=True)
class NumberedNote:
    """A note, its 1-based number in the transcript and its range; no range is the whole transcript."""

    number: int
    note: Note
    range: Range | None


@dataclass(frozen=True, slots=True)
class WovenBlock:
    """A top-level block as HTML, and the notes whose words end in it."""

    html: str
    notes: tuple[NumberedNote, ...]


@dataclass(frozen=True, slots=True)
class WovenPart:
    """A turn with its blocks, or a block that stands in no turn."""

    turn: Turn | None
    blocks: tuple[WovenBlock, ...]


@dataclass(frozen=True, slots=True)
class WovenTranscript:
    """The parts of a transcript in order; ``notes`` are all its notes by number."""

    parts: tuple[WovenPart, ...]
    notes: tuple[NumberedNote, ...]

    @property
    def whole_notes(self) -> tuple[NumberedNote, ...]:
        """The notes on the transcript as a whole."""
        return tuple(note for note in self.notes if note.range is None)
