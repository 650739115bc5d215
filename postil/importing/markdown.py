"""A draft written as the transcript file it is to become."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from postil.importing.draft import Draft, Paragraph, ProposedSpeaker
from postil.importing.escaping import escape
from postil.importing.lines import one_line
from postil.yaml_strings import day, scalar

_TIMECODE = r"[\[(]\s*[0-9:.,]+\s*[\])]"


def write_markdown(draft: Draft, *, title: str, date: str) -> str:
    """The transcript file: front matter and turns, ending with a newline.

    Read as a transcript, it gives back the draft's paragraphs with their labels and timecodes. A
    paragraph without a label whose words would read as a label or a timecode is written as a
    quotation, which opens no turn and stays with the speaker before it: the words remain the same.

    Every label of a paragraph must be among the draft's speakers.
    """
    labels = [speaker.label for speaker in draft.speakers]
    unknown = {p.label for p in draft.paragraphs if p.label is not None} - set(labels)
    if unknown:
        raise ValueError(f"labels without a speaker: {sorted(unknown)}")
    front = [f"title: {scalar(one_line(title))}", f"date: {day(date)}", *_speakers(draft.speakers)]
    misread = _misread(labels)
    body = "".join(f"\n{written}\n" for p in draft.paragraphs if (written := _paragraph(p, misread)))
    return "---\n" + "".join(f"{line}\n" for line in front) + "---\n" + body


def _speakers(speakers: Iterable[ProposedSpeaker]) -> Iterator[str]:
    known = list(speakers)
    yield "speakers:" if known else "speakers: {}"
    for speaker in known:
        # An id that is not plain to see from the name is written down, and so does not hang on a
        # table of transliterations either.
        plain = "-".join(speaker.name.lower().split()) == speaker.id
        identity = "" if plain else f"id: {scalar(speaker.id)}, "
        yield f"  {scalar(speaker.label)}: {{{identity}name: {scalar(speaker.name)}}}"


def _paragraph(paragraph: Paragraph, misread: re.Pattern[str]) -> str:
    words = one_line(paragraph.text)
    time = "" if paragraph.timecode is None else f"[{paragraph.timecode}] "
    if paragraph.label is not None:
        return escape(f"{time}{paragraph.label}: {words}".strip())
    if misread.match(unicodedata.normalize("NFC", words)):
        return "> " + escape((time + words).strip())
    return escape((time + words).strip())


def _misread(labels: Iterable[str]) -> re.Pattern[str]:
    """What a paragraph must not begin with unless it opens a turn or has a timecode."""
    names = "|".join(
        r"\s+".join(map(re.escape, unicodedata.normalize("NFC", label).split())) for label in labels
    )
    opening = rf"(?:{_TIMECODE}\s*)?(?:{names})(?:\s*{_TIMECODE})?\s*[:：]|" if names else ""
    return re.compile(rf"{opening}{_TIMECODE}(?:\s|$)")
