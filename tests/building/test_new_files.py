from __future__ import annotations

from pathlib import Path

import pytest

from postil.building.new_files import create_files, replace_by_files
from tests.building.folders import contents


def test_new_files_come_with_their_folders(tmp_path: Path) -> None:
    create_files(tmp_path / "new", {"a/b.yaml": b"b", "c": b"c"})
    assert contents(tmp_path) == {"new/a/b.yaml": b"b", "new/c": b"c"}


def test_if_one_is_there_none_is_written(tmp_path: Path) -> None:
    create_files(tmp_path, {"a/c": b"old"})
    with pytest.raises(FileExistsError):
        create_files(tmp_path, {"a/b/x": b"", "y": b"", "a/c": b"new"})
    assert contents(tmp_path) == {"a/c": b"old"}
    assert [p.name for p in tmp_path.iterdir()] == ["a"]
    assert [p.name for p in (tmp_path / "a").iterdir()] == ["c"]


def test_an_interruption_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mkdir = Path.mkdir

    def interrupted(path: Path) -> None:
        if path.name == "z":
            raise KeyboardInterrupt
        mkdir(path)

    monkeypatch.setattr(Path, "mkdir", interrupted)
    with pytest.raises(KeyboardInterrupt):
        create_files(tmp_path, {"a/b": b"", "z/c": b""})
    assert list(tmp_path.iterdir()) == []


def test_an_old_file_goes_only_when_the_new_ones_are_there(tmp_path: Path) -> None:
    create_files(tmp_path, {"old": b"1", "x": b"2"})
    with pytest.raises(FileExistsError):
        replace_by_files(tmp_path / "old", tmp_path, {"new": b"", "x": b""})
    assert contents(tmp_path) == {"old": b"1", "x": b"2"}
    replace_by_files(tmp_path / "old", tmp_path, {"new": b"3"})
    assert contents(tmp_path) == {"new": b"3", "x": b"2"}
