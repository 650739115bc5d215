"""What the search finds: turns and notes, with the facets they are narrowed by.

A facet belongs to the turn or the note itself, never to its page: what is found under a speaker's
name was said by that speaker, or is a note on that speaker's words.
"""

from __future__ import annotations

from collections.abc import Mapping

from postil.model.config import Config
from postil.model.note import Status
from postil.model.numbered import NumberedNote
from postil.model.plan import PlannedTranscript, SitePlan
from postil.model.search import Record, SearchPlan, Unit
from postil.planning.catalogue import publisher_id, publisher_name, topic_ids

FACETS = ("kind", "verdict", "speaker", "topic", "year", "transcript", "publisher", "language")
"""What hits are narrowed by, in the order shown."""


def plan_search(plan: SitePlan, planned: PlannedTranscript) -> SearchPlan:
    """The records of one transcript: its turns, and its notes."""
    config, transcript = plan.config, planned.anchored.transcript
    publishers = {publisher_id(e.name): e.name for e in plan.catalogue.publishers if e.name is not None}
    year = f"{transcript.date.year:04}"
    labels = {
        "kind": {kind.id: kind.label for kind in config.kinds},
        "verdict": {verdict.id: verdict.label for verdict in config.verdicts},
        "speaker": {entry.person.id: entry.person.name for entry in plan.catalogue.speakers},
        "topic": {entry.id: entry.label for entry in plan.catalogue.topics},
        "year": {year: year},
        "transcript": {transcript.path: transcript.title},
        "publisher": {name: name for name in publishers.values()},
        "language": {},
    }
    common = {"year": (year,), "transcript": (transcript.path,)}
    records: list[Record] = []
    for kind, language, units in (
        ("turn", transcript.language or config.language, _turns(planned, common)),
        ("note", config.language, tuple(_note(planned, n, config, publishers, common) for n in planned.notes)),
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
    planned: PlannedTranscript,
    numbered: NumberedNote,
    config: Config,
    publishers: Mapping[str | None, str],
    common: Mapping[str, tuple[str, ...]],
) -> Unit:
    note, transcript = numbered.note, planned.anchored.transcript
    kind = next(k.label for k in config.kinds if k.id == note.kind)
    verdict = next((v.label for v in config.verdicts if v.id == note.verdict), "")
    place = numbered.range
    speakers = () if place is None else transcript.speakers_within(place.start, place.end)
    ids = (publisher_id(publisher_name(source)) for source in note.sources)
    named = dict.fromkeys(publishers[id] for id in ids if id is not None)
    words = (
        note.body.text,
        "" if place is None else transcript.text[place.start : place.end],
        *(f"{source.title} {source.publisher or ''}" for source in note.sources),
        *(transcript.people[id].name for id in speakers),
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
            "speaker": speakers,
            "topic": tuple(topic_ids(note.topics)),
            "publisher": tuple(named),
        },
        status=None if note.status is Status.PUBLISHED else note.status.value,
    )
