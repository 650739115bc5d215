"""Where words went when a text was corrected."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.anchoring.tracing import Tracing
from postil.model.anchored import Range


def traced(old: str, new: str, words: str) -> str | None:
    """The words that a quote of the old text became."""
    start = old.index(words)
    found = Tracing(old, new).trace(Range(start, start + len(words)))
    return None if found is None else new[found.range.start : found.range.end]


@pytest.mark.parametrize(
    ("old", "new", "words", "now"),
    [
        (
            "it expires next Febuary, I say",
            "it expires next February, I say",
            "next Febuary",
            "next February",
        ),
        ("it expires Febuary, I say", "it expires February, I say", "Febuary", "February"),
        ("we waited five years", "we waited ten years", "waited five years", "waited ten years"),
        (
            "the last of the treaties",
            "the last, the very last of the treaties",
            "last of the",
            "last, the very last of the",
        ),
        ("a b c d e f g", "a b e f g", "b c d e", "b e"),
        ("a b c d e f g", "a b e f g", "c d", None),
        (
            "He said: “We can not go.” Then he went.",
            "He said: “We cannot go.” Then he went.",
            "can not go.",
            "cannot go.",
        ),
        ("It ends. Or so", "It ended! Or so", "It ends.", "It ended"),
        ("one two", "one two", "ne tw", "ne tw"),
        ("it costs 5% more", "it costs 7% more", "5%", "7%"),
        ("日本語の文です", "日本語の長い文です", "語の文", "語の長い文"),
        ("so he “left”, they say", "so he “fled”, they say", "“left”", "“fled”"),
    ],
)
def test_words_are_followed(old: str, new: str, words: str, now: str | None) -> None:
    assert traced(old, new, words) == now


def test_the_same_sentence_elsewhere_is_not_taken_for_a_deleted_one() -> None:
    old = "first turn here\nwe shall see\nsecond turn there, they said\nwe shall see\nthird and last one"
    new = "first turn here\nsecond turn there, they said\nwe shall see\nthird and last one"
    assert Tracing(old, new).trace(Range(16, 28)) is None


def test_how_many_words_survived_is_told() -> None:
    found = Tracing("one two three four", "one two tree four").trace(Range(0, 18))
    assert found is not None
    assert found.survived == 0.75
    assert found.is_certain


def test_an_end_that_was_rewritten_with_what_stands_beyond_is_uncertain() -> None:
    found = Tracing("aa bb cc dd ee", "aa xyz uvw qqq ee").trace(Range(9, 14))
    assert found is not None
    assert (found.range, found.is_certain) == (Range(15, 17), False)


def test_inserted_words_are_new() -> None:
    tracing = Tracing("one two three", "one two and a half three")
    assert tracing.is_new(Range(8, 18))
    assert not tracing.is_new(Range(4, 18))


_TEXTS = st.text(st.sampled_from("ab c.\n’"), max_size=60)


@given(_TEXTS, _TEXTS, st.data())
def test_a_range_is_carried_to_a_range_of_the_new_text(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    found = Tracing(old, new).trace(Range(start, data.draw(st.integers(start + 1, len(old) + 1))))
    if found is not None:
        assert 0 <= found.range.start < found.range.end <= len(new)
        assert 0 <= found.survived <= 1


@given(_TEXTS, st.data())
def test_words_of_a_text_that_did_not_change_stay(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start + 1, len(text) + 1))
    found = Tracing(text, text).trace(Range(start, end))
    if found is not None:
        assert text[found.range.start : found.range.end] == text[start:end].strip()


def test_a_long_transcript_takes_seconds() -> None:
    chance = random.Random(5)  # noqa: S311 - it must be the same each time
    words = [f"w{int(chance.paretovariate(0.6)) % 20000}" for _ in range(200_000)]
    changed = [w if chance.random() > 0.02 else chance.choice(["", "x", w + "s", f"{w} y"]) for w in words]
    before = time.process_time()
    Tracing(" ".join(words), " ".join(changed))
    assert time.process_time() - before < 20
