"""What an output folder holds and what that was made from: told without making it again."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from postil.building.cache import Cache, digest
from postil.diagnostics import Diagnostic
from postil.model.search import IndexReport

_KIND = "outputs"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A file of the output as it was written; ``mtime`` in nanoseconds."""

    path: str
    size: int
    mtime: int


@dataclass(frozen=True, slots=True)
class Group:
    """Files that are made together, and the digests of what they are made from, by what it is."""

    causes: Mapping[str, bytes]
    stamps: tuple[Stamp, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a site holds: numbers of things, and the size of its search index if it has one.

    ``base_url`` is where it is to stand.
    """

    base_url: str
    transcripts: int
    notes: int
    words: int
    pages: int
    files: int
    index: IndexReport | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """One output folder. ``build`` is the digest of all its sources; ``groups`` are its files by name.

    ``diagnostics`` are those of the build, warnings all.
    """

    build: bytes = b""
    groups: Mapping[str, Group] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    summary: Summary | None = None

    def stands(self, output: Path) -> bool:
        """Whether the output folder still holds what was written, and nothing else."""
        expected = {stamp.path: stamp for group in self.groups.values() for stamp in group.stamps}
        for path, info in _files(output):
            stamp = expected.pop(path, None)
            if stamp is None or not _is(stamp, info):
                return False
        return not expected


def kept(output: Path, stamp: Stamp) -> os.stat_result | None:
    """What the system knows of a file of the output, if that is what was written."""
    try:
        info = os.lstat(f"{output}/{stamp.path}")
    except OSError:
        return None
    return info if _is(stamp, info) else None


def read_ledger(cache: Cache, output: Path) -> Ledger:
    """The ledger of an output folder; an empty one if none is known."""
    found = cache.read(_KIND, _key(cache, output))
    return found[0] if found is not None and isinstance(found[0], Ledger) else Ledger()


def write_ledger(cache: Cache, output: Path, ledger: Ledger) -> None:
    """Keep the ledger of an output folder."""
    cache.write(_KIND, _key(cache, output), ledger)


def spare_folder(cache: Cache, output: Path) -> Path:
    """Where the site before the present one is put away."""
    return cache.spare(_key(cache, output))


def _key(cache: Cache, output: Path) -> bytes:
    """By where the output is from the cache: so both can be moved together."""
    return digest(os.path.relpath(output.resolve(), cache.folder.resolve()))


def _is(stamp: Stamp, info: os.stat_result) -> bool:
    return stat.S_ISREG(info.st_mode) and (info.st_size, info.st_mtime_ns) == (stamp.size, stamp.mtime)


def _files(output: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Every file below a folder by its path in it; nothing if it is missing."""
    waiting = [""]
    while waiting:
        parent = waiting.pop()
        try:
            entries = list(os.scandir(output / parent))
        except OSError:
            return
        for entry in entries:
            path = f"{parent}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{path}/")
            else:
                yield path, entry.stat(follow_symlinks=False)
