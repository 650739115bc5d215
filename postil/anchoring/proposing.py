"""Where the words of a note may be after a correction, and what a person should know before saying yes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from postil.anchoring.describing import describe
from postil.anchoring.folding import fold
from postil.anchoring.guards import guards, guards_before
from postil.anchoring.likeness import Likeness
from postil.anchoring.matching import SKIP, Ground, literal
from postil.anchoring.tracing import Tracing
from postil.anchoring.voices import names, voice_changes, voices_differ
from postil.model.anchored import Range
from postil.model.note import Selector

LEAST_SCORE = 50
"""Per cent of likeness below which other words are no longer the note's words."""

_BEFORE = 500  # code points before a place in which its sentence begins
_REACH = 30  # code points beside a passage in which its first and last words may be
_WORK = 400_000_000  # pairs of code points that are compared letter by letter
_CONFIRMING = 3  # words that are added around a note to say that it is right where it is
_SURE = 95  # per cent of likeness from which a passage may be meant although no old version tells


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place for a note, and the selector that means this place alone.

    ``score`` is how like the new words are to the old ones, from 0 to 100. ``doubts`` are sentences that
    say what a person must look at; without any, the place is certain. ``by_likeness`` says that no old
    version led here.
    """

    range: Range
    selector: Selector
    old_words: str
    new_words: str
    score: int
    doubts: tuple[str, ...]
    by_likeness: bool


@dataclass(frozen=True, slots=True)
class Former:
    """Where a note stood in an old version of its transcript, and the way from there to the new one."""

    ground: Ground
    place: Range
    tracing: Tracing


def propose(
    selector: Selector,
    former: Former | None,
    ground: Ground,
    likeness: Callable[[], Likeness],
    language: str | None,
) -> Proposal | None:
    """The best place for a note in the new version, or None if its words are gone."""
    traced = None if former is None else propose_traced(selector, former, ground, language)
    return traced or _alike(selector, former, ground, likeness, language)


def propose_traced(
    selector: Selector, former: Former, ground: Ground, language: str | None
) -> Proposal | None:
    """The place to which the difference of the versions leads, or None if the words are gone."""
    trace = former.tracing.trace(former.place)
    if trace is None:
        return None
    place = trace.range
    if selector.quote is None:
        turn = ground.transcript.turn_at(place.start)
        if turn is None or turn.start == turn.end:
            return None
        place = Range(turn.start, turn.end)
    old, new = _words(former.ground, former.place), _words(ground, place)
    score = _score(old, new)
    found = selector_of(ground, place, selector, _traced_quote(selector, former, ground))
    if score < LEAST_SCORE or found is None:
        return None
    doubts = list(guards(old, new, language, _speaks(ground)))
    doubts += guards_before(_before(former.ground, former.place), _before(ground, place))
    if not trace.is_certain:
        doubts.append("the words at an end were rewritten together with what stands beside them")
    doubts += voice_changes(former.ground, former.place, former.tracing, ground, place)
    doubts += _rivals(ground, place, selector)
    return Proposal(place, found, old, new, score, tuple(doubts), by_likeness=False)


def _alike(
    selector: Selector,
    former: Former | None,
    ground: Ground,
    likeness: Callable[[], Likeness],
    language: str | None,
) -> Proposal | None:
    if selector.quote is None:
        return None
    old = selector.quote if former is None else _words(former.ground, former.place)
    passages = likeness().closest(old)
    if not passages:
        return None
    place = _fitted(old, passages[0].range, ground)
    new = _words(ground, place)
    score = _score(old, new)
    found = selector_of(ground, place, selector, None)
    if score < LEAST_SCORE or found is None:
        return None
    doubts = list(guards(old, new, language, _speaks(ground)))
    if former is not None:
        doubts.append("the words stand in another place than before")
        doubts += voices_differ(former.ground, former.place, ground, place)
    elif selector.speaker is None:
        doubts.append("no old version tells who said it")
    else:
        voices = ground.voices(place)
        if voices != [selector.speaker]:
            doubts.append(f"the speaker changed: {names([selector.speaker])} became {names(voices)}")
    if score < _SURE:
        doubts.append("the place was found by likeness alone")
    if len(passages) > 1:
        doubts.append("another passage is nearly as like")
    doubts += _rivals(ground, place, selector)
    return Proposal(place, found, old, new, score, tuple(doubts), by_likeness=True)


def propose_speaker(selector: Selector, former: Former, place: Range, ground: Ground) -> Proposal | None:
    """To say where a note stands, if its words stayed where they were and are somebody else's now.

    The selector then names the speaker; if there are several, it has more of the words around.
    """
    doubts = voice_changes(former.ground, former.place, former.tracing, ground, place)
    if not doubts:
        return None
    voices = ground.voices(place)
    if len(voices) == 1 and voices[0] is not None:
        stated = replace(selector, speaker=voices[0])
    else:
        stated = _confirmed(selector, place, ground)
    old, new = _words(former.ground, former.place), _words(ground, place)
    return Proposal(place, stated, old, new, _score(old, new), tuple(doubts), by_likeness=False)


def _confirmed(selector: Selector, place: Range, ground: Ground) -> Selector:
    """The selector with other words before the place, or after it; as it is if there are none."""
    text = ground.transcript.text
    before, after = text[: place.start].split(), text[place.end :].split()
    for words in (_CONFIRMING, 2 * _CONFIRMING):
        for stated in (
            replace(selector, prefix=" ".join(before[-words:]) or None),
            replace(selector, suffix=" ".join(after[:words]) or None),
        ):
            if stated != selector and ground.places(stated) == [place]:
                return stated
    return selector


def _fitted(old: str, place: Range, ground: Ground) -> Range:
    """The passage begun and ended where the old words are, as far as that is more like them."""
    text = ground.transcript.text
    reach = _REACH + (place.end - place.start) // 2
    begin, end = max(place.start - reach, 0), min(place.end + reach, len(text))
    trace = Tracing(old, text[begin:end]).trace(Range(0, len(old)))
    if trace is None:
        return place
    fitted = Range(begin + trace.range.start, begin + trace.range.end)
    return max(place, fitted, key=lambda found: fuzz.ratio(fold(old), fold(_words(ground, found))))


def selector_of(
    ground: Ground, place: Range, selector: Selector, quote: str | None = None
) -> Selector | None:
    """The selector with as little changed as makes it mean a place alone; None if nothing does.

    ``quote`` is one to try before the words of the whole place.
    """
    if selector.quote is None:
        turn = ground.transcript.turn_at(place.start)
        return None if turn is None else _narrowed(ground, place, replace(selector, turn=turn.number))
    whole = literal(" ".join(_words(ground, place).split()))
    for words in dict.fromkeys(filter(None, (selector.quote, quote, whole))):
        for candidate in _candidates(ground, place, _narrowed(ground, place, replace(selector, quote=words))):
            if ground.places(candidate) == [place]:
                return candidate
    return None


def _candidates(ground: Ground, place: Range, selector: Selector) -> Iterator[Selector]:
    """The selector as it is, without what no longer stands around it, and with what does."""
    yield selector
    yield replace(selector, prefix=None)
    yield replace(selector, suffix=None)
    yield replace(selector, prefix=None, suffix=None)
    described = describe(ground, place)
    yield replace(selector, prefix=described.prefix, suffix=described.suffix)


def _narrowed(ground: Ground, place: Range, selector: Selector) -> Selector:
    """The selector with the speaker and turn of a place instead of its own, where it has any."""
    if selector.speaker is not None:
        speakers = ground.speakers(place)
        only = next(iter(speakers)) if len(speakers) == 1 else None
        selector = replace(selector, speaker=only)
    if selector.turn is not None:
        turn = ground.transcript.turn_at(place.start)
        inside = turn is not None and place.end <= turn.reach
        selector = replace(selector, turn=turn.number if turn is not None and inside else None)
    return selector


def _traced_quote(selector: Selector, former: Former, ground: Ground) -> str | None:
    """What a quote that skips words became, part by part."""
    parts = SKIP.split(selector.quote or "")
    if len(parts) < 2:
        return None
    found = []
    position = former.place.start
    for index, part in enumerate(parts):
        places = [
            p
            for p in former.ground.places(Selector(part))
            if position <= p.start and p.end <= former.place.end
        ]
        if not places:
            return None
        place = places[-1] if index == len(parts) - 1 else places[0]
        trace = former.tracing.trace(place)
        if trace is None:
            return None
        position = place.end
        found.append(literal(" ".join(_words(ground, trace.range).split())))
    return " […] ".join(found)


def _speaks(ground: Ground) -> Callable[[str], bool]:
    """Whether a word still stands somewhere in the transcript: then it is a word, and no mistake."""
    text = ground.transcript.text
    return lambda word: re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) is not None


def _rivals(ground: Ground, place: Range, selector: Selector) -> list[str]:
    """A doubt if the same words stand elsewhere, too."""
    if selector.quote is None:
        return []
    others = len(ground.places(Selector(literal(" ".join(_words(ground, place).split()))))) - 1
    if others < 1:
        return []
    return [f"{others} other place{' reads' if others == 1 else 's read'} the same"]


def _score(old: str, new: str) -> int:
    """The likeness of two texts; of very long ones, that of their words without regard to order."""
    old, new = fold(old), fold(new)
    if len(old) * len(new) > _WORK:
        ours, theirs = Counter(old.split(" ")), Counter(new.split(" "))
        return int(200 * (ours & theirs).total() / (ours.total() + theirs.total()))
    return int(fuzz.ratio(old, new))


def _before(ground: Ground, place: Range) -> str:
    return ground.transcript.text[max(place.start - _BEFORE, 0) : place.start]


def _words(ground: Ground, place: Range) -> str:
    return ground.transcript.text[place.start : place.end]
