from __future__ import annotations

import re
import sys

import pytest

from postil.cli import progress
from postil.cli.progress import ProgressLine
from postil.model.progress import Step


class Clock:
    """A clock that stands until it is set forward; in seconds."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(progress, "monotonic", found)
    return found


def told(line: ProgressLine, clock: Clock, seconds: float, steps: int) -> None:
    """A stage of steps that takes so many seconds in all."""
    for number in range(1, steps + 1):
        clock.now += seconds / steps
        line(Step("reading", number, steps))


def test_on_a_terminal_there_is_one_line_with_the_time_left(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    line = ProgressLine()
    told(line, clock, 200, 2_000)
    line.clear()
    said = capsys.readouterr().err
    assert "\n" not in said
    states = said.split("\r\033[K")
    assert states[1] == "reading: 1 of 2,000 …"
    assert any(re.fullmatch(r"reading: 1,00\d of 2,000, 1 min 40 s left …", state) for state in states)
    assert states[-1] == ""


def test_elsewhere_there_is_a_line_now_and_then(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    line = ProgressLine()
    told(line, clock, 25, 250)
    line.clear()
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    assert said[0].startswith("reading: 10")
    assert said[0].endswith(" of 250, 15 s left")


def test_a_short_build_says_nothing_elsewhere(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    line = ProgressLine()
    told(line, clock, 3, 100)
    line.clear()
    assert capsys.readouterr().err == ""


def test_the_timings_have_every_stage_and_the_whole(clock: Clock) -> None:
    line = ProgressLine()
    clock.now = 1
    line(Step("reading"))
    clock.now = 3
    line(Step("planning"))
    clock.now = 3.5
    line.clear()
    clock.now = 4
    assert line.timings().splitlines() == [
        "     2.00 s  reading",
        "     0.50 s  planning",
        "     1.50 s  the rest",
        "     4.00 s  in all",
    ]
