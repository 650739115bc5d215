"""The YAML between two lines of hyphens at the top of a Markdown file."""

from __future__ import annotations

import re

from postil.diagnostics import Code, Diagnostic, diagnose
from postil.reading.nodes import Node
from postil.reading.strict_yaml import read_yaml
from postil.source import SourceFile

_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)


def read_front_matter(file: SourceFile, problems: list[Diagnostic]) -> tuple[Node | None, str]:
    """The front matter of a file, and the Markdown below it.

    The Markdown comes with as many empty lines before it as the front matter takes up, so that its
    line numbers are those of the file.
    """
    opening = _OPENING.match(file.text)
    if opening is None:
        problems.append(
            diagnose(
                Code.MISSING_FIELD,
                file.whole(),
                "the file does not begin with front matter",
                hint="begin with a line “---”, then “title: …” and the other fields, then a line “---”",
            )
        )
        return None, ""
    closing = _CLOSING.search(file.text, opening.end())
    if closing is None:
        problems.append(
            diagnose(
                Code.YAML_SYNTAX,
                file.span(0, 3),
                "the front matter that begins here is never closed",
                hint="put a line “---” after its last field",
            )
        )
        return None, ""
    before = len(problems)
    node = read_yaml(file, problems, start=opening.end(), end=closing.start())
    if node is None and len(problems) == before:
        problems.append(
            diagnose(
                Code.MISSING_FIELD,
                file.span(0, 3),
                "the front matter is empty",
                hint="give at least “title: …”",
            )
        )
    return node, "\n" * file.text.count("\n", 0, closing.end()) + file.text[closing.end() :]
