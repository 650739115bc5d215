"""Notes that say no more than they must, for tests of places."""

from __future__ import annotations

from postil.model.note import Note, Selector, Status
from postil.model.text import Prose
from postil.source import Span


def bare_note(id: str = "n", *, verdict: str | None = None, status: Status = Status.PUBLISHED) -> Note:
    """A note on a transcript “x” that states nothing of its place."""
    return Note(
        id=id,
        transcript="x",
        kind="context",
        selector=Selector(),
        markdown="",
        body=Prose("", ()),
        span=Span("annotations/x.yaml", 3, 8),
        spans={},
        verdict=verdict,
        status=status,
    )
