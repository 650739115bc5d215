from __future__ import annotations

import re

import pytest

from postil.importing.timecodes import BARE, BRACKETED, Timecode, read_timecode


@pytest.mark.parametrize(
    ("written", "start"),
    [
        ("0:05", "00:00:05"),
        ("00:05", "00:00:05"),
        ("75:10", "01:15:10"),
        ("1:02:03", "01:02:03"),
        ("123:02:03", "123:02:03"),
        ("00:01:02.5", "00:01:02.5"),
        ("00:01:02,500", "00:01:02.500"),
    ],
)
def test_timecodes_in_one_form(written: str, start: str) -> None:
    assert re.fullmatch(BARE, written)
    assert re.fullmatch(BRACKETED, f"[{written}]")
    assert re.fullmatch(BRACKETED, f"( {written} )")
    assert read_timecode(written) == Timecode(start)


def test_a_range_begins_at_its_first() -> None:
    for mark in ("-->", " - ", "–", " → "):
        assert read_timecode(f"[00:05{mark}0:09,5]") == Timecode("00:00:05", "0:09,5")


@pytest.mark.parametrize("written", ["0:60", "1:60:00", "0:05 - 0:99"])
def test_numbers_that_tell_no_time(written: str) -> None:
    assert read_timecode(written) is None


@pytest.mark.parametrize("written", ["5", "1:2", "1:2:3:4", "00:00:01:12", "10:30 AM", "10:30 p.m", "1:234"])
def test_what_only_resembles_a_timecode(written: str) -> None:
    assert re.match(BARE, written) is None
