"""Builds that were killed, and builds that run at the same time."""

from __future__ import annotations

import errno
import fcntl
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from postil.building.swapping import MARKER
from tests.building.folders import BUILD, ROOT, SMALL_SITE, contents, run, write_files
from tests.building.staged import FIRST, SECOND, by_path, pages, put


def test_what_killed_builds_left_is_cleared_and_what_running_builds_hold_is_not(tmp_path: Path) -> None:
    dead = write_files(tmp_path / ".out.postil-dead", {"site/index.html": "half"})
    alive = write_files(tmp_path / ".out.postil-alive", {"site/index.html": "half"})
    other = write_files(tmp_path / ".other.postil-dead", {"site/index.html": "half"})
    link = tmp_path / ".out.postil-link"
    link.symlink_to(other)
    descriptor = os.open(alive, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        put(tmp_path / "out", FIRST)
        assert not dead.exists()
        assert (alive / "site/index.html").read_text() == "half"
        assert (other / "site/index.html").read_text() == "half"
    finally:
        os.close(descriptor)
    put(tmp_path / "out", SECOND)
    assert not alive.exists()
    assert pages(tmp_path / "out") == by_path(SECOND)


def test_a_staging_folder_that_another_build_cleared_away_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The moment between the making of the folder and its lock is short, but it is there."""
    real = tempfile.mkdtemp
    made: list[str] = []

    def cleared(**keywords: Any) -> str:
        made.append(real(**keywords))
        if len(made) == 1:
            Path(made[0]).rmdir()
        return made[-1]

    monkeypatch.setattr(tempfile, "mkdtemp", cleared)
    put(tmp_path / "out", FIRST)
    assert pages(tmp_path / "out") == by_path(FIRST)
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_staging_folder_that_another_build_is_about_to_clear_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tempfile.mkdtemp
    held: list[int] = []

    def contested(**keywords: Any) -> str:
        folder: str = real(**keywords)
        if not held:
            held.append(os.open(folder, os.O_RDONLY))
            fcntl.flock(held[0], fcntl.LOCK_EX)
        return folder

    monkeypatch.setattr(tempfile, "mkdtemp", contested)
    try:
        put(tmp_path / "out", FIRST)
    finally:
        os.close(held[0])
    assert pages(tmp_path / "out") == by_path(FIRST)


def test_an_abandoned_folder_that_cannot_be_opened_stops_no_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a shared folder it may be somebody else's."""
    foreign = write_files(tmp_path / ".out.postil-foreign", {"site/x": ""})
    real = os.open

    def denied(path: Any, *arguments: Any, **keywords: Any) -> int:
        if path == foreign:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, *arguments, **keywords)

    monkeypatch.setattr(os, "open", denied)
    put(tmp_path / "out", FIRST)
    assert pages(tmp_path / "out") == by_path(FIRST)


def versions(folder: Path, copies: int) -> list[tuple[Path, dict[str, bytes]]]:
    """Two versions of a site, and the output of each."""
    found = []
    for name in ("first", "second"):
        files: Mapping[str, str] = {
            **SMALL_SITE,
            "site.yaml": f"title: The {name}\nbase_url: https://example.org/\n",
            **{f"content/{name}-{number}.txt": name * 1000 for number in range(copies)},
        }
        site = write_files(folder / name, files)
        answer = run("--site", site, "--output", folder / f"expected-{name}")
        assert answer.returncode == 0, answer.stderr
        found.append((site, contents(folder / f"expected-{name}")))
    return found


def test_two_builds_at_once_give_one_of_the_two_whole(tmp_path: Path) -> None:
    sites = versions(tmp_path, 100)
    output = tmp_path / "www" / "out"
    for _ in range(3):
        builds = [
            subprocess.Popen(
                [*BUILD, "--site", site, "--output", output],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                encoding="utf-8",
            )
            for site, _ in sites
        ]
        said = [process.communicate(timeout=60)[1] for process in builds]
        assert [process.returncode for process in builds] == [0, 0], said
        assert contents(output) in [expected for _, expected in sites]
        assert [p.name for p in output.parent.iterdir()] == ["out"]


