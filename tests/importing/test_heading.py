from __future__ import annotations

import pytest

from postil.importing.heading import Heading, find_heading
from postil.importing.labels import find_openings
from postil.importing.lines import split_lines

TALK = "Ann: One.\n\nBob: Two.\n\nAnn: Three.\n\nBob: Four.\n\n"


def heading(text: str, *left_out: int) -> Heading | None:
    lines = split_lines(text)
    return find_heading(lines, find_openings(lines), left_out)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("An interview\n\n", "An interview"),
        ("An interview\n", "An interview"),
        ("# An interview\n\n", "An interview"),
        ("An interview\n30 December 2020\n\n", "An interview"),
        (
            "30 December 2020\n\nAn interview: questions and answers\n\n",
            "An interview: questions and answers",
        ),
        ("An interview\n\nIn Moscow\n\n", "An interview"),
        ("Why now?\n\n", "Why now?"),
    ],
)
def test_a_clear_title(head: str, title: str) -> None:
    found = heading(head + TALK)
    assert found is not None
    assert found.title == title


@pytest.mark.parametrize(
    "head",
    [
        "",
        "30 December 2020\n\n",
        "An introduction that ends.\n\n",
        "Part one of\na title on two lines\n\n",
        "[Music]\n\n",
        "00:01\n\n",
        f"{'long ' * 50}\n\n",
        "1.2\n\n",
    ],
)
def test_no_clear_title(head: str) -> None:
    assert heading(head + TALK) is None


def test_a_line_under_the_title_is_told() -> None:
    assert heading(f"An interview\n=====\n\n{TALK}") == Heading("An interview", 0, 1)


def test_furniture_is_passed_over_and_words_must_follow() -> None:
    found = heading(f"Print\n\nAn interview\n\n{TALK}", 0)
    assert found is not None
    assert found.index == 2
    assert heading("An interview\n") is None
