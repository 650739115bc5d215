"""The title of a text: the line before the first turn that is clearly a heading."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from postil.importing.dates import is_only_a_date
from postil.importing.labels import Openings
from postil.importing.lines import SourceLine
from postil.importing.openings import readings, stamp
from postil.importing.wrapping import is_remark

_LONGEST = 200  # code points
_UNDERLINE = re.compile(r"={3,}|-{3,}|~{3,}|_{3,}|\*{3,}|—{2,}|─{2,}")
_HASHES = re.compile(r"#{1,6}\s+")
_RUNS_ON = re.compile(r"[.,;:：，。；][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A title: its words, the 0-based index of its line, and that of a line drawn under it, if any."""

    title: str
    index: int
    underline: int | None


def find_heading(
    lines: Sequence[SourceLine], openings: Openings, left_out: Collection[int]
) -> Heading | None:
    """The title, where it is clear.

    It is the first line that is neither page furniture nor a date alone. It stands by itself (only a
    date, a drawn line or a turn may follow without a blank line), ends no sentence, and words follow.
    """
    head = range(len(lines) if openings.first is None else openings.first)
    found = next(
        (i for i in head if lines[i].text and i not in left_out and not is_only_a_date(lines[i].text)), None
    )
    if found is None or not _reads_like_a_title(lines[found].text):
        return None
    below = lines[found + 1].text if found + 1 < len(lines) else ""
    underline = found + 1 if _UNDERLINE.fullmatch(below) else None
    alone = (
        not below
        or underline is not None
        or found + 1 in left_out
        or openings.by_line[found + 1] is not None
        or stamp(below) is not None
        or is_only_a_date(below)
    )
    words_follow = any(
        lines[i].text and i not in left_out and i != underline for i in range(found + 1, len(lines))
    )
    if not alone or not words_follow:
        return None
    return Heading(_HASHES.sub("", lines[found].text, count=1), found, underline)


def _reads_like_a_title(text: str) -> bool:
    if len(text) > _LONGEST or stamp(text) is not None or is_remark(text) or _RUNS_ON.search(text):
        return False
    # A line on which somebody may be speaking is none, unless a title's own colon makes it look so.
    timed = any(opening.timecode is not None or opening.bold for opening in readings(text))
    return not timed and any(character.isalpha() for character in text)
