"""A source file replaced in one step."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from postil.building.replacing import replace_file


def test_the_content_changes_and_the_mode_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    replace_file(path, b"old", b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_changed_in_the_meantime_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"other")
    with pytest.raises(OSError, match="changed in the meantime"):
        replace_file(path, b"old", b"new")
    assert path.read_bytes() == b"other"


def test_a_link_is_left_alone(tmp_path: Path) -> None:
    target, link = tmp_path / "a.yaml", tmp_path / "b.yaml"
    target.write_bytes(b"old")
    link.symlink_to(target)
    with pytest.raises(OSError, match=r"[Ll]ink|[Ss]ymbolic"):
        replace_file(link, b"old", b"new")
    assert target.read_bytes() == b"old"
