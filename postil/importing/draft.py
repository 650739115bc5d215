"""What an importer hands over: words in order, who seems to say them, and what was not taken."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the transcript to be.

    ``text`` is one line of plain words, not Markdown. ``label`` is given where the paragraph opens a
    turn; without one it goes on with the turn before it, or stands before the first. ``timecode`` is
    ``HH:MM:SS`` or ``HH:MM:SS.mmm``, without brackets. ``line`` is the 1-based input line on which
    the paragraph begins. ``text`` is empty where a label stands without words.
    """

    text: str
    line: int
    label: str | None = None
    timecode: str | None = None


@dataclass(frozen=True, slots=True)
class ProposedSpeaker:
    """Somebody who seems to speak.

    ``label`` is what stands in the text, with plain single spaces. Several labels may share one
    ``id``; then they share the ``name`` too. ``turns`` counts the turns that open with this label.
    """

    label: str
    id: str
    name: str
    turns: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of the input that are no part of the transcript, and why.

    ``line`` is 1-based; ``text`` is the whole line, or the part of it that was left out. ``repeated``
    says that the transcript has the very words all the same, from another line.
    """

    line: int
    text: str
    reason: str
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """A decision somebody should look at. ``line`` is 1-based; ``text`` is what it is about."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A transcript to be.

    ``title`` and ``date`` (ISO 8601, a day) are None where the input does not say them clearly.
    ``speakers`` come in the order in which they first speak, and every label of a paragraph is
    among them. ``left_out`` and ``doubts`` are sorted by line.
    """

    title: str | None
    date: str | None
    speakers: tuple[ProposedSpeaker, ...]
    paragraphs: tuple[Paragraph, ...]
    left_out: tuple[LeftOut, ...] = ()
    doubts: tuple[Doubt, ...] = ()
