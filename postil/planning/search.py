"""What the search finds: turns and notes, with the facets they are narrowed by.

A facet belongs to the turn or the note itself, never to its page: what is found under a speaker's
name was said by that speaker, or is a note on that speaker's words.
"""

from __future__ import annotations

from collections.abc import Mapping

from postil.model.config import Config
from postil.model.note import Status
from postil.model.plan import ListedNote, PlannedTranscript, SitePlan
from postil.model.search import Record, SearchPlan, Unit
from postil.planning.catalogue import publisher_id, publisher_name, topic_ids

FACETS = ("kind", "verdict", "speaker", "topic", "year", "transcript", "publisher", "language")
"""What hits are narrowed by, in the order shown."""


def plan_search(plan: SitePlan) -> SearchPlan:
    """The records of the index, in the order of the transcripts: the turns of each, and its notes."""
    config = plan.config
    labels: dict[str, dict[str, str]] = {facet: {} for facet in FACETS}
    labels["kind"] = {kind.id: kind.label for kind in config.kinds}
    labels["verdict"] = {verdict.id: verdict.label for verdict in config.verdicts}
    labels["speaker"] = {entry.person.id: entry.person.name for entry in plan.catalogue.speakers}
    labels["topic"] = {entry.id: entry.label for entry in plan.catalogue.topics}
    publishers = {publisher_id(e.name): e.name for e in plan.catalogue.publishers if e.name is not None}
    labels["publisher"] = {name: name for name in publishers.values()}
    listed: dict[str, list[ListedNote]] = {planned.url: [] for planned in plan.transcripts}
    for note in plan.catalogue.notes:
        listed[note.transcript.url].append(note)
    records: list[Record] = []
    for planned in plan.transcripts:
        transcript = planned.anchored.transcript
        year = f"{transcript.date.year:04}"
        labels["year"][year] = year
        labels["transcript"][transcript.path] = transcript.title
        common = {"year": (year,), "transcript": (transcript.path,)}
        notes = sorted(listed[planned.url], key=lambda note: note.numbered.number)
        for kind, language, units in (
            ("turn", transcript.language or config.language, _turns(planned, common)),
            ("note", config.language, tuple(_note(note, config, publishers, common) for note in notes)),
        ):
            if units:
                day = transcript.date.text[:10]
                # One index for a language in all its countries: “en” holds en-GB, too.
                index = language.split("-")[0].lower()
                records.append(Record(kind, index, planned.url, transcript.title, day, units))
    return SearchPlan(tuple(records), labels)


def _turns(planned: PlannedTranscript, common: Mapping[str, tuple[str, ...]]) -> tuple[Unit, ...]:
    transcript = planned.anchored.transcript
    facets = {**common, "topic": tuple(topic_ids(transcript.topics))}
    return tuple(
        Unit(
            f"t{turn.number}",
            transcript.people[turn.speaker].name,
            transcript.text[turn.start : turn.end],
            {**facets, "speaker": (turn.speaker,)},
            turn.timecode,
        )
        for turn in transcript.turns
    )


def _note(
    listed: ListedNote,
    config: Config,
    publishers: Mapping[str | None, str],
    common: Mapping[str, tuple[str, ...]],
) -> Unit:
    numbered, note = listed.numbered, listed.numbered.note
    transcript = listed.transcript.anchored.transcript
    kind = next(k.label for k in config.kinds if k.id == note.kind)
    verdict = next((v.label for v in config.verdicts if v.id == note.verdict), "")
    place = numbered.range
    ids = (publisher_id(publisher_name(source)) for source in note.sources)
    named = dict.fromkeys(publishers[id] for id in ids if id is not None)
    words = (
        note.body.text,
        "" if place is None else transcript.text[place.start : place.end],
        *(f"{source.title} {source.publisher or ''}" for source in note.sources),
        *(transcript.people[id].name for id in listed.speakers),
        f"{kind} {verdict}",
    )
    return Unit(
        f"note-{note.id}",
        note.claim or note.title or kind,
        "\n".join(words),
        {
            **common,
            "kind": (note.kind,),
            "verdict": () if note.verdict is None else (note.verdict,),
            "speaker": listed.speakers,
            "topic": tuple(topic_ids(note.topics)),
            "publisher": tuple(named),
        },
        status=None if note.status is Status.PUBLISHED else note.status.value,
    )
