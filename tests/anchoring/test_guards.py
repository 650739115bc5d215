"""What must be looked at before new words stand for old ones."""

from __future__ import annotations

import pytest

from postil.anchoring.guards import guards


@pytest.mark.parametrize(
    ("old", "new", "language", "said"),
    [
        ("we will not go", "we will go", "en", "a negation changed: “not” was cut"),
        ("we do go there", "we don’t go there", "en", "a negation changed: “do” became “don't”"),
        ("das ist wahr", "das ist nicht wahr", "de", "a negation changed: “nicht” was added"),
        ("il est venu", "il n'est pas venu", "fr", "a negation changed: “est” became “n'est pas”"),
        ("es verdad", "no es verdad", "es", "a negation changed: “no” was added"),
        ("мы не пойдём", "мы пойдём", "ru", "a negation changed: “не” was cut"),
        ("لن نذهب إلى", "نذهب إلى", "ar", "a negation changed: “لن” was cut"),
        ("me ei mene", "me mene", "fi", "a short word changed, which may be a negation: “ei” was cut"),
        ("in 1991 it", "in 1992 it", "en", "a number changed: “1991” became “1992”"),
        ("for five years", "for ten years", "en", "a number changed: “five” became “ten”"),
        ("five million", "five billion", "en", "a number changed: “million” became “billion”"),
        ("it fell by 5", "it fell by 5%", "en", "a number changed: “%” was added"),
        ("it is 5 degrees", "it is -5 degrees", "en", "a number changed its sign or its marks"),
        ("it costs €5", "it costs $5", "en", "a number changed: “€” became “$”"),
        ("we may leave", "we must leave", "en", "a modal verb changed: “may” became “must”"),
        (
            "all of them left",
            "some of them left",
            "en",
            "a word of measure or order changed: “all” became “some”",
        ),
        ("when Iran left", "when Iraq left", "en", "a name changed: “Iran” became “Iraq”"),
        ("let us see", "let US see", "en", "a capital letter changed: “us” became “US”"),
        (
            "it was possible",
            "it was impossible",
            "en",
            "other words stand there: “possible” became “impossible”",
        ),
        (
            "a harmless remark",
            "a harmful remark",
            "en",
            "other words stand there: “harmless” became “harmful”",
        ),
        (
            "they increase it",
            "they decrease it",
            "en",
            "other words stand there: “increase” became “decrease”",
        ),
        ("he allegedly lied", "he lied", "en", "a word of measure or order changed: “allegedly” was cut"),
        ("he lied to us", "he came to us", "en", "other words stand there: “lied” became “came”"),
        ("You knew.", "You knew?", "en", "a question mark came or went"),
    ],
)
def test_a_change_of_meaning_is_said(old: str, new: str, language: str, said: str) -> None:
    assert said in guards(old, new, language)


def test_a_word_that_is_said_elsewhere_is_no_typo() -> None:
    old, new = "an unclear treaty", "a nuclear treaty"
    said = "other words stand there: “an unclear” became “a nuclear”"
    assert guards(old, new, "en", lambda word: word == "unclear") == (said,)


def test_words_that_change_places_are_said() -> None:
    assert guards("dogs bite old men", "men bite old dogs", "en") == (
        "other words stand there: “dogs” became “men”",
        "other words stand there: “men” became “dogs”",
        "words changed places: “dogs”",
    )


def test_an_infix_in_a_language_without_a_list_is_no_typo() -> None:
    assert guards("adam geldi", "adam gelmedi", "tr") == (
        "other words stand there: “geldi” became “gelmedi”",
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("we recieve it", "we receive it"),
        ("we took teh road", "we took the road"),
        ("a percieved threat — to us", "a perceived threat -- to us"),
        ("we re build it", "we rebuild it"),
        ("The road is long", "the road is long"),
        ("it goes on. And on", "it goes on, and on"),
        ("we went there", "we went quickly there"),
        ("it’s “good”", 'it\'s "good"'),
    ],
)
def test_a_mended_typo_is_no_change_of_meaning(old: str, new: str) -> None:
    assert guards(old, new, "en-GB") == ()
