"""When each page changed last, as far as the files say: from the dates of transcripts and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from postil.model.dates import PartialDate, latest
from postil.model.plan import ListedNote, ListedTranscript, SitePlan

_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
_NUMBER = re.compile(r"page/\d+/$")


class LastChanges:
    """The last changes of one site's pages."""

    def __init__(self, plan: SitePlan) -> None:
        self._by_url: Mapping[str, PartialDate | None] = _by_url(plan)

    def of(self, url: str) -> PartialDate | None:
        """The day on which a page changed last; None if the files do not say.

        A page of a list counts as changed when anything on the list was.
        """
        if url in self._by_url:
            return self._by_url[url]
        return self._by_url.get(_NUMBER.sub("", url))


def _by_url(plan: SitePlan) -> dict[str, PartialDate | None]:
    ways = plan.catalogue
    found: dict[str, PartialDate | None] = {}
    days = {id(n.note): n.note.changed for planned in plan.transcripts for n in planned.notes}
    starts = {note: _BEFORE_ALL if day is None else day.start for note, day in days.items()}

    def of_notes(notes: Iterable[ListedNote]) -> PartialDate | None:
        newest = max((id(listed.note) for listed in notes), key=starts.__getitem__, default=None)
        return None if newest is None else days[newest]

    for planned in plan.transcripts:
        found[planned.url] = _of_transcript(planned, [days[id(n.note)] for n in planned.notes])
        for numbered in planned.notes:
            if numbered.note.id in planned.note_pages:
                found[planned.note_pages[numbered.note.id]] = days[id(numbered.note)]
    for speaker in ways.speakers:
        found[speaker.url] = latest(
            [of_notes(speaker.notes), *(found[a.transcript.url] for a in speaker.appearances)]
        )
    for topic in ways.topics:
        found[topic.url] = latest([of_notes(topic.notes), *(found[t.url] for t in topic.transcripts)])
    for publisher in ways.publishers:
        found[publisher.url] = of_notes(publisher.notes)
    for kind in plan.config.kinds:
        found[f"notes/kind/{kind.id}/"] = of_notes(ways.of_kind(kind.id))
    for verdict in plan.config.verdicts:
        found[f"notes/verdict/{verdict.id}/"] = of_notes(ways.of_verdict(verdict.id))
    notes = of_notes(ways.notes)
    found |= dict.fromkeys(["notes/", "notes/by-verdict/", "notes/by-transcript/", "sources/"], notes)
    found["corrections/"] = latest(entry.date for entry in ways.corrections)
    everything = latest(found[planned.url] for planned in plan.transcripts)
    found |= dict.fromkeys(["", "transcripts/", "speakers/", "topics/", "search/"], everything)
    return found


def _of_transcript(planned: ListedTranscript, notes: Iterable[PartialDate | None]) -> PartialDate | None:
    """The latest of the day it was said, the day the words were taken over, and the days of its notes."""
    description = planned.description
    retrieved = description.source.retrieved if description.source is not None else None
    dates = [description.date, retrieved if retrieved is not None and retrieved.is_day else None]
    return latest([*dates, *notes])
