"""ClaimReview (https://schema.org/ClaimReview): on the pages of rated notes, and data/claimreviews.json.

A note makes one if it has a claim and a verdict with a rating. A retracted note makes none: those who
gather reviews know no retraction, they take away what is no longer there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from postil.exporting.serialising import json_line, json_lines_file
from postil.model.config import Config, Verdict
from postil.model.dates import latest
from postil.model.note import NoteSummary, Status
from postil.model.numbered import NumberedNote
from postil.model.plan import PlannedTranscript, SitePlan
from postil.model.transcript import Person

_CONTEXT = "https://schema.org"


def item(plan: SitePlan, planned: PlannedTranscript, numbered: NumberedNote) -> str | None:
    """The review that a note is, as an element of the feed; None if it is none."""
    review = claim_review(plan, planned, numbered)
    if review is None:
        return None
    note = numbered.note
    element = {
        "@type": "DataFeedItem",
        **({} if note.created is None else {"dateCreated": note.created.known}),
        **({} if note.changed is None else {"dateModified": note.changed.known}),
        "url": review["url"],
        "item": [review],
    }
    return json_line(element)


def export(plan: SitePlan, items: Iterable[str]) -> Iterator[bytes]:
    """A DataFeed with the reviews of the whole site, transcript by transcript."""
    config = plan.config
    feed: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "DataFeed",
        "name": config.title,
        "url": f"{config.base_url}data/claimreviews.json",
    }
    changed = latest(n.note.changed for n in plan.catalogue.notes if _is_review(n.note, config))
    if changed is not None:
        feed["dateModified"] = changed.known
    if config.license is not None:
        feed["license"] = config.license.url or config.license.name
    return json_lines_file(feed, "dataFeedElement", items)


def document(record: dict[str, Any]) -> dict[str, Any]:
    """A review that stands alone, with its ``@context``."""
    return {"@context": _CONTEXT, **record}


def claim_review(plan: SitePlan, planned: PlannedTranscript, numbered: NumberedNote) -> dict[str, Any] | None:
    """The review that a note is, without the ``@context``; None if it is none."""
    note, config = numbered.note, plan.config
    if note.verdict is None or not _is_review(note, config):
        return None
    review: dict[str, Any] = {
        "@type": "ClaimReview",
        "url": config.base_url + planned.note_url(note),
        "claimReviewed": note.claim,
        "inLanguage": config.language,
        "author": _author(plan, plan.authors(note)),
        "reviewRating": _rating(config.verdict(note.verdict), config),
        "itemReviewed": _claim(planned, numbered, config),
    }
    if note.created is not None:
        review["datePublished"] = note.created.known
    if note.changed is not None:
        review["dateModified"] = note.changed.known
    return review


def _is_review(note: NoteSummary, config: Config) -> bool:
    if note.claim is None or note.verdict is None or note.status is Status.RETRACTED:
        return False
    return config.verdict(note.verdict).rating is not None


def _rating(verdict: Verdict, config: Config) -> dict[str, Any]:
    """Where a verdict with a rating stands on the site's scale, which runs over the ratings it gives."""
    ratings = [v.rating for v in config.verdicts if v.rating is not None]
    return {
        "@type": "Rating",
        "ratingValue": verdict.rating,
        "bestRating": max(ratings),
        "worstRating": min(ratings),
        "alternateName": verdict.label,
    }


def _author(plan: SitePlan, writers: tuple[Person, ...]) -> Any:
    """The publisher of the review; where the site names none, those who wrote it, else the site."""
    config = plan.config
    if config.publisher is not None:
        url = config.publisher.url or config.base_url
        return {"@type": "Organization", "name": config.publisher.name, "url": url}
    if not writers:
        return {"@type": "Organization", "name": config.title, "url": config.base_url}
    return _one_or_many([_person(writer) for writer in writers])


def _claim(planned: PlannedTranscript, numbered: NumberedNote, config: Config) -> dict[str, Any]:
    """Who said it, when and where: the turn in the transcript and, if it is known, where that comes from."""
    transcript, place = planned.anchored.transcript, numbered.range
    turn = None if place is None else transcript.turn_at(place.start)
    page = config.base_url + planned.url
    claim: dict[str, Any] = {"@type": "Claim", "datePublished": transcript.date.known}
    if place is not None:
        speakers = [
            _person(transcript.people[id]) for id in transcript.speakers_within(place.start, place.end)
        ]
        if speakers:
            claim["author"] = _one_or_many(speakers)
    claim["appearance"] = {
        "@type": "CreativeWork",
        "url": page if turn is None else f"{page}#t{turn.number}",
        "name": transcript.title,
    }
    source = transcript.source
    if source is not None and source.url is not None:
        first = {"@type": "CreativeWork", "url": source.url}
        if source.title is not None:
            first["name"] = source.title
        if source.published is not None:
            first["datePublished"] = source.published.known
        claim["firstAppearance"] = first
    return claim


def _person(person: Person) -> dict[str, str]:
    given = {"name": person.name, "jobTitle": person.role, "url": person.url}
    return {"@type": "Person", **{name: value for name, value in given.items() if value is not None}}


def _one_or_many(values: list[dict[str, str]]) -> Any:
    return values[0] if len(values) == 1 else values
