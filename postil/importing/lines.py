"""Text cut into lines: numbered as an editor numbers them, paged as a printer pages them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# What Python, Unicode and word processors break a line at; a form feed also ends a page.
_LINE_END = re.compile(r"\r\n|\n|\r")
_BREAK_WITHIN = re.compile(r"[\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = re.compile(r"[ \t\x1f]+")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SENTENCE_END = re.compile(r"[.!?…‥。．！？؟۔।:：;；][\"'”’»›)\]）」』]*$")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the input.

    ``number`` is 1-based; pieces of one line (around a form feed, say) share it. ``text`` is trimmed
    and has single spaces; no-break spaces inside it stay. ``page`` counts form feeds, from 0.
    ``dropped`` counts the control characters that were taken out of it, in code points.
    """

    number: int
    text: str
    page: int
    dropped: int


def split_lines(text: str) -> tuple[SourceLine, ...]:
    """The lines of a text, blank ones included. A byte order mark at its start is no part of it."""
    lines = []
    page = 0
    for number, line in enumerate(_LINE_END.split(text.removeprefix("\ufeff")), start=1):
        position = 0
        for found in _BREAK_WITHIN.finditer(line):
            lines.append(_line(number, line[position : found.start()], page))
            page += found[0] == "\f"
            position = found.end()
        lines.append(_line(number, line[position:], page))
    return tuple(lines)


def _line(number: int, raw: str, page: int) -> SourceLine:
    return SourceLine(number, one_line(raw), page, len(_UNPRINTABLE.findall(raw)))


def one_line(text: str) -> str:
    """The text as one trimmed line with single spaces, without control characters.

    No-break and other typographic spaces between words stay as they are.
    """
    flat = _LINE_END.sub(" ", text)
    return _BLANKS.sub(" ", _UNPRINTABLE.sub("", _BREAK_WITHIN.sub(" ", flat))).strip()


def ends_sentence(text: str) -> bool:
    """Whether the text ends with a mark that ends a sentence or announces something."""
    return _SENTENCE_END.search(text) is not None


def joined(before: str, after: str) -> str:
    """Two pieces of one wrapped paragraph as one: with a space, save within Chinese or Japanese."""
    return before + after if _wide(before[-1:]) and _wide(after[:1]) else f"{before} {after}"


def _wide(character: str) -> bool:
    """Whether a character belongs to a script that is written without spaces between words."""
    if not character or unicodedata.east_asian_width(character) not in "WF":
        return False
    return not unicodedata.name(character, "").startswith("HANGUL")
