"""What is wrong, for the page that ``serve`` shows: the words of the text report in their parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from postil.diagnostics import Diagnostic, Severity
from postil.report.text_report import report


def problems(diagnostics: Sequence[Diagnostic]) -> list[Mapping[str, str]]:
    """Of each error where it is, what it is, its line with the caret, and the hint and what else helps."""
    found: list[Mapping[str, str]] = []
    for diagnostic in diagnostics:
        if diagnostic.severity is Severity.ERROR:
            span = diagnostic.span
            length = len(f"{span.path}:{span.line}:{span.column}")
            first, *lines = report([diagnostic]).rstrip("\n").split("\n")
            shown = 2 if span.excerpt.strip() else 0
            found.append(
                {
                    "place": first[:length],
                    "title": first[length + 2 :],
                    "excerpt": "\n".join(lines[:shown]),
                    "help": "\n".join(map(str.strip, lines[shown:])),
                }
            )
    return found


def failure(message: str) -> Mapping[str, str]:
    """A problem that is in no file."""
    return {"place": "", "title": message, "excerpt": "", "help": ""}
