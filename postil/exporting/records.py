"""Every note as a flat record, for data/notes.json and data/notes.csv.

docs/data.md explains each field; a test holds it to that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from postil.model.note import Revision, Source
from postil.model.numbered import NumberedNote
from postil.model.plan import PlannedTranscript, SitePlan


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """A note. The fields are those of the files, in their order; None is what is not known.

    Verdicts, kinds and people are named both by id and by label, so that a table needs no second one.
    """

    transcript: str
    transcript_title: str
    transcript_date: str
    transcript_language: str
    transcript_url: str
    id: str
    number: int
    url: str
    status: str
    kind: str
    kind_label: str
    verdict: str | None
    verdict_label: str | None
    rating: int | None
    title: str | None
    claim: str | None
    quote: str | None
    start: int | None
    end: int | None
    turn: int | None
    timecode: str | None
    speakers: list[dict[str, str]]
    body: str
    text: str
    sources: list[dict[str, str]]
    topics: list[str]
    authors: list[dict[str, str]]
    created: str | None
    updated: str | None
    review_by: str | None
    revisions: list[dict[str, str]]

    @property
    def values(self) -> dict[str, Any]:
        """The values by the names of the fields."""
        return {name: getattr(self, name) for name in self.__slots__}


def record(plan: SitePlan, planned: PlannedTranscript, numbered: NumberedNote) -> NoteRecord:
    """The record of one note."""
    config, note, place = plan.config, numbered.note, numbered.range
    transcript = planned.anchored.transcript
    verdict = None if note.verdict is None else config.verdict(note.verdict)
    turn = None if place is None else transcript.turn_at(place.start)
    speakers = () if place is None else transcript.speakers_within(place.start, place.end)
    return NoteRecord(
        transcript=transcript.path,
        transcript_title=transcript.title,
        transcript_date=transcript.date.known,
        transcript_language=transcript.language or config.language,
        transcript_url=config.base_url + planned.url,
        id=note.id,
        number=numbered.number,
        url=config.base_url + planned.note_url(note),
        status=note.status.value,
        kind=note.kind,
        kind_label=config.kind(note.kind).label,
        verdict=note.verdict,
        verdict_label=None if verdict is None else verdict.label,
        rating=None if verdict is None else verdict.rating,
        title=note.title,
        claim=note.claim,
        quote=None if place is None else transcript.text[place.start : place.end],
        start=None if place is None else place.start,
        end=None if place is None else place.end,
        turn=None if turn is None else turn.number,
        timecode=None if turn is None else turn.timecode,
        speakers=[{"id": id, "name": transcript.people[id].name} for id in speakers],
        body=note.markdown,
        text=note.body.text,
        sources=[_source(source) for source in note.sources],
        topics=list(note.topics),
        authors=[{"id": a.id, "name": a.name} if a.id else {"name": a.name} for a in plan.authors(note)],
        created=None if note.created is None else note.created.known,
        updated=None if note.updated is None else note.updated.known,
        review_by=None if note.review_by is None else note.review_by.known,
        revisions=[_revision(revision) for revision in note.revisions],
    )


def _source(source: Source) -> dict[str, str]:
    return _given(
        title=source.title,
        publisher=source.publisher,
        url=source.url,
        date=source.date and source.date.known,
        accessed=source.accessed and source.accessed.known,
        archived=source.archived,
        quote=source.quote,
    )


def _revision(revision: Revision) -> dict[str, str]:
    return _given(
        date=revision.date.known,
        summary=revision.summary,
        verdict_from=revision.verdict_from,
        verdict_to=revision.verdict_to,
    )


def _given(**values: Any) -> dict[str, str]:
    return {name: value for name, value in values.items() if value is not None}
