"""transcript.vtt, by the rules of WebVTT."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from tests.exporting.sample import TRANSCRIPT, built
from tests.rendering.markup import parsed, select

TALK = "content/transcripts/2020/talk.md"
VTT = "transcripts/2020/talk/transcript.vtt"
_CUE = re.compile(r"((?:\d{2,}:)\d\d:\d\d\.\d{3}) --> ((?:\d{2,}:)\d\d:\d\d\.\d{3})")
_LINE = re.compile(r"(?:<v ([^>&\n]|&\w+;)+>)?[^<>]+(?:</v>)?")


def cues(content: bytes) -> list[tuple[str, str, list[str]]]:
    """The cues of a file that is as the standard has it: begin, end, lines."""
    head, *blocks = content.decode().removesuffix("\n").split("\n\n")
    assert head == "WEBVTT"
    found = []
    for block in blocks:
        timing, *lines = block.split("\n")
        match = _CUE.fullmatch(timing)
        assert match
        assert lines
        assert all(_LINE.fullmatch(line) and "-->" not in line for line in lines)
        found.append((match[1], match[2], lines))
    starts = [len(start) * "0" + start for start, _, _ in found]
    assert starts == sorted(starts)
    assert all(start < end or len(start) < len(end) for start, end, _ in found)
    return found


def talk(words: str) -> dict[str, str]:
    return {
        TALK: TRANSCRIPT.partition("---\n\n")[0] + "---\n\n" + words,
        "annotations/2020/talk.yaml": "[]\n",
    }


def test_a_cue_lasts_to_the_next_and_names_who_speaks(tmp_path: Path) -> None:
    assert cues(built(tmp_path)[VTT]) == [
        ("00:00:05.000", "00:01:02.000", ["<v The Reporter>How long does it last?</v>"]),
        (
            "00:01:02.000",
            "00:01:06.800",  # twelve words, at 150 a minute
            ["<v Ann Lee>It expires next February. We have ten of them, and -5 more.</v>"],
        ),
    ]


def test_a_transcript_without_timecodes_has_none_and_no_link_to_one(tmp_path: Path) -> None:
    files = built(tmp_path, talk("Q: How long?\n\nA: Long.\n"))
    assert VTT not in files
    page = parsed(files["transcripts/2020/talk/index.html"])
    assert select(page, "//@href[contains(., '.vtt')]") == []
    with_one = parsed(built(tmp_path)["transcripts/2020/talk/index.html"])
    assert select(with_one, "//main//@href[contains(., '.vtt')]") == ["transcript.vtt"]


def test_words_without_a_time_belong_to_the_cue_before_them(tmp_path: Path) -> None:
    words = (
        "Nobody's preamble.\n\nQ: Too early.\n\n# A heading\n\nA (01:00): One.\n\n[Applause.]\n\nTwo.\n\n"
        "[00:01:30.5] Three.\n\nQ (0:10): Back in time.\n\nA (100:00:00): Late.\n"
    )
    assert cues(built(tmp_path, talk(words))[VTT]) == [
        ("00:01:00.000", "00:01:30.500", ["<v Ann Lee>One.</v>", "[Applause.]", "<v Ann Lee>Two.</v>"]),
        ("00:01:30.500", "100:00:00.000", ["<v Ann Lee>Three.</v>", "<v The Reporter>Back in time.</v>"]),
        ("100:00:00.000", "100:00:02.000", ["<v Ann Lee>Late.</v>"]),
    ]


def test_a_label_alone_gives_its_time_to_the_words_below(tmp_path: Path) -> None:
    found = cues(built(tmp_path, talk("A (00:05):\n\n- One.\n- Two.\n"))[VTT])
    assert found == [("00:00:05.000", "00:00:07.000", ["<v Ann Lee>One.</v>", "<v Ann Lee>Two.</v>"])]


def test_no_word_and_no_name_is_taken_for_markup(tmp_path: Path) -> None:
    changed = talk("A (00:05): `</v><c>` & 1 --> 2 > 1.\n")
    changed[TALK] = changed[TALK].replace("name: Ann Lee,", "name: 'A > B & <i> --> C', id: ann-lee,")
    ((_, _, (line,)),) = cues(built(tmp_path, changed)[VTT])
    assert unescape(line) == "<v A > B & <i> --> C></v><c> & 1 --> 2 > 1.</v>"
