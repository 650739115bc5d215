"""The text of a list of notes, taken apart into one text a note."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_COMMENT = re.compile(r"#[^\n]*")


@dataclass(frozen=True, slots=True)
class Item:
    """Where a note of a list stands: offsets into the text, in code points.

    ``start`` is its first key or its brace, ``last`` where its last value ends.
    """

    start: int
    last: int


def split_block(text: str, column: int, items: Sequence[Item]) -> tuple[str, ...]:
    """The notes of a list whose dashes stand at a column (0 the first), each as the text of a file.

    The lines stay as they are, but for the dash and the indentation. Comments right above a dash go
    with its note, all others with the note before them; what stands above the list goes with the first.
    """
    lines = _LINE.findall(text)
    starts = [0, *accumulate(map(len, lines))]
    own = [bisect_right(starts, item.start) - 1 for item in items]
    dashes = [_dash(lines, line, column) for line in own]
    comment = re.compile(rf" {{{column}}}#")
    heads = [0]
    for dash, before in zip(dashes[1:], items, strict=False):
        head = dash
        while comment.match(lines[head - 1]) and starts[head - 1] >= before.last:
            head -= 1
        heads.append(head)
    ends = [*heads[1:], len(lines)]
    found = []
    for item, line, head, dash, end in zip(items, own, heads, dashes, ends, strict=True):
        inner = item.start - starts[line]
        above = (text[min(column, _indent(text)) :] for text in lines[head:dash])
        found.append("".join([*above, *_freed(lines[dash:end], column, inner)]))
    return tuple(found)


def split_flow(text: str, items: Sequence[Item]) -> tuple[str, ...]:
    """The notes of a list in brackets, each as the text of a file; comments go with the note after them."""
    found = []
    behind = 0
    for number, item in enumerate(items):
        comments = _COMMENT.findall(text, behind, item.start)
        behind = item.last
        after = _COMMENT.findall(text, behind) if number == len(items) - 1 else []
        found.append("".join(f"{line}\n" for line in [*comments, text[item.start : item.last], *after]))
    return tuple(found)


def _dash(lines: Sequence[str], line: int, column: int) -> int:
    """The line of the dash that a note on a line belongs to: that line, or one above it."""
    while not re.match(rf" {{{column}}}-\s", lines[line]):
        line -= 1
    return line


def _freed(lines: Sequence[str], column: int, inner: int) -> Iterator[str]:
    """The lines of a note without the dash and without the indentation of its keys."""
    first = f"{' ' * column} {lines[0][column + 1 :]}"
    for line in (first, *lines[1:]):
        freed = line[min(inner, _indent(line)) :]
        if line is not first or freed.strip():
            yield freed


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
