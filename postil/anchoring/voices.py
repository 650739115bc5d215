"""Who says the words of a note, before a correction and after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from postil.anchoring.matching import Ground
from postil.anchoring.tracing import Tracing
from postil.model.anchored import Range

_SHOWN = 60

Voices = tuple[str | None, ...]
"""Ids of speakers; None stands for words that are nobody's."""


def voice_changes(old: Ground, before: Range, tracing: Tracing, new: Ground, now: Range) -> list[str]:
    """What must be looked at in who says a note's words: a sentence each, none if nobody changed.

    Every word that is still there is asked for its speaker. So two speakers who change places count,
    and a word that went over to the other one.
    """
    was, found = _voices(old, before), _voices(new, now)
    changed = [
        ((_voices(old, ours), _voices(new, theirs)), theirs)
        for ours, theirs in tracing.pairs(before)
        if not _same(old, _voices(old, ours), new, _voices(new, theirs))
    ]
    same = _same(old, was, new, found)
    if not changed or (not same and len(was) == len(found) == 1):
        return [] if same else [_whole(old, was, new, found)]
    said = []
    for (ours, theirs), run in groupby(changed, key=lambda change: change[0]):
        ranges = [place for _, place in run]
        words = " ".join(new.transcript.text[ranges[0].start : ranges[-1].end].split())
        words = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
        what = f"the speaker of “{words}” changed"
        said.append(f"{what}: {_named(old, ours, new, theirs)}")
    return list(dict.fromkeys(said))


def voices_differ(old: Ground, before: Range, new: Ground, now: Range) -> list[str]:
    """The same for words that no difference of the versions led to."""
    was, found = _voices(old, before), _voices(new, now)
    return [] if _same(old, was, new, found) else [_whole(old, was, new, found)]


def names(speakers: Iterable[str | None]) -> str:
    """Speakers' ids in words."""
    return " and ".join(f"“{s}”" if s is not None else "nobody" for s in speakers)


def _voices(ground: Ground, place: Range) -> Voices:
    return tuple(ground.voices(place))


def _same(old: Ground, was: Voices, new: Ground, now: Voices) -> bool:
    """Whether the same people speak, in the order in which each begins."""
    return len(was) == len(now) and all(_is(old, a, new, b) for a, b in zip(was, now, strict=True))


def _is(old: Ground, a: str | None, new: Ground, b: str | None) -> bool:
    """Whether two ids of two versions are one person: one of the same name, whose id may have changed."""
    if a is None or b is None:
        return a is b
    ours, theirs = old.transcript.people, new.transcript.people
    if _name(old, a) != _name(new, b):
        return False
    return a == b or a not in theirs or b not in ours


def _name(ground: Ground, speaker: str) -> str:
    person = ground.transcript.people.get(speaker)
    return speaker if person is None else person.name


def _whole(old: Ground, was: Voices, new: Ground, now: Voices) -> str:
    return f"the speaker changed: {_named(old, was, new, now)}"


def _named(old: Ground, was: Voices, new: Ground, now: Voices) -> str:
    if was == now:  # the id stayed and means somebody of another name
        was, now = _in_full(old, was), _in_full(new, now)
    return f"{names(was)} became {names(now)}"


def _in_full(ground: Ground, voices: Sequence[str | None]) -> Voices:
    return tuple(None if voice is None else _name(ground, voice) for voice in voices)
