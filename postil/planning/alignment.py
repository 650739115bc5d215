"""Where the words of an old text stand in a new one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from postil.model.anchored import Range

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_TOKEN = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
_WORK = 4_000_000  # pairs of tokens that are compared within a changed passage; beyond, it is one change


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of the old text and what it became; ``kept`` if it is the same on both sides."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int
    kept: bool


class Alignment:
    """The difference of two texts: by lines, and within changed lines by words."""

    def __init__(self, old: str, new: str) -> None:
        self._stretches = list(_stretches(old, new))

    def carried(self, place: Range) -> Range | None:
        """The part of the new text that stands where a range of the old one stood, or None if it is gone."""
        first, last = self._at(place.start), self._at(place.end - 1)
        start = first.new_start + (place.start - first.old_start if first.kept else 0)
        end = last.new_start + place.end - last.old_start if last.kept else last.new_end
        return Range(start, end) if start < end else None

    def _at(self, offset: int) -> _Stretch:
        return self._stretches[bisect_right(self._stretches, offset, key=lambda s: s.old_start) - 1]


def _stretches(old: str, new: str) -> Iterator[_Stretch]:
    """The stretches in order; those that are new alone are left out."""
    if old == new:
        yield _Stretch(0, len(old), 0, len(new), kept=True)
        return
    for kept, a, b in _compared(_LINE.findall(old), _LINE.findall(new), 0, 0):
        if kept or a.start == a.end:
            if a.start < a.end:
                yield _Stretch(a.start, a.end, b.start, b.end, kept)
            continue
        tokens, others = _TOKEN.findall(old[a.start : a.end]), _TOKEN.findall(new[b.start : b.end])
        if len(tokens) * len(others) > _WORK:
            yield _Stretch(a.start, a.end, b.start, b.end, kept=False)
            continue
        for same, c, d in _compared(tokens, others, a.start, b.start):
            if c.start < c.end:
                yield _Stretch(c.start, c.end, d.start, d.end, same)


def _compared(
    old: Sequence[str], new: Sequence[str], old_offset: int, new_offset: int
) -> Iterator[tuple[bool, Range, Range]]:
    """The runs of pieces that are kept or changed, as ranges of the texts that they make up."""
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        old_end = old_offset + sum(map(len, old[a:b]))
        new_end = new_offset + sum(map(len, new[c:d]))
        yield tag == "equal", Range(old_offset, old_end), Range(new_offset, new_end)
        old_offset, new_offset = old_end, new_end
