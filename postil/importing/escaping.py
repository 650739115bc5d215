"""Plain words written so that CommonMark gives back these very words, with as few backslashes as it takes.

A paragraph is written as one line with blank lines around it. That alone rules out tables, underlined
headings, indented code, hard breaks and lazy continuation. What is left is escaped by the two lists
below: what means something at the beginning of a line, and what means something inside one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")

# A backslash before group 1 keeps the line from being something other than a paragraph.
_AT_LINE_START = tuple(
    re.compile(pattern)
    for pattern in (
        r"(#)#{0,5}(?: |$)",  # heading
        r"(>)",  # quotation
        r"([-+*])(?: |$)",  # list item
        r"[0-9]{1,9}([.)])(?: |$)",  # numbered list item
        r"([-*_])(?: *\1){2,} *$",  # line across the page
        r"(~)~~",  # code between tildes
        r"(\[).*\]:",  # link definition, which also would make links of brackets elsewhere
    )
)
_INSIDE = tuple(
    re.compile(pattern)
    for pattern in (
        r"(\])\(",  # link or image; the other kinds need a definition
        r"(<)(?:[A-Za-z/!?]|\S*>)",  # address in angle brackets, and HTML where somebody allows it
        r"(&)#?[0-9A-Za-z]+;",  # character reference
    )
)
_RUN = {marker: re.compile(rf"{re.escape(marker)}+") for marker in "*_"}


def escape(text: str) -> str:
    """One line of plain words, trimmed and with single spaces, as a CommonMark paragraph."""
    marked = set(_escaped_places(text))
    return "".join(f"\\{character}" if place in marked else character for place, character in enumerate(text))


def _escaped_places(text: str) -> Iterator[int]:
    """The offsets, in code points, of the characters that need a backslash."""
    for pattern in _AT_LINE_START:
        found = pattern.match(text)
        if found:
            yield found.start(1)
    for pattern in _INSIDE:
        for found in pattern.finditer(text):
            yield found.start(1)
    yield from _backslashes(text)
    # A single backtick opens no code: there is none to close it.
    if text.count("`") > 1:
        yield from (place for place, character in enumerate(text) if character == "`")
    for marker in "*_":
        yield from _emphasis(text, marker)


def _backslashes(text: str) -> Iterator[int]:
    """A backslash stands for itself except before punctuation."""
    for place, character in enumerate(text[:-1]):
        if character == "\\" and text[place + 1] in _PUNCTUATION:
            yield place


def _emphasis(text: str, marker: str) -> Iterator[int]:
    """Emphasis takes two runs of its marker that touch words; with one or none nothing can happen."""
    runs = [run.span() for run in _RUN[marker].finditer(text)]
    touching = [span for span in runs if not _is_loose(text, *span, marker)]
    if len(touching) > 1:
        for start, end in touching:
            yield from range(start, end)


def _is_loose(text: str, start: int, end: int, marker: str) -> bool:
    """Whether a run can neither open nor close emphasis: ``5 * 3``, and ``snake_case`` for underscores."""
    before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
    in_word = marker == "_" and before.isalnum() and after.isalnum()
    return in_word or (before == " " and after == " ")
