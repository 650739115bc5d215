from __future__ import annotations

import pytest

from postil.importing.label_shape import in_capitals, is_name_like, is_role, is_shaped, without_aside


@pytest.mark.parametrize(
    "label",
    [
        "Q",
        "I",
        "Question",
        "Sergey Lavrov",
        "MR. SMITH",
        "THE CHAIR",
        "Dr. Ann O’Hara-Lee",
        "SPEAKER_00",
        "Speaker 1",
        "Unidentified speaker",
        "Question from the floor",
        "Ursula von der Leyen",
        "Smith, J.",
        "Ann Lee (by phone)",
        "С. В. Лавров",
        "Вопрос",
        "记者",
        "الوزير",
        "U.S. Ambassador",
    ],
)
def test_shapes_of_labels(label: str) -> None:
    assert is_shaped(label)


@pytest.mark.parametrize(
    "label",
    [
        "",
        "note",
        "Note",
        "Time",
        "There are three points",
        "He said",
        "10",
        "«Question",
        "I think",
        "A long row of words here",
        "The first is done. The second",
        "Why?",
        "Editor’s note",
        "x" * 61,
        "One Two Three Four Five Six Seven Eight",
        "注",
        "我们认为现在的国际形势有三点",
        "На самом деле это так",
        "al-Assad",
        "a@b",
        "Источник",
    ],
)
def test_shapes_of_prose(label: str) -> None:
    assert not is_shaped(label)


def test_names_and_roles_are_told_from_weaker_labels() -> None:
    assert is_name_like("Ann Lee")
    assert is_name_like("Ursula von der Leyen")
    assert is_name_like("Speaker 3")
    assert not is_name_like("Article 3")
    assert not is_name_like("Important thing")
    assert is_role("Speaker 3")
    assert is_role("ВЕДУЩИЙ")
    assert not is_role("Ann Lee")


def test_asides_and_capitals() -> None:
    assert without_aside("Ann Lee (by phone)") == "Ann Lee"
    assert without_aside("Ann Lee [continuing]") == "Ann Lee"
    assert without_aside("(by phone)") == "(by phone)"
    assert in_capitals("MR. SMITH")
    assert not in_capitals("Q")
    assert not in_capitals("Mr. SMITH")
