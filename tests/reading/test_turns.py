from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any, Literal

import pytest

from postil.diagnostics import Diagnostic
from postil.model.text import LeafKind
from postil.model.transcript import Passage, Speech, Transcript
from postil.reading.markdown import Draft, Layout
from postil.reading.transcript import read_transcript
from postil.reading.turns import Turns
from postil.source import SourceFile
from tests.reading.texts import reported

FRONT = """\
---
title: A talk
date: 2020-06-01
speakers:
  Question: {name: Host}
  Sergey Lavrov: {name: Sergey Lavrov}
  Élise Été: {name: Elise}
---
"""
FIRST = FRONT.count("\n") + 1
"""The line on which what is below the front matter begins."""


def read(body: str, front: str = FRONT) -> tuple[Transcript, list[Diagnostic]]:
    """A transcript with this text, and its problems."""
    problems: list[Diagnostic] = []
    transcript = read_transcript("x", SourceFile("x.md", front + body), {}, problems)
    assert transcript is not None
    return transcript, problems


def said(body: str) -> list[tuple[str, str | None, str]]:
    """The label, timecode and words of each turn; no problems."""
    transcript, problems = read(body)
    assert problems == []
    return [(t.label, t.timecode, transcript.text[t.start : t.end]) for t in transcript.turns]


@pytest.mark.parametrize(
    ("opening", "timecode"),
    [
        ("Question: ", None),
        ("Question:", None),
        ("Question : ", None),
        ("Question\u00a0: ", None),
        ("Question\u202f:\u00a0", None),
        ("Question：", None),
        ("Question:\n", None),
        ("**Question:** ", None),
        ("**Question**: ", None),
        ("__Question:__ ", None),
        ("*Question*: ", None),
        ("[00:01:02] Question: ", "00:01:02"),
        ("(00:01:02) Question: ", "00:01:02"),
        ("[1:02] Question: ", "1:02"),
        ("[75:10] **Question:** ", "75:10"),
        ("[100:01:02] Question: ", "100:01:02"),
        ("[00:01:02.5] Question: ", "00:01:02.5"),
        ("[00:01:02.500] Question: ", "00:01:02.500"),
        ("Question (00:01:02): ", "00:01:02"),
        ("Question [01:02]: ", "01:02"),
        ("**Question** (01:02): ", "01:02"),
        ("**Question (01:02):** ", "01:02"),
        ("**[01:02] Question:** ", "01:02"),
    ],
)
def test_every_form_of_a_label(opening: str, timecode: str | None) -> None:
    assert said(f"{opening}How so?\n") == [("Question", timecode, "How so?")]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_labels_in_either_normal_form(form: Literal["NFC", "NFD"]) -> None:
    label = unicodedata.normalize(form, "Élise Été")
    transcript, problems = read(f"{label}: Oui.\n")
    assert problems == []
    assert [t.speaker for t in transcript.turns] == ["elise"]


@pytest.mark.parametrize("label", ["Sergey Lavrov", "Sergey\nLavrov", "Sergey  Lavrov", "Sergey\u00a0Lavrov"])
def test_white_space_within_a_label(label: str) -> None:
    assert said(f"**{label}:** Yes.\n") == [("Sergey Lavrov", None, "Yes.")]


def test_what_follows_belongs_to_the_turn_until_the_next_label() -> None:
    body = "Question: a\n\nb\n\n- c\n- d\n\n> e\n\n```\nf\n```\n\n**Sergey Lavrov:** g\n\nQuestion: h\n"
    assert said(body) == [
        ("Question", None, "a\nb\nc\nd\ne\nf"),
        ("Sergey Lavrov", None, "g"),
        ("Question", None, "h"),
    ]


def test_labels_and_timecodes_are_no_part_of_the_text_layer() -> None:
    transcript, _ = read("[00:01] Question: a\n\n[00:02] b\n\n**Sergey Lavrov** (0:03): *c* d\n")
    assert transcript.text == "a\nb\nc d\n"


def test_the_preamble_stands_before_the_first_turn() -> None:
    transcript, problems = read("# Head\n\nIn Moscow.\n\nQuestion: a\n")
    assert problems == []
    assert transcript.text == "Head\nIn Moscow.\na\n"
    assert [isinstance(part, Passage) for part in transcript.parts] == [True, True, False]
    assert transcript.turn_at(0) is None


