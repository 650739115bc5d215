"""Putting a finished site in place: written aside, then swapped in one step.

Whatever fails or is killed, the output folder is the old site or the new one, whole.
"""

from __future__ import annotations

import errno
import filecmp
import os
import shutil
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from postil.building.ledger import Group, Stamp, kept
from postil.building.swapping import MARKER, put_away, staging_folder, swap
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


@dataclass(frozen=True, slots=True)
class Place:
    """Where the files of a new site are written, and where the old one stands.

    What is the same in both is not written again: both have the one file. If the folder ``is_used``, an
    earlier site is in it, and nothing there is trusted.
    """

    folder: Path
    old: Path
    is_used: bool

    def write(self, file: OutputFile) -> Stamp:
        """Write a file, or take it over if it is in the old site with every byte."""
        target, former = self.folder / file.path, self.old / file.path
        if self.is_used:
            self.make_folder(file.path.rpartition("/")[0])
        info = _holding(former, file.content)
        if info is not None:
            self.take_over(file.path, info)
        else:
            try:
                _write_new(target, file.content)
            except OSError:  # its folder is not there yet, or something is in its place
                _write_new(self.made_room(file.path), file.content)
            target.chmod(0o644)
        return _stamp(target, file.path)

    def take_over(self, path: str, info: os.stat_result) -> None:
        """Have a file of the old site in the new one. ``info`` is what the system knows of it."""
        former, target = f"{self.old}/{path}", f"{self.folder}/{path}"
        try:
            if self.is_used and os.path.samestat(os.lstat(target), info):
                return
        except OSError:
            pass
        try:
            os.link(former, target, follow_symlinks=False)
        except OSError:  # no folder yet, something else in its place, or a file system without such links
            self.made_room(path)
            _link_or_copy(former, target)

    def made_room(self, path: str) -> Path:
        """Where a file is to be: its folder is there, and nothing in its place."""
        folder, _, name = path.rpartition("/")
        self.make_folder(folder)
        _remove(target := self.folder / folder / name)
        return target

    def make_folder(self, folder: str) -> None:
        """Have a folder there, and all those it is in: folders, and no links to any."""
        at = str(self.folder)
        for part in ("", *folder.split("/")):
            at = f"{at}/{part}" if part else at
            while not _is_folder(at):
                try:
                    Path(at).mkdir()
                    Path(at).chmod(0o755)
                except FileExistsError:  # as a file or a link, unless another process was quicker
                    if not _is_folder(at):
                        Path(at).unlink(missing_ok=True)


class Staging:
    """A new site while it is put together, beside the one that it will replace."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.is_finished = False
        self.is_much_the_same = False
        """Whether most files were taken over."""
        self._taken_over = 0
        self._folders: set[str] = set()
        self.marker = self.write(OutputFile(MARKER, _MARKER_TEXT))

    def write(self, file: OutputFile) -> Stamp:
        """Put a file there."""
        return self.place.write(file)

    def write_pieces(self, path: str, pieces: Iterable[bytes]) -> Stamp:
        """Put a file there that is made piece by piece."""
        target, former = self.place.made_room(path), self.place.old / path
        with target.open("xb") as file:
            for piece in pieces:
                file.write(piece)
        target.chmod(0o644)
        if _is_same(former, target):
            target.unlink()
            self.place.take_over(path, former.lstat())
        return _stamp(target, path)

    def take_over(self, known: Group, causes: Mapping[str, bytes]) -> bool:
        """Take a group of files over, if it was made from the very same and every file still stands."""
        return known.causes == causes and self.keep(known.stamps)

    def keep(self, stamps: Sequence[Stamp]) -> bool:
        """Take files over from the old site, if every one of them is still what was written."""
        infos = [kept(self.place.old, stamp) for stamp in stamps]
        if None in infos:
            return False
        for stamp, info in zip(stamps, infos, strict=True):
            if info is not None:
                self._see_to_folder(stamp.path.rpartition("/")[0])
                self.place.take_over(stamp.path, info)
        self._taken_over += len(stamps)
        return True

    def copy(self, source: Path, url: str) -> Stamp:
        """Copy a file, unless it became a link since the site was read."""
        target = self.place.made_room(url)
        with open_file(source) as content, target.open("xb") as copied:
            shutil.copyfileobj(content, copied, 1 << 20)
        target.chmod(0o644)
        return _stamp(target, url)

    def finish(self, stamps: Iterable[Stamp]) -> None:
        """The new site is whole with these files and may take its place; no other is in it any longer.

        Raises OSError.
        """
        paths = {stamp.path for stamp in stamps}
        if self.place.is_used:
            for folder, names in _by_folder(paths).items():
                _keep_only(self.place.folder / folder, names)
        self.is_much_the_same = self._taken_over > len(paths) // 2
        self.is_finished = True

    def _see_to_folder(self, folder: str) -> None:
        """Have a folder be one: what an earlier site left may be a link by now."""
        if self.place.is_used and folder not in self._folders:
            self.place.make_folder(folder)
            self._folders.add(folder)


def _by_folder(paths: Iterable[str]) -> dict[str, set[str]]:
    """The names of files and folders in each folder, the outermost of which is ""."""
    found: dict[str, set[str]] = {"": set()}
    for path in paths:
        rest, is_known = path, False
        while rest and not is_known:
            rest, _, name = rest.rpartition("/")
            is_known = rest in found
            found.setdefault(rest, set()).add(name)
    return found


def _keep_only(folder: Path, names: Set[str]) -> None:
    """Remove all that is in a folder but what has these names. Raises OSError if one is missing."""
    found = set(os.listdir(folder))  # noqa: PTH208 - names alone
    # Some file systems tell names in other code points of the same letters.
    missing = {unicodedata.normalize("NFC", name) for name in names - found}
    for name in found - names:
        try:
            missing.remove(unicodedata.normalize("NFC", name))
        except KeyError:
            _remove(folder / name)
    if missing:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder / min(missing)))


def _is_folder(path: str) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False


def _remove(path: Path) -> None:
    """Remove a file or a whole folder, if there is one."""
    if _is_folder(str(path)):
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _link_or_copy(former: str, target: str) -> None:
    try:
        os.link(former, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(former, target, follow_symlinks=False)


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
        site = Staging(Place(staged.folder, output, staged.is_used))
        yield site
        if site.is_finished:
            former = swap(staged.folder, output)
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
