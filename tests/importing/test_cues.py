"""The caption files here are made up."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postil.importing.cues import Cue, read_cues


def shown(cue: Cue) -> tuple[str | None, list[str]]:
    return cue.timecode, [line.text for line in cue.lines]


WEBVTT = """\
WEBVTT - A talk
Kind: captions

NOTE typed by hand
on a train

STYLE
::cue { color: red }

REGION
id:fred

intro
00:01.000 --> 00:04.250 align:start position:0%
One
two

17-a
01:00:04.250 --> 01:00:05.000
Three

NOTE later

100:00:05.000 --> 100:00:06.000
Four
"""


def test_webvtt_with_all_its_parts() -> None:
    file = read_cues(WEBVTT, webvtt=True)
    assert file.title == "A talk"
    assert [shown(cue) for cue in file.cues] == [
        ("00:00:01", ["One", "two"]),
        ("01:00:04.250", ["Three"]),
        ("100:00:05", ["Four"]),
    ]
    assert (file.cues[0].start, file.cues[0].end) == (1.0, 4.25)
    assert [(left.line, left.text, left.reason) for left in file.left_out] == [
        (2, "Kind: captions", "a header of the caption file"),
        (4, "NOTE typed by hand", "a comment in the caption file"),
        (5, "on a train", "a comment in the caption file"),
        (7, "STYLE", "how captions look"),
        (8, "::cue { color: red }", "how captions look"),
        (10, "REGION", "where captions stand"),
        (11, "id:fred", "where captions stand"),
        (13, "intro", "the name of a caption"),
        (22, "NOTE later", "a comment in the caption file"),
    ]
    assert file.head == ("Kind: captions", "NOTE typed by hand", "on a train")


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("WEBVTT", None),
        ("WEBVTT ", None),
        ("WEBVTT\tA talk", "A talk"),
        ("WEBVTT – A talk", "A talk"),
        ("\ufeffWEBVTT A talk", "A talk"),
        ("WEBVTTX", None),
    ],
)
def test_the_first_line_may_have_a_title(first: str, title: str | None) -> None:
    file = read_cues(f"{first}\n\n00:01.000 --> 00:02.000\nOne\n", webvtt=True)
    assert file.title == title
    assert [shown(cue) for cue in file.cues] == [("00:00:01", ["One"])]


SUBRIP = [
    "1\n00:00:01,000 --> 00:00:02,500\nOne\n\n2\n00:00:02,500 --> 00:00:04,000\nTwo\n",
    "\ufeff1\r\n00:00:01,000 --> 00:00:02,500\r\nOne\r\n\r\n2\r\n00:00:02,500 --> 00:00:04,000\r\nTwo",
    "1\n00:00:01,000 --> 00:00:02,500\nOne\n2\n00:00:02,500 --> 00:00:04,000\nTwo",
    "00:00:01,000 --> 00:00:02,500\nOne\n00:00:02,500 --> 00:00:04,000\nTwo",
    "\n\n1\n00:00:01,000-->00:00:02,500\nOne\n\n\n\n2\n0:00:02.500 --> 0:00:04.000  X1:10 X2:20\nTwo",
    "7\n00:00:01,000 --> 00:00:02,500\n\nOne\n\n9\n00:00:02,500 --> 00:00:04,000\nTwo\n\n\n",
]


@pytest.mark.parametrize("text", SUBRIP)
def test_subrip_as_it_is_found(text: str) -> None:
    file = read_cues(text, webvtt=False)
    assert [shown(cue) for cue in file.cues] == [("00:00:01", ["One"]), ("00:00:02.500", ["Two"])]
    assert file.left_out == ()
    assert file.doubts == ()


def test_a_blank_line_inside_a_caption_ends_nothing() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nOne\n\nand more\n\n2\n00:00:02,000 --> 00:00:03,000\nTwo\n"
    for webvtt in (False, True):
        assert [shown(cue)[1] for cue in read_cues(text, webvtt=webvtt).cues] == [
            ["One", "and more"],
            ["Two"],
        ]


def test_a_number_that_is_said_is_no_counter() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nHow many?\n42\n00:00:02,000 --> 00:00:03,000\nSo many.\n"
    assert [shown(cue)[1] for cue in read_cues(text, webvtt=False).cues] == [
        ["How many?", "42"],
        ["So many."],
    ]


def test_times_that_are_none_are_doubted() -> None:
    file = read_cues("00:00:61,000 --> 00:00:62,000\nOne\n", webvtt=False)
    assert shown(file.cues[0]) == (None, ["One"])
    assert [(doubt.line, doubt.reason) for doubt in file.doubts] == [(1, "this tells no time")]


def test_words_before_the_first_caption_are_listed() -> None:
    file = read_cues("Subtitles by nobody\n\n1\n00:00:01,000 --> 00:00:02,000\nOne\n", webvtt=False)
    assert [(left.text, left.reason) for left in file.left_out] == [
        ("Subtitles by nobody", "it stands before the first caption")
    ]
    assert file.head == ("Subtitles by nobody",)


LINES = st.sampled_from(
    [
        "",
        " ",
        "1",
        "2",
        "WEBVTT",
        "NOTE x",
        "STYLE",
        "REGION",
        "words",
        "00:01.000 --> 00:02.000",
        "a-->b",
        "x1",
    ]
)


@settings(deadline=None)
@given(st.lists(LINES | st.text(max_size=9)), st.booleans())
def test_every_line_is_a_word_of_a_cue_or_left_out_or_of_the_format(lines: list[str], webvtt: bool) -> None:
    text = "\n".join(line.replace("\n", " ").replace("\r", " ") for line in lines)
    file = read_cues(text, webvtt=webvtt)
    numbers = [line.number for cue in file.cues for line in cue.lines] + [left.line for left in file.left_out]
    rest = [
        line
        for number, line in enumerate(text.split("\n"), start=1)
        if number not in numbers and line.strip("\ufeff \t")
    ]
    syntax = ("1", "2", "x1", "WEBVTT", "00:01.000 --> 00:02.000")
    assert all(line in syntax or " " not in line.strip() for line in rest if line.isprintable())
