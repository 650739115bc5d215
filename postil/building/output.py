"""Putting a finished site in place: written aside, then swapped in one step.

Whatever fails or is killed, the output folder is the old site or the new one, whole.
"""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from postil.building.ledger import Group, Stamp, kept
from postil.building.swapping import MARKER, Staged, put_away, staging_folder, swap
from postil.building.tree import open_file
from postil.model.files import OutputFile

_MARKER_TEXT = b"This folder is made by Postil. Each build replaces it whole.\n"
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
    The folder may hold an earlier site; what of it is not part of the new one goes in the end.
    """

    def __init__(self, staged: Staged, old: Path) -> None:
        self.folder = staged.folder
        self.old = old
        self._staged = staged
        self.is_finished = False
        self.is_much_the_same = False
        """Whether most files were taken over."""
        self._taken_over = 0
        self.marker = self.write(OutputFile(MARKER, _MARKER_TEXT))

    def write(self, file: OutputFile) -> Stamp:
        """Put a file there."""
        return write_file(self.folder, self.old, file)

    def write_pieces(self, path: str, pieces: Iterable[bytes]) -> Stamp:
        """Put a file there that is made piece by piece."""
        target, former = self.folder / path, self.old / path
        with _made_room(self.folder, path).open("xb") as file:
            for piece in pieces:
                file.write(piece)
        target.chmod(0o644)
        if _is_same(former, target):
            _take_over(self.folder, path, str(former), former.lstat())
        return _stamp(target, path)

    def take_over(self, known: Group, causes: Mapping[str, bytes]) -> bool:
        """Take a group of files over, if it was made from the very same and every file still stands."""
        return known.causes == causes and self.keep(known.stamps)

    def keep(self, stamps: Sequence[Stamp]) -> bool:
        """Take files over from the old site, if every one of them is still what was written."""
        infos = [kept(self.old, stamp) for stamp in stamps]
        if None in infos:
            return False
        for stamp, info in zip(stamps, infos, strict=True):
            if info is not None:
                _take_over(self.folder, stamp.path, f"{self.old}/{stamp.path}", info)
        self._taken_over += len(stamps)
        return True

    def copy(self, source: Path, url: str) -> Stamp:
        """Copy a file, unless it became a link since the site was read."""
        target = _made_room(self.folder, url)
        with open_file(source) as content, target.open("xb") as copied:
            shutil.copyfileobj(content, copied, 1 << 20)
        target.chmod(0o644)
        return _stamp(target, url)

    def finish(self, stamps: Iterable[Stamp]) -> None:
        """The new site is whole with these files and may take its place; no other is in it any longer.

        Raises OSError.
        """
        paths = {stamp.path for stamp in stamps}
        folders = _folders_of(paths)
        for path in self._staged.files - paths - folders:
            with suppress(FileNotFoundError, NotADirectoryError):  # it made room for another
                (self.folder / path).unlink()
        for path in sorted(self._staged.folders - folders - paths, key=len, reverse=True):
            with suppress(FileNotFoundError, NotADirectoryError):
                (self.folder / path).rmdir()
        for path in folders - self._staged.folders:
            (self.folder / path).chmod(0o755)
        self.is_much_the_same = self._taken_over > len(paths) // 2
        self.is_finished = True


def _folders_of(paths: Iterable[str]) -> set[str]:
    """The folders that files stand in: "" and those below."""
    folders = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders


def write_file(folder: Path, old: Path, file: OutputFile) -> Stamp:
    """Write a file of the new site, or take it over from the old one if it is there with every byte."""
    target, former = folder / file.path, old / file.path
    info = _holding(former, file.content)
    if info is not None:
        _take_over(folder, file.path, str(former), info)
    else:
        try:
            _write_new(target, file.content)
        except OSError:  # its folder is not there yet, or an earlier site has something in its place
            _write_new(_made_room(folder, file.path), file.content)
        target.chmod(0o644)
    return _stamp(target, file.path)


def _write_new(target: Path, content: bytes) -> None:
    with target.open("xb") as file:
        file.write(content)


def replace_files(folder: Path, files: Iterable[OutputFile]) -> None:
    """Put files in the place of their former selves, one after the other. Raises OSError."""
    for file in files:
        target = folder / file.path
        aside = target.with_name(f".{target.name}.new")
        target.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(file.content)
        aside.replace(target)


@contextmanager
def new_site(output: Path, spare: Path | None = None) -> Iterator[Staging]:
    """A place for a new site, which takes the place of the output folder once it is finished.

    ``spare`` is where the site before the present one was put away, if one was: the new site is put
    together in that folder, as most of its files are there already. Raises OSError; the output folder is
    then what it was.
    """
    output = output.resolve()
    output.parent.mkdir(parents=True, exist_ok=True)
    with staging_folder(output, spare) as staged:
        site = Staging(staged, output)
        yield site
        if site.is_finished:
            former = swap(site.folder, output)
            if former is not None and spare is not None and site.is_much_the_same:
                put_away(former, spare)


def _holding(path: Path, content: bytes) -> os.stat_result | None:
    """What the system knows of a file, if it is there with every byte."""
    try:
        info = path.lstat()
        if info.st_size != len(content):
            return None
        with open_file(path) as file:
            return info if file.read() == content else None
    except OSError:
        return None


def _is_same(former: Path, made: Path) -> bool:
    try:
        return not former.is_symlink() and filecmp.cmp(former, made, shallow=False)
    except OSError:
        return False


def _take_over(folder: Path, path: str, former: str, info: os.stat_result) -> None:
    """Have a file of the old site in the new one, unless an earlier build has left it there."""
    target = f"{folder}/{path}"
    try:
        if os.path.samestat(os.lstat(target), info):
            return
    except OSError:
        pass
    else:
        _made_room(folder, path)
    try:
        os.link(former, target, follow_symlinks=False)
    except OSError:  # its folder is not there yet, or the file system has no such links
        _link_or_copy(former, _made_room(folder, path))


def _link_or_copy(former: str, target: Path) -> None:
    try:
        os.link(former, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(former, target, follow_symlinks=False)


def _made_room(folder: Path, path: str) -> Path:
    """Where a file is to be: the folders above it are there, and nothing in its place."""
    target = folder
    *parents, name = path.split("/")
    for parent in parents:
        target /= parent
        if target.is_symlink() or not target.is_dir():
            target.unlink(missing_ok=True)
            target.mkdir(parents=True, exist_ok=True)
    target.mkdir(parents=True, exist_ok=True)
    target /= name
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    else:
        target.unlink(missing_ok=True)
    return target


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
