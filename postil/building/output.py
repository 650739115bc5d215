"""Putting a finished site in place: written aside, then swapped in one step.

Whatever fails or is killed, the output folder is the old site or the new one, whole. The new site is
staged in a folder beside the output, which a lock marks as in use; what a killed build left behind
is cleared away by the next one.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from postil.building.tree import open_file
from postil.model.files import Copy, OutputFile

if sys.platform != "win32":
    import fcntl

MARKER = ".postil-build"
"""The file by which a build knows an output folder as one of its own."""

_MARKER_TEXT = b"This folder is made by Postil. Each build replaces it whole.\n"
_LINUX_EXCHANGE = 1 << 1  # RENAME_EXCHANGE, linux/fs.h
_MACOS_SWAP = 1 << 1  # RENAME_SWAP, sys/stdio.h
_AT_FDCWD = -100


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


def write_site(site: Path, output: Path, files: Iterable[OutputFile], copies: Iterable[Copy]) -> None:
    """Write the files and copies of a site, and put them in place of what the output folder holds.

    Raises OSError; the output folder is then what it was.
    """
    output = output.resolve()
    output.parent.mkdir(parents=True, exist_ok=True)
    with _staging(output) as staged:
        _write(staged / MARKER, _MARKER_TEXT)
        for file in files:
            _write(staged / file.path, file.content)
        for copy in copies:
            _copy(site / copy.path, staged / copy.url)
        for folder, _, _ in os.walk(staged):
            Path(folder).chmod(0o755)
        _swap(staged, output)


def create_file(path: Path, text: str) -> None:
    """Write a new text file, and the folders it stands in. Raises FileExistsError rather than replace one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o644)


def _copy(source: Path, target: Path) -> None:
    """Copy a file, unless it became a link since the site was read."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with open_file(source) as content, target.open("xb") as copied:
        shutil.copyfileobj(content, copied, 1 << 20)
    target.chmod(0o644)


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
            lock = _lock(folder)
        except (BlockingIOError, FileNotFoundError):
            continue
        except OSError:
            return folder, None  # a file system without locks: nobody can clear the folder, either
        if folder.exists():
            return folder, lock
        os.close(lock)


def _lock(folder: Path) -> int:
    """A lock that the system releases with the process, however that ends. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _clear_abandoned(parent: Path, prefix: str) -> None:
    """Remove what killed builds left. A folder whose lock is held belongs to a build that runs."""
    if sys.platform == "win32":
        return  # without such locks nobody can tell; the folders are hidden and harmless
    for folder in parent.iterdir():
        if folder.name.startswith(prefix) and folder.is_dir() and not folder.is_symlink():
            try:
                lock = _lock(folder)
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
