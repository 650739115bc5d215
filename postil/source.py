"""Source files as text, and the places in them that diagnostics point at."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a source file.

    Lines and columns are 1-based; columns count code points. The end is exclusive, so a
    one-character span has ``end_column == column + 1``. ``excerpt`` is the text of the first
    line, kept here so that a diagnostic can be shown without reading the file again.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1
    excerpt: str = field(default="", compare=False)


@dataclass(frozen=True)
class SourceFile:
    """A decoded file of the site.

    ``path`` is relative to the site, with forward slashes. ``text`` has no byte order mark and
    its line ends are newlines, so its lines and columns are those an editor shows.
    """

    path: str
    text: str

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        position = self.text.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        return starts

    @cached_property
    def _lines(self) -> list[str]:
        # Kept, so that many spans of one long line share its text.
        return self.text.split("\n")

    def line_text(self, line: int) -> str:
        """The text of a 1-based line, without its line end; empty beyond the end of the file."""
        return self._lines[line - 1] if line <= len(self._lines) else ""

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column of an offset in code points."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """The span of the text from ``start`` up to ``end``, offsets in code points."""
        line, column = self.position(start)
        end_line, end_column = self.position(max(start, end))
        return Span(self.path, line, column, end_line, end_column, self.line_text(line))

    def line_span(self, line: int, column: int = 1, length: int | None = None) -> Span:
        """The span of ``length`` code points from a column of a line, or of the rest of the line."""
        text = self.line_text(line)
        end = len(text) + 1 if length is None else column + length
        return Span(self.path, line, column, line, max(end, column), text)

    def whole(self) -> Span:
        """The span that stands for the whole file: line 1, column 1."""
        return Span(self.path, 1, 1, 1, 1, self.line_text(1))


def whole_file(path: str) -> Span:
    """The span for a file whose text cannot be read: line 1, column 1."""
    return Span(path)
