"""Where the words of an old text layer stand in a new one, by the difference of the two.

Runs of words that both texts have once each are matched first, long ones before short ones; what lies
between is compared word by word. So the time grows with the texts, and a word like “the” matches only
among its neighbours.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from postil.anchoring.folding import fold
from postil.model.anchored import Range

_WORD = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|\\w+(?:['’.,]\\w+)*|[%‰€$£¥₽₹]")
_RUNS = (12, 4)  # words of the runs that are matched before single words
_WORK = 250_000  # pairs of words that are compared one by one; a larger passage counts as rewritten
_KIN_WORK = 2_500  # pairs of words that are compared letter by letter
_KIN = 60.0  # per cent of likeness from which one word is another one mended


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a range of the old text went. ``survived`` is the share of its words that are still there.

    ``is_certain`` is False if words at its ends were replaced together with words beyond them.
    """

    range: Range
    survived: float
    is_certain: bool


@dataclass(frozen=True, slots=True)
class _Block:
    """A run of old words and the run of new ones in its place; ``same`` if they are equal."""

    old: Range
    new: Range
    same: bool


class Tracing:
    """The difference of an old and a new text."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        self._old_words, self._new_words = _words(old), _words(new)
        a, b = _folded(old, self._old_words), _folded(new, self._new_words)
        self._blocks = list(_blocks(a, b))

    def trace(self, place: Range) -> Trace | None:
        """Where the words of a range stand now, or None if they were deleted or rewritten."""
        first = bisect_right(self._old_words, place.start, key=lambda word: word.end)
        last = bisect_left(self._old_words, place.end, key=lambda word: word.start)
        if first >= last:
            return None
        begin = bisect_right(self._blocks, first, key=lambda block: block.old.end)
        end = bisect_left(self._blocks, last, key=lambda block: block.old.start)
        found: list[Range] = []
        survived, is_certain = 0, True
        for block in self._blocks[begin:end]:
            start, stop = max(first, block.old.start), min(last, block.old.end)
            if block.same:
                shift = block.new.start - block.old.start
                found.append(Range(start + shift, stop + shift))
                survived += stop - start
            elif first <= block.old.start and block.old.end <= last:
                # A pure insertion at an end of the range is none of its words.
                if block.new.start < block.new.end and block.old.start < block.old.end:
                    found.append(block.new)
            elif block.new.start < block.new.end:
                is_certain = False
        if not found:
            return None
        return Trace(
            self._in_full(place, first, last, Range(found[0].start, found[-1].end)),
            survived / (last - first),
            is_certain,
        )

    def pairs(self, place: Range) -> Iterator[tuple[Range, Range]]:
        """The words of a range of the old text, each with what stands for it in the new one.

        Words that were replaced together come together; words that went are left out.
        """
        first = bisect_right(self._old_words, place.start, key=lambda word: word.end)
        last = bisect_left(self._old_words, place.end, key=lambda word: word.start)
        index = bisect_right(self._blocks, first, key=lambda block: block.old.end)
        for block in self._blocks[index:]:
            if block.old.start >= last:
                break
            start, stop = max(first, block.old.start), min(last, block.old.end)
            if start >= stop or block.new.start == block.new.end:
                continue
            if block.same:
                shift = block.new.start - block.old.start
                for number in range(start, stop):
                    yield self._old_words[number], self._new_words[number + shift]
            else:
                yield (
                    Range(self._old_words[start].start, self._old_words[stop - 1].end),
                    Range(self._new_words[block.new.start].start, self._new_words[block.new.end - 1].end),
                )

    def is_new(self, place: Range) -> bool:
        """Whether no word of a range of the new text comes from the old text in its order."""
        first = bisect_right(self._new_words, place.start, key=lambda word: word.end)
        last = bisect_left(self._new_words, place.end, key=lambda word: word.start)
        return not any(
            block.same and block.new.start < last and first < block.new.end for block in self._blocks
        )

    def _in_full(self, place: Range, first: int, last: int, words: Range) -> Range:
        """The range of new words, begun and ended within or beyond a word as the old one was."""
        old_first, old_last = self._old_words[first], self._old_words[last - 1]
        new_first, new_last = self._new_words[words.start], self._new_words[words.end - 1]
        start, end = new_first.start, new_last.end
        if place.start > old_first.start and self._equal(old_first, new_first):
            start += place.start - old_first.start
        else:
            for mark in reversed(self._old[place.start : old_first.start]):
                if start == 0 or fold(self._new[start - 1]) != fold(mark):
                    break
                start -= 1
        if place.end < old_last.end and self._equal(old_last, new_last):
            end -= old_last.end - place.end
        else:
            for mark in self._old[old_last.end : place.end]:
                if end == len(self._new) or fold(self._new[end]) != fold(mark):
                    break
                end += 1
        return self._trimmed(start, end)

    def _trimmed(self, start: int, end: int) -> Range:
        words = self._new[start:end]
        return Range(end - len(words.lstrip()), start + len(words.rstrip()))

    def _equal(self, old: Range, new: Range) -> bool:
        return self._old[old.start : old.end] == self._new[new.start : new.end]


def _words(text: str) -> list[Range]:
    return [Range(*word.span()) for word in _WORD.finditer(text)]


def _folded(text: str, words: Sequence[Range]) -> list[str]:
    known: dict[str, str] = {}
    found = []
    for word in words:
        raw = text[word.start : word.end]
        if raw not in known:
            known[raw] = fold(raw)
        found.append(known[raw])
    return found


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[_Block]:
    """The blocks of two lists of words, in order, without gaps."""
    for block in _by_runs(old, new, Range(0, len(old)), Range(0, len(new)), _RUNS):
        if block.same or not (block.old.start < block.old.end and block.new.start < block.new.end):
            yield block
        else:
            yield from _by_likeness(old, new, block)


def _by_runs(
    old: Sequence[str], new: Sequence[str], a: Range, b: Range, sizes: Sequence[int]
) -> Iterator[_Block]:
    """Match what is equal at both ends, then runs that both have once, then what lies between."""
    head = tail = 0
    longest = min(a.end - a.start, b.end - b.start)
    while head < longest and old[a.start + head] == new[b.start + head]:
        head += 1
    while tail < longest - head and old[a.end - 1 - tail] == new[b.end - 1 - tail]:
        tail += 1
    if head:
        yield _Block(Range(a.start, a.start + head), Range(b.start, b.start + head), same=True)
    inner = Range(a.start + head, a.end - tail), Range(b.start + head, b.end - tail)
    yield from _between(old, new, *inner, sizes)
    if tail:
        yield _Block(Range(a.end - tail, a.end), Range(b.end - tail, b.end), same=True)


def _between(
    old: Sequence[str], new: Sequence[str], a: Range, b: Range, sizes: Sequence[int]
) -> Iterator[_Block]:
    if a.start == a.end or b.start == b.end:
        if a.start < a.end or b.start < b.end:
            yield _Block(a, b, same=False)
    elif not sizes:
        yield from _by_words(old, new, a, b)
    else:
        size, rest = sizes[0], sizes[1:]
        i, j = a.start, b.start
        for x, y in _rising(_common(old, new, a, b, size)):
            if x < i or y < j:
                continue  # within a run that has been matched
            yield from _between(old, new, Range(i, x), Range(j, y), rest)
            length = size
            while x + length < a.end and y + length < b.end and old[x + length] == new[y + length]:
                length += 1
            yield _Block(Range(x, x + length), Range(y, y + length), same=True)
            i, j = x + length, y + length
        yield from _between(old, new, Range(i, a.end), Range(j, b.end), rest)


def _common(old: Sequence[str], new: Sequence[str], a: Range, b: Range, size: int) -> list[tuple[int, int]]:
    """Where the runs of a size begin that stand once in both, in the order of the old text."""
    here, there = _once(old, a, size), _once(new, b, size)
    return [(x, there[run]) for run, x in here.items() if run in there]


def _once(words: Sequence[str], within: Range, size: int) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    repeated: set[tuple[str, ...]] = set()
    for index in range(within.start, within.end - size + 1):
        run = tuple(words[index : index + size])
        if run in found:
            repeated.add(run)
        else:
            found[run] = index
    return {run: index for run, index in found.items() if run not in repeated}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of pairs, which rise in their first number, that rises in the second, too."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, (_, y) in enumerate(pairs):
        length = bisect_left(ends, y)
        before.append(at[length - 1] if length else -1)
        ends[length : length + 1] = [y]
        at[length : length + 1] = [index]
    chosen = []
    index = at[-1] if at else -1
    while index >= 0:
        chosen.append(pairs[index])
        index = before[index]
    return chosen[::-1]


def _by_words(old: Sequence[str], new: Sequence[str], a: Range, b: Range) -> Iterator[_Block]:
    if (a.end - a.start) * (b.end - b.start) > _WORK:
        yield _Block(a, b, same=False)
        return
    matcher = SequenceMatcher(None, old[a.start : a.end], new[b.start : b.end], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        yield _Block(Range(a.start + i, a.start + j), Range(b.start + k, b.start + m), same=tag == "equal")


def _by_likeness(old: Sequence[str], new: Sequence[str], block: _Block) -> Iterator[_Block]:
    """A replaced block, parted where one of its words is plainly another one mended."""
    a, b = old[block.old.start : block.old.end], new[block.new.start : block.new.end]
    if len(a) * len(b) > _KIN_WORK:
        yield block
        return
    i = j = 0
    for x, y in [*_kin(a, b), (len(a), len(b))]:
        if i < x or j < y:
            yield _Block(
                Range(block.old.start + i, block.old.start + x),
                Range(block.new.start + j, block.new.start + y),
                same=False,
            )
        if x < len(a):
            yield _Block(
                Range(block.old.start + x, block.old.start + x + 1),
                Range(block.new.start + y, block.new.start + y + 1),
                same=False,
            )
        i, j = x + 1, y + 1


def _kin(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs of like words, in order, that are most alike together."""
    like = [[fuzz.ratio(x, y) for y in b] for x in a]
    best = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1])
            if like[i][j] >= _KIN:
                best[i][j] = max(best[i][j], like[i][j] + best[i + 1][j + 1])
    pairs = []
    i = j = 0
    while i < len(a) and j < len(b):
        if like[i][j] >= _KIN and best[i][j] == like[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
