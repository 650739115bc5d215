"""Text without the differences that do not count, and the way back to the text as it is.

Folding is what the contract calls "folded alike": NFC, curly and straight quotes alike, any run of
dashes as one, ``…`` as ``...``, any run of white space as one space, default-ignorable code points
dropped. Upper and lower case stay different.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

# Unicode 16.0, PropList.txt: Dash.
_DASHES = (
    "\\-\u058a\u05be\u1400\u1806\u2010-\u2015\u2053\u207b\u208b\u2212\u2e17\u2e1a\u2e3a\u2e3b\u2e40\u2e5d"
    "\u301c\u3030\u30a0\ufe31\ufe32\ufe58\ufe63\uff0d\U00010d6e\U00010ead"
)
# Unicode 16.0, DerivedCoreProperties.txt: Default_Ignorable_Code_Point.
_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_SINGLE_QUOTES = "'\u2018\u2019\u201a\u201b\u02bc"
_DOUBLE_QUOTES = '"\u201c\u201d\u201e\u201f'

_ACCENTS = "[\u0300-\u036f]{0,8}"  # bounded, so that a text of nothing else is still scanned in one go

# What folds to something else than itself. Each alternative begins with a character of its own kind,
# so the scan is linear whatever the text.
_UNIT = re.compile(
    rf"(?P<space>\s[\s{_IGNORABLE}]*)"
    rf"|(?P<dash>[{_DASHES}][{_DASHES}{_IGNORABLE}]*)"
    rf"|(?P<single>[{_SINGLE_QUOTES}][{_IGNORABLE}]*)"
    rf"|(?P<double>[{_DOUBLE_QUOTES}][{_IGNORABLE}]*)"
    rf"|(?P<ellipsis>…[{_IGNORABLE}]*)"
    rf"|(?P<letter>[^{_IGNORABLE}](?:{_ACCENTS}[{_IGNORABLE}]+)+{_ACCENTS})"
    rf"|(?P<nothing>[{_IGNORABLE}]+)"
)
_IGNORED = re.compile(f"[{_IGNORABLE}]+")
_SPACE_RUN = re.compile(r" \s")
# The same for a text in which nothing is ignorable and no run of white space begins with a space, as in
# nearly all: one class of characters is looked for, which takes a fifth of the time.
_WHITE = "\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_COMMON_UNIT = re.compile(
    rf"[{_WHITE}{_DASHES}{_SINGLE_QUOTES[1:]}{_DOUBLE_QUOTES[1:]}…]"
    rf"(?:(?<=\s)\s+|(?<=[{_DASHES}])[{_DASHES}]+)?"
)
_FOLDED = {"space": " ", "dash": "-", "single": "'", "double": '"', "ellipsis": "...", "nothing": ""}
_COMMON_FOLDED = {**dict.fromkeys(_SINGLE_QUOTES, "'"), **dict.fromkeys(_DOUBLE_QUOTES, '"'), "…": "..."}
_ATTACHED_JAMO = re.compile("[\u1161-\u1175\u11a8-\u11c2]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of folded text and where it comes from; offsets in code points.

    A unit folds as a whole (``--`` to ``-``): no match may begin or end inside it. A stretch that is
    no unit is the same on both sides.
    """

    folded_start: int
    folded_end: int
    start: int
    end: int
    is_unit: bool


class Folded:
    """A folded text with its way back."""

    def __init__(self, text: str) -> None:
        self._pieces: list[Piece] = []
        words: list[str] = []
        length = 0
        for content, start, end, is_unit in _pieces(text):
            if content:
                self._pieces.append(Piece(length, length + len(content), start, end, is_unit))
                words.append(content)
                length += len(content)
        self.text = "".join(words)
        """The folded text."""

    def range_of(self, start: int, end: int) -> tuple[int, int] | None:
        """The range of the original that folds to the folded range, or None if it cuts a unit.

        A combining mark behind the range belongs to its last letter, so such a range cuts one too.
        """
        if start >= end:
            return None
        first, last = self._piece(start), self._piece(end - 1)
        if (first.is_unit and start != first.folded_start) or (last.is_unit and end != last.folded_end):
            return None
        if end < len(self.text) and unicodedata.category(self.text[end]).startswith("M"):
            return None
        begin = first.start + (0 if first.is_unit else start - first.folded_start)
        finish = last.end if last.is_unit else last.start + end - last.folded_start
        return begin, finish

    def offset_of(self, offset: int) -> int:
        """The folded offset at which the original's code point at ``offset`` stands, or the next one."""
        index = bisect_right(self._pieces, offset, key=lambda piece: piece.start) - 1
        if index < 0:
            return 0
        piece = self._pieces[index]
        if offset >= piece.end:
            return piece.folded_end
        return piece.folded_start if piece.is_unit else piece.folded_start + offset - piece.start

    def _piece(self, offset: int) -> Piece:
        return self._pieces[bisect_right(self._pieces, offset, key=lambda piece: piece.folded_start) - 1]


def fold(text: str) -> str:
    """The folded text alone, its ends trimmed."""
    return "".join(content for content, _, _, _ in _pieces(text)).strip(" ")


def _pieces(text: str) -> Iterator[tuple[str, int, int, bool]]:
    """The folded stretches of a text: content, start, end, whether it folds as a whole."""
    position = 0
    for content, start, end in _units(text):
        yield from _normalised(text, position, start)
        yield content, start, end, True
        position = end
    yield from _normalised(text, position, len(text))


def _units(text: str) -> Iterator[tuple[str, int, int]]:
    """What folds to something else than itself: content, start, end."""
    if not _SPACE_RUN.search(text) and (text.isascii() or not _IGNORED.search(text)):
        for unit in _COMMON_UNIT.finditer(text):
            if unit[0] != "-":
                first = unit[0][0]
                yield _COMMON_FOLDED.get(first) or (" " if first.isspace() else "-"), *unit.span()
        return
    for unit in _UNIT.finditer(text):
        kind = str(unit.lastgroup)
        if kind in ("space", "single", "double", "dash") and unit[0] == _FOLDED[kind]:
            continue  # it folds to itself: let the stretch run on
        yield _composed(unit[0]) if kind == "letter" else _FOLDED[kind], *unit.span()


def _composed(letter: str) -> str:
    """A letter with what is attached to it, in NFC, without what is ignorable."""
    return unicodedata.normalize("NFC", _IGNORED.sub("", letter))


def _normalised(text: str, start: int, end: int) -> Iterator[tuple[str, int, int, bool]]:
    """A stretch without units, in NFC: letters that are composed become units of their own."""
    if start == end:
        return
    stretch = text[start:end]
    if stretch.isascii() or unicodedata.is_normalized("NFC", stretch):
        yield stretch, start, end, False
        return
    begin = 0
    for index in range(1, len(stretch) + 1):
        if index < len(stretch) and _attaches(stretch[index]):
            continue
        cluster = stretch[begin:index]
        content = unicodedata.normalize("NFC", cluster)
        # One letter may become two: NFC parts some that Unicode has composed.
        yield content, start + begin, start + index, len(cluster) > 1 or content != cluster
        begin = index


def _attaches(character: str) -> bool:
    """Whether NFC may join a character to the one before it."""
    return unicodedata.category(character).startswith("M") or bool(_ATTACHED_JAMO.match(character))
