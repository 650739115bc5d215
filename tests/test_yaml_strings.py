from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from postil.yaml_strings import day, scalar


@pytest.mark.parametrize(
    "text", ["Question", "Sergey Lavrov", "Mr. Smith", "Вопрос", "记者", "O’Hara", "Ann (by phone)"]
)
def test_names_stand_plain(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "No",
        "yes",
        "Y",
        "null",
        "TRUE",
        "",
        " a",
        "a: b",
        "a #b",
        "- a",
        "{a}",
        "a, b",
        "2020",
        "~",
        "'a'",
        "@a",
        "a:",
    ],
)
def test_what_could_be_something_else_is_quoted(text: str) -> None:
    assert scalar(text) == f'"{text}"'


def test_characters_that_need_it_are_escaped() -> None:
    assert scalar('a "b" \\ \u2028\x00') == '"a \\"b\\" \\\\ \\u2028\\u0000"'


def test_a_day_stands_plain_and_a_moment_quoted() -> None:
    assert day("2020-12-30") == "2020-12-30"
    assert day("2020-12-30T10:15:00Z") == '"2020-12-30T10:15:00Z"'


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_yaml_reads_the_same_string_as_key_and_as_value(text: str) -> None:
    written = scalar(text)
    expected = {"k": {text: {"name": text}}}
    assert yaml.safe_load(f"k:\n  {written}: {{name: {written}}}\n") == expected
