"""What builds keep may be lost, spoiled, old or shared, and builds may be killed: the bytes are the same."""

from __future__ import annotations

import os
import pickle
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from postil.building.cache import Cache
from tests.building.folders import ROOT, contents, write_files
from tests.stages.changing import CHOICES, TALKS, ChangingSite, same_as_cold, touched

OTHER = {name: CHOICES[name][1] for name in ("a:words", "b:body", "c:path", "d:there", "title")}


@pytest.fixture
def site(tmp_path: Path) -> ChangingSite:
    return ChangingSite(tmp_path / "site")


@pytest.fixture
def output(site: ChangingSite, tmp_path: Path) -> Path:
    site.build(tmp_path / "out", tmp_path / "cache")
    return tmp_path / "out"


@pytest.fixture
def check(site: ChangingSite, output: Path, tmp_path: Path) -> Callable[[], None]:
    """Builds again, compares, changes the site, and compares again."""

    def run() -> None:
        for changes in ({}, OTHER):
            site.choose(changes)
            outcome = site.build(output, tmp_path / "cache")
            assert same_as_cold(site, outcome, output, tmp_path / "fresh")

    return run


def values(cache: Path, *kinds: str) -> Iterator[Path]:
    """The files of values, of some kinds alone if there are any."""
    for path in sorted(cache.glob("*/*/*")):
        if not kinds or path.parts[-3] in kinds:
            yield path


KINDS = (
    *("feed-notes", "findings", "transcripts", "entries", "pieces", "pages"),
    *("shards", "outputs", "sources"),
)


# Caches


def test_these_are_all_kinds_of_values(output: Path) -> None:
    assert {path.parts[-3] for path in values(output.parent / "cache")} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("how", ["gone", "cut", "empty", "poisoned", "changed"])
