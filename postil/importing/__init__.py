"""Making a transcript from a file that is not one yet: one module a format, one table of them.

An importer turns text into a `Draft`; `write_markdown` turns any draft into a transcript file. Both
are pure: reading the file, asking for what is missing and showing what was left out is the command's
work.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from postil.importing.caption_files import read_subrip, read_webvtt
from postil.importing.draft import Doubt, Draft, LeftOut, Paragraph, ProposedSpeaker
from postil.importing.markdown import write_markdown
from postil.importing.plain_text import read_plain_text

__all__ = [
    "IMPORTERS",
    "Doubt",
    "Draft",
    "Importer",
    "LeftOut",
    "Paragraph",
    "ProposedSpeaker",
    "read_plain_text",
    "read_subrip",
    "read_webvtt",
    "write_markdown",
]


class Importer(Protocol):
    """What every importer is: a pure function from a file's text to a draft."""

    def __call__(self, text: str, *, labels: Sequence[str] = ()) -> Draft:
        """The draft that ``text`` makes; ``labels`` are labels known to open turns."""
        ...


IMPORTERS: Mapping[str, Importer] = MappingProxyType(
    {
        ".srt": read_subrip,
        ".text": read_plain_text,
        ".txt": read_plain_text,
        ".vtt": read_webvtt,
    }
)
"""The importers by file suffix, in lower case and with its dot."""
