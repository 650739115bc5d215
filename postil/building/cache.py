"""What builds keep from one run to the next: values by the digest of all that they were made from.

A value that is there is the one that would be made again; so the folder can be deleted, copied to another
machine, shared by branches, and left behind by a build that was killed. It holds nothing but the classes
of this program's data: a file that names anything else is not read. Each value begins with a checksum, by
which a file that was cut off or has rotted is told.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import pickle
import shutil
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields, is_dataclass
from enum import Enum, EnumType
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any

_PLAIN = {("datetime", "datetime"), ("datetime", "timezone"), ("datetime", "timedelta")}
_OURS = ("postil.model.", "postil.diagnostics", "postil.source", "postil.stages.")
_OURS_TOO = ("postil.rendering.rows", "postil.building.")
_PROTOCOL = 5
_SUM = 4  # bytes of a checksum
_UNREADABLE = (
    *(pickle.UnpicklingError, EOFError, MemoryError),
    *(AttributeError, ImportError, LookupError, OverflowError, TypeError, ValueError),
)
_DAY = 86_400  # seconds
_KEPT = 30 * _DAY  # that a value is kept without being used
_SPARES = "spares"
_PRUNED = ".pruned"
_NOT_OURS = "Signature: 8a477f597d28d172789f06886806bc55\n"  # https://bford.info/cachedir/


class DamagedCacheError(OSError):
    """A value that was there cannot be read: the cache was cut off, changed or cleared meanwhile."""


def digest(value: object) -> bytes:
    """What tells a value of the model from every other one: the same for equal values in any process."""
    stream = io.BytesIO()
    pickler = _pickler(stream)
    pickler.fast = True  # no memory of what was written before: only values count, not which are one object
    pickler.dump(value)
    return hashlib.sha256(stream.getbuffer()).digest()


def _pickler(stream: io.BytesIO) -> pickle.Pickler:
    pickler = pickle.Pickler(stream, _PROTOCOL)
    pickler.dispatch_table = _Reductions()
    return pickler


class _Reductions(dict[type, Callable[[Any], tuple[type, tuple[Any, ...]]]]):
    """How values are taken apart: members of enumerations by their values, frozen data by its fields.

    The former take themselves apart otherwise in some versions of Python, the latter ask for names each time.
    """

    def __missing__(self, kind: type) -> Callable[[Any], tuple[type, tuple[Any, ...]]]:
        """The way of a class. Raises KeyError if it is pickle's."""
        if isinstance(kind, EnumType):
            by_value = self[kind] = lambda member: (kind, (member.value,))
            return by_value
        names = _slots(kind)
        if not names:
            raise KeyError(kind)
        values = attrgetter(*names)
        found = self[kind] = (
            (lambda value: (kind, values(value)))
            if len(names) > 1
            else lambda value: (kind, (values(value),))
        )
        return found


@lru_cache(maxsize=256)
def _slots(kind: type) -> tuple[str, ...]:
    """The fields of a data class whose values stand in slots; none of any other class."""
    is_slotted = is_dataclass(kind) and "__slots__" in vars(kind)
    return tuple(field.name for field in fields(kind)) if is_slotted else ()


@lru_cache(maxsize=256)
def _made(kind: type) -> Callable[..., Any]:
    """What puts a value of a data class together again, as it was: no code of the class runs."""
    slots = [getattr(kind, name).__set__ for name in _slots(kind)]

    def make(*values: object) -> object:
        made: object = object.__new__(kind)
        for put, value in zip(slots, values, strict=True):
            put(made, value)
        return made

    return make


class _Reader(pickle.Unpickler):
    """Reads plain values and this program's data, and nothing that could run."""

    def find_class(self, module: str, name: str) -> Any:
        """The class of a value, or what makes one. Raises UnpicklingError for any not expected in a cache."""
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        ours = module.startswith(_OURS) or module.startswith(_OURS_TOO)
        found = super().find_class(module, name) if ours and "." not in name else None
        # Data alone: no class that a module has from elsewhere, none that does something when it is made.
        if isinstance(found, type) and found.__module__ == module:
            if is_dataclass(found):
                return _made(found) if _slots(found) else found
            if issubclass(found, Enum):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a cache")


def packed(value: object) -> bytes:
    """A value as a cache keeps it."""
    stream = io.BytesIO()
    _pickler(stream).dump(value)
    return stream.getvalue()


def unpacked(content: bytes) -> Any:
    """The value that was packed. Raises DamagedCacheError for anything but this program's data."""
    try:
        return _Reader(io.BytesIO(content)).load()
    except _UNREADABLE as error:
        raise _damaged("a value") from error


def _damaged(path: object) -> DamagedCacheError:
    return DamagedCacheError(errno.EIO, "the cache cannot be read; build again with --clean", str(path))


