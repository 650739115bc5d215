"""A transcript cut into the files of a book: at its highest headings, and where it grows too long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from postil.model.plan import PlannedTranscript
from postil.model.text import Block, Leaf, LeafKind, leaves_of
from postil.model.transcript import Part, Passage, Transcript
from postil.model.woven import BOOK_NOTES

TITLE_FILE = "title.xhtml"
"""The file that says what the book is; the notes on the whole transcript are referred to there."""

_LONGEST = 60_000  # code points of a file; small readers stumble over long ones


@dataclass(frozen=True, slots=True)
class Chapter:
    """A file of the book: the parts of the transcript from ``first`` up to ``last``."""

    file: str
    first: int
    last: int


class Chapters:
    """The chapters of a transcript, and in which file each place of it stands."""

    def __init__(self, planned: PlannedTranscript) -> None:
        transcript = planned.anchored.transcript
        self.all = tuple(_cut(transcript))
        self._files: dict[str, str] = {}
        ends: list[tuple[int, str]] = []
        for chapter in self.all:
            parts = transcript.parts[chapter.first : chapter.last]
            ends.append((_end(parts), chapter.file))
            self._files |= dict.fromkeys((f for part in parts for f in _fragments(part)), chapter.file)
        for numbered in planned.notes:
            self._files[f"note-{numbered.note.id}"] = BOOK_NOTES
            end = numbered.range.end if numbered.range is not None else None
            file = next((file for last, file in ends if end is not None and end <= last), TITLE_FILE)
            self._files[f"ref-{numbered.note.id}"] = file

    def address(self, fragment: str) -> str | None:
        """The address in the book of ``t3``, ``note-x``, ``ref-x`` or a heading; None if it is not there."""
        file = self._files.get(fragment)
        return None if file is None else f"{file}#{fragment}"


def _cut(transcript: Transcript) -> Iterator[Chapter]:
    levels = [leaf.level for leaf in leaves_of(transcript.blocks) if leaf.kind is LeafKind.HEADING]
    top = min(levels, default=0)
    number, first, size = 1, 0, 0
    for index, part in enumerate(transcript.parts):
        length = sum(leaf.end - leaf.start for leaf in leaves_of(_blocks(part)))
        if index > first and (_heads(part, top) or size + length > _LONGEST):
            yield Chapter(f"text-{number:03}.xhtml", first, index)
            number, first, size = number + 1, index, 0
        size += length
    if transcript.parts:
        yield Chapter(f"text-{number:03}.xhtml", first, len(transcript.parts))


def _heads(part: Part, level: int) -> bool:
    if not isinstance(part, Passage) or not isinstance(part.block, Leaf):
        return False
    return part.block.kind is LeafKind.HEADING and part.block.level == level


def _blocks(part: Part) -> tuple[Block, ...]:
    return (part.block,) if isinstance(part, Passage) else part.blocks


def _fragments(part: Part) -> Iterator[str]:
    if not isinstance(part, Passage):
        yield f"t{part.number}"
    yield from (leaf.anchor for leaf in leaves_of(_blocks(part)) if leaf.anchor is not None)


def _end(parts: tuple[Part, ...]) -> int:
    return max((leaf.end for part in parts for leaf in leaves_of(_blocks(part))), default=0)
