from __future__ import annotations

import pytest

from postil.diagnostics import Code, Diagnostic
from postil.reading.front_matter import read_front_matter
from postil.reading.schema import plain
from postil.source import SourceFile
from tests.reading.texts import reported


@pytest.mark.parametrize(
    ("text", "fields", "markdown"),
    [
        ("---\na: b\n---\nWords.\n", {"a": "b"}, "\n\n\nWords.\n"),
        ("--- \na: b\n---\t\n\nWords.", {"a": "b"}, "\n\n\n\nWords."),
        ("---\na: b\n...\nWords.\n", {"a": "b"}, "\n\n\nWords.\n"),
        ("---\na: b\n---", {"a": "b"}, "\n\n"),
        ("---\na: |\n  ---\n---\nWords.\n\n---\n", {"a": "---\n"}, "\n\n\n\nWords.\n\n---\n"),
    ],
)
def test_the_two_halves(text: str, fields: dict[str, str], markdown: str) -> None:
    problems: list[Diagnostic] = []
    node, rest = read_front_matter(SourceFile("x.md", text), problems)
    assert problems == []
    assert node is not None
    assert plain(node) == fields
    assert rest.strip() == markdown.strip()
    for number, line in enumerate(text.split("\n"), 1):
        if line == "Words.":
            assert rest.split("\n")[number - 1] == line


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("", Code.MISSING_FIELD, "does not begin with front matter"),
        ("Words.\n", Code.MISSING_FIELD, "does not begin with front matter"),
        ("\n---\na: b\n---\n", Code.MISSING_FIELD, "does not begin with front matter"),
        ("---\na: b\n", Code.YAML_SYNTAX, "never closed"),
        ("---\n---\n", Code.MISSING_FIELD, "empty"),
        ("---\n# later\n---\n", Code.MISSING_FIELD, "empty"),
    ],
)
def test_what_is_no_front_matter(text: str, code: Code, message: str) -> None:
    problems: list[Diagnostic] = []
    assert read_front_matter(SourceFile("x.md", text), problems)[0] is None
    assert reported(problems) == [(code, 1, 1)]
    assert message in problems[0].message
