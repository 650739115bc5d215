"""Captions as turns: who says the words, and where their paragraphs end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce

from postil.importing.captions import Caption, CaptionLine
from postil.importing.draft import Doubt, Paragraph
from postil.importing.label_shape import is_shaped
from postil.importing.labels import find_openings
from postil.importing.lines import SourceLine, ends_sentence, joined
from postil.importing.openings import Manner, Opening, clean_label, folded, given_labels, readings
from postil.importing.wrapping import is_remark

UNNAMED = "Unnamed speaker"
"""The label of words of which a file says that somebody else says them, and not who."""

_NEXT_SPEAKER = re.compile(r">{2,3}\s*")
_DASH = re.compile(r"[-–—‐]\s*(?=\S)")
_DASH_APART = re.compile(r"[-–—‐]\s+(?=\S)")
_PAUSE = 2.0  # seconds of silence that end a paragraph behind a sentence
_LONG_PAUSE = 5.0  # … and that end one anywhere
_FULL = 600  # code points after which a paragraph ends with its sentence
_LONGEST_REMARK = 500  # code points
_OVERFULL = 2000  # … and where there are no sentences, as in captions that a machine made


@dataclass(frozen=True, slots=True)
class CaptionTurns:
    """The paragraphs of captions, and what to look at in them."""

    paragraphs: tuple[Paragraph, ...]
    doubts: tuple[Doubt, ...]


def build_turns(captions: Sequence[Caption], labels: Iterable[str]) -> CaptionTurns:
    """The turns that captions make; ``labels`` are labels known to stand in them.

    A voice names the speaker of its words, a label that of all words up to the next. ``>>`` and a dash
    before a line mean that somebody else goes on: without a name this is nobody who was named before.
    Where a file says nothing at all of speakers, one given label is that of them all.
    """
    given = [label for label in labels if given_labels([label])]
    lines, openings, doubts = _read_speakers(captions, given)
    structured = any(line.words.voice or line.changes for line in lines) or any(openings)
    speaker = clean_label(given[0].rstrip(" \t:：")) if len(given) == 1 and not structured else None
    voiced = any(line.words.voice for line in lines)
    builder = _Builder(speaker, [])
    remaining = iter(zip(lines, openings, strict=True))
    for caption in captions:
        builder.begin(caption)
        parts = [next(remaining) for _ in caption.lines]
        for part in _parts(parts, voiced=voiced):
            builder.add(part)
    builder.close()
    found = (*doubts, *builder.doubts)
    return CaptionTurns(tuple(builder.done), tuple(sorted(found, key=lambda doubt: doubt.line)))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without the marks of a change of speakers; ``changes`` tells whether it had one."""

    words: CaptionLine
    text: str
    changes: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """What one speaker says in a caption, in lines. ``speaker`` is None where it goes on as before."""

    speaker: str | None
    changes: bool
    number: int
    lines: list[str]


def _read_speakers(
    captions: Iterable[Caption], given: Sequence[str]
) -> tuple[list[_Line], list[Opening | None], tuple[Doubt, ...]]:
    """The lines of all captions with, for each, the label it opens with, and doubts about those."""
    lines: list[_Line] = []
    sources: list[SourceLine] = []
    places: list[int] = []
    announced: list[str] = []
    for caption in captions:
        dashes = sum(_DASH.match(line.text) is not None for line in caption.lines)
        for line in caption.lines:
            arrow = _NEXT_SPEAKER.match(line.text)
            mark = arrow or (_DASH if dashes > 1 else _DASH_APART).match(line.text)
            text = line.text[mark.end() :] if mark else line.text
            if arrow:
                announced += [o.label for o in readings(text) if _names_somebody(o)]
            lines.append(_Line(line, text, mark is not None))
            places.append(len(sources))
            sources.append(SourceLine(line.number, text, 0, 0))
        sources.append(SourceLine(0, "", 0, 0))
    if any(line.words.voice for line in lines):
        known = given_labels(given)
        named = ([o for o in readings(line.text) if folded(o.label) in known] for line in lines)
        return lines, [found[0] if found else None for found in named], ()
    found = find_openings(sources, [*given, *announced])
    openings = [found.by_line[place] for place in places]
    return lines, [o if o and o.manner is not Manner.HEADING else None for o in openings], found.doubts


