"""Timecodes as people and recorders write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CLOCK = r"(?:\d{1,6}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?(?![\d:])"
_RANGE = rf"(?<![\d:.,])(?:{_CLOCK})(?:\s*(?:--?>|[-–—→])\s*(?:{_CLOCK}))?"

BRACKETED = rf"[\[(]\s*{_RANGE}\s*[\])]"
"""A pattern for a timecode, or a range of two, in brackets or parentheses; no groups in it."""

BARE = rf"{_RANGE}(?!\s*[AaPp]\.?[Mm]\b)"
"""A pattern for a timecode, or a range of two, without brackets; a time of day with am or pm is none."""

_PARTS = re.compile(r"(?:(\d{1,6}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3}))?")


@dataclass(frozen=True, slots=True)
class Timecode:
    """A place in a recording, ``HH:MM:SS`` or ``HH:MM:SS.mmm``.

    ``end`` is how the input writes the end of the range that began here, if it was a range.
    """

    start: str
    end: str | None = None


def read_timecode(text: str) -> Timecode | None:
    """The timecode in a text that matched one of the patterns, or None where it tells no time."""
    found = [_canonical(parts) for parts in _PARTS.finditer(text)]
    if not found or None in found:
        return None
    ends = [parts[0] for parts in _PARTS.finditer(text)]
    start = found[0]
    assert start is not None
    return Timecode(start, ends[1] if len(ends) > 1 else None)


def _canonical(parts: re.Match[str]) -> str | None:
    hours, minutes, seconds, fraction = int(parts[1] or 0), int(parts[2]), int(parts[3]), parts[4]
    if seconds > 59 or (parts[1] is not None and minutes > 59):
        return None
    hours, minutes = hours + minutes // 60, minutes % 60
    return f"{hours:02}:{minutes:02}:{seconds:02}" + (f".{fraction}" if fraction else "")


def seconds(timecode: str) -> float:
    """How many seconds into the recording a canonical timecode is."""
    hours, minutes, rest = timecode.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)
