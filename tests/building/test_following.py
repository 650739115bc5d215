from __future__ import annotations

import signal
import time
from functools import partial
from pathlib import Path
from queue import Queue

from postil.building.following import Follower

PATIENCE = 60


def put(file: Path, words: str) -> str | None:
    """Work: the words in a file."""
    file.write_text(words, encoding="utf-8")
    return None


def fail() -> str | None:
    """Work that cannot be done."""
    return "there is no room"


def linger(begun: Path, left: Path) -> str | None:
    """Work that takes longer than anybody waits, and leaves nothing when it is stopped."""
    begun.touch()
    try:
        signal.pause()
    finally:
        begun.unlink()
    left.touch()
    return None


def wait_for(file: Path) -> None:
    """Wait until a file is there."""
    end = time.monotonic() + PATIENCE
    while not file.exists():
        assert time.monotonic() < end


def test_work_is_done_and_told(tmp_path: Path) -> None:
    ended: Queue[str | None] = Queue()
    follower = Follower(ended.put)
    for words in ("one", "another"):
        follower.follow(partial(put, tmp_path / "file", words))
        assert ended.get(timeout=PATIENCE) is None
        assert (tmp_path / "file").read_text(encoding="utf-8") == words
    follower.stop()


def test_newer_work_ends_what_was_begun_in_good_order(tmp_path: Path) -> None:
    ended: Queue[str | None] = Queue()
    follower = Follower(ended.put)
    begun = tmp_path / "begun"
    follower.follow(partial(linger, begun, tmp_path / "left"))
    wait_for(begun)
    follower.follow(partial(put, tmp_path / "file", "newer"))
    assert ended.get(timeout=PATIENCE) is None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]
    assert ended.empty()
    follower.stop()


def test_a_failure_is_told() -> None:
    ended: Queue[str | None] = Queue()
    follower = Follower(ended.put)
    follower.follow(fail)
    assert ended.get(timeout=PATIENCE) == "there is no room"
    follower.stop()


def test_nothing_is_told_of_work_that_was_stopped(tmp_path: Path) -> None:
    ended: Queue[str | None] = Queue()
    follower = Follower(ended.put)
    begun = tmp_path / "begun"
    follower.follow(partial(linger, begun, tmp_path / "left"))
    wait_for(begun)
    follower.stop()
    assert list(tmp_path.iterdir()) == []
    assert ended.empty()
