"""Which openings of lines are labels: decided over the whole text, since one line alone cannot tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from postil.importing.draft import Doubt
from postil.importing.label_shape import in_capitals, is_name_like, is_role, is_shaped, without_aside
from postil.importing.lines import SourceLine, ends_sentence
from postil.importing.openings import Manner, Opening, folded, given_labels, readings, stamp, stamped
from postil.importing.vocabulary import INITIALS

# Q, A, Q, A is the least that clearly alternates; some of a longer row may be names (“A. Smith”).
_FEWEST_CHANGES = 3
_SHARE_THAT_ALTERNATES = 0.6
# The shares of blocks that must open with labels for those that stand only once to be labels too:
# where no label stands twice, and where some do.
_SHARE_WITHOUT_MODELS = 0.5
_SHARE_WITH_MODELS = 0.9
_FEWEST_BLOCKS = 3

_TAKEN_THOUGH_SINGLE = "taken for a speaker's label, though it stands only once"
_KEPT_AS_WORDS = "may be a speaker's label; it stands only once and was kept as words"

_Readings = tuple[Opening, ...]


@dataclass(frozen=True, slots=True)
class Openings:
    """The opening of a turn on each line, or None; ``doubts`` are about labels that stand once."""

    by_line: tuple[Opening | None, ...]
    doubts: tuple[Doubt, ...]

    @property
    def first(self) -> int | None:
        """The 0-based index of the first line that opens a turn."""
        return next((i for i, opening in enumerate(self.by_line) if opening is not None), None)


def find_openings(lines: Sequence[SourceLine], given: Iterable[str] = ()) -> Openings:
    """The openings of turns in a text.

    A label is taken when it was given; when it is shaped like one and stands at least twice; when it
    is an initial (``Q.``, ``A.``) and two of them alternate; when it is an accepted one with a remark
    in brackets; or when it stands once, and is a common role (``Moderator``), or shares with all
    accepted ones a manner that prose has not (capitals, bold, a timecode), or looks like a name where
    nine blocks in ten open with a label. Where no label stands twice, labels that look like names or
    roles are taken if half of the blocks open with one.
    """
    known = given_labels(given)
    candidates = [_candidates(lines, index, known) for index in range(len(lines))]
    candidates = _with_names_by_times(lines, candidates)
    initials = _alternating_initials(candidates)
    shaped = [
        opening
        for found in candidates
        for opening in found
        if opening.manner is not Manner.INITIAL and is_shaped(opening.label)
    ]
    counts = Counter(folded(opening.label) for opening in shaped)
    accepted = {label for label, count in counts.items() if count > 1} | known
    accepted |= _taken_though_single(lines, candidates, shaped, accepted)
    # “Ann Lee (by phone)” is Ann Lee's label too.
    accepted |= {folded(o.label) for o in shaped if folded(without_aside(o.label)) in accepted}
    by_line = tuple(_taken(candidates, accepted, initials))
    return Openings(by_line, tuple(_doubts(lines, candidates, by_line, counts)))


def _taken(
    candidates: Iterable[_Readings], accepted: Collection[str], initials: Collection[str]
) -> Iterable[Opening | None]:
    """The candidate taken on each line, or None."""
    last = None
    for found in candidates:
        taken = None
        for opening in found:
            # After “A.”, another “A.” is rather somebody's name; either way it is the same speaker.
            alternates = opening.label in initials and opening.label != last
            if alternates if opening.manner is Manner.INITIAL else folded(opening.label) in accepted:
                taken = opening
                last = opening.label
                break
        yield taken


def _candidates(lines: Sequence[SourceLine], index: int, known: Collection[str]) -> _Readings:
    text = lines[index].text
    if not text:
        return ()
    found = tuple(
        o for o in readings(text) if o.manner is not Manner.HEADING or _stands_over_words(lines, index)
    )
    if folded(text) in known:
        found += (Opening(text, "", Manner.ALONE),)
    return found


def _stands_over_words(lines: Sequence[SourceLine], index: int) -> bool:
    """Whether the next line that is not blank exists and is no timed line itself."""
    following = next((line.text for line in lines[index + 1 : index + 4] if line.text), "")
    if not following or stamp(following) is not None or stamped(following) is not None:
        return False
    return not any(o.manner is Manner.HEADING and is_shaped(o.label) for o in readings(following))


def _with_names_by_times(lines: Sequence[SourceLine], candidates: list[_Readings]) -> list[_Readings]:
    """The candidates with names that stand alone on the line after, or before, each timecode's own line."""
    stamps = [index for index, line in enumerate(lines) if line.text and stamp(line.text) is not None]
    names: dict[int, str] = {}
    for step in (1, -1):
        around = {i + step: lines[i + step].text for i in stamps if 0 <= i + step < len(lines)}
        found = {
            index: text
            for index, text in around.items()
            if is_name_like(text) and not ends_sentence(text) and _is_over_text(lines, index, step)
        }
        counts = Counter(folded(text) for text in found.values())
        # Captions are timed line by line too: names come again and again, and nearly everywhere.
        if 2 * sum(count for count in counts.values() if count > 1) >= max(len(stamps), 2):
            names |= found
    return [
        (*found, Opening(names[index], "", Manner.HEADING)) if index in names else found
        for index, found in enumerate(candidates)
    ]