def test_a_value_that_is_lost_or_spoiled_costs_time_alone(
    output: Path, check: Callable[[], None], kind: str, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (output / "index.html").write_bytes(b"Something else")  # so that the values are needed
    monkeypatch.chdir(output.parent)
    for path in values(output.parent / "cache", kind):
        content = path.read_bytes()
        if how == "gone":
            path.unlink()
        elif how == "poisoned":
            key = bytes.fromhex(path.parent.name + path.name)
            Cache(output.parent / "cache").keep(kind, key, b"cos\nsystem\n(S'echo > ran'\ntR.")
        else:
            at = len(content) // 2
            spoiled = {"cut": content[:at], "empty": b"", "changed": content[:at] + b"?" + content[at + 1 :]}
            path.write_bytes(spoiled[how])
    check()
    assert not (output.parent / "ran").exists()


def test_a_cache_that_is_gone_costs_time_alone(output: Path, check: Callable[[], None]) -> None:
    shutil.rmtree(output.parent / "cache")
    check()


def test_files_that_no_build_made_are_not_read(output: Path, check: Callable[[], None]) -> None:
    rubbish: dict[str, bytes] = {
        f"cache/{kind}/ab/{'0' * 62}": pickle.dumps(["rubbish"]) for kind in (*KINDS, "unknown")
    }
    write_files(output.parent, {**rubbish, "cache/findings/file": b"", "cache/findings/xy/tmp123": b"half"})
    check()


def test_a_cache_that_cannot_be_written_is_left_alone(
    output: Path, check: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(output.parent / "cache")
    monkeypatch.setattr(os, "access", lambda *_: False)  # whoever runs the tests may be allowed everything
    check()
    assert contents(output.parent / "cache") == before


def test_another_version_of_the_program_makes_everything_again(
    site: ChangingSite, output: Path, check: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = touched(output)
    monkeypatch.setattr("postil.stages.standing.program_digest", lambda: b"another version")
    again: dict[str, str] = {}
    site.build(output, output.parent / "cache", explain=again.__setitem__)
    made = {url for url in again if url.startswith("transcripts/2")}
    assert made == {f"transcripts/2020/{talk}/" for talk in TALKS}
    assert touched(output) == before, "the bytes are the same: the files are taken over"
    check()


def test_two_outputs_share_a_cache(site: ChangingSite, output: Path, tmp_path: Path) -> None:
    cache, second = tmp_path / "cache", tmp_path / "second"
    assert same_as_cold(site, site.build(second, cache), second, tmp_path / "fresh")
    before = contents(output)
    site.choose(OTHER)
    assert same_as_cold(site, site.build(second, cache), second, tmp_path / "fresh")
    assert contents(output) == before, "no file of one is written through the other"
    assert same_as_cold(site, site.build(output, cache), output, tmp_path / "fresh")
    again: dict[str, str] = {}
    site.choose({"a:words": "It expires at once."})
    for folder in (output, second):
        outcome = site.build(folder, cache, explain=again.__setitem__)
        assert same_as_cold(site, outcome, folder, tmp_path / "fresh")
        assert [url for url in again if url.startswith("transcripts/2")] == ["transcripts/2020/a/"]
        again.clear()


def test_two_branches_share_a_cache(site: ChangingSite, output: Path, tmp_path: Path) -> None:
    """Each in a folder of its own, as in CI; files have other times and places there."""
    branch = ChangingSite(tmp_path / "branch")
    branch.choose(OTHER)
    for number in range(2):
        site.choose({"b:words": f"It expires in {number} years."})
        for one, folder in ((site, output), (branch, tmp_path / "of-branch")):
            assert same_as_cold(one, one.build(folder, tmp_path / "cache"), folder, tmp_path / "fresh")


def test_a_cache_and_an_output_may_be_moved_together(
    site: ChangingSite, output: Path, tmp_path: Path
) -> None:
    moved = output.parent / "elsewhere"
    moved.mkdir()
    for name in ("out", "cache", "site"):
        (tmp_path / name).rename(moved / name)
    site.folder = moved / "site"
    outcome = site.build(moved / "out", moved / "cache")
    assert same_as_cold(site, outcome, moved / "out", tmp_path / "fresh")
    site.choose(OTHER)
    outcome = site.build(moved / "out", moved / "cache")
    assert same_as_cold(site, outcome, moved / "out", tmp_path / "fresh")


# Outputs


def edit(output: Path) -> None:
    page = output / "transcripts/2020/c/index.html"
    page.write_bytes(page.read_bytes().replace(b"February", b"December"))


def edit_list(output: Path) -> None:
    (output / "notes/index.html").write_bytes((output / "notes/index.html").read_bytes()[::-1])


def edit_rest(output: Path) -> None:
    for name in ("robots.txt", "data/notes.json", "logo.bin", ".postil-build", "search/index.html"):
        (output / name).write_bytes(b"x")


def edit_index(output: Path) -> None:
    for path in (output / "pagefind").rglob("units.json"):
        path.write_text("{}")


def add(output: Path) -> None:
    write_files(output, {"new.html": "mine", "transcripts/2020/c/notes.html": "mine", "d/e/f": "mine"})


def delete(output: Path) -> None:
    (output / "transcripts/2020/c/index.html").unlink()
    shutil.rmtree(output / "notes")


def replace_by_links(output: Path) -> None:
    for name in ("index.html", "logo.bin", "transcripts/2020/c/index.html"):
        (output / name).rename(output.parent / "aside")
        shutil.copy2(output.parent / "aside", output.parent / "aside2")
        (output / name).symlink_to(output.parent / "aside2")


def empty(output: Path) -> None:
    shutil.rmtree(output)
    output.mkdir()


@pytest.mark.parametrize(
    "change",
    [edit, edit_list, edit_rest, edit_index, add, delete, replace_by_links, empty, shutil.rmtree],
)
def test_an_output_that_somebody_changed_is_put_right(
    output: Path, check: Callable[[], None], change: Callable[[Path], None]
) -> None:
    change(output)
    check()


def test_an_output_of_a_build_without_a_cache_is_taken_over(
    site: ChangingSite, tmp_path: Path, check: Callable[[], None]
) -> None:
    site.build(tmp_path / "out", None)
    check()


# Builds that are killed

_BUILD = """\
import sys
from pathlib import Path
from postil.pipeline import Options, build
site, output, cache = map(Path, sys.argv[1:])
build(site, output, Options(search=True, pictures=False, jobs=2, cache=cache))
"""


def test_a_build_killed_at_any_moment_spoils_nothing(
    site: ChangingSite, output: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", _BUILD, str(site.folder), str(output), str(tmp_path / "cache")]
    site.choose({"title": "Speeches"})
    begun = time.monotonic()
    subprocess.run(command, cwd=ROOT, check=True, timeout=60)
    duration = time.monotonic() - begun
    chance = random.Random(7)  # noqa: S311 - the same moments in every run
    names = sorted(name for name in CHOICES if "option" not in name and name not in ("mistake", "a:there"))
    killed = 0
    for number in range(60):
        if killed == 5:
            break
        before = contents(output)
        if chance.random() < 0.3:
            shutil.rmtree(tmp_path / "cache")
        site.choose({name: chance.choice(CHOICES[name]) for name in chance.sample(names, 3)})
        site.choose({"title": f"The {number}th"})
        begun = time.monotonic()
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(timeout=chance.uniform(duration * 0.3, duration))
            duration = time.monotonic() - begun  # the machine is less busy than it was
        except subprocess.TimeoutExpired:
            process.kill()
        killed += process.wait() == -signal.SIGKILL
        fresh = tmp_path / "fresh"
        site.build(fresh, None)
        assert contents(output) in (before, contents(fresh))
        outcome = site.build(output, tmp_path / "cache")
        same_as_cold(site, outcome, output, fresh)
    assert killed == 5
    assert not list(tmp_path.glob(".out*"))
