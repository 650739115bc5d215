"""What exports take from other steps: words of the interface, and HTML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from postil.model.plan import CorrectionEntry, ListedNote, PlannedTranscript
from postil.model.text import Link


@dataclass(frozen=True, slots=True)
class Texts:
    """``phrase`` has the words of a key, as plain text in the site's language.

    ``address`` is where a link on a transcript's page, or in one of its notes, leads. ``note`` and
    ``correction`` are HTML for feed readers. Every address is a whole one.
    """

    phrase: Callable[[str], str]
    address: Callable[[PlannedTranscript, Link], str]
    note: Callable[[ListedNote], str]
    correction: Callable[[CorrectionEntry], str]
