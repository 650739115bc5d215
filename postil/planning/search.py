"""What the search finds: turns and notes, with the facets they are narrowed by.

A facet belongs to the turn or the note itself, never to its page: what is found under a speaker's
name was said by that speaker, or is a note on that speaker's words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from postil.model.config import Config
from postil.model.note import Status
from postil.model.numbered import NumberedNote
from postil.model.plan import PlannedTranscript, SitePlan
from postil.model.search import Label, Record, Unit
from postil.planning.catalogue import publisher_id, publisher_name, topic_ids

FACETS = ("kind", "verdict", "speaker", "topic", "year", "transcript", "publisher", "language")
"""What hits are narrowed by, in the order shown."""

_MANY = 500
_SHARDS_OF_MANY = 4
_MOST_IN_SHARD = 1250  # transcripts: Pagefind needs some 1.6 GB for them
_MOST_SHARDS = 64
_PART = " · "  # between the parts of a note, so that an excerpt of several reads as such


def search_records(plan: SitePlan, planned: PlannedTranscript) -> Iterator[Record]:
    """The records of one transcript: its turns, and its notes."""
    config, transcript = plan.config, planned.anchored.transcript
    year, day = f"{transcript.date.year:04}", transcript.date.text[:10]
    publishers = {publisher_id(e.name): e.name for e in plan.catalogue.publishers if e.name is not None}
    labels: dict[str, dict[str, Label]] = {
        "kind": {kind.id: Label(kind.label, rank) for rank, kind in enumerate(config.kinds)},
        "verdict": {step.id: Label(step.label, rank) for rank, step in enumerate(config.verdicts)},
        "speaker": {entry.person.id: Label(entry.person.name) for entry in plan.catalogue.speakers},
        "topic": {entry.id: Label(entry.label) for entry in plan.catalogue.topics},
        "publisher": {name: Label(name) for name in publishers.values()},
        # The newest first.
        "year": {year: Label(year, -transcript.date.year)},
        "transcript": {transcript.path: Label(transcript.title, -int(day.replace("-", "")))},
    }
    common = {"year": (year,), "transcript": (transcript.path,)}
    for kind, language, units in (
        ("turn", transcript.language or config.language, _turns(planned, common)),
        (
            "note",
            config.language,
            tuple(_note(planned, n, config, publishers, common) for n in planned.notes),
        ),
    ):
        if units:
            # One index for a language in all its countries: “en” holds en-GB, too.
            index = language.split("-")[0].lower()
            yield Record(kind, index, planned.url, transcript.title, day, units, _own(labels, units))


def default_shards(transcripts: int) -> int:
    """How many shards an index has unless the settings say so.

    Few, for each costs the reader a request a word, but each small enough for a small machine. The number
    seldom changes as a site grows, for then the whole index does. See bench/README.md.
    """
    shards = 1 if transcripts < _MANY else _SHARDS_OF_MANY
    while transcripts > shards * _MOST_IN_SHARD and shards < _MOST_SHARDS:
        shards *= 2
    return shards


def _own(
    labels: Mapping[str, Mapping[str, Label]], units: Sequence[Unit]
) -> Mapping[str, Mapping[str, Label]]:
    """The labels of the values that the units have."""
    used = {facet: {value for unit in units for value in unit.facets.get(facet, ())} for facet in FACETS}
    return {facet: {id: labels[facet][id] for id in sorted(ids)} for facet, ids in used.items() if ids}


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
        note.body.text.strip(),
        "" if place is None else transcript.text[place.start : place.end],
        *(", ".join(filter(None, (source.title, source.publisher))) for source in note.sources),
        *(transcript.people[id].name for id in speakers),
        f"{kind} {verdict}".rstrip(),
    )
    return Unit(
        f"note-{note.id}",
        note.claim or note.title or kind,
        _PART.join(filter(None, words)),
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
