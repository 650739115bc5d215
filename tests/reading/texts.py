"""Texts as files, for the tests of reading."""

from __future__ import annotations

from postil.diagnostics import Code, Diagnostic
from postil.reading.markdown import read_prose
from postil.source import SourceFile, Span

Reported = list[tuple[Code, int, int]]
"""Code, line and column of each diagnostic."""


def reported(problems: list[Diagnostic]) -> Reported:
    """Where the problems are."""
    return [(p.code, p.span.line, p.span.column) for p in problems]


def layer(markdown: str) -> str:
    """The text layer of a Markdown text."""
    return read_prose(markdown, locator(markdown)).text


class locator:  # noqa: N801 - it is a function with a file
    """Places in a file that is nothing but Markdown."""

    def __init__(self, markdown: str) -> None:
        self.file = SourceFile("x.md", markdown)

    def __call__(self, line: int, column: int, length: int) -> Span:
        return self.file.line_span(line + 1, column + 1, length)
