"""Diagnostics as text, with the line they are about and a caret under the place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from postil.diagnostics import Code, Diagnostic
from postil.source import Span

_LONGEST = 110  # columns of an excerpt; a longer line is shown around the place


def report(diagnostics: Sequence[Diagnostic]) -> str:
    """The diagnostics one after the other, each with its excerpt and its hint."""
    return "\n".join("\n".join(_lines(d)) + "\n" for d in diagnostics)


def _lines(diagnostic: Diagnostic) -> Iterator[str]:
    span = diagnostic.span
    place = f"{span.path}:{span.line}:{span.column}"
    yield printable(f"{place}: {diagnostic.severity}[{diagnostic.code}]: {diagnostic.message}")
    if span.excerpt.strip():
        yield from _excerpt(span)
    if diagnostic.hint is not None:
        yield printable(f"   hint: {diagnostic.hint}")
    if diagnostic.code is not Code.QUOTE_NOT_FOUND:  # its hint has already said where
        for related in diagnostic.related:
            yield printable(f"   {related.span.path}:{related.span.line}: {related.message}")


def _excerpt(span: Span) -> Iterator[str]:
    text, start = span.excerpt, span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(text)
    length = max(end - start, 1)
    if len(text) > _LONGEST:
        first = max(0, min(start - 20, len(text) - _LONGEST))
        text, start = text[first : first + _LONGEST], start - first
        if first > 0:
            text = "…" + text[1:]
        length = min(length, max(len(text) - start, 1))
    number = f"{span.line:>5}"
    yield f"{number} | {printable(text)}"
    before = "".join(" " * _width(c) for c in text[:start])
    marked = sum(_width(c) for c in text[start : start + length]) or 1
    yield f"{'':>{len(number)}} | {before}{'^' * marked}"


def _width(character: str) -> int:
    """Columns that a character takes up on a terminal."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def printable(text: str) -> str:
    """The text without characters that would act on the terminal instead of being shown."""
    return "".join(
        c if c.isprintable() else " " if c in "\t\n" else "\ufffd" if unicodedata.category(c) != "Zs" else c
        for c in text
    )
