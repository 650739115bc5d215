"""ClaimReview (https://schema.org/ClaimReview): on the pages of rated notes, and data/claimreviews.json.

A note makes one if it has a claim and a verdict with a rating. A retracted note makes none: those who
gather reviews know no retraction, they take away what is no longer there.
"""

from __future__ import annotations

from typing import Any

from postil.exporting.serialising import json_file
from postil.exporting.texts import Texts
from postil.model.config import Config
from postil.model.dates import latest
from postil.model.note import Status
from postil.model.numbered import NumberedNote
from postil.model.plan import PlannedTranscript, SitePlan
from postil.model.transcript import Person

_CONTEXT = "https://schema.org"


def export(plan: SitePlan, texts: Texts) -> bytes:
    """A DataFeed with the reviews of the whole site, transcript by transcript."""
    del texts  # every export takes the same arguments
    config = plan.config
    found = [
        (numbered.note, review)
        for planned in plan.transcripts
        for numbered in planned.notes
        if (review := claim_review(plan, planned, numbered)) is not None
    ]
    feed: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "DataFeed",
        "name": config.title,
        "url": f"{config.base_url}data/claimreviews.json",
    }
    changed = latest(note.changed for note, _ in found)
    if changed is not None:
        feed["dateModified"] = changed.known
    if config.license is not None:
        feed["license"] = config.license.url or config.license.name
    feed["dataFeedElement"] = [
        {
            "@type": "DataFeedItem",
            **({} if note.created is None else {"dateCreated": note.created.known}),
            **({} if note.changed is None else {"dateModified": note.changed.known}),
            "url": review["url"],
            "item": [review],
        }
        for note, review in found
    ]
    return json_file(feed)


def document(record: dict[str, Any]) -> dict[str, Any]:
    """A review that stands alone, with its ``@context``."""
    return {"@context": _CONTEXT, **record}


def claim_review(plan: SitePlan, planned: PlannedTranscript, numbered: NumberedNote) -> dict[str, Any] | None:
    """The review that a note is, without the ``@context``; None if it is none."""
    note, config = numbered.note, plan.config
    if note.claim is None or note.verdict is None or note.status is Status.RETRACTED:
        return None
    rating = _rating(note.verdict, config)
    if rating is None:
        return None
    review: dict[str, Any] = {
        "@type": "ClaimReview",
        "url": config.base_url + planned.note_url(note),
        "claimReviewed": note.claim,
        "inLanguage": config.language,
        "author": _author(plan, plan.authors(note)),
        "reviewRating": rating,
        "itemReviewed": _claim(planned, numbered, config),
    }
    if note.created is not None:
        review["datePublished"] = note.created.known
    if note.changed is not None:
        review["dateModified"] = note.changed.known
    return review


def _rating(id: str, config: Config) -> dict[str, Any] | None:
    """Where the verdict stands on the site's scale, which runs over the ratings it gives."""
    verdict = config.verdict(id)
    ratings = [v.rating for v in config.verdicts if v.rating is not None]
    if verdict.rating is None:
        return None
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
