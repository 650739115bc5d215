"""The files of a site, read from disk without following any link."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol


@dataclass(frozen=True, slots=True)
class FoundFile:
    """An entry below a folder: ``path`` relative to the site, in forward slashes.

    ``identity`` is what tells on a disk that a file was not touched: size, times of change in
    nanoseconds, number of its place.
    """

    path: str
    size: int
    is_file: bool
    is_link: bool
    identity: tuple[int, ...] = ()


class SiteFiles(Protocol):
    """Where the files of a site come from: its folder, or a revision of it."""

    def find(self, folder: str) -> Iterator[FoundFile]:
        """Every entry below a folder of the site that is no folder itself, in no particular order."""

    def read(self, path: str) -> bytes:
        """The bytes of a file of the site. Raises OSError, for a symbolic link too."""


@dataclass(frozen=True, slots=True)
class SiteFolder:
    """The files of a site on disk."""

    site: Path

    def find(self, folder: str) -> Iterator[FoundFile]:
        """Every entry below a folder of the site; none if it is missing."""
        return find_files(self.site, folder)

    def read(self, path: str) -> bytes:
        """The bytes of a file of the site. Raises OSError, for a symbolic link too."""
        return read_file(self.site, path)


def find_files(site: Path, folder: str) -> Iterator[FoundFile]:
    """Every entry below a folder of the site that is no folder itself, in no particular order.

    A folder that is missing has none. Raises OSError for one that cannot be read.
    """
    root = site / folder
    try:
        mode = root.lstat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISDIR(mode):
        yield FoundFile(folder, 0, is_file=False, is_link=stat.S_ISLNK(mode))
        return
    waiting = [folder]
    while waiting:
        parent = waiting.pop()
        with os.scandir(site / parent) as entries:
            for entry in entries:
                path = f"{parent}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                else:
                    yield _found(path, entry.stat(follow_symlinks=False))


def find_file(site: Path, path: str) -> FoundFile:
    """One entry of a site. Raises OSError if it is not there."""
    return _found(path, (site / path).lstat())


def _found(path: str, info: os.stat_result) -> FoundFile:
    return FoundFile(
        path,
        info.st_size,
        stat.S_ISREG(info.st_mode),
        stat.S_ISLNK(info.st_mode),
        (info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino),
    )


def read_file(site: Path, path: str) -> bytes:
    """The bytes of a file of the site. Raises OSError, for a symbolic link too."""
    with open_file(site / path) as file:
        return file.read()


def open_file(path: Path) -> BinaryIO:
    """A file to read. Raises OSError, for a symbolic link too."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    return os.fdopen(descriptor, "rb")


def built_in_themes() -> Path:
    """The folder of the themes that come with the program: beside its modules, or in its checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "themes"
    return installed if installed.is_dir() else package.parent / "themes"
