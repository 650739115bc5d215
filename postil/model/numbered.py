"""A note in its place among the notes of a transcript."""

from __future__ import annotations

from dataclasses import dataclass

from postil.model.anchored import Range
from postil.model.note import Note


@dataclass(frozen=True, slots=True)
class NumberedNote:
    """A note, its 1-based number in the transcript and its range; no range is the whole transcript."""

    number: int
    note: Note
    range: Range | None