def test_a_heading_between_turns_and_one_within() -> None:
    transcript, problems = read("Question: a\n\n## Inside\n\nb\n\n## Between\n\nSergey Lavrov: c\n")
    assert problems == []
    first, second = transcript.turns
    assert transcript.text[first.start : first.end] == "a\nInside\nb"
    assert transcript.text[second.start : second.end] == "c"
    spoken = [(s.turn, transcript.text[s.start : s.end]) for s in transcript.speech]
    assert spoken == [(1, "a"), (1, "b"), (2, "c")]
    assert transcript.turn_at(transcript.text.index("Between")) is None


@pytest.mark.parametrize("remark", ["[Applause.]", "(Applause.)", "*[Applause.]*", "[00:01] (Applause.)"])
def test_an_incident_belongs_to_nobody_and_ends_no_turn(remark: str) -> None:
    transcript, problems = read(f"Question: a\n\n{remark}\n\nb\n")
    assert problems == []
    assert len(transcript.turns) == 1
    assert transcript.text.startswith("a\n")
    assert "Applause" in transcript.text
    assert [transcript.text[s.start : s.end] for s in transcript.speech] == ["a", "b"]


@pytest.mark.parametrize("words", ["[a] b [c]", "(a) (b)", "[a] b", "[a", "()"])
def test_what_only_begins_like_an_incident_is_spoken(words: str) -> None:
    transcript, _ = read(f"Question: x\n\n{words}\n")
    assert transcript.text[transcript.speech[0].start : transcript.speech[-1].end] == f"x\n{words}"


@pytest.mark.parametrize(
    "words",
    [
        "Note: this is prose.",
        "He said: yes.",
        "As Question said: no",
        "The question: who pays?",
        "See https://example.org",
        "At 12:30 we met.",
        "> Question: in a quote",
        "- Question: in a list",
        "# Question: in a heading",
        "Questionable: no",
    ],
)
def test_what_is_no_label(words: str) -> None:
    transcript, problems = read(f"Question: a\n\n{words}\n")
    assert problems == []
    assert len(transcript.turns) == 1


@pytest.mark.parametrize(
    ("words", "column", "hint"),
    [
        ("Sergei Lavrov: a", 1, "did you mean “Sergey Lavrov”?"),
        ("**Sergei Lavrov:** a", 3, "did you mean “Sergey Lavrov”?"),
        ("[00:01] Sergei Lavrov: a", 9, "did you mean “Sergey Lavrov”?"),
        ("question: a", 1, "did you mean “Question”?"),
        ("**Moderator:** a", 3, "add “Moderator” to speakers in the front matter"),
        ("**Moderator** (00:01): a", 3, "add “Moderator”"),
    ],
)
def test_near_misses_and_bold_labels_are_reported(words: str, column: int, hint: str) -> None:
    transcript, problems = read(f"\nQuestion: a\n\n{words}\n")
    assert [(line, c) for _, line, c in reported(problems)] == [(FIRST + 3, column)]
    assert problems[0].code == "undeclared-speaker"
    assert hint in (problems[0].hint or "")
    assert len(transcript.turns) == 1


def test_a_transcript_without_turns() -> None:
    transcript, problems = read("Just words.\n")
    assert (problems, transcript.turns, transcript.speech) == ([], (), ())
    assert read("")[0].text == ""


def test_a_turn_without_words() -> None:
    transcript, _ = read("Question:\n\nSergey Lavrov: a\n")
    assert [(t.number, t.end - t.start) for t in transcript.turns] == [(1, 0), (2, 1)]
    assert transcript.text == "a\n"


class Counted(list[Speech]):
    """A list that counts the stretches it gives away."""

    given = 0

    def __iter__(self) -> Iterator[Speech]:
        for stretch in super().__iter__():
            self.given += 1
            yield stretch

    def __getitem__(self, index: Any) -> Any:
        found = super().__getitem__(index)
        self.given += len(found) if isinstance(index, slice) else 1
        return found


@pytest.mark.parametrize("count", [50, 500])
def test_a_turn_looks_at_its_own_words_alone(count: int) -> None:
    layout = Layout()
    turns = Turns(layout, {"Q": "host"})
    turns.speech = stretches = Counted()
    for number in range(count):
        turns.open("Q", None)
        turns.add(layout.place(Draft(LeafKind.PARAGRAPH, "Words.", ((0, number + 1),))), spoken=True)
    turns.close()
    assert len(turns.parts) == len(stretches) == count
    # At most three a turn: the one before it, and its own twice. Not all of those before it.
    assert stretches.given <= 3 * count


def test_words_know_their_line() -> None:
    transcript, _ = read("\nQuestion: a\nb\n\n**Sergey Lavrov:**\nc\n")
    assert [transcript.line_at(transcript.text.index(w)) for w in "abc"] == [FIRST + 1, FIRST + 2, FIRST + 5]
