"""The passages nearest to a quote that matches nowhere. They are shown; they never decide.

Words that the quote and the text share vote for where the quote would begin, rare words more than
common ones; the alignment of rapidfuzz then measures the best few candidates.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from postil.anchoring.folding import Folded, fold
from postil.model.anchored import Range

_TOKEN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|\\w+")
_COMMON = 400  # a word with more places than this tells nothing about where a quote belongs
_SLACK = 2  # words inserted or left out before a vote counts for another place
_CANDIDATES = 6
_SMALL_TEXT = 60_000  # code points that can be searched whole when no word is shared
_LEAST = 55.0  # per cent of likeness below which a passage is no help
_MOST_QUOTE = 2_000  # code points of the quote that are compared


@dataclass(frozen=True, slots=True)
class Passage:
    """A range of the text layer and how like the quote it is, from 0 to 100."""

    range: Range
    likeness: float


class Likeness:
    """A folded text, indexed by its words."""

    def __init__(self, folded: Folded) -> None:
        self._folded = folded
        self._words = [(m[0].casefold(), m.start(), m.end()) for m in _TOKEN.finditer(folded.text)]
        places: defaultdict[str, list[int]] = defaultdict(list)
        for index, (word, _, _) in enumerate(self._words):
            places[word].append(index)
        self._places: Mapping[str, Sequence[int]] = places

    def closest(self, quote: str, limit: int = 2) -> list[Passage]:
        """The passages most like a quote, best first; none if nothing is like it."""
        wanted = fold(quote)[:_MOST_QUOTE]
        text = self._folded.text
        windows = self._windows(wanted)
        if not windows and len(text) <= _SMALL_TEXT:
            windows = [(0, len(text))]
        found: dict[Range, float] = {}
        for start, end in windows:
            aligned = fuzz.partial_ratio_alignment(wanted, text[start:end], score_cutoff=_LEAST)
            if aligned is None or aligned.dest_end <= aligned.dest_start:
                continue
            place = self._whole_words(start + aligned.dest_start, start + aligned.dest_end)
            if place is not None:
                likeness = fuzz.ratio(wanted, text[place[0] : place[1]])
                original = self._folded.range_of(*place)
                if original is not None and likeness >= _LEAST:
                    found[Range(*original)] = max(likeness, found.get(Range(*original), 0.0))
        best: list[Passage] = []
        for place_range, likeness in sorted(found.items(), key=lambda item: (-item[1], item[0])):
            if not any(p.range.start < place_range.end and place_range.start < p.range.end for p in best):
                best.append(Passage(place_range, likeness))
        # A far worse one beside a good one would only distract.
        return [p for p in best[:limit] if p.likeness >= best[0].likeness - 15]

    def _windows(self, wanted: str) -> list[tuple[int, int]]:
        words = [m[0].casefold() for m in _TOKEN.finditer(wanted)]
        votes: Counter[int] = Counter()
        for position, word in enumerate(words):
            places = self._places.get(word, ())
            if 0 < len(places) <= _COMMON:
                for place in places:
                    votes[(place - position) // (_SLACK + 1)] += 1000 // len(places) + 1
        windows = []
        for bucket, _ in sorted(votes.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES]:
            first = max(bucket * (_SLACK + 1) - 4, 0)
            last = min(first + len(words) + 4 * _SLACK + 8, len(self._words)) - 1
            if first <= last:
                windows.append((self._words[first][1], self._words[last][2]))
        return windows

    def _whole_words(self, start: int, end: int) -> tuple[int, int] | None:
        """The range widened to the words it cuts, and freed of the white space at its ends."""
        text = self._folded.text
        while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
            start -= 1
        while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
            end += 1
        while start < end and text[start] == " ":
            start += 1
        while start < end and text[end - 1] == " ":
            end -= 1
        return (start, end) if start < end else None


def differences(quote: str, passage: str, limit: int = 3) -> list[tuple[str, str]]:
    """What differs between a quote and a passage: pairs of what each has, word by word."""
    ours, theirs = fold(quote).split(" "), fold(passage).split(" ")
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    pairs = [
        (" ".join(ours[a:b]), " ".join(theirs[c:d]))
        for operation, a, b, c, d in matcher.get_opcodes()
        if operation != "equal"
    ]
    return pairs[:limit]
