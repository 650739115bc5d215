"""Overlapping ranges cut into flat segments."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from postil.model.numbered import NumberedNote


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text layer over which the same notes lie, by number."""

    start: int
    end: int
    notes: tuple[NumberedNote, ...]


class Segments:
    """The text layer cut at every beginning and end of a note. Stretches without notes are left out."""

    def __init__(self, notes: Iterable[NumberedNote]) -> None:
        self._segments = tuple(_cut(notes))
        self._ends = [segment.end for segment in self._segments]

    def within(self, start: int, end: int) -> Sequence[Segment]:
        """The segments that reach into a range, cut to it."""
        first = bisect_right(self._ends, start)
        found = []
        for index in range(first, len(self._segments)):
            segment = self._segments[index]
            if segment.start >= end:
                break
            found.append(Segment(max(segment.start, start), min(segment.end, end), segment.notes))
        return found


class Endings:
    """Which notes end where."""

    def __init__(self, notes: Iterable[NumberedNote]) -> None:
        ranged = ((note.range.end, note.number, note) for note in notes if note.range is not None)
        self._notes = sorted(ranged, key=lambda ending: ending[:2])
        self._ends = [end for end, _, _ in self._notes]

    def within(self, start: int, end: int) -> tuple[NumberedNote, ...]:
        """The notes whose words end behind ``start`` and not behind ``end``, by number."""
        first, last = bisect_right(self._ends, start), bisect_right(self._ends, end)
        return tuple(note for _, _, note in self._notes[first:last])


def _cut(notes: Iterable[NumberedNote]) -> Iterator[Segment]:
    changes: defaultdict[int, list[tuple[bool, NumberedNote]]] = defaultdict(list)
    for note in notes:
        if note.range is not None:
            changes[note.range.start].append((True, note))
            changes[note.range.end].append((False, note))
    active: list[NumberedNote] = []
    previous = 0
    for position in sorted(changes):
        if active:
            yield Segment(previous, position, tuple(active))
        for begins, note in changes[position]:
            if begins:
                insort(active, note, key=lambda n: n.number)
            else:
                del active[bisect_left(active, note.number, key=lambda n: n.number)]
        previous = position
