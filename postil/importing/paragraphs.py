"""From lines to paragraphs: what was wrapped is joined, and every turn begins one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from postil.importing.draft import Doubt, LeftOut, Paragraph
from postil.importing.labels import Openings
from postil.importing.lines import SourceLine, ends_sentence, joined
from postil.importing.openings import stamp, stamped
from postil.importing.timecodes import Timecode
from postil.importing.wrapping import Wrapping, find_wrapping, is_remark

# Of the times in front of words, this share must be later than the one before for them to be a recording's.
_SHARE_LATER = 0.8


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """The paragraphs of a text in order, and what came up on the way."""

    paragraphs: tuple[Paragraph, ...]
    left_out: tuple[LeftOut, ...]
    doubts: tuple[Doubt, ...]


def build_paragraphs(lines: Sequence[SourceLine], openings: Openings, apart: Collection[int]) -> Paragraphs:
    """The paragraphs that the lines make, without those ``apart`` (0-based): furniture and title.

    A timecode in front of words that open no turn goes with its paragraph, if it is in square
    brackets, counts hours, or is one of a row of them that goes on; else it is part of the words.
    """
    builder = _Builder(find_wrapping(_neighbours(lines, openings, apart)))
    times = _times(lines, openings, apart)
    for index, line in enumerate(lines):
        if index in apart:
            builder.pass_over()
            continue
        builder.enter(line)
        opening = openings.by_line[index]
        if not line.text:
            builder.blank()
        elif opening is not None:
            builder.open(line, opening.label, opening.timecode, opening.rest)
        elif index in times:
            builder.time(line, *times[index])
        else:
            builder.words(line)
    builder.finish()
    return Paragraphs(tuple(builder.done), tuple(builder.left_out), tuple(builder.doubts))


def _neighbours(
    lines: Sequence[SourceLine], openings: Openings, apart: Collection[int]
) -> Iterator[tuple[str, str]]:
    """The pairs of lines, from the first turn on, of which the second may go on with the first."""
    for index in range((openings.first or 0) + 1, len(lines)):
        before, after = lines[index - 1].text, lines[index].text
        opening = openings.by_line[index - 1]
        if not before or not after or index in apart or index - 1 in apart or stamp(before) or stamp(after):
            continue
        if openings.by_line[index] is None and (opening is None or opening.rest):
            yield before, after


def _times(
    lines: Sequence[SourceLine], openings: Openings, apart: Collection[int]
) -> dict[int, tuple[Timecode, str]]:
    """The timecodes in front of words without a label, with those words, by line (0-based)."""
    found: dict[int, tuple[Timecode, str]] = {}
    certain = set()
    for index, line in enumerate(lines):
        if not line.text or index in apart or openings.by_line[index] is not None:
            continue
        alone = stamp(line.text)
        read = (alone, "") if alone is not None else stamped(line.text)
        if read is None:
            continue
        found[index] = read
        before_turn = alone is not None and _stands_over_a_turn(lines, openings, index)
        if before_turn or line.text.startswith("[") or line.text.count(":") > 1:
            certain.add(index)
    starts = [timecode.start for timecode, _ in found.values()]
    later = sum((len(a), a) < (len(b), b) for a, b in pairwise(starts))
    if later and later >= _SHARE_LATER * (len(starts) - 1):
        return found
    return {index: found[index] for index in certain}


def _stands_over_a_turn(lines: Sequence[SourceLine], openings: Openings, index: int) -> bool:
    """Whether a turn without a time opens next, and the line is not all that the turn above it says."""
    above = next((i for i in range(index - 1, -1, -1) if lines[i].text), None)
    below = next((i for i in range(index + 1, len(lines)) if lines[i].text), None)
    before = None if above is None else openings.by_line[above]
    after = None if below is None else openings.by_line[below]
    return after is not None and after.timecode is None and (before is None or before.rest != "")


@dataclass(slots=True)
class _Open:
    """The paragraph that lines are being added to; ``last`` is the last line added, as it stood."""

    line: int
    label: str | None
    timecode: str | None
    text: str = ""
    last: str = ""


@dataclass(slots=True)
class _Builder:
    wrapping: Wrapping
    done: list[Paragraph] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    _current: _Open | None = None
    # A timecode on a line of its own, with that line: it belongs to what comes next.
    _waiting: tuple[SourceLine, Timecode] | None = None
    _after_blank: bool = False
    _after_page: bool = False
    _page: int = 0
    _in_preamble: bool = True

    def enter(self, line: SourceLine) -> None:
        """Take notice of a line, whatever it is."""
        self._after_page |= line.page != self._page
        self._page = line.page
        if line.dropped:
            self.doubts.append(
                Doubt(line.number, line.text, "control characters were taken out of this line")
            )

    def pass_over(self) -> None:
        """A line that is no part of the words."""
        self._after_page = True

    def blank(self) -> None:
        """A blank line, which ends a paragraph unless a page ended in the middle of it."""
        self._after_blank = True

    def open(self, line: SourceLine, label: str, timecode: Timecode | None, rest: str) -> None:
        """The opening of a turn."""
        waiting: tuple[SourceLine, Timecode | None] = (line, timecode)
        if timecode is None and self._waiting is not None:
            waiting, self._waiting = self._waiting, None
        self._close()
        self._in_preamble = False
        self._current = _Open(line.number, label, self._start(*waiting))
        self._add(line, rest)

    def time(self, line: SourceLine, timecode: Timecode, rest: str) -> None:
        """A timecode without a label: of the label above it, if that has none, or of the words to come."""
        current = self._current
        if (
            current is not None
            and current.label is not None
            and not current.text
            and current.timecode is None
        ):
            current.timecode = self._start(line, timecode)
            self._add(line, rest)
            return
        self._close()
        if rest:
            self._current = _Open(line.number, None, self._start(line, timecode))
            self._add(line, rest)
        else:
            self._waiting = (line, timecode)

    def words(self, line: SourceLine) -> None:
        """A line of words."""
        current = self._current
        if current is None or (current.text and not self._goes_on(current, line.text)):
            waiting = self._waiting
            self._waiting = None
            self._close()
            timecode = None if waiting is None else self._start(*waiting)
            self._current = _Open(line.number if waiting is None else waiting[0].number, None, timecode)
        self._add(line, line.text)

    def finish(self) -> None:
        """The end of the text."""
        self._close()

    def _goes_on(self, current: _Open, text: str) -> bool:
        if is_remark(current.text):
            return False
        if self._after_page and not ends_sentence(current.last) and text[0].islower():
            return True
        return not self._after_blank and self.wrapping.continues(
            current.last, text, in_preamble=self._in_preamble
        )

    def _add(self, line: SourceLine, text: str) -> None:
        assert self._current is not None
        current = self._current
        if current.text.endswith("-") and text:
            seam = f"{current.text.rsplit(maxsplit=1)[-1]} {text.split(maxsplit=1)[0]}"
            self.doubts.append(Doubt(line.number, seam, "joined after a hyphen; one word?"))
        current.text = joined(current.text, text) if current.text and text else current.text or text
        current.last = line.text
        self._after_blank = self._after_page = False

    def _start(self, line: SourceLine, timecode: Timecode | None) -> str | None:
        if timecode is None:
            return None
        if timecode.end is not None:
            self.left_out.append(LeftOut(line.number, timecode.end, "the end of a range of time"))
        return timecode.start

    def _close(self) -> None:
        """Put away the paragraph, and a timecode after it that nothing followed."""
        current, self._current = self._current, None
        if current is not None:
            if not current.text:
                self.doubts.append(Doubt(current.line, current.label or "", "a label without words"))
            self.done.append(Paragraph(current.text, current.line, current.label, current.timecode))
        if self._waiting is not None:
            line, _ = self._waiting
            self._waiting = None
            self.done.append(Paragraph(line.text, line.number))
