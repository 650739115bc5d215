from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.model.anchored import Range
from postil.planning.alignment import Alignment

OLD = "First of all, thank you.\nIt expires next February.\nWe shall see.\n"


def carried(new: str, words: str, old: str = OLD) -> str | None:
    """What stands in the new text where some words of the old one stood."""
    start = old.index(words)
    found = Alignment(old, new).carried(Range(start, start + len(words)))
    return None if found is None else new[found.start : found.end]


@pytest.mark.parametrize(
    ("new", "words", "there"),
    [
        (OLD, "expires next", "expires next"),
        ("Before.\n" + OLD, "expires next", "expires next"),
        (OLD.replace("First", "At the very first"), "thank you", "thank you"),
        (OLD.replace("February", "March"), "next February", "next March"),
        (OLD.replace("February", "March"), "February", "March"),
        (OLD.replace("expires", "really expires"), "It expires next", "It really expires next"),
        (OLD.replace(" next February", ""), "expires next February.", "expires."),
        (OLD.replace(" next", ""), "next", None),
        (OLD.replace("It expires next February.\n", ""), "expires", None),
        (OLD.replace("It expires next February.\n", ""), "you.\nIt expires", "you.\n"),
        ("Gone!\n", "expires next", "Gone!\n"),
    ],
)
def test_where_words_stand_now(new: str, words: str, there: str | None) -> None:
    assert carried(new, words) == there


def test_a_sentence_that_was_moved_is_not_where_it_was() -> None:
    lines = OLD.splitlines(keepends=True)
    assert carried("".join([*lines[1:], lines[0]]), "thank you") is None


_TEXTS = st.text("ab .\n", min_size=1, max_size=60)


@given(_TEXTS, _TEXTS, _TEXTS, st.data())
def test_what_stands_before_or_after_every_change_is_found(
    before: str, old: str, new: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(before) - 1))
    end = data.draw(st.integers(start + 1, len(before)))
    lines = "Never changed, line by line.\n"
    was, now = f"{before}\n{lines}{old}", f"{before}\n{lines}{new}"
    found = Alignment(was, now).carried(Range(start, end))
    assert found is not None
    assert 0 <= found.start < found.end <= len(now)


@given(_TEXTS, st.data())
def test_a_text_that_did_not_change_keeps_every_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    place = Range(start, data.draw(st.integers(start + 1, len(text))))
    assert Alignment(text, text).carried(place) == place


@given(_TEXTS, _TEXTS, st.data())
def test_no_place_leaves_the_text(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    found = Alignment(old, new).carried(Range(start, end))
    assert found is None or 0 <= found.start < found.end <= len(new)
