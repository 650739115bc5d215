"""The words of captions: without markup, with the voice that says them, each word once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from itertools import pairwise

from postil.importing.cues import Cue
from postil.importing.draft import LeftOut
from postil.importing.lines import SourceLine, one_line
from postil.importing.openings import clean_label

_TAG = re.compile(
    r"<v(?:\.[^\s<>]*)?(?:\s+(?P<voice>[^<>]*))?>|(?P<silence></v\s*>)|(?P<reading><rt\b[^<>]*>)|(?P<read></rt\s*>)|"
    r"(?P<break><br\s*/?>)|</?(?:c|i|b|u|s|lang|ruby|font|span)(?:[.\s][^<>]*)?>|<\d[\d:.]*>|\{\\[^{}]*\}",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Captions that a machine made have the mark of a new speaker inside their lines, too.
_BEFORE_MARK = re.compile(r"\s+(?=>{2,3}(?:\s|\w))")
_SHOWS_NOTHING = re.compile("[\u200b\u2060\ufeff]")
_REPEATED = "a line that captions show again while they roll up"
_FEWEST_ROLLS = 2
_SHARE_OF_ROLLS = 0.5
_MOMENT = 0.1  # seconds: captions that are nearer follow at once, and one that is shorter only holds lines


@dataclass(frozen=True, slots=True)
class CaptionLine:
    """A line of a caption, or the part of it that one voice says. ``number`` is that of the input."""

    number: int
    text: str
    voice: str | None


@dataclass(frozen=True, slots=True)
class Caption:
    """A cue as words; it has at least one line."""

    timecode: str | None
    start: float | None
    end: float | None
    lines: tuple[CaptionLine, ...]


def read_captions(cues: Sequence[Cue]) -> Iterator[Caption]:
    """The captions that show words."""
    for cue in cues:
        lines = tuple(_lines(cue.lines))
        if lines:
            yield Caption(cue.timecode, cue.start, cue.end, lines)


def _lines(lines: Sequence[SourceLine]) -> Iterator[CaptionLine]:
    voice: str | None = None
    for line in lines:
        words = ""
        position = 0
        for tag in _TAG.finditer(line.text):
            words += line.text[position : tag.start()]
            position = tag.end()
            if tag[0][:2].lower() == "<v" or tag["silence"]:
                yield from _line(line.number, words, voice)
                words = ""
                voice = _voice(tag["voice"] or "")
            else:
                words += "(" if tag["reading"] else ")" if tag["read"] else " " if tag["break"] else ""
        yield from _line(line.number, words + line.text[position:], voice)


def _line(number: int, words: str, voice: str | None) -> Iterator[CaptionLine]:
    for text in _BEFORE_MARK.split(one_line(_plain(words))):
        if _SHOWS_NOTHING.sub("", text).strip():
            yield CaptionLine(number, text, voice)


def _voice(name: str) -> str | None:
    # A colon would end the label in the transcript.
    return clean_label(one_line(re.sub("[:：]", " ", _plain(name)))) or None


def _plain(text: str) -> str:
    """The text with its character references resolved; an ``&`` that begins none stays."""
    return _ENTITY.sub(lambda found: unescape(found[0]), text)


def without_repeats(captions: Sequence[Caption]) -> tuple[tuple[Caption, ...], tuple[LeftOut, ...]]:
    """The captions with each line once, where the file rolls: lines move up while new ones come below.

    A file rolls if at least half of its captions begin with the very lines that ended the one before
    them, without a pause. There, and only there, these lines are taken out. A caption that repeats
    the whole one before it counts only if it stands for a moment, as a rolling file shows it between
    two others: what is said twice stays.
    """
    overlaps = [_overlap(before, after) for before, after in pairwise(captions)]
    rolls = sum(overlap > 0 for overlap in overlaps)
    if rolls < max(_FEWEST_ROLLS, _SHARE_OF_ROLLS * len(overlaps)):
        return tuple(captions), ()
    kept, left_out = [captions[0]], []
    for caption, overlap in zip(captions[1:], overlaps, strict=True):
        left_out += [
            LeftOut(line.number, line.text, _REPEATED, repeated=True) for line in caption.lines[:overlap]
        ]
        if overlap < len(caption.lines):
            kept.append(replace(caption, lines=caption.lines[overlap:]))
    return tuple(kept), tuple(left_out)


def _overlap(before: Caption, after: Caption) -> int:
    """How many lines at the end of one caption stand again at the beginning of the next."""
    if before.end is None or before.start is None or after.start is None or after.end is None:
        return 0
    if not before.start <= after.start <= before.end + _MOMENT:
        return 0
    old, new = [line.text for line in before.lines], [line.text for line in after.lines]
    longest = len(new) if after.end - after.start <= _MOMENT else len(new) - 1
    return next((n for n in range(min(longest, len(old)), 0, -1) if old[-n:] == new[:n]), 0)
