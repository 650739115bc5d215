"""Texts set aside on disk, to be had again by number: lists name each of them many times."""

from __future__ import annotations

import os
import tempfile
from array import array
from contextlib import AbstractContextManager
from types import TracebackType


class Spool(AbstractContextManager["Spool"]):
    """A growing row of texts, of which the memory holds only where each begins."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="postil-")  # noqa: SIM115 - closed by __exit__
        self._ends = array("Q", [0])

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def append(self, text: str) -> int:
        """Set a text aside; its number."""
        self._ends.append(self._ends[-1] + self._file.write(text.encode()))
        return len(self._ends) - 2

    def __getitem__(self, number: int) -> str:
        start, end = self._ends[number : number + 2]
        self._file.seek(start)
        text: str = self._file.read(end - start).decode()
        self._file.seek(0, os.SEEK_END)
        return text
