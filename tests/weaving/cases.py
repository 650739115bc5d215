"""Transcripts of all kinds of blocks, with notes anywhere, for properties that must hold of any."""

from __future__ import annotations

from hypothesis import strategies as st

from postil.model.anchored import Annotation, Range
from postil.model.numbered import NumberedNote
from postil.model.transcript import Transcript
from postil.planning.numbering import number
from postil.reading.transcript import read_transcript
from postil.source import SourceFile
from tests.notes import bare_note

BLOCKS = [
    "Ann: Plain words & <tags> stay *as they* are.",
    'Bob: **Bold *and* words** with [a link *in it*](https://example.org/?a=1&b=2 "T") and `co de`.',
    "Ann: first line\nsecond line\\\nthird line",
    "- one\n- two *three*\n\n  more of two\n- four",
    "> quoted **words**\n>\n> and more",
    "| a | b *c* |\n|---|:-:|\n| 1 | [2](https://example.org/) |",
    "## A heading with *emphasis*",
    "[Applause.]",
    "    code  line\n    another",
    "***",
    "![picture](https://example.org/p.png) words after it",
]


def read(blocks: list[str]) -> Transcript:
    head = "---\ntitle: T\ndate: 2026-01-01\nspeakers: {Ann: {name: Ann}, Bob: {name: Bob}}\n---\n\n"
    transcript = read_transcript(
        "x", SourceFile("content/transcripts/x.md", head + "\n\n".join(blocks) + "\n"), {}, []
    )
    assert transcript is not None
    return transcript


def numbered(ranges: list[Range]) -> tuple[NumberedNote, ...]:
    """A note on each of the ranges: ``n0``, ``n1`` and so on."""
    notes = [bare_note(f"n{i}") for i, _ in enumerate(ranges)]
    return number(tuple(Annotation(note, place) for note, place in zip(notes, ranges, strict=True)))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Transcript, list[Range]]:
    blocks = draw(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=6))
    transcript = read(blocks)
    ends = [i for i, c in enumerate(transcript.text) if c != "\n"]
    if not ends:
        return transcript, []
    pairs = st.tuples(st.sampled_from(ends), st.sampled_from(ends)).map(sorted)
    places = draw(st.lists(pairs.map(lambda pair: Range(pair[0], pair[1] + 1)), max_size=8))
    return transcript, places
