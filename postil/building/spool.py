"""Texts set aside on disk, to be had again by number: lists name each of them many times."""

from __future__ import annotations

import os
import tempfile
from array import array


class Spool:
    """A growing row of texts, of which the memory holds only where each begins."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="postil-", buffering=1 << 16)
        self._ends = array("Q", [0])

    def append(self, text: str) -> int:
        """Set a text aside; its number."""
        self._ends.append(self._ends[-1] + self._file.write(text.encode()))
        return len(self._ends) - 2

    def __getitem__(self, number: int) -> str:
        start, end = self._ends[number : number + 2]
        self._file.flush()
        self._file.seek(start)
        text: str = self._file.read(end - start).decode()
        self._file.seek(0, os.SEEK_END)
        return text

    def close(self) -> None:
        """Give the disk back."""
        self._file.close()