def _names_somebody(opening: Opening) -> bool:
    return opening.manner is Manner.COLON and is_shaped(opening.label)


def _parts(lines: Iterable[tuple[_Line, Opening | None]], *, voiced: bool) -> Iterator[_Part]:
    """The lines of a caption by who says them."""
    part: _Part | None = None
    voice: str | None = None
    for line, opening in lines:
        speaker = opening.label if opening else line.words.voice
        begins = opening is not None or line.changes or line.words.voice != voice
        voice = line.words.voice
        text = opening.rest if opening else line.text
        if part is not None and not begins:
            part.lines.append(text)
            continue
        if part is not None:
            yield part
        part = _Part(
            UNNAMED if speaker is None and (voiced or line.changes) else speaker,
            line.changes and speaker is None,
            line.words.number,
            [text],
        )
    if part is not None:
        yield part


@dataclass(slots=True)
class _Open:
    line: int
    label: str | None
    timecode: str | None
    text: str


@dataclass(slots=True)
class _Builder:
    """Puts parts of captions together as paragraphs."""

    speaker: str | None
    done: list[Paragraph]
    doubts: list[Doubt] = field(default_factory=list)
    _written: str | None = None  # whose turn it is in what was written
    _turn_is_due: bool = False
    _current: _Open | None = None
    _caption: Caption | None = None
    _last_end: float | None = None

    def begin(self, caption: Caption) -> None:
        """The next caption."""
        if self._caption is not None and self._caption.end is not None:
            self._last_end = self._caption.end
        self._caption = caption
        if self._current is not None and self._is_over(self._current.text):
            self.close()

    def add(self, part: _Part) -> None:
        """What somebody says in it."""
        named = part.speaker not in (None, UNNAMED)
        remark = None if named else self._one_remark(part.lines)
        if part.speaker is not None and (remark is None or part.changes):
            self._turn_is_due |= part.changes or part.speaker != self.speaker
            self.speaker = part.speaker
        if remark is not None:
            self._remark(part.number, remark)
            return
        for text in part.lines:
            if is_remark(text) and text[0] == "[" and not named:
                self._remark(part.number, text)
            else:
                self._words(part.number, text)

    def close(self) -> None:
        """The end of a paragraph."""
        current, self._current = self._current, None
        if current is not None:
            if not current.text:
                self.doubts.append(Doubt(current.line, current.label or "", "a label without words"))
            self.done.append(Paragraph(current.text, current.line, current.label, current.timecode))

    def _words(self, line: int, text: str) -> None:
        if self.speaker is not None and (self._turn_is_due or self._written != self.speaker):
            self.close()
            self._current = _Open(line, self.speaker, self._timecode(), text)
            self._written = self.speaker
            self._turn_is_due = False
        elif self._current is None or len(self._current.text) >= _OVERFULL:
            self.close()
            self._current = _Open(line, None, self._timecode(), text)
        else:
            self._join(self._current, line, text)

    def _join(self, current: _Open, line: int, text: str) -> None:
        if current.text.endswith("-") and text:
            seam = f"{current.text.rsplit(maxsplit=1)[-1]} {text.split(maxsplit=1)[0]}"
            self.doubts.append(Doubt(line, seam, "joined after a hyphen; one word?"))
        current.text = joined(current.text, text) if current.text and text else current.text or text

    def _one_remark(self, lines: Sequence[str]) -> str | None:
        """What lines say if they are one remark; in parentheses only where no sentence is cut by it."""
        if sum(map(len, lines)) > _LONGEST_REMARK:
            return None
        whole = reduce(joined, lines)
        between = self._current is None or not self._current.text or ends_sentence(self._current.text)
        return whole if is_remark(whole) and (whole[0] == "[" or between) else None

    def _remark(self, line: int, text: str) -> None:
        self.close()
        self.done.append(Paragraph(text, line, None, self._timecode()))

    def _timecode(self) -> str | None:
        return None if self._caption is None else self._caption.timecode

    def _is_over(self, text: str) -> bool:
        """Whether the paragraph ends before the caption that begins."""
        start = None if self._caption is None else self._caption.start
        pause = 0.0 if start is None or self._last_end is None else start - self._last_end
        if len(text) >= _OVERFULL or pause >= _LONG_PAUSE:
            return True
        return ends_sentence(text) and (len(text) >= _FULL or pause >= _PAUSE)
