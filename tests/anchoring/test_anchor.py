"""Anchoring, case by case: which words are the same, what narrows a quote, what is said when it fails."""

from __future__ import annotations

from dataclasses import replace

import pytest

from postil.anchoring.anchor import anchor
from postil.anchoring.folding import Folded, fold
from postil.anchoring.occurrences import occurrences
from postil.diagnostics import Code, Diagnostic
from postil.model.note import Selector
from postil.model.transcript import Transcript
from postil.reading.transcript import read_transcript
from postil.source import SourceFile
from tests.notes import bare_note

NOTE = bare_note()
HEAD = "---\ntitle: T\ndate: 2026-01-01\nspeakers: {Ann: {name: Ann}, Bob: {name: Bob}}\n---\n\n"

TALK = """Words before anybody speaks.

Ann: We want peace -- and “fair” trade. It isn’t *much* to ask.

It is a café, an e\u0301tude, soft\u00adly said… twenty\u00a0two \U0001f54a\ufe0f birds.

[Applause.]

Bob: We want peace, and 1550 missiles. It is not much to ask.

Ann: We want nothing. That is peace.

## A heading

Bob: Peace, then. Peace, then.
"""


def read(body: str = TALK) -> Transcript:
    transcript = read_transcript("x", SourceFile("content/transcripts/x.md", HEAD + body), {}, [])
    assert transcript is not None
    return transcript


def words_at(selector: Selector, body: str = TALK) -> str | None:
    transcript = read(body)
    annotations = anchor(transcript, [replace(NOTE, selector=selector)]).result.annotations
    if not annotations:
        return None
    place = annotations[0].range
    return transcript.text[place.start : place.end] if place is not None else ""


def problem(selector: Selector, body: str = TALK) -> Diagnostic:
    (found,) = anchor(read(body), [replace(NOTE, selector=selector)]).diagnostics
    return found


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ('"fair" trade', "“fair” trade"),
        ("isn't", "isn’t"),
        ("peace — and", "peace -- and"),
        ("peace - and", "peace -- and"),
        ("café", "café"),
        ("cafe\u0301", "café"),
        ("étude", "e\u0301tude"),
        ("softly", "soft\u00adly"),
        ("said...", "said…"),
        ("twenty two", "twenty\u00a0two"),
        ("two  \n birds", None),
        ("\U0001f54a birds", "\U0001f54a\ufe0f birds"),
        ("to ask. It is a café", "to ask.\nIt is a café"),
        ("birds. [Applause.] We want", "birds.\n[Applause.]\nWe want"),
        ("It isn't much to", "It isn’t much to"),
        ("peace. A heading", "peace.\nA heading"),
    ],
)
def test_words_that_fold_alike_are_the_same(quote: str, words: str | None) -> None:
    assert words_at(Selector(quote)) == words


@pytest.mark.parametrize(
    "quote",
    [
        "we want nothing",
        "1551 missiles",
        "It is much to ask",
        "peace -",
        "cafe",
        "Missiles",
        "e tude",
        "x" * 200_000,
    ],
)
def test_words_that_differ_are_never_attached(quote: str) -> None:
    if quote == "peace -":
        assert words_at(Selector(quote)) == "peace --"
    else:
        assert words_at(Selector(quote)) is None


@pytest.mark.parametrize(
    ("selector", "words"),
    [
        (Selector("We want peace", suffix=", and"), "We want peace"),
        (Selector("We want", suffix="nothing"), "We want"),
        (Selector("want", prefix="We", suffix="nothing"), "want"),
        (Selector("We want peace", speaker="bob"), "We want peace"),
        (Selector("We want", turn=3), "We want"),
        (Selector("We", prefix="[Applause.]"), "We"),
        (Selector("Peace, then", prefix="Peace, then."), "Peace, then"),
        (Selector("Peace, then", suffix=". Peace"), "Peace, then"),
        (Selector(turn=3), "We want nothing. That is peace."),
        (Selector(), ""),
        (Selector("We want […] missiles"), "We want peace, and 1550 missiles"),
        (Selector("We want [...] birds"), None),
        (Selector("We […] peace […] missiles"), "We want peace, and 1550 missiles"),
        (Selector("nothing […] then"), None),
    ],
)
def test_what_narrows_a_quote(selector: Selector, words: str | None) -> None:
    if selector.quote == "We want [...] birds":
        words = read().text[len("Words before anybody speaks.\n") :].split(" birds")[0] + " birds"
    assert words_at(selector) == words


def test_a_quote_that_skips_is_ambiguous_at_two_places_however_long_they_are() -> None:
    body = "Ann: we go to war. We say: we go home and then, much later on, to war.\n"
    assert problem(Selector("we go […] war"), body).code is Code.QUOTE_AMBIGUOUS


def test_every_word_must_be_the_stated_speakers() -> None:
    assert words_at(Selector("to ask. We want nothing")) == "to ask.\nWe want nothing"
    assert words_at(Selector("to ask. We want nothing", speaker="ann")) is None
    found = problem(Selector("1550 missiles", speaker="ann"))
    assert (found.code, found.message) == (
        Code.QUOTE_NOT_FOUND,
        "no passage reads “1550 missiles” said by “ann”",
    )
    assert found.hint == "turn 2 has these words (content/transcripts/x.md:15), said by “bob”"


def test_a_lost_quote_shows_the_nearest_passage_and_what_differs() -> None:
    found = problem(Selector("We want pease, and 1550 missiles"))
    assert (found.code, found.span.line, found.span.column) == (Code.QUOTE_NOT_FOUND, 3, 8)
    assert found.message == "no passage reads “We want pease, and 1550 missiles”"
    assert found.hint == (
        "turn 2 has “We want peace, and 1550 missiles” (content/transcripts/x.md:15): "
        "“peace,” stands there for “pease,”"
    )


