"""What exports take from other steps: words of the interface, and HTML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from postil.model.plan import CorrectionEntry, ListedNote


@dataclass(frozen=True, slots=True)
class Texts:
    """``phrase`` has the words of a key, as plain text in the site's language.

    ``note`` and ``correction`` are HTML for feed readers: every address in it is a whole one.
    """

    phrase: Callable[[str], str]
    note: Callable[[ListedNote], str]
    correction: Callable[[CorrectionEntry], str]
