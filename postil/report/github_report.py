"""Diagnostics as GitHub's workflow commands, which become annotations at the lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from postil.diagnostics import Code, Diagnostic

# What GitHub's runner takes for the end of a line or of a property, and its own sign for such; see
# https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands.
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}
_CONTROL = re.compile(r"[\0-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")


def report(diagnostics: Sequence[Diagnostic]) -> str:
    """One command a line; nothing where there is nothing to report.

    GitHub shows at most ten errors and ten warnings of a step as annotations, the rest in its log.
    """
    return "".join(f"{_command(d)}\n" for d in diagnostics)


def _command(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    properties = {
        "file": span.path,
        "line": str(span.line),
        "col": str(span.column),
        "title": diagnostic.code.value,
    }
    given = ",".join(f"{name}={_escaped(value, _PROPERTY)}" for name, value in properties.items())
    return f"::{diagnostic.severity} {given}::{_escaped(chr(10).join(_lines(diagnostic)), _DATA)}"


def _lines(diagnostic: Diagnostic) -> Iterator[str]:
    yield diagnostic.message
    if diagnostic.hint is not None:
        yield f"hint: {diagnostic.hint}"
    if diagnostic.code is not Code.QUOTE_NOT_FOUND:  # its hint has already said where
        for related in diagnostic.related:
            yield f"{related.span.path}:{related.span.line}: {related.message}"


def _escaped(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(c, c) for c in _CONTROL.sub("\ufffd", text))
