"""WebVTT and SubRip captions read as a transcript."""

from __future__ import annotations

from collections.abc import Sequence

from postil.importing.caption_turns import build_turns
from postil.importing.captions import read_captions, without_repeats
from postil.importing.cues import read_cues
from postil.importing.dates import find_date
from postil.importing.draft import Draft
from postil.importing.speakers import propose_speakers


def read_webvtt(text: str, *, labels: Sequence[str] = ()) -> Draft:
    """The draft a WebVTT file makes; ``labels`` are labels known to open turns.

    Every word of the cues is in the draft, in order, or in what was left out. Ends of times, settings,
    styles of words and the marks of a change of speakers are not.
    """
    return _draft(text, labels, webvtt=True)


def read_subrip(text: str, *, labels: Sequence[str] = ()) -> Draft:
    """The draft an SRT file makes, by the same rules."""
    return _draft(text, labels, webvtt=False)


def _draft(text: str, labels: Sequence[str], *, webvtt: bool) -> Draft:
    file = read_cues(text, webvtt=webvtt)
    captions, repeats = without_repeats(tuple(read_captions(file.cues)))
    turns = build_turns(captions, labels)
    title = file.title
    return Draft(
        title=title,
        date=find_date(([] if title is None else [title]) + list(file.head)),
        speakers=propose_speakers(p.label for p in turns.paragraphs if p.label is not None),
        paragraphs=turns.paragraphs,
        left_out=tuple(sorted((*file.left_out, *repeats), key=lambda entry: entry.line)),
        doubts=tuple(sorted((*file.doubts, *turns.doubts), key=lambda doubt: doubt.line)),
    )
