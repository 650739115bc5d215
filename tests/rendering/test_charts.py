from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from postil.model.anchored import Range
from postil.model.config import DEFAULT_KINDS, DEFAULT_VERDICTS
from postil.model.note import Status
from postil.rendering.charts import CELLS, counted, note_map, percent, rated
from postil.rendering.views import NoteView
from tests.notes import bare_note


def view(number: int, verdict: int | None) -> NoteView:
    nothing: dict[str, Any] = dict.fromkeys(("claim", "created", "updated", "quote", "lemma"))
    empty: dict[str, Any] = dict.fromkeys(("sources", "topics", "authors", "revisions", "speakers"), ())
    texts: dict[str, Any] = dict.fromkeys(("file", "heading", "url", "place_url", "before", "after"), "")
    return NoteView(
        id=f"n{number}",
        number=number,
        is_titled=False,
        line=1,
        kind=DEFAULT_KINDS[0],
        verdict=None if verdict is None else DEFAULT_VERDICTS[verdict],
        status=Status.PUBLISHED,
        body=Markup(),
        has_page=True,
        **nothing,
        **empty,
        **texts,
    )


def test_retracted_notes_and_notes_without_a_verdict_do_not_count() -> None:
    notes = [
        bare_note(verdict="accurate"),
        bare_note(verdict="accurate", status=Status.RETRACTED),
        bare_note(verdict=None),
        bare_note(verdict="disputed"),
    ]
    assert [(c.verdict.id, c.count, c.x, c.width) for c in counted(notes, DEFAULT_VERDICTS)] == [
        ("accurate", 1, "0%", "50%"),
        ("disputed", 1, "50%", "50%"),
    ]
    assert rated(notes) == 2


def test_a_bar_can_be_drawn_on_a_longer_one_s_scale() -> None:
    (found,) = counted([bare_note(verdict="accurate")], DEFAULT_VERDICTS, scale=3)
    assert found.width == "33.33%"


def test_nothing_of_nothing_is_no_fault() -> None:
    assert percent(0, 0) == "0%"
    assert counted([], DEFAULT_VERDICTS) == ()
    assert note_map([], [], 0, DEFAULT_VERDICTS).marks == ()


@given(
    st.lists(st.tuples(st.integers(0, 999), st.none() | st.integers(0, 6)), max_size=150),
)
def test_no_note_is_lost_and_no_two_marks_of_a_lane_stand_in_one_place(
    places: list[tuple[int, int | None]],
) -> None:
    notes = [
        (view(number, verdict), Range(start, start + 1))
        for number, (start, verdict) in enumerate(sorted(places, key=lambda p: p[0]), 1)
    ]
    found = note_map(notes, [0, 500], 1000, DEFAULT_VERDICTS)
    assert sum(1 + mark.others for mark in found.marks) == len(notes)
    by_lane: dict[int, list[float]] = {}
    for mark in found.marks:
        by_lane.setdefault(mark.lane, []).append(float(mark.x.rstrip("%")))
    assert sorted(by_lane) == list(range(found.lanes))
    for lane in by_lane.values():
        assert lane == sorted(set(lane)), "in the order of the text, each in a place of its own"
        assert lane[0] > 0
        assert lane[-1] < 100
    in_lane = [sum(v == verdict for _, v in places) for verdict in {v for _, v in places}]
    if all(number <= CELLS for number in in_lane):
        assert all(mark.others == 0 for mark in found.marks)


def test_lanes_are_the_verdicts_in_their_order_and_other_notes_come_last() -> None:
    found = note_map(
        [(view(1, None), None), (view(2, 5), Range(1, 2)), (view(3, 0), Range(2, 3))],
        [],
        10,
        DEFAULT_VERDICTS,
    )
    assert [(mark.note.number, mark.lane) for mark in found.marks] == [(1, 2), (2, 1), (3, 0)]


def test_too_many_turns_have_no_lines() -> None:
    assert len(note_map([], range(0, 100, 10), 100, DEFAULT_VERDICTS).ticks) == 10
    assert note_map([], range(100), 100, DEFAULT_VERDICTS).ticks == ()
