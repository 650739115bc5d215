from __future__ import annotations

from postil.importing.draft import LeftOut, Paragraph
from postil.importing.labels import find_openings
from postil.importing.lines import split_lines
from postil.importing.paragraphs import Paragraphs, build_paragraphs


def build(text: str, *apart: int) -> Paragraphs:
    lines = split_lines(text)
    return build_paragraphs(lines, find_openings(lines), apart)


def test_times_without_labels_go_with_the_words_after_them() -> None:
    built = build("0:01\nso it\n0:02 --> 0:04\nbegins.\n\n[0:05] and ends.\n[0:09]")
    assert built.paragraphs == (
        Paragraph("so it", 1, timecode="00:00:01"),
        Paragraph("begins.", 3, timecode="00:00:02"),
        Paragraph("and ends.", 6, timecode="00:00:05"),
        Paragraph("[0:09]", 7),
    )
    assert built.left_out == (LeftOut(3, "0:04", "the end of a range of time"),)


def test_a_single_time_of_day_is_words() -> None:
    text = "Ann: When?\n\nBob:\n\n10:30\n\nAnn: Sure?\n\n(10:30) was what they said.\n\nBob: Yes."
    assert [p.text for p in build(text).paragraphs] == [
        "When?",
        "10:30",
        "Sure?",
        "(10:30) was what they said.",
        "Yes.",
    ]
    assert all(p.timecode is None for p in build(text).paragraphs)


def test_a_time_over_a_turn_is_the_turns() -> None:
    built = build("0:01\nAnn: One.\nBob: Two.\nAnn: Three.\n0:09\nBob: Four.")
    assert [(p.label, p.timecode) for p in built.paragraphs] == [
        ("Ann", "00:00:01"),
        ("Bob", None),
        ("Ann", None),
        ("Bob", "00:00:09"),
    ]


def test_lines_apart_are_passed_over_and_sentences_go_on_behind_them() -> None:
    built = build("Ann: One is\n\n12\n\nnot two.\n\n13\n\nThree.", 2, 6)
    assert [(p.text, p.line) for p in built.paragraphs] == [("Ann: One is not two.", 1), ("Three.", 9)]
