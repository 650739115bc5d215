from __future__ import annotations

import pytest

from postil.diagnostics import Diagnostic
from postil.model.words import Phrase
from postil.reading.locale import read_locale
from postil.source import SourceFile

KNOWN: dict[str, Phrase] = {
    "skip": "Skip to the text",
    "page-of": "Page {number} of {last}",
    "count-notes": {"one": "{count} note", "other": "{count} notes"},
}


def read(text: str) -> tuple[dict[str, Phrase], list[Diagnostic]]:
    problems: list[Diagnostic] = []
    return read_locale(SourceFile("themes/x/locales/en.yaml", text), KNOWN, problems), problems


def test_phrases_are_texts_or_plural_forms() -> None:
    found, problems = read(
        "skip: To the text\npage-of: '{number} / {last}'\ncount-notes: {two: '2', other: 'x {count}'}\n"
    )
    assert problems == []
    assert found == {
        "skip": "To the text",
        "page-of": "{number} / {last}",
        "count-notes": {"two": "2", "other": "x {count}"},
    }


@pytest.mark.parametrize(
    ("text", "line", "column", "code", "says", "hint"),
    [
        ("skip: x\nskpi: y\n", 2, 1, "unknown-field", "no words “skpi”", "did you mean “skip”?"),
        ("page-of: Page {numbr}\n", 1, 10, "bad-value", "{numbr}", "{last}, {number}"),
        ("skip: To {text}\n", 1, 7, "bad-value", "{text}", "remove it"),
        ("skip: a } b\n", 1, 7, "bad-value", "brace", "remove it"),
        ("page-of: '{}'\n", 1, 10, "bad-value", "brace", "remove it"),
        ("skip: ''\n", 1, 7, "bad-value", "is empty", "give the words"),
        ("skip: [a]\n", 1, 7, "bad-value", "not a list", "give the words"),
        ("count-notes: {one: a}\n", 1, 15, "missing-field", "lack “other”", "“other” is what"),
        ("count-notes:\n  other: a\n  lots: b\n", 3, 3, "unknown-field", "“lots”", "zero, one"),
        ("count-notes:\n  other: [a]\n", 2, 10, "bad-value", "must be words", "give the words"),
        ("- a\n", 1, 1, "bad-value", "must be a mapping", "key: words"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(
    text: str, line: int, column: int, code: str, says: str, hint: str
) -> None:
    _, (problem, *more) = read(text)
    assert more == []
    assert (problem.code, problem.span.line, problem.span.column) == (code, line, column)
    assert says in problem.message
    assert problem.hint
    assert hint in problem.hint


def test_a_wrong_phrase_does_not_take_the_others_with_it() -> None:
    found, problems = read("skip: '}'\npage-of: '{number}'\n")
    assert len(problems) == 1
    assert found == {"page-of": "{number}"}


def test_an_empty_file_changes_nothing() -> None:
    assert read("") == ({}, [])
