"""YAML values with their places in the file."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from postil.source import SourceFile, Span

_VISIBLE = re.compile(r"\S")
_RUN = re.compile(r"\S+|\s+")


@dataclass(frozen=True)
class Scalar:
    """A string as written, with its place: offsets in code points of the file's text."""

    value: str
    file: SourceFile
    start: int
    end: int
    style: str

    @property
    def span(self) -> Span:
        """The span of the token, quotation marks included; of a block scalar, its indicator."""
        if self.style in "|>" and self.style:
            return self.file.span(self.start, self.start + 1)
        return self.file.span(self.start, self.end)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all stands in the value's place (``key:``)."""
        return self.value == "" and self.style == ""

    def span_within(self, start: int, length: int) -> Span:
        """The span of ``length`` code points of the value, from an offset into it.

        A place inside a block scalar, or in text folded over several lines, is its true line and
        column. Where escapes part the value from the source text, the token itself stands for all of it.
        """
        offsets = self._offsets
        if offsets is None or start >= len(offsets):
            return self.span
        begin = offsets[start]
        end = offsets[min(start + length, len(offsets)) - 1] + 1 if length else begin
        return self.file.span(begin, max(end, begin))

    @cached_property
    def _offsets(self) -> Sequence[int] | None:
        """Where in the file each code point of the value stands, or None if escapes hide it.

        Folding and indentation touch white space alone: the n-th visible character of the value is
        the n-th of its source text. White space stands where its next visible character begins.
        """
        begin = self.start + (1 if self.style else 0)
        if self.style and self.style in "|>":
            begin = self.file.text.find("\n", self.start) + 1
        text, value = self.file.text, self.value
        if text.startswith(value, begin, self.end):
            return range(begin, begin + len(value))
        literal = self._literal_offsets(begin) if self.style == "|" else None
        if literal is not None:
            return literal
        visible = array("I", (m.start() for m in _VISIBLE.finditer(text, begin, self.end)))
        offsets = array("I")
        count = 0
        for run in _RUN.finditer(value):
            words = run[0]
            if not words.isspace():
                own = visible[count : count + len(words)]
                if "".join(text[offset] for offset in own) != words:
                    return None
                offsets += own
                count += len(words)
            else:
                behind = offsets[-1] + 1 if offsets else begin
                offsets.extend(
                    self._spaces(words, behind, visible[count] if count < len(visible) else self.end)
                )
        return offsets

    def _literal_offsets(self, begin: int) -> Sequence[int] | None:
        """The offsets if the value is the source text itself, with the indentation of its lines taken off."""
        text, lines = self.file.text, self.value.split("\n")
        first = _VISIBLE.search(text, begin, self.end)
        if first is None or lines[-1] or not self.value.startswith(first[0]) or not lines[-2].strip():
            return None
        indent = first.start() - begin
        offsets = array("I")
        for line in lines[:-1]:
            end = text.find("\n", begin, self.end)
            start = begin + indent
            if line.strip():
                if not text.startswith(line, start) or start + len(line) != end:
                    return None
                offsets.extend(range(start, end + 1))
            elif line or not begin <= end <= start:
                return None
            else:
                offsets.append(end)
            begin = end + 1
        return offsets

    def _spaces(self, spaces: str, behind: int, ahead: int) -> Iterator[int]:
        """The offsets of white space between visible characters; what indents the second leads up to it."""
        indent = len(spaces) - spaces.rfind("\n") - 1 if "\n" in spaces else 0
        for space in spaces[: len(spaces) - indent]:
            if space == "\n":
                line_end = self.file.text.find("\n", behind)
                behind = line_end if 0 <= line_end < ahead else behind
            yield min(behind, ahead)
            behind += 1
        yield from range(max(ahead - indent, self.start), ahead)


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of a mapping and its value."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class MappingNode:
    """A mapping; ``entries`` in the order of the file."""

    entries: Mapping[str, Entry]
    file: SourceFile
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The span of the first key, or of the empty braces."""
        for entry in self.entries.values():
            return entry.key.span
        return self.file.span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A list."""

    items: Sequence[Node]
    file: SourceFile
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The span of the list's first character."""
        return self.file.span(self.start, min(self.start + 1, self.end))


type_names = {Scalar: "text", MappingNode: "a mapping", SequenceNode: "a list"}
Node = Scalar | MappingNode | SequenceNode
