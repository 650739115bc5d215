"""Caption files as cues: which lines are words, and which are the format's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from postil.importing.draft import Doubt, LeftOut
from postil.importing.lines import SourceLine, split_lines
from postil.importing.timecodes import read_timecode, seconds

_CLOCK = r"(?:\d{1,6}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?"
_TIMING = re.compile(rf"({_CLOCK})\s*-->\s*({_CLOCK})(?:\s.*)?")
_COUNTER = re.compile(r"\d{1,9}")
_SIGNATURE = re.compile(r"WEBVTT(?:\s+(?:[-–—:]\s*)?(?P<title>.*))?")
_COMMENT = re.compile(r"NOTE(?:\s.*)?")
_BLOCKS = {"STYLE": "how captions look", "REGION": "where captions stand"}
_HEADER, _COMMENTED = "a header of the caption file", "a comment in the caption file"
_NAME, _OUTSIDE = "the name of a caption", "it stands before the first caption"


@dataclass(frozen=True, slots=True)
class Cue:
    """A caption as it is shown: ``start`` and ``end`` in seconds, ``timecode`` as a transcript has it.

    They are None where the file tells no time.
    """

    timecode: str | None
    start: float | None
    end: float | None
    lines: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class CueFile:
    """The cues of a file in their order. ``title`` is what its first line says, if anything.

    ``head`` has the words that stand before the first cue, comments among them.
    """

    cues: tuple[Cue, ...]
    title: str | None
    head: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    doubts: tuple[Doubt, ...]


def read_cues(text: str, *, webvtt: bool) -> CueFile:
    """The cues of a WebVTT file, or of a SubRip file.

    What stands after a blank line inside a cue is still words of it. Blank lines between cues may be
    missing. Counters, and names of cues with a digit in them, which programs make, are passed over;
    other names are listed as left out.
    """
    reader = _Reader(split_lines(text), webvtt)
    reader.read()
    return CueFile(
        tuple(reader.cues()), reader.title, tuple(reader.head), tuple(reader.left_out), tuple(reader.doubts)
    )


@dataclass(slots=True)
class _Reader:
    lines: Sequence[SourceLine]
    webvtt: bool
    title: str | None = None
    head: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    _cues: list[tuple[SourceLine, list[SourceLine]]] = field(default_factory=list)
    _count: int = 0  # the last counter

    def read(self) -> None:
        """Give every line its part."""
        after_blank = True
        block: str | None = None  # why the lines up to the next blank one are left out
        first = next((i for i, line in enumerate(self.lines) if line.text), None)
        for index, line in enumerate(self.lines):
            if not line.text:
                after_blank, block = True, None
                continue
            if _TIMING.fullmatch(line.text):
                self._cues.append((line, []))
                block = None
            elif self._is_name(index, after_blank=after_blank):
                self._pass_over(line)
            elif index == first and self.webvtt and (signature := _SIGNATURE.fullmatch(line.text)):
                self.title = signature["title"] or None
                block = _HEADER
            else:
                if block is None and after_blank and self.webvtt:
                    block = self._block(line.text)
                self._words(line, block)
            after_blank = False

    def cues(self) -> Iterator[Cue]:
        """The cues that were found."""
        for line, words in self._cues:
            timecode = read_timecode(line.text)
            if timecode is None:
                self.doubts.append(Doubt(line.number, line.text, "this tells no time"))
                yield Cue(None, None, None, tuple(words))
                continue
            end = read_timecode(timecode.end or "")
            start = timecode.start.removesuffix(".000")
            yield Cue(start, seconds(start), None if end is None else seconds(end.start), tuple(words))

    def _is_name(self, index: int, *, after_blank: bool) -> bool:
        """Whether a line is the counter or the name of the cue whose times stand on the next."""
        if index + 1 == len(self.lines) or not _TIMING.fullmatch(self.lines[index + 1].text):
            return False
        text = self.lines[index].text
        if not _COUNTER.fullmatch(text):
            return self.webvtt and after_blank and not _SIGNATURE.fullmatch(text)
        follows = int(text) == self._count + 1
        if after_blank or follows:
            self._count = int(text)
        return after_blank or follows

    def _pass_over(self, line: SourceLine) -> None:
        made = " " not in line.text and any(character.isdigit() for character in line.text)
        if not made:
            self.left_out.append(LeftOut(line.number, line.text, _NAME))

    def _block(self, text: str) -> str | None:
        if _COMMENT.fullmatch(text):
            return _COMMENTED
        return None if self._cues else _BLOCKS.get(text)

    def _words(self, line: SourceLine, block: str | None) -> None:
        if block is None and self._cues:
            self._cues[-1][1].append(line)
            if line.dropped:
                self.doubts.append(
                    Doubt(line.number, line.text, "control characters were taken out of this line")
                )
            return
        self.left_out.append(LeftOut(line.number, line.text, block or _OUTSIDE))
        if not self._cues and block not in _BLOCKS.values():
            self.head.append(line.text)
