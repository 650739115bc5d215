"""The shortest words that tell one place of a transcript from all others."""

from __future__ import annotations

import re

from postil.anchoring.folding import fold
from postil.anchoring.matching import Ground, literal
from postil.model.anchored import Range
from postil.model.note import Selector

_NEAR = 6  # words on each side that are tried in every combination, fewest first
_REACH = 4096  # code points on each side that are looked at before the whole text is taken
_WORD = re.compile(r"\S+")


def describe(ground: Ground, place: Range) -> Selector:
    """A selector that matches this place alone: the quote, with a prefix and suffix if it recurs.

    The words are those of the text layer, with every run of white space as one space.
    """
    text = ground.transcript.text
    quote = literal(_one_line(text[place.start : place.end]))
    edges = ground.edges(quote)
    here = edges.pop(place, None)
    rivals = list(edges.values())
    if here is not None and not rivals:
        return Selector(quote)
    folded = ground.folded.text
    before, after = _words_before(text, place.start), _words_after(text, place.end)
    for b, a in _counts(len(before), len(after)):
        prefix = _one_line(text[before[b - 1] : place.start]) if b else None
        suffix = _one_line(text[place.end : after[a - 1]]) if a else None
        before_it, after_it = fold(prefix or ""), fold(suffix or "")
        if not any(
            folded.endswith(before_it, 0, start) and folded.startswith(after_it, end) for start, end in rivals
        ):
            return Selector(quote, prefix, suffix)
    return Selector(quote, _one_line(text[: place.start]) or None, _one_line(text[place.end :]) or None)


def _counts(before: int, after: int) -> list[tuple[int, int]]:
    """How many words to take before and after, in the order in which they are tried."""
    near = [(b, total - b) for total in range(1, 2 * _NEAR + 1) for b in range(total + 1)]
    counts = [(b, a) for b, a in near if b <= min(_NEAR, before) and a <= min(_NEAR, after)]
    far = 2 * _NEAR
    while far < 2 * max(before, after):
        counts.append((min(far, before), min(far, after)))
        far *= 2
    return counts


def _words_before(text: str, offset: int) -> list[int]:
    """Where the words before an offset begin, nearest first."""
    begin = max(0, offset - _REACH)
    return [begin + word.start() for word in _WORD.finditer(text[begin:offset])][::-1]


def _words_after(text: str, offset: int) -> list[int]:
    """Where the words after an offset end, nearest first."""
    return [offset + word.end() for word in _WORD.finditer(text[offset : offset + _REACH])]


def _one_line(text: str) -> str:
    return " ".join(text.split())
