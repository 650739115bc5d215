"""The numbers of the notes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from postil.model.anchored import Annotation, Range
from postil.model.numbered import NumberedNote


class Placed(Protocol):
    """Anything that stands at a range of a text, or for the whole of it."""

    @property
    def range(self) -> Range | None:
        """The range; None is the whole."""


_Placed = TypeVar("_Placed", bound=Placed)


def in_order(notes: Iterable[_Placed]) -> list[_Placed]:
    """Notes by where their words end, where they begin, their order in the files.

    Those on the whole transcript come first.
    """

    def place(note: Placed) -> tuple[int, int]:
        return (0, 0) if note.range is None else (note.range.end, note.range.start)

    return sorted(notes, key=place)  # a stable sort: the order of the files decides at last


def number(annotations: Iterable[Annotation]) -> tuple[NumberedNote, ...]:
    """Notes in their order, with their numbers."""
    return tuple(NumberedNote(index, a.note, a.range) for index, a in enumerate(in_order(annotations), 1))
