"""The place that another program means, from its words and what it saw around them.

What another program saw was often a page, with labels, times and the numbers of notes between the
blocks. So the words around are compared within the block of the quote, and beyond it as far as they
go; what is stated and cannot be compared is no evidence, neither for a place nor against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from postil.anchoring.folding import fold
from postil.anchoring.matching import Ground
from postil.model.anchored import Range
from postil.model.note import Selector

_MORE = 4  # code points of the text that are folded for one that is stated: folding drops some
_LONGEST = 400  # code points of a stated context that are looked at, those next to the words
_ENOUGH = 6  # code points that agree by more than chance


@dataclass(frozen=True, slots=True)
class Choice:
    """The one place that is meant, or None; ``places`` are all that have the words.

    ``one_side`` says that the words stand once, and that those on one side of them are others.
    """

    place: Range | None
    places: tuple[Range, ...]
    one_side: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A place of the words; ``before`` and ``after`` say whether what stands there agrees.

    None says that nothing is stated, or nothing that can be compared.
    """

    place: Range
    before: bool | None
    after: bool | None

    @property
    def differs(self) -> bool:
        return self.before is False or self.after is False


def choose(
    ground: Ground, quote: Sequence[tuple[str, str, str]], position: tuple[int, int] | None = None
) -> Choice:
    """The one place of a quote: exact words, prefix and suffix, each within the one before it in the row.

    A place is chosen if it alone has the words, with stated words on one side and none against it on
    the other; or alone agrees on both sides; or stands where the ``position`` says and nothing is
    against it. Where the words stand once in the whole text, one side is enough. Nothing else is ever
    chosen.
    """
    choice = Choice(None, ())
    outer: Range | None = None
    for exact, prefix, suffix in quote:
        found = list(_candidates(ground, exact, prefix, suffix, outer))
        choice = _chosen(found, bool(prefix.strip()), bool(suffix.strip()), position)
        if choice.place is None:
            return choice
        outer = choice.place
    return choice


def _chosen(
    found: Sequence[_Candidate], has_prefix: bool, has_suffix: bool, position: tuple[int, int] | None
) -> Choice:
    places = tuple(candidate.place for candidate in found)
    stated = has_prefix or has_suffix
    fitting = [c for c in found if not c.differs and (c.before or c.after or not stated)]
    at_position = [c for c in found if not c.differs and (c.place.start, c.place.end) == position]
    sure = [c for c in fitting if (c.before or not has_prefix) and (c.after or not has_suffix)]
    for chosen in (at_position, fitting, sure):
        if len(chosen) == 1:
            return Choice(chosen[0].place, places)
    if len(found) == 1 and (found[0].before or found[0].after):
        return Choice(found[0].place, places, one_side=True)
    return Choice(None, places)


def _candidates(
    ground: Ground, exact: str, prefix: str, suffix: str, outer: Range | None
) -> Iterator[_Candidate]:
    text = ground.transcript.text
    wanted = fold(exact).strip()
    for place in ground.places(Selector(exact)):
        # In another program's words “ […] ” skips nothing.
        if fold(text[place.start : place.end]).strip() != wanted:
            continue
        if outer is not None and not outer.start <= place.start < place.end <= outer.end:
            continue
        yield _Candidate(place, _before(text, place.start, prefix), _after(text, place.end, suffix))


def _before(text: str, start: int, stated: str) -> bool | None:
    wanted = fold(stated[-_LONGEST:]).strip()
    if not wanted:
        return None
    reach = max(0, start - _MORE * len(wanted))
    if fold(text[reach:start]).strip().endswith(wanted):
        return True
    edge = text.rfind("\n", reach, start) + 1
    if edge == 0 and reach > 0:
        return False
    block = fold(text[edge:start]).strip()
    if not wanted.endswith(block):
        return False
    beyond = fold(text[max(0, edge - _MORE * len(wanted)) : edge]).strip()
    rest = wanted[: len(wanted) - len(block)].strip()
    ends = any(beyond.endswith(rest[:length]) for length in range(_ENOUGH, len(rest) + 1))
    return True if len(block) >= _ENOUGH or ends else None


def _after(text: str, end: int, stated: str) -> bool | None:
    wanted = fold(stated[:_LONGEST]).strip()
    if not wanted:
        return None
    reach = end + _MORE * len(wanted)
    if fold(text[end:reach]).strip().startswith(wanted):
        return True
    edge = text.find("\n", end, reach)
    if edge < 0:
        return False
    block = fold(text[end:edge]).strip()
    if not wanted.startswith(block):
        return False
    beyond = fold(text[edge : edge + _MORE * len(wanted)]).strip()
    rest = wanted[len(block) :].strip()
    begins = any(beyond.startswith(rest[-length:]) for length in range(_ENOUGH, len(rest) + 1))
    return True if len(block) >= _ENOUGH or begins else None