def _is_over_text(lines: Sequence[SourceLine], index: int, step: int) -> bool:
    """Whether words follow a name: below its timecode when ``step`` is -1, else below the name itself."""
    below = index + 1 if step == 1 else index + 2
    opens_block = step == 1 or index == 0 or not lines[index - 1].text
    return opens_block and below < len(lines) and bool(lines[below].text) and stamp(lines[below].text) is None


def _alternating_initials(candidates: Iterable[_Readings]) -> frozenset[str]:
    letters = [o.label for found in candidates for o in found if o.manner is Manner.INITIAL]
    for pair in INITIALS:
        row = [letter for letter in letters if letter in pair]
        changes = sum(a != b for a, b in pairwise(row))
        if changes >= _FEWEST_CHANGES and row[0] == pair[0] and changes >= _SHARE_THAT_ALTERNATES * len(row):
            return frozenset(pair)
    return frozenset()


def _taken_though_single(
    lines: Sequence[SourceLine],
    candidates: Sequence[_Readings],
    shaped: Sequence[Opening],
    accepted: Collection[str],
) -> set[str]:
    """Labels that stand once and are taken all the same, folded."""
    single = [o for o in shaped if folded(o.label) not in accepted]
    models = [o for o in shaped if folded(o.label) in accepted]
    names = {folded(o.label) for o in single if is_name_like(o.label)}
    if not models:
        enough = len(names) > 1 and _share_opened(lines, candidates, names) >= _SHARE_WITHOUT_MODELS
        return names if enough else set()
    taken = {
        folded(o.label)
        for o in single
        if is_role(o.label)
        or (all(in_capitals(m.label) for m in models) and in_capitals(o.label))
        or (all(m.bold for m in models) and o.bold)
        or (all(_timed(m) for m in models) and _timed(o))
    }
    if _share_opened(lines, candidates, names | set(accepted)) >= _SHARE_WITH_MODELS:
        taken |= names
    return taken


def _share_opened(
    lines: Sequence[SourceLine], candidates: Sequence[_Readings], labels: Collection[str]
) -> float:
    """Of the blocks from the first that opens with one of the labels on, the share that does.

    Lines count as blocks where blank lines do not make any.
    """
    filled = [index for index, line in enumerate(lines) if line.text]
    blocks = [index for index in filled if index == 0 or not lines[index - 1].text]
    units = blocks if len(blocks) >= _FEWEST_BLOCKS else filled
    opened = [any(folded(o.label) in labels for o in candidates[index]) for index in units]
    return sum(opened) / len(opened[opened.index(True) :]) if any(opened) else 0.0


def _timed(opening: Opening) -> bool:
    return opening.timecode is not None or opening.manner is Manner.HEADING


def _doubts(
    lines: Sequence[SourceLine],
    candidates: Sequence[_Readings],
    by_line: Sequence[Opening | None],
    counts: Counter[str],
) -> Iterable[Doubt]:
    taken_by_recurrence = any(o is not None and counts[folded(o.label)] > 1 for o in by_line)
    for line, found, opening in zip(lines, candidates, by_line, strict=True):
        if opening is not None:
            if counts[folded(opening.label)] == 1 and not is_role(opening.label):
                yield Doubt(line.number, opening.label, _TAKEN_THOUGH_SINGLE)
        elif taken_by_recurrence:
            for other in found:
                if other.manner is Manner.COLON and is_name_like(other.label):
                    yield Doubt(line.number, other.label, _KEPT_AS_WORDS)
