"""The digests of a site's files: those of their contents, read again only if they may have changed."""

from __future__ import annotations

import os
import time
from hashlib import sha256
from pathlib import Path

import pytest

from postil.building import tree
from postil.building.cache import Cache
from postil.building.sources import UNREADABLE, SourceDigests, content_digests
from tests.building.folders import write_files

LONG_AGO = time.time() - 3_600


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_files(tmp_path / "site", {"content/a.md": "A", "content/b.md": "B", "content/c.bin": "C"})


class Reads:
    """What was read of a site."""

    def __init__(self, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.site, self.cache, self.names = site, Cache(site.parent / "cache"), list[str]()
        monkeypatch.setattr("postil.building.sources.read_file", self._read)

    def _read(self, site: Path, path: str) -> bytes:
        self.names.append(path)
        return tree.read_file(site, path)

    def digests(self) -> dict[str, bytes]:
        """Take the digests; ``names`` are the files that were read for it."""
        self.names.clear()
        digests = SourceDigests(self.site, self.cache)
        found = content_digests(tree.find_files(self.site, "content"), digests)
        digests.keep()
        return found


@pytest.fixture
def reads(site: Path, monkeypatch: pytest.MonkeyPatch) -> Reads:
    return Reads(site, monkeypatch)


@pytest.fixture
def settled(reads: Reads, monkeypatch: pytest.MonkeyPatch) -> Reads:
    """Files that were there for a while when their digests were taken."""
    now = time.time_ns()
    with monkeypatch.context() as patch:
        patch.setattr("postil.building.sources.time.time_ns", lambda: now + 10 * 10**9)
        reads.digests()
    return reads


def test_they_are_those_of_the_contents(site: Path, reads: Reads) -> None:
    found = reads.digests()
    assert (found["content/a.md"], found["content/b.md"]) == (sha256(b"A").digest(), sha256(b"B").digest())
    assert sorted(reads.names) == ["content/a.md", "content/b.md"], "what is no text is not read"
    (site / "content/a.md").write_bytes(b"B")
    assert reads.digests()["content/a.md"] == found["content/b.md"]


def test_files_that_nobody_touched_are_not_read_again(settled: Reads) -> None:
    before = settled.digests()
    assert settled.names == []
    assert settled.digests() == before


@pytest.mark.parametrize("keeps_time", [False, True])
def test_a_file_is_read_again_if_it_may_have_changed(site: Path, settled: Reads, keeps_time: bool) -> None:
    info = (site / "content/a.md").stat()
    (site / "content/a.md").write_bytes(b"Z")
    if keeps_time:  # somebody set it back; the time of the last change of the place tells
        os.utime(site / "content/a.md", ns=(info.st_atime_ns, info.st_mtime_ns))
    assert settled.digests()["content/a.md"] == sha256(b"Z").digest()
    assert settled.names == ["content/a.md"]


def test_a_file_changed_just_before_is_read_again(reads: Reads) -> None:
    """Two changes in one moment may leave it the same times."""
    reads.digests()
    reads.digests()
    assert sorted(reads.names) == ["content/a.md", "content/b.md"]


def test_a_file_that_took_the_place_of_another_is_read(site: Path, settled: Reads) -> None:
    (site / "content/a.md").rename(site / "content/aside")
    (site / "content/b.md").rename(site / "content/a.md")
    (site / "content/aside").rename(site / "content/b.md")
    found = settled.digests()
    assert (found["content/a.md"], found["content/b.md"]) == (sha256(b"B").digest(), sha256(b"A").digest())


def test_a_file_that_cannot_be_read_has_a_digest_of_its_own(
    reads: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_: object) -> bytes:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr("postil.building.sources.read_file", denied)
        assert reads.digests()["content/a.md"] == UNREADABLE
    assert reads.digests()["content/a.md"] == sha256(b"A").digest()


def test_of_other_files_a_change_is_told_by_times(site: Path, reads: Reads) -> None:
    before = reads.digests()["content/c.bin"]
    assert reads.digests()["content/c.bin"] == before
    os.utime(site / "content/c.bin", (LONG_AGO, LONG_AGO))
    assert reads.digests()["content/c.bin"] != before
    (site / "content/c.bin").unlink()
    (site / "content/c.bin").symlink_to(site / "content/a.md")
    assert len({before, reads.digests()["content/c.bin"]}) == 2
