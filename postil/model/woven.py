"""A transcript with its notes woven in: HTML by the block, and which notes end where."""

from __future__ import annotations

from dataclasses import dataclass

from postil.model.numbered import NumberedNote
from postil.model.transcript import Turn


@dataclass(frozen=True, slots=True)
class WovenBlock:
    """A top-level block as HTML, and the notes whose words end in it."""

    html: str
    notes: tuple[NumberedNote, ...]


@dataclass(frozen=True, slots=True)
class WovenPart:
    """A turn with its blocks, or a block that stands in no turn."""

    turn: Turn | None
    blocks: tuple[WovenBlock, ...]


BOOK_NOTES = "notes.xhtml"
"""The file of a book that has its notes."""
