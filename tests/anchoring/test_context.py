from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postil.anchoring.context import Choice, choose
from postil.anchoring.matching import Ground
from postil.model.anchored import Range
from tests.anchoring.texts import transcript_of

TEXT = """\
---
title: T
date: 2026-01-01
speakers: {A: {name: Ann}, B: {name: Bob}}
---

A: We said no. They said yes, and we said no again.

B: We said no.

A: The [...] treaty was signed. The long [...] treaty was not.
"""


@pytest.fixture
def ground() -> Ground:
    return Ground(transcript_of(TEXT))


def words(ground: Ground, choice: Choice) -> str | None:
    return (
        None
        if choice.place is None
        else f"{choice.place.start}:{ground.transcript.text[choice.place.start : choice.place.end]}"
    )


@pytest.mark.parametrize(
    ("exact", "prefix", "suffix", "chosen"),
    [
        ("They said yes", "", "", "12:They said yes"),
        ("They said yes", "We said no. ", ", and we", "12:They said yes"),
        ("said no", "and we ", " again.", "34:said no"),
        ("said no", "", " again", "34:said no"),
        # A page had a label and a number between the words.
        ("We said no.", "no again.\n\n1\n\nB: ", "\n\n2 A: The [...] t", "49:We said no."),
        ("We said no.", "no again. 1 Bob, of Berlin: ", "", "49:We said no."),
        ("We said no.", "", " 2 The [.", "49:We said no."),
        # Nothing of what stood around them stands around these.
        ("We said no.", "Did we? Bob: ", " Ann: So.", None),
        ("They said yes", "A: We said no. ", ", and we said", "12:They said yes"),
        ("again", "we said no ", ".\n\nB: We", "42:again"),
        # “[...]” in the words of others skips nothing.
        ("long [...] treaty", "", "", "94:long [...] treaty"),
        ("The treaty", "", "", None),
        ("said no", "", "", None),
        ("said no", "They ", " at all", None),
    ],
)
def test_the_place_that_is_meant(
    ground: Ground, exact: str, prefix: str, suffix: str, chosen: str | None
) -> None:
    choice = choose(ground, [(exact, prefix, suffix)])
    assert words(ground, choice) == chosen
    assert not choice.one_side


def test_one_side_is_enough_for_words_that_stand_once(ground: Ground) -> None:
    choice = choose(ground, [("They said yes", "We said so. ", ", and we")])
    assert (words(ground, choice), choice.one_side) == ("12:They said yes", True)


def test_words_that_stand_once_among_other_words_are_another_place(ground: Ground) -> None:
    choice = choose(ground, [("They said yes", "And he said: ", " to all of it")])
    assert (choice.place, len(choice.places)) == (None, 1)


def test_a_position_decides_between_places_that_fit(ground: Ground) -> None:
    assert words(ground, choose(ground, [("said no", "", "")], (34, 41))) == "34:said no"
    assert words(ground, choose(ground, [("said no", "", "")], (35, 42))) is None
    assert words(ground, choose(ground, [("said no", "They ", "")], (34, 41))) is None


def test_a_part_of_a_quote(ground: Ground) -> None:
    assert words(ground, choose(ground, [("we said no again", "", ""), ("no", "", "")])) == "39:no"
    assert words(ground, choose(ground, [("said no", "", ""), ("no", "", "")])) is None


@settings(deadline=None)
@given(st.lists(st.sampled_from(["a", "b", "a b", "é", "—", "“a”"]), min_size=3, max_size=30), st.data())
def test_what_was_published_is_found_again(said: list[str], data: st.DataObject) -> None:
    """With 32 code points on both sides and the position, as annotations.jsonld has them."""
    text = "---\ntitle: T\ndate: 2026-01-01\nspeakers: {A: {name: Ann}}\n---\n\n"
    for index, part in enumerate(said):
        text += ("\n\nA: " if index % 5 == 0 else " ") + part
    ground = Ground(transcript_of(text + "\n"))
    layer = ground.transcript.text
    starts = [i for i, c in enumerate(layer) if not c.isspace() and (i == 0 or layer[i - 1].isspace())]
    start = data.draw(st.sampled_from(starts))
    ends = [i for i, c in enumerate(layer) if c.isspace() and i > start]
    place = Range(start, data.draw(st.sampled_from(ends)))
    quote = (
        layer[place.start : place.end],
        layer[max(place.start - 32, 0) : place.start],
        layer[place.end : place.end + 32],
    )
    choice = choose(ground, [quote], (place.start, place.end))
    assert choice == Choice(place, choice.places)
