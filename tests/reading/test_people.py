from __future__ import annotations

import pytest

from postil.diagnostics import Code, Diagnostic
from postil.model.transcript import Person
from postil.reading.people import read_people
from postil.source import SourceFile
from tests.reading.texts import reported


def read(text: str) -> tuple[dict[str, Person], list[Diagnostic]]:
    """The people of a registry, and the problems."""
    problems: list[Diagnostic] = []
    return dict(read_people(SourceFile("content/speakers.yaml", text), problems) or {}), problems


def test_people_by_id() -> None:
    people, problems = read("a-b: {name: Ann Bee, role: Editor, url: https://a.example}\nc:\n  name: NO\n")
    assert problems == []
    assert people == {
        "a-b": Person("a-b", "Ann Bee", "Editor", "https://a.example"),
        "c": Person("c", "NO"),
    }


def test_an_empty_registry() -> None:
    assert read("") == ({}, [])


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("- a\n", Code.BAD_VALUE, 1, 1),
        ("a: Ann\n", Code.BAD_VALUE, 1, 4),
        ("a:\n", Code.BAD_VALUE, 1, 3),
        ("a: {role: x}\n", Code.MISSING_FIELD, 1, 5),
        ("a: {name: ''}\n", Code.BAD_VALUE, 1, 11),
        ("a: {name: x, nmae: y}\n", Code.UNKNOWN_FIELD, 1, 14),
        ("a: {name: x, url: 'javascript:y'}\n", Code.BAD_URL, 1, 19),
        ("A B: {name: x}\n", Code.BAD_NAME, 1, 1),
        ("con: {name: x}\n", Code.BAD_NAME, 1, 1),
        ("a: {name: x}\na: {name: y}\n", Code.YAML_DUPLICATE_KEY, 2, 1),
    ],
)
def test_what_is_wrong(text: str, code: Code, line: int, column: int) -> None:
    assert reported(read(text)[1]) == [(code, line, column)]


def test_somebody_with_a_mistake_is_known_by_their_id_all_the_same() -> None:
    people, problems = read("a: {name: Ann}\nB: {name: Bo}\nc: {role: x}\n")
    assert (list(people), len(problems)) == (["a", "B", "c"], 2)
