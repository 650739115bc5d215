"""Putting a finished site in place: written aside, then swapped in one step.

Whatever fails or is killed, the output folder is the old site or the new one, whole. The new site is
staged in a folder beside the output, which a lock marks as in use; what a killed build left behind
is cleared away by the next one.
"""

from __future__ import annotations

import ctypes
import errno
import filecmp
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from postil.building.ledger import Group, Stamp, is_kept
from postil.building.tree import open_file
from postil.model.files import OutputFile

if sys.platform != "win32":
    from postil.building.locking import lock_folder

MARKER = ".postil-build"
"""The file by which a build knows an output folder as one of its own."""

_MARKER_TEXT = b"This folder is made by Postil. Each build replaces it whole.\n"
_LINUX_EXCHANGE = 1 << 1  # RENAME_EXCHANGE, linux/fs.h
_MACOS_SWAP = 1 << 1  # RENAME_SWAP, sys/stdio.h
_AT_FDCWD = -100
_SECOND = 1_000_000_000  # nanoseconds


class OutputRefusedError(Exception):
    """The output folder is one that a build must not replace; the message says why."""


def check_output(site: Path, output: Path) -> None:
    """Raise OutputRefusedError unless the output is absent, empty, or an earlier build of ours."""
    site, output = site.resolve(), output.resolve()
    if output == site or output in site.parents:
        raise OutputRefusedError(f"the output {output} is the site itself, or holds it")
    for folder in ("content", "annotations", "themes"):
        source = (site / folder).resolve()
        if output == source or source in output.parents or output in source.parents:
            raise OutputRefusedError(f"the output {output} lies in the site's sources, or holds them")
    if output.exists() and not output.is_dir():
        raise OutputRefusedError(f"the output {output} is not a folder")
    if output.is_dir() and not (output / MARKER).is_file() and any(output.iterdir()):
        raise OutputRefusedError(
            f"the output {output} holds files that no build made; choose another folder, or empty it"
        )


class Staging:
    """A new site while it is put together, beside the one that it will replace.

    What is the same there is not written again: both sites have the one file, until the old one is gone.
    """

    def __init__(self, folder: Path, old: Path) -> None:
        self.folder = folder
        self.old = old
        self.is_given_up = False
        self.marker = self.write(OutputFile(MARKER, _MARKER_TEXT))

    def write(self, file: OutputFile) -> Stamp:
        """Put a file there."""
        return write_file(self.folder, self.old, file)

    def write_pieces(self, path: str, pieces: Iterable[bytes]) -> Stamp:
        """Put a file there that is made piece by piece."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            for piece in pieces:
                file.write(piece)
        target.chmod(0o644)
        former = self.old / path
        if _is_same(former, target):
            target.unlink()
            _take_over(str(former), str(target))
        return _stamp(target, path)

    def give_up(self) -> None:
        """Let the old site stand."""
        self.is_given_up = True

    def take_over(self, known: Group, causes: Mapping[str, bytes]) -> bool:
        """Take a group of files over, if it was made from the very same and every file still stands."""
        return known.causes == causes and self.keep(known.stamps)

    def keep(self, stamps: Iterable[Stamp]) -> bool:
        """Take files over from the old site, if every one of them is still what was written."""
        stamps = tuple(stamps)
        if not all(is_kept(self.old, stamp) for stamp in stamps):
            return False
        for stamp in stamps:
            _take_over(f"{self.old}/{stamp.path}", f"{self.folder}/{stamp.path}")
        return True

    def copy(self, source: Path, url: str) -> Stamp:
        """Copy a file, unless it became a link since the site was read."""
        target = self.folder / url
        target.parent.mkdir(parents=True, exist_ok=True)
        with open_file(source) as content, target.open("xb") as copied:
            shutil.copyfileobj(content, copied, 1 << 20)
        target.chmod(0o644)
        return _stamp(target, url)


def write_file(folder: Path, old: Path, file: OutputFile) -> Stamp:
    """Write a file of the new site, or take it over from the old one if it is there with every byte."""
    target, former = folder / file.path, old / file.path
    if _holds(former, file.content):
        _take_over(str(former), str(target))
    else:
        try:
            return _written(target, file)
        except FileNotFoundError:  # its folder is not there yet
            target.parent.mkdir(parents=True, exist_ok=True)
            return _written(target, file)
    return _stamp(target, file.path)


def _written(target: Path, file: OutputFile) -> Stamp:
    target.write_bytes(file.content)
    target.chmod(0o644)
    return _stamp(target, file.path)


def replace_files(folder: Path, files: Iterable[OutputFile]) -> None:
    """Put files in the place of their former selves, one after the other. Raises OSError."""
    for file in files:
        target = folder / file.path
        aside = target.with_name(f".{target.name}.new")
        target.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(file.content)
        aside.replace(target)


@contextmanager
def new_site(output: Path) -> Iterator[Staging]:
    """A place for a new site, which takes the place of the output folder unless it is given up.

    Raises OSError; the output folder is then what it was.
    """
    output = output.resolve()
    output.parent.mkdir(parents=True, exist_ok=True)
    with _staging(output) as staged:
        site = Staging(staged, output)
        yield site
        if site.is_given_up:
            return
        for folder, _, _ in os.walk(staged):
            Path(folder).chmod(0o755)
        _swap(staged, output)


def _holds(path: Path, content: bytes) -> bool:
    try:
        if path.lstat().st_size != len(content):
            return False
        with open_file(path) as file:
            return file.read() == content
    except OSError:
        return False


def _is_same(former: Path, made: Path) -> bool:
    try:
        return not former.is_symlink() and filecmp.cmp(former, made, shallow=False)
    except OSError:
        return False


def _take_over(former: str, target: str) -> None:
    if not os.path.isdir(folder := os.path.dirname(target)):  # noqa: PTH112, PTH120 - paths take twice as long
        Path(folder).mkdir(parents=True, exist_ok=True)
    try:
        os.link(former, target, follow_symlinks=False)
    except OSError:  # a file system without such links
        shutil.copy2(former, target, follow_symlinks=False)


def _stamp(file: Path, path: str) -> Stamp:
    """The stamp of a file. Its time is cut to a second: archives by which CI keeps folders know no more."""
    info = file.lstat()
    if cut := info.st_mtime_ns % _SECOND:
        os.utime(file, ns=(info.st_atime_ns, info.st_mtime_ns - cut))
    return Stamp(path, info.st_size, info.st_mtime_ns - cut)


def create_file(path: Path, text: str) -> None:
    """Write a new text file, and the folders it stands in. Raises FileExistsError rather than replace one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)


