"""YAML read strictly, from the parser's events, with the place of every value.

PyYAML's loaders turn ``NO`` into False, keep the last of two equal keys and expand alias bombs. Its
event stream does none of that: here every scalar stays a string, and aliases, anchors, tags, merges
and repeated keys are diagnostics.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import yaml

from postil.diagnostics import Code, Diagnostic, Related, diagnose
from postil.reading.nodes import Entry, MappingNode, Node, Scalar, SequenceNode, type_names
from postil.source import SourceFile, Span

MAX_YAML_BYTES = 16 * 1024 * 1024
"""Bytes a YAML file may have (the contract's figure)."""

MAX_DEPTH = 32
"""Levels of nesting a YAML file may have (the contract's figure)."""

_UNICODE_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")
# A carriage return can only come from an escape: those of the file itself are newlines by now.
_NOT_TEXT = re.compile("[\0-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class _StopReadingError(Exception):
    """Carries the diagnostic that makes the rest of the file unreadable."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def read_yaml(
    file: SourceFile, problems: list[Diagnostic], *, start: int = 0, end: int | None = None
) -> Node | None:
    """The root node of a file, or of the part of it between two offsets in code points.

    Problems are appended to ``problems``. None means that there is nothing to read: the file is
    empty, or so broken that it has no meaning (and a problem says why).
    """
    text = file.text[start:end]
    composer = _Composer(file, start, problems)
    try:
        return composer.compose(text)
    except _StopReadingError as stop:
        problems.append(stop.diagnostic)
    except yaml.YAMLError as error:
        problems.append(_syntax_problem(error, file, start, text))
    return None


class _Composer:
    """Builds nodes from events; keeps its own stack, so depth is a number and not a risk."""

    def __init__(self, file: SourceFile, base: int, problems: list[Diagnostic]) -> None:
        self.file = file
        self.base = base
        self.problems = problems

    def compose(self, text: str) -> Node | None:
        # The loader class only lends its event stream; nothing is constructed.
        events: Iterator[Any] = iter(yaml.parse(text, Loader=yaml.CBaseLoader))
        root: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    span = self._span(event)
                    raise _StopReadingError(
                        diagnose(
                            Code.YAML_FORBIDDEN,
                            span,
                            "a second YAML document begins here",
                            hint="keep one document in a file: remove the line “---”",
                        )
                    )
                first = next(events)
                if not isinstance(first, yaml.DocumentEndEvent):
                    root = self._node(first, events, 1)
        if isinstance(root, Scalar) and root.is_empty:
            return None
        return root

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise _StopReadingError(
                diagnose(
                    Code.YAML_LIMIT,
                    self._span(event, 1),
                    f"nested deeper than {MAX_DEPTH} levels",
                    hint="nothing that Postil reads needs more than a few levels",
                )
            )
        if isinstance(event, yaml.AliasEvent):
            raise _StopReadingError(
                diagnose(
                    Code.YAML_FORBIDDEN,
                    self._span(event),
                    f"the alias “*{event.anchor}” is not allowed",
                    hint="write the value out; if the text begins with *, put it in quotation marks",
                )
            )
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        start = self.base + event.start_mark.index
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            for item in events:
                if isinstance(item, yaml.SequenceEndEvent):
                    return SequenceNode(tuple(items), self.file, start, self.base + _index(item.end_mark))
                items.append(self._node(item, events, depth + 1))
        return self._mapping(events, depth, start)

    def _mapping(self, events: Iterator[Any], depth: int, start: int) -> MappingNode:
        entries: dict[str, Entry] = {}
        end = start
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                end = self.base + _index(event.end_mark)
                break
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self.problems.append(
                    diagnose(
                        Code.BAD_VALUE,
                        key.span,
                        f"a key must be text, not {type_names[type(key)]}",
                        hint="if a value begins with [ or {, put it in quotation marks",
                    )
                )
            elif key.value == "<<" and not key.style:
                self.problems.append(
                    diagnose(
                        Code.YAML_FORBIDDEN,
                        key.span,
                        "the merge key “<<” is not allowed",
                        hint="write the values out",
                    )
                )
            elif key.value in entries:
                earlier = entries[key.value].key.span
                self.problems.append(
                    diagnose(
                        Code.YAML_DUPLICATE_KEY,
                        key.span,
                        f"“{key.value}” is given twice; the first is on line {earlier.line}",
                        hint="keep one of the two",
                        related=[Related(earlier, "the first")],
                    )
                )
            else:
                entries[key.value] = Entry(key, value)
        return MappingNode(entries, self.file, start, end)

    def _scalar(self, event: Any) -> Scalar:
        start, end = self.base + event.start_mark.index, self.base + event.end_mark.index
        scalar = Scalar(event.value, self.file, start, end, event.style or "")
        found = _NOT_TEXT.search(event.value)
        if found is not None:
            raw = self.file.text[start:end]
            escapes = _UNICODE_ESCAPE.finditer(raw)
            escape = next((m for m in escapes if int(m[1] or m[2] or m[3], 16) == ord(found[0])), None)
            span = (
                scalar.span
                if escape is None
                else self.file.span(start + escape.start(), start + escape.end())
            )
            self.problems.append(
                diagnose(
                    Code.ENCODING,
                    span,
                    f"the character U+{ord(found[0]):04X} is no text",
                    hint="remove it",
                )
            )
            # What is read on must count lines as everything behind it does.
            return replace(scalar, value=scalar.value.replace("\r", "\n"))
        return scalar

    def _refuse_properties(self, event: Any) -> None:
        anchor, tag = event.anchor, event.tag
        what = f"the anchor “&{anchor}”" if anchor is not None else f"the tag “{_short_tag(tag)}”"
        self.problems.append(
            diagnose(
                Code.YAML_FORBIDDEN,
                self._span(event),
                f"{what} is not allowed",
                hint="remove it; if the text begins with & or !, put it in quotation marks",
            )
        )

    def _span(self, event: Any, length: int | None = None) -> Span:
        start = self.base + event.start_mark.index
        end = self.base + event.end_mark.index if length is None else start + length
        line_end = self.file.text.find("\n", start)
        return self.file.span(start, end if line_end < 0 else max(start, min(end, line_end)))


def _index(mark: Any) -> int:
    """The offset of a mark in code points; PyYAML's stubs allow for marks that are missing."""
    return int(mark.index)


def _short_tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")


_CURES = (
    (
        "mapping values are not allowed",
        "a colon and a space stand inside the value",
        "put the whole value in quotation marks",
    ),
    (
        "found character that cannot start any token",
        "a value or a line cannot begin with this character",
        "put the value in quotation marks; indent with spaces, never with tabs",
    ),
    (
        "found a tab character",
        "a line cannot be indented with a tab",
        "indent with spaces",
    ),
    (
        "while scanning a quoted scalar",
        "a quotation mark is opened and never closed",
        "close it, or remove it",
    ),
    (
        "did not find expected key",
        "this line does not fit the mapping it stands in",
        "indent the keys of one mapping alike, and close every quotation mark before the end of the value",
    ),
    (
        "could not find expected ':'",
        "a key without its colon",
        "write “key: value”; text over several lines needs “|” after the colon",
    ),
    (
        "did not find expected '-' indicator",
        "this line does not fit the list it stands in",
        "begin every item of the list with “- ”, all at the same indent",
    ),
    (
        "did not find expected ',' or '",
        "a list in brackets or a mapping in braces is not closed",
        "close it, or put commas between its items",
    ),
)

_LAST_RESORT = "put the value in quotation marks, and indent with spaces, the keys of one mapping alike"


def _character(file: SourceFile, offset: int) -> Span:
    """The span of one character, or an empty one at the end of a line."""
    return file.span(offset, offset + (file.text[offset : offset + 1] not in ("", "\n")))


def _syntax_problem(error: yaml.YAMLError, file: SourceFile, base: int, text: str) -> Diagnostic:
    if isinstance(error, yaml.reader.ReaderError):
        # The C parser counts bytes up to the character it refuses.
        offset = base + len(text.encode()[: error.position].decode("utf-8", "ignore"))
        return diagnose(
            Code.ENCODING, file.span(offset, offset + 1), "a control character stands here", hint="remove it"
        )
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return diagnose(Code.YAML_SYNTAX, file.whole(), f"this is no YAML: {error}", hint=_LAST_RESORT)
    problem, context = error.problem or "", error.context or ""
    index = min(error.problem_mark.index, len(text.rstrip("\n")))
    span = _character(file, base + index)
    if "Unicode character escape" in problem:
        return diagnose(
            Code.ENCODING, span, "this escape stands for no character", hint="write the character itself"
        )
    related = []
    if error.context_mark is not None and error.context_mark.line != error.problem_mark.line:
        begun = base + error.context_mark.index
        related.append(Related(_character(file, begun), "what is being read began here"))
    for words, message, hint in _CURES:
        if words in f"{context} {problem}":
            return diagnose(Code.YAML_SYNTAX, span, message, hint=hint, related=related)
    return diagnose(Code.YAML_SYNTAX, span, f"this is no YAML: {problem}", hint=_LAST_RESORT, related=related)
