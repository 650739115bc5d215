"""The charts' figures: where marks and bars stand. The templates draw them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from postil.model.anchored import Range
from postil.model.config import Verdict
from postil.model.note import NoteSummary, Status
from postil.rendering.views import CountView, ListedNoteView, MapView, MarkView, TotalView

CELLS = 60
"""Places beside each other in a lane of the map: at 640 px a mark of 10 px has room in each."""

_MOST_TICKS = 24  # of more turns the lines would hide the marks


def percent(part: float, whole: float) -> str:
    """A share in per cent, for an SVG attribute."""
    return f"{100 * part / whole:.2f}".rstrip("0").rstrip(".") + "%" if whole else "0%"


def counted(
    notes: Iterable[NoteSummary], verdicts: Sequence[Verdict], *, scale: int | None = None
) -> tuple[CountView, ...]:
    """How many notes have each verdict, those that occur, side by side.

    ``scale`` is the number that fills the whole width; by default their sum.
    """
    standing = [note.verdict for note in notes if note.status is not Status.RETRACTED]
    numbers = [(verdict, standing.count(verdict.id)) for verdict in verdicts]
    whole = scale or sum(number for _, number in numbers)
    found, before = [], 0
    for verdict, number in numbers:
        if number:
            found.append(CountView(verdict, number, percent(before, whole), percent(number, whole)))
            before += number
    return tuple(found)


def rated(notes: Iterable[NoteSummary]) -> int:
    """How many notes have a verdict that stands."""
    return sum(note.verdict is not None and note.status is not Status.RETRACTED for note in notes)


def total(
    notes: Sequence[NoteSummary],
    verdicts: Sequence[Verdict],
    scale: int,
    label: str,
    url: str,
) -> TotalView:
    """A bar of ``notes``, drawn so that ``scale`` notes would fill the width."""
    return TotalView(label, url, rated(notes), counted(notes, verdicts, scale=max(scale, 1)))


def note_map(
    notes: Sequence[tuple[ListedNoteView, Range | None]],
    turns: Sequence[int],
    length: int,
    verdicts: Sequence[Verdict],
) -> MapView:
    """The notes of a text of ``length`` code points, whose turns begin at ``turns``.

    A lane is a verdict that occurs, best first; notes without one share the last. In a lane no two
    marks stand in one place: the later one takes the next place that is free. Where a lane has more
    notes than places, those at one place share a mark.
    """
    order: Mapping[str | None, int] = {verdict.id: index for index, verdict in enumerate(verdicts)}
    lanes: defaultdict[int, list[tuple[int, ListedNoteView]]] = defaultdict(list)
    for note, place in notes:
        middle = 0 if place is None else (place.start + place.end) // 2
        cell = min(middle * CELLS // max(length, 1), CELLS - 1)
        lanes[order[note.verdict.id] if note.verdict else len(verdicts)].append((cell, note))
    marks = []
    for lane, key in enumerate(sorted(lanes)):
        for cell, sharing in _placed(sorted(lanes[key], key=lambda item: item[0])):
            x = percent(cell + 0.5, CELLS)
            marks.append(MarkView(x, lane, sharing[0], len(sharing) - 1))
    ticks = turns if len(turns) <= _MOST_TICKS else ()
    marks.sort(key=lambda mark: mark.note.number)
    return MapView(len(lanes), tuple(percent(start, length) for start in ticks), tuple(marks))


def _placed(notes: Sequence[tuple[int, ListedNoteView]]) -> list[tuple[int, list[ListedNoteView]]]:
    """The notes of a lane, in the order of their cells, each in a cell of its own if there are enough."""
    if len(notes) > CELLS:
        shared: dict[int, list[ListedNoteView]] = {}
        for cell, note in notes:
            shared.setdefault(cell, []).append(note)
        return list(shared.items())
    cells: list[int] = []
    for cell, _ in notes:
        cells.append(max(cell, cells[-1] + 1) if cells else cell)
    limit = CELLS - 1
    for index in range(len(cells) - 1, -1, -1):  # what ran over the end moves back
        cells[index] = min(cells[index], limit)
        limit = cells[index] - 1
    return [(cell, [note]) for cell, (_, note) in zip(cells, notes, strict=True)]