@contextmanager
def _staging(output: Path) -> Iterator[Path]:
    """A folder beside the output, on the same file system; gone afterwards, whatever happened."""
    prefix = f".{output.name}.postil-"
    _clear_abandoned(output.parent, prefix)
    folder, lock = _own_folder(output.parent, prefix)
    try:
        yield folder / "site"
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def _own_folder(parent: Path, prefix: str) -> tuple[Path, int | None]:
    """A new folder and its lock, which is None where the system has none.

    Before the lock is had, another build may take the folder for an abandoned one and clear it away;
    then there is another.
    """
    while True:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        if sys.platform == "win32":
            return folder, None
        try:
            lock = lock_folder(folder)
        except (BlockingIOError, FileNotFoundError):
            continue
        except OSError:
            return folder, None  # a file system without locks: nobody can clear the folder, either
        if folder.exists():
            return folder, lock
        os.close(lock)


def _clear_abandoned(parent: Path, prefix: str) -> None:
    """Remove what killed builds left. A folder whose lock is held belongs to a build that runs."""
    if sys.platform == "win32":
        return  # without such locks nobody can tell; the folders are hidden and harmless
    for folder in parent.iterdir():
        if folder.name.startswith(prefix) and folder.is_dir() and not folder.is_symlink():
            try:
                lock = lock_folder(folder)
            except OSError:  # held, gone by now, or somebody else's
                continue
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)


def _swap(staged: Path, output: Path) -> None:
    if not output.exists():
        staged.rename(output)
        return
    if _exchange(staged, output):
        return
    # No such call here: two renames, a moment apart. The old site is put back if the second fails.
    aside = staged.with_name("old")
    output.rename(aside)
    try:
        staged.rename(output)
    except OSError:
        aside.rename(output)
        raise


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two folders in one step, where the system can (Linux, macOS)."""
    if sys.platform == "win32":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    paths = os.fsencode(first), os.fsencode(second)
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        failed = library.renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _LINUX_EXCHANGE)
    elif sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(paths[0], paths[1], _MACOS_SWAP)
    else:
        return False
    if not failed:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False  # an old kernel, or a file system that cannot
    raise OSError(code, os.strerror(code), str(second))
