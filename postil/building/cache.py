"""What builds keep from one run to the next: values by the digest of all that they were made from.

A value that is there is the one that would be made again; so the folder can be deleted, copied to another
machine, shared by branches, and left behind by a build that was killed. It holds nothing but the classes
of this program's data: a file that names anything else is not read.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import pickle
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

_PLAIN = {("datetime", "datetime"), ("datetime", "timezone"), ("datetime", "timedelta")}
_OURS = ("postil.model.", "postil.diagnostics", "postil.source", "postil.documents", "postil.making")
_OURS_TOO = ("postil.rendering.rows", "postil.building.")
_PROTOCOL = 5
_KEPT = 30 * 86_400  # seconds that a value is kept without being used
_NOT_OURS = "Signature: 8a477f597d28d172789f06886806bc55\n"  # https://bford.info/cachedir/


def digest(value: object) -> bytes:
    """What tells a value of the model from every other one: the same for equal values in any process."""
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, _PROTOCOL)
    pickler.fast = True  # no memory of what was written before: only values count, not which are one object
    pickler.dump(value)
    return hashlib.sha256(stream.getbuffer()).digest()


class _Reader(pickle.Unpickler):
    """Reads plain values and this program's data, and nothing that could run."""

    def find_class(self, module: str, name: str) -> Any:
        """The class of a value. Raises UnpicklingError for any that is not expected in a cache."""
        ours = module.startswith(_OURS) or module.startswith(_OURS_TOO)
        found = super().find_class(module, name) if ours or (module, name) in _PLAIN else None
        if isinstance(found, type):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a cache")


class Cache:
    """A folder of values by kind and key. A value has parts, which are read one after the other.

    A folder that cannot be written is used as far as it can be read.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def prepare(self) -> None:
        """Make the folder, marked as one that git and backups leave out."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            for name, text in ((".gitignore", "*\n"), ("CACHEDIR.TAG", _NOT_OURS)):
                if not (self._folder / name).is_file():
                    (self._folder / name).write_text(text, encoding="ascii")

    def holds(self, kind: str, key: bytes) -> bool:
        """Whether there is a value, which then is not removed for being old."""
        try:
            os.utime(self._path(kind, key))
        except OSError:
            return False
        return True

    def read(self, kind: str, key: bytes, parts: int = 1) -> tuple[Any, ...] | None:
        """The first parts of a value; None if there is none that can be read."""
        try:
            with self._path(kind, key).open("rb") as file:
                return tuple(_Reader(file).load() for _ in range(parts))
        except (OSError, EOFError, pickle.UnpicklingError, AttributeError, ImportError, TypeError, ValueError):
            return None

    def part(self, kind: str, key: bytes, part: int) -> Any:
        """One part of a value that is there. Raises OSError if it cannot be read, and removes it."""
        found = self.read(kind, key, part + 1)
        if found is None:
            path = self._path(kind, key)
            path.unlink(missing_ok=True)
            raise OSError(errno.EIO, "a value of the cache could not be read; build again", str(path))
        return found[part]

    def write(self, kind: str, key: bytes, *parts: object) -> bool:
        """Keep a value, in one step; False if the folder cannot be written."""
        path = self._path(kind, key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(descriptor, "wb") as file:
                _dump(file, parts)
            Path(name).replace(path)
        except OSError:
            return False
        return True

    def prune(self) -> None:
        """Remove what no build has used for a month, and what killed builds left half written."""
        oldest = time.time() - _KEPT
        for path in self._files():
            with suppress(OSError):
                if path.stat().st_mtime < oldest:
                    path.unlink()

    def _files(self) -> Iterator[Path]:
        for folder, _, names in os.walk(self._folder):
            if folder != str(self._folder):
                yield from (Path(folder, name) for name in names)

    def _path(self, kind: str, key: bytes) -> Path:
        name = key.hex()
        return self._folder / kind / name[:2] / name[2:]


def _dump(file: BinaryIO, parts: tuple[object, ...]) -> None:
    for part in parts:
        pickle.dump(part, file, _PROTOCOL)
