"""A transcript with its notes in their places."""

from __future__ import annotations

from dataclasses import dataclass

from postil.model.note import Note
from postil.model.transcript import Transcript


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """A range of the text layer: from ``start`` up to ``end``, in code points; never empty."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """A note and the words it is about; without a range it is about the whole transcript."""

    note: Note
    range: Range | None


@dataclass(frozen=True, slots=True)
class AnchoredTranscript:
    """A transcript and its annotations, in the order of the files."""

    transcript: Transcript
    annotations: tuple[Annotation, ...]
