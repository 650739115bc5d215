"""The ledger of an output folder: whether the folder still holds what was written."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from postil.building.cache import Cache
from postil.building.ledger import Group, Ledger, Stamp, kept, read_ledger, write_ledger
from postil.building.output import new_site
from postil.model.files import OutputFile

FILES = [
    OutputFile("index.html", b"first"),
    OutputFile("a/b/index.html", b"second"),
    OutputFile("a/empty", b""),
]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def ledger(output: Path) -> Ledger:
    with new_site(output) as staging:
        stamps = tuple(map(staging.write, FILES))
        staging.finish(stamps)
        groups = {"all": Group({}, stamps), "marker": Group({}, (staging.marker,))}
    return Ledger(b"build", groups)


def test_an_output_stands_as_it_was_written(output: Path, ledger: Ledger) -> None:
    assert ledger.stands(output)


def same_size(output: Path) -> None:
    (output / "index.html").write_bytes(b"First")


def same_size_and_second(output: Path) -> None:
    info = (output / "index.html").stat()
    same_size(output)
    os.utime(output / "index.html", ns=(info.st_atime_ns, info.st_mtime_ns + 1))


def another_size(output: Path) -> None:
    info = (output / "a/empty").stat()
    (output / "a/empty").write_bytes(b"x")
    os.utime(output / "a/empty", ns=(info.st_atime_ns, info.st_mtime_ns))


def gone(output: Path) -> None:
    (output / "a/b/index.html").unlink()


def more(output: Path) -> None:
    (output / "a/c").mkdir()
    (output / "a/c/.hidden").touch()


def link(output: Path) -> None:
    (output / "index.html").rename(output.parent / "index.html")
    (output / "index.html").symlink_to(output.parent / "index.html")


def folder(output: Path) -> None:
    (output / "index.html").unlink()
    (output / "index.html").mkdir()


def away(output: Path) -> None:
    output.rename(output.parent / "away")


@pytest.mark.parametrize(
    "change", [same_size, same_size_and_second, another_size, gone, more, link, folder, away]
)
def test_an_output_that_somebody_changed_does_not_stand(
    output: Path, ledger: Ledger, change: Callable[[Path], None]
) -> None:
    change(output)
    assert not ledger.stands(output)


def test_a_file_is_kept_until_it_changes(output: Path, ledger: Ledger) -> None:
    stamps = {stamp.path: stamp for stamp in ledger.groups["all"].stamps}
    assert all(kept(output, stamp) for stamp in stamps.values())
    same_size(output)
    assert [path for path, stamp in stamps.items() if kept(output, stamp) is None] == ["index.html"]
    assert kept(output, Stamp("nowhere", 0, 0)) is None


def test_each_output_has_its_own(tmp_path: Path, output: Path, ledger: Ledger) -> None:
    cache = Cache(tmp_path / "cache")
    assert read_ledger(cache, output) == Ledger()
    write_ledger(cache, output, ledger)
    assert read_ledger(cache, output) == ledger
    assert read_ledger(cache, tmp_path / "another") == Ledger()


def test_what_is_no_ledger_is_none(tmp_path: Path, output: Path, ledger: Ledger) -> None:
    cache = Cache(tmp_path / "cache")
    write_ledger(cache, output, ledger)
    (file,) = (tmp_path / "cache").glob("outputs/*/*")
    cache.write("outputs", bytes.fromhex(file.parent.name + file.name), "something else")
    assert read_ledger(cache, output) == Ledger()