class Cache:
    """A folder of values by kind and key. A value has parts, which are read one after the other.

    What is not in the folder is looked up in the one ``below``, which is never written.
    """

    def __init__(self, folder: Path, below: Path | None = None) -> None:
        self.folder = folder
        self._root, self._below = str(folder), None if below is None else str(below)

    @property
    def is_there(self) -> bool:
        """Whether anything was kept yet."""
        return self.folder.is_dir()

    def prepare(self) -> None:
        """Make the folder, marked as one that git and backups leave out. Raises OSError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, text in ((".gitignore", "*\n"), ("CACHEDIR.TAG", _NOT_OURS)):
            if not (self.folder / name).is_file():
                (self.folder / name).write_text(text, encoding="ascii")

    def holds(self, kind: str, key: bytes) -> bool:
        """Whether there is a value, which then is not removed for being old."""
        try:
            os.utime(self._path(kind, key))
        except OSError:
            return os.path.isfile(self._place(kind, key))  # noqa: PTH113 - as in _path
        return True

    def read(self, kind: str, key: bytes, parts: int = 1) -> tuple[Any, ...] | None:
        """The first parts of a value; None if there is none that can be read."""
        try:
            stream = io.BytesIO(self.packed(kind, key))
            return tuple(_Reader(stream).load() for _ in range(parts))
        except (OSError, *_UNREADABLE):
            return None

    def part(self, kind: str, key: bytes, part: int) -> Any:
        """One part of a value that is there. Raises DamagedCacheError if it cannot be read."""
        found = self.read(kind, key, part + 1)
        if found is None:
            raise _damaged(self._path(kind, key))
        return found[part]

    def write(self, kind: str, key: bytes, *parts: object) -> None:
        """Keep a value. Raises OSError."""
        self.keep(kind, key, b"".join(map(packed, parts)))

    def keep(self, kind: str, key: bytes, content: bytes) -> None:
        """Keep a value that was packed before, in one step. Raises OSError."""
        path = Path(self._path(kind, key))
        try:
            descriptor, name = tempfile.mkstemp(dir=path.parent)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(_checksum(content))
                file.write(content)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def packed(self, kind: str, key: bytes) -> bytes:
        """A value as it is kept. Raises DamagedCacheError if it cannot be read."""
        path = self._place(kind, key)
        try:
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - as in _path
                checksum, content = file.read(_SUM), file.readall()
        except OSError as error:
            raise _damaged(path) from error
        if checksum != _checksum(content):
            raise _damaged(path)
        return content

    def spare(self, key: bytes) -> Path:
        """Where a whole folder can be put away until the next build."""
        return self.folder / _SPARES / key.hex()

    def clear(self) -> None:
        """Remove every value. Raises OSError."""
        for path in list(self._files()):
            path.unlink(missing_ok=True)
        shutil.rmtree(self.folder / _SPARES, ignore_errors=True)

    def prune(self) -> None:
        """Remove what no build has used for a month, and what killed builds left half written.

        To look at every file takes time, so that it is done once a day.
        """
        now = time.time()
        if now - _mtime(self.folder / _PRUNED) < _DAY:
            return
        (self.folder / _PRUNED).touch()
        for path in self._files():
            if now - _mtime(path) > _KEPT:
                with suppress(OSError):
                    path.unlink()
        for path in self.folder.glob(f"{_SPARES}/*"):
            if now - _mtime(path) > _KEPT:
                shutil.rmtree(path, ignore_errors=True)

    def _files(self) -> Iterator[Path]:
        """The files of values: what else is in the folder is not the cache's."""
        return (path for path in self.folder.glob("*/??/*") if path.is_file())

    def _place(self, kind: str, key: bytes) -> str:
        """Where a value is read from: what was kept in this run first."""
        path = self._path(kind, key)
        if self._below is not None and not os.path.isfile(path):  # noqa: PTH113 - as in _path
            return self._below + path.removeprefix(self._root)
        return path

    def _path(self, kind: str, key: bytes) -> str:
        # Of each value several times a build: paths as objects take ten times as long.
        name = key.hex()
        return f"{self._root}/{kind}/{name[:2]}/{name[2:]}"


def _mtime(path: Path) -> float:
    """When a file or folder was last written, in seconds since 1970; 0 if it is not there."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0


def _checksum(content: bytes) -> bytes:
    return zlib.crc32(content).to_bytes(_SUM)


@contextmanager
def opened(folder: Path | None, *, is_read_only: bool = False) -> Iterator[Cache]:
    """The cache in a folder; one for this run alone if there is no folder, or if it cannot be written.

    It is cleared if it turns out to be damaged. If it is to be read only, what is new is kept for this run.
    """
    if folder is not None and not is_read_only:
        cache = Cache(folder)
        try:
            cache.prepare()
        except OSError:
            pass
        else:
            if os.access(folder, os.W_OK):
                try:
                    yield cache
                except DamagedCacheError:
                    cache.clear()
                    raise
                cache.prune()
                return
    with tempfile.TemporaryDirectory(prefix="postil-") as name:
        yield Cache(Path(name), folder if is_read_only else None)