def test_a_build_killed_at_any_moment_leaves_the_old_site_or_the_new(tmp_path: Path) -> None:
    sites = versions(tmp_path, 200)
    output = tmp_path / "out"
    started = time.monotonic()
    assert run("--site", sites[0][0], "--output", output).returncode == 0
    lasts = time.monotonic() - started  # seconds of a build; every one begins from nothing
    chance = random.Random(20)  # noqa: S311 - the same shares of a build in every run
    killed = present = 0
    for number in range(100):
        if killed == 15:
            break
        # Two in three towards the end, where files are written and the folders swapped.
        moment = lasts * (chance.uniform(0.6, 1.05) if number % 3 else chance.random())
        site, wanted = sites[1 - present]
        started = time.monotonic()
        process = subprocess.Popen(
            [*BUILD, "--site", site, "--output", output, "--clean"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(timeout=moment)
            lasts = time.monotonic() - started  # the machine is less busy than it was
        except subprocess.TimeoutExpired:
            process.kill()
        killed += process.wait() == -signal.SIGKILL
        found = contents(output)
        assert found in (sites[present][1], wanted), f"killed after {moment:.3f} of {lasts:.3f} seconds"
        present = 1 - present if found == wanted else present
    assert killed == 15
    site, wanted = sites[1 - present]
    assert run("--site", site, "--output", output).returncode == 0
    assert contents(output) == wanted
    assert not list(tmp_path.glob(".*"))


_DIES = """\
import os, signal, sys
from pathlib import Path
from postil.building.output import new_site
from postil.model.files import OutputFile
site, output, last = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
spare = Path(sys.argv[4]) if len(sys.argv) > 4 else None
left = last
def die(event, arguments):
    global left
    if event.startswith(("open", "os.", "shutil.", "tempfile.", "fcntl.", "ctypes.")):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
files = [OutputFile("index.html", b"second"), OutputFile("a/index.html", b"second a")]
sys.addaudithook(die)
with new_site(output, spare) as staging:
    stamps = [staging.marker, *map(staging.write, files)]
    staging.finish([*stamps, staging.copy(site / "notes.txt", "notes.txt")])
os._exit(0)
"""


@pytest.mark.parametrize("has_spare", [False, True])
def test_a_write_killed_before_each_of_its_steps_leaves_the_old_site_or_the_new(
    tmp_path: Path, has_spare: bool
) -> None:
    """Every call that reaches the disk is a step; the process kills itself before one after the other."""
    site = write_files(tmp_path / "site", {"notes.txt": "copied"})
    output, spare = tmp_path / "www" / "out", tmp_path / "spare"
    old, new = by_path(FIRST), {**by_path(SECOND), "notes.txt": b"copied"}
    found: list[dict[str, bytes]] = []
    status = -signal.SIGKILL
    while status == -signal.SIGKILL and len(found) < 500:
        put(output, FIRST)
        if has_spare and not spare.exists():
            write_files(spare, {MARKER: "", "index.html": "an older", "a": "was no folder", "gone/x": "gone"})
        answer = subprocess.run(
            [sys.executable, "-c", _DIES, site, output, str(len(found) + 1), *([spare] * has_spare)],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        status = answer.returncode
        found.append(pages(output))
        assert found[-1] in (old, new), f"killed before step {len(found)}"
        assert status in (0, -signal.SIGKILL), answer.stderr
    assert status == 0
    assert len(found) > 15
    swapped = found.index(new)
    assert found == [old] * swapped + [new] * (len(found) - swapped)
    assert 1 < swapped < len(found) - 1
    put(output, FIRST)
    assert [p.name for p in output.parent.iterdir()] == ["out"]
