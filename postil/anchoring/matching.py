"""Which places of a transcript match everything that a note states about its words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from postil.anchoring.folding import Folded, fold
from postil.anchoring.occurrences import occurrences
from postil.model.anchored import Range
from postil.model.note import Selector
from postil.model.transcript import Transcript

SKIP = re.compile(r"\s\[(?:…|\.\.\.)\]\s")
"""What stands in a quote for the words it leaves out."""

_LITERAL = re.compile(r"(?<=\s)\[(?=(?:…|\.\.\.)\]\s)")
_DOTS = re.compile(r"\s*(?:\[\s*(?:…|\.{3,})\s*\]|\(\s*(?:…|\.{3,})\s*\)|…|\.{3,})\s*")


def literal(words: str) -> str:
    """Words of a transcript as a quote in which a ``[…]`` is what stands there, and skips nothing."""
    return _LITERAL.sub("[\u00ad", words)


def skipping(quote: str) -> str | None:
    """A quote in which whatever dots it has between words skip some; None if it has none to change."""
    quote = " ".join(quote.split())
    parts = [part for part in _DOTS.split(quote) if part]
    changed = " […] ".join(parts)
    return changed if len(parts) > 1 and changed != quote else None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A folded phrase to look for, and where in it the quoted words begin and end."""

    phrase: str
    start: int
    end: int


class Ground:
    """A transcript made ready for matching: folded once, for any number of notes."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self.folded = Folded(transcript.text)
        self._found: dict[str, list[int]] = {}
        self._edges: dict[str, dict[Range, tuple[int, int]]] = {}

    def prepare(self, selectors: Iterable[Selector]) -> None:
        """Look for the phrases of many selectors at once."""
        wanted = {p.phrase for s in selectors for part in part_patterns(s) for p in part}
        self._found.update(occurrences(self.folded.text, wanted - self._found.keys()))

    def places(self, selector: Selector) -> list[Range]:
        """Every place that matches a selector which has a quote, in order, each once."""
        parts = part_patterns(selector)
        if not parts:
            return []
        self.prepare([selector])
        ranges = self._whole(parts[0]) if len(parts) == 1 else self._skipping(parts)
        return sorted({r for r in ranges if self._suits(r, selector)})

    def edges(self, quote: str) -> dict[Range, tuple[int, int]]:
        """The places of a quote, and for each where in the folded text the words around it end and begin.

        White space at the seams is left out, as matching leaves it out.
        """
        if quote not in self._edges:
            text = self.folded.text
            edges = {}
            for place in self.places(Selector(quote)):
                start, end = self.folded.offset_of(place.start), self.folded.offset_of(place.end)
                start -= start > 0 and text[start - 1] == " "
                end += end < len(text) and text[end] == " "
                edges[place] = (start, end)
            self._edges[quote] = edges
        return dict(self._edges[quote])

    def _whole(self, patterns: Sequence[Pattern]) -> Iterator[Range]:
        for start, end in self._folded_places(patterns):
            found = self.folded.range_of(start, end)
            if found is not None:
                yield Range(*found)

    def _folded_places(self, patterns: Sequence[Pattern]) -> list[tuple[int, int]]:
        return sorted(
            (offset + p.start, offset + p.end) for p in patterns for offset in self._found.get(p.phrase, ())
        )

    def _skipping(self, parts: Sequence[Sequence[Pattern]]) -> Iterator[Range]:
        """The shortest spans inside one turn that hold the parts in their order.

        From each place of the last part the others are looked for backwards, each as near as can be;
        of spans that begin alike only the first, shortest, counts. None of them holds another.
        """
        places = [self._folded_places(patterns) for patterns in parts]
        if not all(places):
            return
        ends = [[end for _, end in sorted(part, key=lambda place: place[1])] for part in places]
        by_end = [sorted(part, key=lambda place: place[1]) for part in places]
        previous_start = -1
        for last_start, last_end in places[-1]:
            start = last_start
            for part, part_ends in zip(reversed(by_end[:-1]), reversed(ends[:-1]), strict=True):
                index = bisect_right(part_ends, start) - 1
                if index < 0:
                    break
                start = part[index][0]
            else:
                found = self.folded.range_of(start, last_end)
                if found is not None and start > previous_start and self._in_one_turn(Range(*found)):
                    previous_start = start
                    yield Range(*found)

    def _in_one_turn(self, place: Range) -> bool:
        turn, last = self.transcript.turn_at(place.start), self.transcript.turn_at(place.end - 1)
        if turn is not None or last is not None:
            return turn is last
        following = bisect_left(self.transcript.turns, place.start, key=lambda t: t.start)
        return following == bisect_left(self.transcript.turns, place.end, key=lambda t: t.start)

    def _suits(self, place: Range, selector: Selector) -> bool:
        if selector.turn is not None:
            turn = self.transcript.turns[selector.turn - 1]
            if not turn.start <= place.start < place.end <= turn.reach:
                return False
        return selector.speaker is None or self.speakers(place) == {selector.speaker}

    def speakers(self, place: Range) -> set[str | None]:
        """Whose words a place is made of; None stands for words that are nobody's."""
        return set(self.voices(place))

    def voices(self, place: Range) -> list[str | None]:
        """The speakers of a place in the order in which each begins; None stands for nobody."""
        speech = self.transcript.speech
        index = bisect_right(self._speech_ends, place.start)
        found: dict[str | None, None] = {}
        position = place.start
        while index < len(speech) and speech[index].start < place.end:
            if speech[index].start > position:
                found.setdefault(None)
            found.setdefault(speech[index].speaker)
            position = speech[index].end + 1  # the newline after a block is nobody's, and no word
            index += 1
        if position < place.end:
            found.setdefault(None)
        return list(found)

    @cached_property
    def _speech_ends(self) -> list[int]:
        return [speech.end for speech in self.transcript.speech]


def part_patterns(selector: Selector) -> list[list[Pattern]]:
    """What to look for: for each part of the quote, the forms it may have with its surroundings.

    White space at the seam of prefix, quote and suffix does not count, so a seam gives two forms.
    An empty list means that the quote has no words.
    """
    parts = [fold(part) for part in SKIP.split(selector.quote or "")]
    if not all(parts):
        return []
    before = Folded(selector.prefix).text.rstrip(" ") if selector.prefix else ""
    after = Folded(selector.suffix).text.lstrip(" ") if selector.suffix else ""
    patterns = []
    for index, part in enumerate(parts):
        heads = (before, f"{before} ") if before and index == 0 else ("",)
        tails = (after, f" {after}") if after and index == len(parts) - 1 else ("",)
        patterns.append(
            [
                Pattern(head + part + tail, len(head), len(head) + len(part))
                for head in heads
                for tail in tails
            ]
        )
    return patterns


def loosened(selector: Selector) -> Mapping[str, Selector]:
    """The selector without each of its constraints, by the constraint's name."""
    fields: Mapping[str, Selector] = {
        "speaker": replace(selector, speaker=None),
        "turn": replace(selector, turn=None),
        "prefix": replace(selector, prefix=None),
        "suffix": replace(selector, suffix=None),
    }
    return {name: loose for name, loose in fields.items() if getattr(selector, name) is not None}
