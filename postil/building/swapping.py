"""The folder in which a new site is put together, and its exchange with the one that stands.

It is beside the output folder, on the same file system, and a lock marks it as in use; what a killed
build left behind is cleared away by the next one. The site that was replaced can be put away, so that the
next one is put together in its folder: to have a folder again for each transcript takes as long as all the
rest of a build after an edit.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

if sys.platform != "win32":
    from postil.building.locking import lock_folder

MARKER = ".postil-build"
"""The file by which a build knows an output folder as one of its own."""

_LINUX_EXCHANGE = 1 << 1  # RENAME_EXCHANGE, linux/fs.h
_MACOS_SWAP = 1 << 1  # RENAME_SWAP, sys/stdio.h
_AT_FDCWD = -100


@dataclass(frozen=True, slots=True)
class Staged:
    """A folder for a new site, still to be made unless it ``is_used``: then an earlier site is in it."""

    folder: Path
    is_used: bool


@contextmanager
def staging_folder(output: Path, spare: Path | None) -> Iterator[Staged]:
    """A folder beside the output, on the same file system; gone afterwards, whatever happened.

    It is the ``spare`` one, if that is there and can be had.
    """
    prefix = f".{output.name}.postil-"
    _clear_abandoned(output.parent, prefix)
    folder, lock = _own_folder(output.parent, prefix)
    try:
        yield Staged(folder / "site", spare is not None and _is_taken(spare, folder / "site"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def _is_taken(spare: Path, folder: Path) -> bool:
    try:
        spare.rename(folder)
    except OSError:  # there is none, or it is on another file system
        return False
    # Where upper and lower case are one, a file may stand under the name of another.
    if (folder / MARKER.upper()).exists():
        shutil.rmtree(folder, ignore_errors=True)
        return False
    return True


def put_away(former: Path, spare: Path) -> None:
    """Put the site that was replaced where the next build finds it; if that cannot be, it is left."""
    with suppress(OSError):
        spare.parent.mkdir(exist_ok=True)
        former.rename(spare)
        os.utime(spare)


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


def swap(staged: Path, output: Path) -> Path | None:
    """Put the new site in place, in one step if the system can; where the old one is now. Raises OSError."""
    if not output.exists():
        staged.rename(output)
        return None
    if _exchange(staged, output):
        return staged
    # No such call here: two renames, a moment apart. The old site is put back if the second fails.
    aside = staged.with_name("old")
    output.rename(aside)
    try:
        staged.rename(output)
    except OSError:
        aside.rename(output)
        raise
    return aside


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
