"""Whether neighbouring lines are one paragraph that was wrapped, or a paragraph each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from postil.importing.lines import ends_sentence

# Of the line ends inside blocks, this share must cut a sentence for the text to count as wrapped.
_SHARE_OF_CUT_SENTENCES = 1 / 3
# A line that ends a sentence this far short of the usual length ends its paragraph.
_FULL = 0.85
# Lines that cut sentences are never wrapped more narrowly than this; verse and lists are (in columns).
_NARROWEST = 25
_BULLET = re.compile(r"[-*•‣◦–—]\s")
_REMARK = re.compile(r"\[[^\[\]]*\]|\([^()]*\)|（[^（）]*）")


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How the lines of a text are wrapped: ``width`` is the usual length of a full line, in code points.

    None says that lines are not wrapped: each is a paragraph.
    """

    width: float | None

    def continues(self, before: str, after: str, *, in_preamble: bool = False) -> bool:
        """Whether ``after``, on the line below ``before``, goes on with its paragraph.

        In the preamble short lines are headings and data, so a line must be full to go on there.
        """
        if self.width is None:
            return False
        full = len(before) + 1 + _first_word(after) > _FULL * self.width
        if in_preamble and not full:
            return False
        if not ends_sentence(before):
            return True
        return full and not _BULLET.match(after) and not is_remark(after)


def find_wrapping(pairs: Iterable[tuple[str, str]]) -> Wrapping:
    """The wrapping of a text, from its pairs of lines that stand right below one another in a block."""
    above = [before for before, _ in pairs]
    cut = [before for before in above if not ends_sentence(before) and _columns(before) >= _NARROWEST]
    if not above or len(cut) < _SHARE_OF_CUT_SENTENCES * len(above):
        return Wrapping(None)
    return Wrapping(median(len(before) for before in above))


def is_remark(text: str) -> bool:
    """Whether a line is one bracketed or parenthesised remark, such as ``[Applause.]``."""
    return _REMARK.fullmatch(text) is not None


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _first_word(text: str) -> int:
    """The length of what would have had to fit on the line above, in code points."""
    return 1 if unicodedata.east_asian_width(text[0]) in "WF" else len(text.split(maxsplit=1)[0])
