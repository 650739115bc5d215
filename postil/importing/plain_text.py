"""Plain text, as it is copied from a page or saved by a recorder, read as a transcript."""

from __future__ import annotations

from collections.abc import Sequence

from postil.importing.dates import find_date
from postil.importing.draft import Draft, LeftOut
from postil.importing.furniture import find_furniture
from postil.importing.heading import find_heading
from postil.importing.labels import find_openings
from postil.importing.lines import split_lines
from postil.importing.paragraphs import build_paragraphs
from postil.importing.speakers import propose_speakers

# Where nobody speaks there is no head; a date this far down belongs to the words.
_HEAD_WITHOUT_TURNS = 5  # lines that are not blank


def read_plain_text(text: str, *, labels: Sequence[str] = ()) -> Draft:
    """The draft a plain text makes; ``labels`` are labels known to open turns, with or without a colon.

    Every word of the text is in the draft, in the order of the text: in the title, in a paragraph or
    its label, or in what was left out. Timecodes are there in one form, ``HH:MM:SS``. What is not
    there are the marks around a label and its timecode, the ``#`` of a heading, and control characters.
    """
    lines = split_lines(text)
    openings = find_openings(lines, labels)
    furniture = find_furniture(lines, openings)
    heading = find_heading(lines, openings, furniture)
    if heading is not None and heading.underline is not None:
        furniture[heading.underline] = "a line drawn under the title"
    apart = set(furniture) if heading is None else {heading.index, *furniture}
    built = build_paragraphs(lines, openings, apart)
    head = [
        line.text
        for index, line in enumerate(lines if openings.first is None else lines[: openings.first])
        if line.text and index not in furniture
    ]
    left_out = [
        LeftOut(lines[index].number, lines[index].text, reason) for index, reason in furniture.items()
    ]
    return Draft(
        title=None if heading is None else heading.title,
        date=find_date(head if openings.first is not None else head[:_HEAD_WITHOUT_TURNS]),
        speakers=propose_speakers(p.label for p in built.paragraphs if p.label is not None),
        paragraphs=built.paragraphs,
        left_out=tuple(sorted((*left_out, *built.left_out), key=lambda entry: entry.line)),
        doubts=tuple(sorted((*openings.doubts, *built.doubts), key=lambda doubt: doubt.line)),
    )
