from __future__ import annotations

import pytest

from postil.importing.openings import (
    Manner,
    Opening,
    clean_label,
    folded,
    given_labels,
    readings,
    stamp,
    stamped,
)
from postil.importing.timecodes import Timecode


@pytest.mark.parametrize(
    ("line", "opening"),
    [
        ("Ann: so", Opening("Ann", "so", Manner.COLON)),
        ("Ann:", Opening("Ann", "", Manner.COLON)),
        ("Ann\u00a0:\u00a0so: so", Opening("Ann", "so: so", Manner.COLON)),
        ("**Ann:** *so*", Opening("Ann", "*so*", Manner.COLON, bold=True)),
        ("Ann: *so*", Opening("Ann", "*so*", Manner.COLON)),
        ("SPEAKER_00: so", Opening("SPEAKER_00", "so", Manner.COLON)),
        ("[0:05] Ann: so", Opening("Ann", "so", Manner.COLON, Timecode("00:00:05"))),
        ("[0:05 - 0:09] Ann: so", Opening("Ann", "so", Manner.COLON, Timecode("00:00:05", "0:09"))),
        ("Ann (0:05): so", Opening("Ann", "so", Manner.COLON, Timecode("00:00:05"))),
        ("Ann - 0:05", Opening("Ann", "", Manner.HEADING, Timecode("00:00:05"))),
        ("0:05 Ann", Opening("Ann", "", Manner.HEADING, Timecode("00:00:05"))),
        ("Q. So", Opening("Q", "So", Manner.INITIAL)),
    ],
)
def test_ways_to_open_a_turn(line: str, opening: Opening) -> None:
    assert readings(line)[0] == opening


@pytest.mark.parametrize(
    "line",
    [
        "so",
        "10:30",
        "John 3:16 says",
        "https://a.b",
        "*Ann: so",
        "Ann*: so",
        ": so",
        "x" * 90 + ": so",
        "0:99 Ann",
        "q. so",
        "0:05 1:30 PM",
    ],
)
def test_lines_that_cannot_open_one(line: str) -> None:
    assert readings(line) == ()


def test_a_line_that_is_a_timecode_or_begins_with_one() -> None:
    assert stamp("[00:05]") == stamp("0:05") == Timecode("00:00:05")
    assert stamp("0:05 so") is None
    assert stamped("[0:05] so") == (Timecode("00:00:05"), "so")
    assert stamped("0:05 so") is None
    assert stamped("[0:99] so") is None


def test_labels_are_compared_in_one_form() -> None:
    assert clean_label("\u200eAnn\u00a0 Lee\u202c") == "Ann Lee"
    assert clean_label("E\u0301va") == "Éva"
    assert folded("ANN  LEE") == folded("Ann Lee")
    assert given_labels(["Ann :", "BOB", " ", "记者："]) == {"ann", "bob", "记者"}
