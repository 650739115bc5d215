"""transcript.vtt: the turns as WebVTT (https://www.w3.org/TR/webvtt1/), where there are timecodes.

A cue lasts from one timecode to the next. Words without a timecode belong to the cue before them, as
do those whose timecode is no later than the one before. Where the last cue ends, no file says: it is
given the time that it takes to say its words.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from postil.exporting.texts import Texts
from postil.model.plan import PlannedTranscript, SitePlan
from postil.model.text import LeafKind, leaves_of
from postil.model.transcript import Transcript, Turn

_WORD = 400  # milliseconds: 150 words a minute
_LEAST = 2000


def export(planned: PlannedTranscript, plan: SitePlan, texts: Texts) -> bytes | None:
    """The file; None if the transcript has no timecode."""
    del plan, texts  # every export takes the same arguments
    transcript = planned.anchored.transcript
    cues: list[tuple[int, list[str]]] = []
    words = 0
    for timecode, line, spoken in _lines(transcript):
        time = None if timecode is None else _milliseconds(timecode)
        if time is not None and (not cues or time > cues[-1][0]):
            cues.append((time, [line]))
            words = spoken
        elif cues:
            cues[-1][1].append(line)
            words += spoken
    if not cues:
        return None
    ends = [*(start for start, _ in cues[1:]), cues[-1][0] + max(words * _WORD, _LEAST)]
    written = [
        f"{_clock(start)} --> {_clock(end)}\n" + "\n".join(lines)
        for (start, lines), end in zip(cues, ends, strict=True)
    ]
    return ("\n\n".join(["WEBVTT", *written]) + "\n").encode()


def _lines(transcript: Transcript) -> Iterator[tuple[str | None, str, int]]:
    """The lines of the cues, each with its timecode, if it has one, and the number of its words.

    Headings are left out: nobody says them.
    """
    time: str | None = None
    for part in transcript.parts:
        blocks = part.blocks if isinstance(part, Turn) else [part.block]
        for leaf in leaves_of(blocks):
            words = transcript.text[leaf.start : leaf.end].split()
            time = leaf.timecode or time
            if not words or leaf.kind is LeafKind.HEADING:
                continue  # a label may stand alone, with its words below it
            line = escape(" ".join(words), quote=False)
            if isinstance(part, Turn) and leaf.kind is not LeafKind.INCIDENT:
                name = " ".join(transcript.people[part.speaker].name.split())
                line = f"<v {escape(name, quote=False)}>{line}</v>"
            yield time, line, len(words)
            time = None


def _milliseconds(timecode: str) -> int:
    """``MM:SS`` or ``HH:MM:SS``, with ``.mmm`` or without."""
    clock, _, fraction = timecode.partition(".")
    seconds = 0
    for part in clock.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000 + int(fraction.ljust(3, "0") or 0)


def _clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{rest:03}"
