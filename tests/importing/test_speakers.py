from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.importing.draft import ProposedSpeaker
from postil.importing.speakers import propose_speakers


def test_speakers_in_the_order_in_which_they_speak() -> None:
    assert propose_speakers(["Q", "Ann Lee", "Q"]) == (
        ProposedSpeaker("Q", "q", "Q", 2),
        ProposedSpeaker("Ann Lee", "ann-lee", "Ann Lee", 1),
    )


@pytest.mark.parametrize(
    ("label", "id"),
    [
        ("Сергей Лавров", "sergey-lavrov"),
        ("记者", "jizhe"),
        ("Dr. Ann O’Hara", "dr-ann-o-hara"),
        ("Con", "con-1"),
        ("Index", "index-1"),
        ("ъ", "speaker"),
        ("x" * 80, "x" * 60),
    ],
)
def test_ids(label: str, id: str) -> None:
    (speaker,) = propose_speakers([label])
    assert (speaker.id, speaker.name) == (id, label)


def test_one_person_under_several_labels() -> None:
    speakers = propose_speakers(["MR. LEE", "Mr. Lee", "Mr. Lee (by phone)", "Ann (by phone)"])
    assert [(s.id, s.name) for s in speakers] == [
        ("mr-lee", "MR. LEE"),
        ("mr-lee", "MR. LEE"),
        ("mr-lee", "MR. LEE"),
        ("ann-by-phone", "Ann (by phone)"),
    ]


def test_two_people_never_share_an_id() -> None:
    assert [s.id for s in propose_speakers(["Ann-Lee", "Ann Lee", "Анн Лее", "Ann Lee 2"])] == [
        "ann-lee",
        "ann-lee-2",
        "ann-lee-3",
        "ann-lee-2-2",
    ]


@given(st.lists(st.text(min_size=1)))
def test_ids_are_fit_and_belong_to_one_name(labels: list[str]) -> None:
    speakers = propose_speakers(labels)
    assert len(speakers) == len(set(labels))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", s.id) for s in speakers)
    assert (
        len({s.id for s in speakers})
        == len({s.name for s in speakers})
        == len({(s.id, s.name) for s in speakers})
    )
