"""What must hold for any transcript and any note: attached to exactly its words, or not at all."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from postil.anchoring.anchor import anchor
from postil.anchoring.describing import describe
from postil.anchoring.folding import fold
from postil.anchoring.matching import Ground
from postil.model.anchored import Range
from postil.model.note import Selector
from postil.model.transcript import Transcript
from postil.reading.transcript import read_transcript
from postil.source import SourceFile
from tests.notes import bare_note

NOTE = bare_note()

# Few words, so that phrases recur; some that fold, some in other scripts.
WORDS = [
    "the",
    "treaty",
    "is",
    "not",
    "in",
    "force",
    "“new”",
    "don’t",
    "—",
    "…",
    "café",
    "cafe\u0301",
    "договор",
]
WORDS += ["soft\u00adly", "1550", "700", "a\u00a0b", "سلام", "条約", "🕊️", "x\u0302"]

sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
speeches = st.lists(st.tuples(st.sampled_from(["Ann", "Bob"]), sentences), min_size=1, max_size=8)


def transcript_of(speeches: list[tuple[str, str]]) -> Transcript:
    body = "\n\n".join(f"{label}: {words}" for label, words in speeches)
    head = "---\ntitle: T\ndate: 2026-01-01\nspeakers: {Ann: {name: Ann}, Bob: {name: Bob}}\n---\n\n"
    text = f"{head}{body}\n"
    transcript = read_transcript("x", SourceFile("content/transcripts/x.md", text), {}, [])
    assert transcript is not None
    return transcript


def attached(transcript: Transcript, selector: Selector) -> Range | None:
    annotations = anchor(transcript, [replace(NOTE, selector=selector)]).result.annotations
    return annotations[0].range if annotations else None


def word_ranges(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"\S+", text)]


@given(speeches, st.data())
@settings(deadline=None)
def test_a_described_place_finds_its_way_home(speeches: list[tuple[str, str]], data: st.DataObject) -> None:
    transcript = transcript_of(speeches)
    words = word_ranges(transcript.text)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, min(first + 10, len(words) - 1)))
    place = Range(words[first][0], words[last][1])
    assert attached(transcript, describe(Ground(transcript), place)) == place


@given(speeches, sentences)
@settings(deadline=None)
def test_a_note_stands_only_on_words_that_fold_to_its_quote(
    speeches: list[tuple[str, str]], quote: str
) -> None:
    transcript = transcript_of(speeches)
    place = attached(transcript, Selector(quote))
    if place is not None:
        assert fold(transcript.text[place.start : place.end]) == fold(quote)


@given(speeches, sentences)
@settings(deadline=None)
def test_a_speaker_is_never_given_the_words_of_another(speeches: list[tuple[str, str]], quote: str) -> None:
    transcript = transcript_of(speeches)
    assume("ann" in transcript.people and "bob" in transcript.people)
    place = attached(transcript, Selector(quote, speaker="ann"))
    if place is not None:
        others = [s for s in transcript.speech if s.speaker != "ann"]
        assert not any(s.start < place.end and place.start < s.end for s in others)


FACTS = st.builds(
    "In {} the {} did {}sign {} of the {} papers, and {} of them are {}in force.".format,
    st.integers(1950, 2030),
    st.sampled_from(["council", "ministry", "court"]),
    st.sampled_from(["", "not "]),
    st.integers(2, 99),
    st.integers(100, 199),
    st.integers(2, 99),
    st.sampled_from(["", "not "]),
)


@given(st.lists(st.tuples(st.sampled_from(["Ann", "Bob"]), FACTS), min_size=1, max_size=6), st.data())
@settings(deadline=None)
def test_a_changed_number_or_a_dropped_not_is_never_attached(
    speeches: list[tuple[str, str]], data: st.DataObject
) -> None:
    transcript = transcript_of(speeches)
    quote = data.draw(st.sampled_from([words for _, words in speeches]))
    changed = [quote.replace("not ", "", 1), quote.replace("did sign", "did not sign", 1)]
    for number in re.findall(r"\d+", quote):
        changed += [quote.replace(number, str(int(number) + 1), 1), quote.replace(number, number[::-1], 1)]
    for wrong in changed:
        if wrong not in transcript.text:
            assert attached(transcript, Selector(wrong)) is None


@given(speeches, sentences)
@settings(deadline=None)
def test_every_note_is_attached_or_reported(speeches: list[tuple[str, str]], quote: str) -> None:
    result = anchor(transcript_of(speeches), [replace(NOTE, selector=Selector(quote))])
    assert len(result.result.annotations) + len(result.diagnostics) == 1