@pytest.mark.parametrize(
    "quote",
    [
        *("We want peace, ... not much", "We want peace, … not much", "We want peace,... not much"),
        *("We want peace, [...]not much", "We want peace,[…] not much", "We want peace, (...) not much"),
        *("… We want peace, ... not much ...", "We want peace, .... not\n much"),
    ],
)
def test_dots_that_are_meant_to_skip_are_answered_with_the_quote_that_does(quote: str) -> None:
    found = problem(Selector(quote))
    assert found.code == Code.QUOTE_NOT_FOUND
    assert found.hint == (
        "words are skipped with “ […] ”; this is found in turn 2 (content/transcripts/x.md:15): "
        'quote: "We want peace, […] not much"'
    )


@pytest.mark.parametrize("quote", ["We want ... peace", "much ... We want", "... missiles ... and so on"])
def test_dots_that_would_skip_to_no_place_or_to_several_are_not(quote: str) -> None:
    assert "skipped" not in (problem(Selector(quote)).hint or "")


def test_dots_that_stand_there_are_words() -> None:
    assert words_at(Selector("softly said... twenty")) == "soft\u00adly said… twenty"


def test_an_omission_that_stands_in_the_transcript_can_be_quoted() -> None:
    body = "Ann: We said […] and left. We said that we came and left.\n"
    assert words_at(Selector("We said […] and left.\u00ad We"), body) == "We said […] and left. We"
    found = problem(Selector("We said […] and left"), body)
    assert found.code == Code.QUOTE_AMBIGUOUS
    assert [r.message.partition("; ")[2] for r in found.related] == [
        r'for this one add quote: "We said [\u00AD…] and left"',
        'for this one add quote: "We said that we came and left"',
    ]
    assert words_at(Selector("We said [\u00ad…] and left"), body) == "We said […] and left"


def test_an_ambiguous_quote_lists_each_place_with_what_tells_it_from_the_others() -> None:
    found = problem(Selector("We want"))
    assert (found.code, found.message) == (Code.QUOTE_AMBIGUOUS, "3 places read “We want”")
    assert [(r.span.path, r.span.line) for r in found.related] == [
        ("content/transcripts/x.md", 9),
        ("content/transcripts/x.md", 15),
        ("content/transcripts/x.md", 17),
    ]
    assert found.related[1].message.startswith("turn 2: “")
    assert found.related[2].message.endswith('for this one add suffix: "nothing."')


@pytest.mark.parametrize(
    ("selector", "code", "hint"),
    [
        (Selector("peace", speaker="anm"), Code.UNKNOWN_SPEAKER, "did you mean “ann”?"),
        (Selector("peace", turn=9), Code.BAD_VALUE, "the transcript has 4 turns"),
        (Selector(turn=2, speaker="ann"), Code.BAD_VALUE, "correct the turn or the speaker"),
        (Selector("\u200b\u00ad"), Code.BAD_VALUE, "give the exact words"),
        (
            Selector("qqq zzz"),
            Code.QUOTE_NOT_FOUND,
            (
                "no passage is like it; is it the right transcript? "
                "If the transcript was corrected, the command “reanchor” looks for the words"
            ),
        ),
    ],
)
def test_a_place_that_makes_no_sense_is_said_so(selector: Selector, code: Code, hint: str) -> None:
    found = problem(selector)
    assert (found.code, found.hint) == (code, hint)


def test_thousands_of_places_are_counted_and_the_first_are_listed() -> None:
    found = problem(Selector("so"), "Ann: " + "so " * 4000 + "\n")
    assert found.message == "4000 places read “so”"
    assert len(found.related) == 8


@pytest.mark.parametrize(
    "words",
    ["نحن نريد السلام", "אנחנו רוצים שלום", "我们要和平", "мы хотим мира", "peace هو السلام 2020 שלום"],
)
def test_every_script_anchors(words: str) -> None:
    body = f"Ann: \U0001f54a {words}, and more.\n\nBob: Something else.\n"
    assert words_at(Selector(words), body) == words


def test_a_letter_is_never_parted_from_its_marks() -> None:
    body = "Ann: x\u0302 marks it, سلامٌ too.\n"
    assert words_at(Selector("x"), body) is None
    assert words_at(Selector("سلام"), body) is None
    assert words_at(Selector("x\u0302 marks"), body) == "x\u0302 marks"


def test_folding_maps_back_exactly() -> None:
    text = "a -- b…\u00a0“c” e\u0301\u00ad d"
    folded = Folded(text)
    assert folded.text == 'a - b... "c" é d'
    assert fold(text) == folded.text
    start = folded.text.index("é")
    place = folded.range_of(start, start + 1)
    assert place is not None
    assert text[slice(*place)] == "e\u0301\u00ad"
    dots = folded.text.index("...")
    assert folded.range_of(dots, dots + 2) is None, "half an ellipsis is no place"


@pytest.mark.parametrize("count", [3, 60])
def test_both_ways_of_searching_find_the_same(count: int) -> None:
    text = "abcabcab aab abab " * 20
    phrases = [text[i : i + 1 + i % 30] for i in range(count)] + ["zz", "a", "ab"]
    expected = {p: [i for i in range(len(text)) if text.startswith(p, i)] for p in phrases}
    assert occurrences(text, phrases) == expected


def test_a_letter_that_is_parted_by_nfc_is_one_letter() -> None:
    body = "Ann: He said \u0958b and no more.\n"
    assert words_at(Selector("\u0958"), body) == "\u0958"
    assert words_at(Selector("\u0915\u093cb"), body) == "\u0958b"
    assert words_at(Selector("\u0915"), body) is None
