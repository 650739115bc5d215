from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from postil.diagnostics import Diagnostic, Severity
from postil.importing import Draft, Paragraph, ProposedSpeaker, read_plain_text, write_markdown
from postil.importing.lines import one_line
from postil.model.transcript import Transcript
from postil.reading.transcript import read_transcript
from postil.source import SourceFile

INTERVIEW = (Path(__file__).parent / "data" / "lavrov-tass-2020-12-30.txt").read_text(encoding="utf-8")


def speaker(label: str) -> ProposedSpeaker:
    return ProposedSpeaker(
        label, "id-" + re.sub(r"[\W_]", "", label.encode("punycode").decode()).lower(), label, 1
    )


def draft(*paragraphs: Paragraph, labels: tuple[str, ...] = ("Ann", "Bob")) -> Draft:
    return Draft(None, None, tuple(map(speaker, labels)), paragraphs)


def body(*paragraphs: Paragraph) -> str:
    return write_markdown(draft(*paragraphs), title="T", date="2020-12-30").split("---\n\n", 1)[1]


def read_back(markdown: str) -> Transcript:
    problems: list[Diagnostic] = []
    transcript = read_transcript("x", SourceFile("content/transcripts/x.md", markdown), {}, problems)
    assert [p for p in problems if p.severity is Severity.ERROR] == []
    assert transcript is not None
    return transcript


def test_the_transcript_of_a_published_interview() -> None:
    imported = read_plain_text(INTERVIEW)
    assert imported.title is not None
    assert imported.date is not None
    written = write_markdown(imported, title=imported.title, date=imported.date)
    assert written.startswith(
        "---\n"
        'title: "Foreign Minister Sergey Lavrov’s interview with TASS News Agency, December 30, 2020"\n'
        "date: 2020-12-30\n"
        "speakers:\n"
        "  Question: {name: Question}\n"
        "  Sergey Lavrov: {name: Sergey Lavrov}\n"
        "---\n"
        "\n"
        "Question: The pandemic has changed people’s lives this year."
    )
    assert "\\" not in written
    transcript = read_back(written)
    assert [turn.speaker for turn in transcript.turns] == ["question", "sergey-lavrov"] * 2
    assert transcript.text.splitlines() == [p.text for p in imported.paragraphs]


def test_turns_times_remarks_and_paragraphs() -> None:
    assert body(
        Paragraph("Before.", 1),
        Paragraph("One.", 2, "Ann", "00:01:02"),
        Paragraph("[Applause.]", 3),
        Paragraph("- two *really* two", 4),
        Paragraph("", 5, "Bob"),
        Paragraph("three", 6, None, "00:01:03.500"),
        Paragraph("", 7),
    ) == (
        "Before.\n\n[00:01:02] Ann: One.\n\n[Applause.]\n\n\\- two \\*really\\* two\n\n"
        "Bob:\n\n[00:01:03.500] three\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        "Ann: so",
        "Ann : so",
        "Bob：so",
        "Ann (00:05): so",
        "[00:05] Ann: so",
        "Ann\u00a0: so",
        "(10:30) was the time",
        "[0:05]",
    ],
)
def test_words_that_would_open_a_turn_or_be_a_time_are_quoted(words: str) -> None:
    assert body(Paragraph(words, 1)) == f"> {words}\n"
    said = draft(Paragraph("So.", 1, "Bob"), Paragraph(words, 2))
    transcript = read_back(write_markdown(said, title="T", date="2020-12-30"))
    assert len(transcript.turns) == 1
    assert transcript.text == f"So.\n{words}\n"


def test_words_that_only_resemble_an_opening_are_not() -> None:
    assert body(Paragraph("Anna: so", 1), Paragraph("Note: Ann: so", 2)) == "Anna: so\n\nNote: Ann: so\n"


def test_front_matter_says_no_more_than_it_must() -> None:
    speakers = (
        ProposedSpeaker("Ann Lee", "ann-lee", "Ann Lee", 1),
        ProposedSpeaker("ANN LEE", "ann-lee", "Ann Lee", 1),
        ProposedSpeaker("Вопрос", "vopros", "Вопрос", 1),
        ProposedSpeaker("No", "no", "No", 1),
        ProposedSpeaker("Ann, Bob", "ann-bob", "Ann, Bob", 1),
    )
    written = write_markdown(
        Draft(None, None, speakers, ()), title='A "title"\n: #x', date="2020-12-30T10:00:00Z"
    )
    assert written == (
        "---\n"
        'title: "A \\"title\\" : #x"\n'
        'date: "2020-12-30T10:00:00Z"\n'
        "speakers:\n"
        "  Ann Lee: {name: Ann Lee}\n"
        "  ANN LEE: {name: Ann Lee}\n"
        "  Вопрос: {id: vopros, name: Вопрос}\n"
        '  "No": {name: "No"}\n'
        '  "Ann, Bob": {id: ann-bob, name: "Ann, Bob"}\n'
        "---\n"
    )
    assert yaml.safe_load(written.split("---\n")[1])["speakers"]["No"] == {"name": "No"}


def test_nobody_speaks() -> None:
    assert write_markdown(Draft(None, None, (), (Paragraph("So.", 1),)), title="T", date="2020-12-30") == (
        "---\ntitle: T\ndate: 2020-12-30\nspeakers: {}\n---\n\nSo.\n"
    )


def test_a_label_without_a_speaker_is_the_programmers_mistake() -> None:
    with pytest.raises(ValueError, match="Eve"):
        write_markdown(draft(Paragraph("So.", 1, "Eve")), title="T", date="2020-12-30")


LABELS = ("Ann", "Ann Lee", "Speaker_1", "Вопрос", "记者", "Mr. X (by phone)", "Éva", "*Q*")
WORDS = st.lists(
    st.sampled_from(
        [
            "Ann",
            "Ann Lee",
            "Éva",
            "E\u0301va",
            "记者",
            ":",
            " :",
            "：",
            "[00:05]",
            "(10:30)",
            "[0:05]",
            " ",
            "so",
            "*",
            "_",
            "**",
            "`",
            "[x]",
            "(y)",
            "]: ",
            "<a>",
            "&amp;",
            "\\",
            "#",
            "> ",
            "- ",
            "1. ",
            "---",
            "[Applause.]",
            "|",
            "\u00a0",
            "Note: ",
            "http://x",
        ]
    ),
    max_size=8,
).map("".join)
TIMES = st.sampled_from(["00:00:05", "100:01:02.500"])
TURN = st.builds(Paragraph, WORDS, st.just(1), st.sampled_from(LABELS), st.none() | TIMES)
WITHOUT_LABEL = st.builds(Paragraph, WORDS.filter(lambda words: one_line(words) != ""), st.just(1))
STRANGE = st.builds(Paragraph, st.text(min_size=1).filter(lambda words: one_line(words) != ""), st.just(1))


@given(st.lists(st.one_of(TURN, WITHOUT_LABEL, STRANGE), max_size=8))
def test_a_draft_comes_back_from_its_transcript(paragraphs: list[Paragraph]) -> None:
    written = write_markdown(draft(*paragraphs, labels=LABELS), title="T", date="2020-12-30")
    transcript = read_back(written)
    opened = [p for p in paragraphs if p.label is not None]
    assert [(turn.label, turn.timecode) for turn in transcript.turns] == [
        (p.label, p.timecode) for p in opened
    ]
    assert transcript.text.splitlines() == [words for p in paragraphs if (words := one_line(p.text))]
