"""Lines of words in pictures: in any script there is a font for, beginning where their language begins.

What no font has is not drawn at all: a box in the place of a letter would be worse than nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from PIL import Image

from postil.exporting.typefaces import Font, Style, Typefaces

_PIECES = re.compile(r"\s+|\S+")
_SPACE = 0.26  # of the size
_MOST_WORDS = 8192


@dataclass(frozen=True, slots=True)
class _Run:
    """Words that one font sets in one direction; ``space`` is what stands before them."""

    text: str
    font: Font
    direction: str
    space: float


class Lettering:
    """Sets lines in one language. ``direction`` is ``ltr`` or ``rtl``: where its lines begin."""

    def __init__(self, typefaces: Typefaces, language: str, direction: str) -> None:
        self._typefaces = typefaces
        self._direction = direction
        self._fonts = typefaces.fonts(language)
        self._known_parts: dict[str, tuple[tuple[Font, str], ...]] = {}

    def lines(self, text: str, style: Style, width: int, most: int) -> tuple[str, ...] | None:
        """The text in lines, its end left out if it needs more than ``most``.

        None if no font has one of its letters.
        """
        text = unicodedata.normalize("NFC", " ".join(text.split()))
        if any(self._font_of(letter) is None for letter in set(text)):
            return None
        lines: list[str] = []
        line = ""
        for piece in _pieces(text):
            if piece == " ":
                line += piece if line else ""
                continue
            reach = self.width(line + piece, style)
            if line and reach > width:
                lines.append(line)
                line = ""
                reach = self.width(piece, style)
            line += piece
            while reach > width and len(line.rstrip()) > 1:
                cut = self._fitting(line, style, width)
                lines.append(line[:cut])
                line = line[cut:]
                reach = self.width(line, style)
            if len(lines) > most:
                break
        lines = [line.rstrip() for line in (*lines, line) if line.strip()]
        return (
            tuple(lines)
            if len(lines) <= most
            else (*lines[: most - 1], self._cut(lines[most - 1], style, width))
        )

    def width(self, line: str, style: Style) -> float:
        """The width of a line in pixels."""
        return sum(
            run.space * style.size + self._typefaces.advance(run.font, run.text, run.direction, style)
            for run in self._runs(line)
        )

    def draw(
        self,
        picture: Image.Image,
        line: str,
        style: Style,
        edges: tuple[int, int],
        base: int,
        colour: int | None = None,
    ) -> None:
        """Draw a line on its base, from the edge, left or right, where its language begins.

        With a ``colour`` its letters are of that number alone, without the softer one at their edges.
        """
        table = None if colour is None else bytes([0, colour, colour, *range(3, 256)])
        forward = self._direction == "ltr"
        at = float(edges[0] if forward else edges[1])
        for run in self._runs(line):
            found = self._typefaces.set(run.font, run.text, run.direction, style)
            advance = self._typefaces.advance(run.font, run.text, run.direction, style)
            space = run.space * style.size
            at += space if forward else -space - advance
            image = found.image if table is None else found.image.point(table)
            picture.paste(image, (round(at) + found.left, base + found.top))
            at += advance if forward else 0

    def _runs(self, line: str) -> Iterator[_Run]:
        """What is set at once, in the order in which it is seen.

        Each word alone; but words against the line's direction stay together, as their order is theirs.
        """
        space = 0.0
        words = ((word, _direction(word) or self._direction) for word in line.split())
        for direction, group in groupby(words, key=lambda word: word[1]):
            texts = [word for word, _ in group]
            for text in texts if direction == self._direction else [" ".join(texts)]:
                parts = self._parts(text)
                for font, part in parts if direction == self._direction else reversed(parts):
                    yield _Run(part, font, direction, space)
                    space = 0.0
                space = _SPACE

    def _parts(self, text: str) -> tuple[tuple[Font, str], ...]:
        """A text cut where its font changes; words repeat, so they are kept."""
        found = self._known_parts.get(text)
        if found is None:
            if len(self._known_parts) >= _MOST_WORDS:
                self._known_parts.clear()
            found = self._known_parts[text] = tuple(self._cut_by_font(text))
        return found

    def _cut_by_font(self, text: str) -> Iterator[tuple[Font, str]]:
        font: Font | None = None
        part = ""
        for letter in text:
            if font is None or not self._typefaces.has(font, letter):
                if font is not None and part:
                    yield font, part
                font, part = self._font_of(letter), ""
            part += letter
        if font is not None:
            yield font, part

    def _font_of(self, letter: str) -> Font | None:
        return next((font for font in self._fonts if self._typefaces.has(font, letter)), None)

    def _fitting(self, line: str, style: Style, width: int) -> int:
        """How many letters of a word that is too long fit."""
        cut = len(line) - 1
        while cut > 1 and (self.width(line[:cut], style) > width or unicodedata.combining(line[cut])):
            cut -= 1
        return cut

    def _cut(self, line: str, style: Style, width: int) -> str:
        while line and self.width(f"{line} …", style) > width:
            line = line.rpartition(" ")[0] or line[:-1]
        return f"{line} …"


@lru_cache(maxsize=_MOST_WORDS)
def _direction(word: str) -> str | None:
    """The direction of the first letter that has one."""
    kinds = (unicodedata.bidirectional(letter) for letter in word)
    return next(("ltr" if kind == "L" else "rtl" for kind in kinds if kind in ("L", "R", "AL")), None)


def _pieces(text: str) -> Iterator[str]:
    """Where a line may be broken: at white space, and around each letter of scripts that use none."""
    for found in _PIECES.finditer(text):
        piece = ""
        for letter in found[0]:
            is_mark = unicodedata.category(letter)[0] in "PM"  # no line begins with one
            if piece and not is_mark and (_is_wide(letter) or _is_wide(piece[-1])):
                yield piece
                piece = ""
            piece += letter
        yield piece


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) == "W" and unicodedata.category(letter) == "Lo"
