"""What the feeds have in common: their entries, newest first.

No clock is asked. An entry without a date of its own has the day on which the words were said, and
a feed without entries has never changed: its date is the beginning of 1970.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from postil.exporting.texts import Texts
from postil.model.dates import PartialDate, latest
from postil.model.note import NoteSummary, Status
from postil.model.plan import CorrectionEntry, ListedNote, SitePlan
from postil.model.transcript import Person

MOST = 100
"""Entries in a feed; the data files have everything."""

NEVER = PartialDate.parse("1970-01-01")
"""When an empty feed changed last."""

_LONGEST = 120  # code points of a title that is cut from a quote or a claim

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed. ``id`` stays the same whatever becomes of the note's page."""

    id: str
    url: str
    title: str
    html: str
    authors: tuple[Person, ...]
    published: PartialDate | None
    changed: PartialDate
    tags: tuple[str, ...]


def note_entries(plan: SitePlan, texts: Texts) -> list[Entry]:
    """The notes that were written or changed last."""
    newest = _newest((_changed(listed), listed) for listed in plan.catalogue.notes)
    return [
        Entry(
            id=_id(plan, listed),
            url=_url(plan, listed),
            title=_title(plan, listed, texts),
            html=texts.note(listed),
            authors=plan.authors(listed.note),
            published=listed.note.created,
            changed=changed,
            tags=_tags(plan, listed.note),
        )
        for changed, listed in newest
    ]


def correction_entries(plan: SitePlan, texts: Texts) -> list[Entry]:
    """The newest corrections and retractions."""
    dated = ((entry.date or _changed(entry.note), entry) for entry in plan.catalogue.corrections)
    return [
        Entry(
            id=f"{_id(plan, entry.note)}/{_name(entry)}",
            url=_url(plan, entry.note),
            title=f"{texts.phrase(_heading(entry))}: {_title(plan, entry.note, texts, with_status=False)}",
            html=texts.correction(entry),
            authors=plan.authors(entry.note.note),
            published=entry.date,
            changed=changed,
            tags=_tags(plan, entry.note.note),
        )
        for changed, entry in _newest(dated)
    ]


def last_change(entries: Iterable[Entry]) -> PartialDate:
    """When a feed changed last."""
    return latest(entry.changed for entry in entries) or NEVER


def _newest(dated: Iterable[tuple[PartialDate, _T]]) -> list[tuple[PartialDate, _T]]:
    return sorted(dated, key=lambda pair: pair[0].start, reverse=True)[:MOST]


def _changed(listed: ListedNote) -> PartialDate:
    return listed.note.changed or listed.transcript.description.date


def _id(plan: SitePlan, listed: ListedNote) -> str:
    """The note's place, which is its own whether notes have pages or not."""
    return f"{plan.config.base_url}{listed.transcript.url}#note-{listed.note.id}"


def _url(plan: SitePlan, listed: ListedNote) -> str:
    return plan.config.base_url + listed.url


def _name(entry: CorrectionEntry) -> str:
    """What tells the corrections of a note apart; a later one changes none of the earlier names."""
    if entry.revision is not None:
        return f"revision-{entry.note.note.revisions.index(entry.revision) + 1}"
    return "retraction" if entry.is_retraction else "correction"


def _heading(entry: CorrectionEntry) -> str:
    if entry.is_retraction:
        return "retraction"
    return "correction-of-transcript" if entry.revision is None else "corrected"


def _title(plan: SitePlan, listed: ListedNote, texts: Texts, *, with_status: bool = True) -> str:
    note = listed.note
    words = listed.numbered.outlined.lemma or listed.transcript.description.title
    config = plan.config
    label = config.kind(note.kind).label if note.verdict is None else config.verdict(note.verdict).label
    parts = [label, _cut(note.title or note.claim or words)]
    if with_status and note.status is not Status.PUBLISHED:
        parts.insert(0, texts.phrase(f"status-{note.status}"))
    return ": ".join(parts)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rpartition(' ')[0] or line[:_LONGEST]} …"


def _tags(plan: SitePlan, note: NoteSummary) -> tuple[str, ...]:
    return tuple(dict.fromkeys([plan.config.kind(note.kind).label, *note.topics]))
