"""The ways into the site: its notes, speakers, topics, publishers of sources, and corrections."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import urlsplit

from postil.model.dates import PartialDate
from postil.model.note import NoteSummary, Source, Status
from postil.model.plan import (
    Appearance,
    Catalogue,
    CitedSource,
    CorrectionEntry,
    ListedNote,
    ListedTranscript,
    PublisherEntry,
    SpeakerEntry,
    TopicEntry,
)
from postil.model.transcript import Person
from postil.naming import kebab
from postil.planning.urls import publisher_url, speaker_url, topic_url

CORRECTION = "correction"
"""The kind of the notes that correct a transcript."""

_MOST_KEPT = 16_384  # names of publishers, each of which many notes have
_PLAIN_HOST = re.compile(r"https?://([a-z0-9.-]+)/")  # the short way for most
_LONGEST_ID = 100  # characters of a folder's name
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


def catalogue(transcripts: Sequence[ListedTranscript]) -> Catalogue:
    """What there is on a site, from its transcripts in their order."""
    notes = [ListedNote(listed, n, n.outlined.note) for listed in transcripts for n in listed.notes]
    notes.sort(key=lambda listed: _moment(_last_change(listed.note)), reverse=True)
    return Catalogue(
        tuple(notes),
        tuple(_speaker_entries(transcripts, notes)),
        tuple(_topic_entries(transcripts, notes)),
        tuple(_publisher_entries(notes)),
        tuple(sorted(_corrections(notes), key=lambda entry: _moment(entry.date), reverse=True)),
    )


def _last_change(note: NoteSummary) -> PartialDate | None:
    return note.updated or note.created


def _moment(date: PartialDate | None) -> datetime:
    return _BEFORE_ALL if date is None else date.start


def _speaker_entries(
    transcripts: Iterable[ListedTranscript], notes: Iterable[ListedNote]
) -> Iterator[SpeakerEntry]:
    people: dict[str, Person] = {}
    appearances: defaultdict[str, list[Appearance]] = defaultdict(list)
    for listed in transcripts:
        for id, spoken in sorted(listed.outline.spoken.items()):
            people.setdefault(id, listed.description.people[id])
            appearances[id].append(Appearance(listed, spoken.turns, spoken.words))
    about: defaultdict[str, list[ListedNote]] = defaultdict(list)
    for note in notes:
        for id in note.numbered.outlined.speakers:
            about[id].append(note)
    for id in sorted(people, key=lambda id: (people[id].name.casefold(), id)):
        yield SpeakerEntry(people[id], speaker_url(id), tuple(appearances[id]), tuple(about[id]))


def _topic_entries(
    transcripts: Iterable[ListedTranscript], notes: Iterable[ListedNote]
) -> Iterator[TopicEntry]:
    labels: defaultdict[str, Counter[str]] = defaultdict(Counter)
    in_transcripts: defaultdict[str, list[ListedTranscript]] = defaultdict(list)
    in_notes: defaultdict[str, list[ListedNote]] = defaultdict(list)
    for planned in transcripts:
        for id, label in topic_ids(planned.description.topics).items():
            labels[id][label] += 1
            in_transcripts[id].append(planned)
    for listed in notes:
        for id, label in topic_ids(listed.note.topics).items():
            labels[id][label] += 1
            in_notes[id].append(listed)
    for id in sorted(labels):
        # The spelling used most often; some write the id instead, which is no heading.
        label = min(labels[id].items(), key=lambda item: (item[0] in labels, -item[1], item[0]))[0]
        yield TopicEntry(id, label, topic_url(id), tuple(in_transcripts[id]), tuple(in_notes[id]))


def topic_ids(labels: Iterable[str]) -> dict[str, str]:
    """Topics by the id of their page, which is the label in kebab-case."""
    return {kebab(label): label for label in labels}


def _publisher_entries(notes: Iterable[ListedNote]) -> Iterator[PublisherEntry]:
    names: dict[str, Counter[str]] = defaultdict(Counter)
    sources: defaultdict[str | None, dict[object, tuple[Source, list[ListedNote]]]] = defaultdict(dict)
    for listed in notes:
        for source in listed.note.sources:
            name = publisher_name(source)
            key = publisher_id(name)
            if name is not None and key is not None:
                names[key][name] += 1
            identity = source.url or (source.title, source.publisher)
            _, cited_in = sources[key].setdefault(identity, (source, []))
            if not cited_in or cited_in[-1] is not listed:
                cited_in.append(listed)
    for key in sorted(sources, key=lambda key: (key is None, key or "")):
        cited = [CitedSource(source, tuple(by)) for source, by in sources[key].values()]
        cited.sort(key=lambda c: (c.source.title.casefold(), c.source.url or ""))
        resting = {id(listed): listed for c in cited for listed in c.notes}
        label = min(names[key].items(), key=lambda item: (-item[1], item[0]))[0] if key is not None else None
        yield PublisherEntry(label, publisher_url(key), tuple(cited), tuple(resting.values()))


def publisher_name(source: Source) -> str | None:
    """Who stands behind a source: the publisher it names, else the host of its address."""
    if source.publisher is not None:
        return source.publisher
    return _host(source.url) if source.url is not None else None


def _host(url: str) -> str | None:
    plain = _PLAIN_HOST.match(url)
    host = urlsplit(url).hostname if plain is None else plain[1]
    return host.removeprefix("www.") if host else None


@lru_cache(maxsize=_MOST_KEPT)
def publisher_id(name: str | None) -> str | None:
    """What the spellings of a publisher's name have in common; None if no letter or digit is in it."""
    return kebab(name)[:_LONGEST_ID] or None if name is not None else None


def _corrections(notes: Iterable[ListedNote]) -> Iterator[CorrectionEntry]:
    for listed in notes:
        note = listed.note
        is_retracted = note.status is Status.RETRACTED
        # A revision that is as late as the last change says why the note was taken back.
        newest = note.revisions[-1] if note.revisions else None
        explains = newest is not None and (note.updated is None or newest.date.start >= note.updated.start)
        if is_retracted and not explains:
            yield CorrectionEntry(note.updated, listed, None, is_retraction=True)
        elif note.kind == CORRECTION and not is_retracted:
            yield CorrectionEntry(_last_change(note), listed, None, is_retraction=False)
        for revision in reversed(note.revisions):  # newest first among those of one day, too
            yield CorrectionEntry(
                revision.date,
                listed,
                revision,
                is_retraction=is_retracted and explains and revision is newest,
            )
