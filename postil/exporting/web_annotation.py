"""annotations.jsonld: the notes as a W3C Web Annotation collection.

https://www.w3.org/TR/annotation-model/ (Recommendation of 23 February 2017).
"""

from __future__ import annotations

from typing import Any

from postil.exporting.serialising import json_file
from postil.exporting.texts import Texts
from postil.model.anchored import Annotation, Range
from postil.model.config import Config
from postil.model.note import Note, Status
from postil.model.plan import PlannedTranscript, SitePlan

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32  # code points of prefix and suffix, enough to tell most places apart


def export(planned: PlannedTranscript, plan: SitePlan, texts: Texts) -> bytes:
    """The AnnotationCollection of a transcript, with its one page embedded."""
    del texts  # every export takes the same arguments
    url = plan.config.base_url + planned.url
    items = [annotation(planned, a, plan) for a in planned.anchored.annotations]
    collection: dict[str, Any] = {
        "@context": _CONTEXT,
        "id": f"{url}annotations.jsonld",
        "type": "AnnotationCollection",
        "label": planned.anchored.transcript.title,
        "total": len(items),
    }
    if items:
        collection["first"] = {
            "id": f"{url}annotations.jsonld#page",
            "type": "AnnotationPage",
            "partOf": f"{url}annotations.jsonld",
            "startIndex": 0,
            "items": items,
        }
    return json_file(collection)


def document(record: dict[str, Any]) -> dict[str, Any]:
    """An annotation that stands alone, with its ``@context``."""
    return {"@context": _CONTEXT, **record}


def annotation(planned: PlannedTranscript, annotated: Annotation, plan: SitePlan) -> dict[str, Any]:
    """One note as a Web Annotation, without the ``@context``.

    A retracted one assesses nothing any more: its verdict is left out, and a tag says what it is.
    """
    note, config = annotated.note, plan.config
    record: dict[str, Any] = {
        "id": config.base_url + planned.note_url(note),
        "type": "Annotation",
        "motivation": _motivation(note),
    }
    creators = [{"type": "Person", "name": author.name} for author in plan.authors(note)]
    if creators:
        record["creator"] = creators[0] if len(creators) == 1 else creators
    if note.created is not None:
        record["created"] = note.created.utc
    if note.updated is not None:
        record["modified"] = note.updated.utc
    if config.license is not None and config.license.url is not None:
        record["rights"] = config.license.url
    record["body"] = _bodies(note, config)
    record["target"] = _target(planned, annotated.range, config)
    return record


def _motivation(note: Note) -> str:
    if note.verdict is not None and note.status is not Status.RETRACTED:
        return "assessing"
    return "editing" if note.kind == "correction" else "commenting"


def _bodies(note: Note, config: Config) -> list[dict[str, Any]]:
    bodies: list[dict[str, Any]] = [
        {
            "type": "TextualBody",
            "value": note.markdown,
            "format": "text/markdown",
            "language": config.language,
            "purpose": "commenting",
        }
    ]
    if note.verdict is not None and note.status is not Status.RETRACTED:
        label = config.verdict(note.verdict).label
        bodies.append({"type": "TextualBody", "value": label, "format": "text/plain", "purpose": "assessing"})
    tags = [*note.topics, *(["retracted"] if note.status is Status.RETRACTED else [])]
    bodies += (
        {"type": "TextualBody", "value": tag, "format": "text/plain", "purpose": "tagging"} for tag in tags
    )
    bodies += (
        {"id": source.url, "type": "Text", "format": "text/html", "purpose": "linking"}
        for source in note.sources
        if source.url is not None
    )
    return bodies


def _target(planned: PlannedTranscript, place: Range | None, config: Config) -> dict[str, Any]:
    page = config.base_url + planned.url
    target: dict[str, Any] = {"type": "SpecificResource", "source": f"{page}transcript.txt", "scope": page}
    if place is not None:
        text = planned.anchored.transcript.text
        target["selector"] = [
            {
                "type": "TextQuoteSelector",
                "exact": text[place.start : place.end],
                "prefix": text[max(place.start - _AROUND, 0) : place.start],
                "suffix": text[place.end : place.end + _AROUND],
            },
            {"type": "TextPositionSelector", "start": place.start, "end": place.end},
        ]
    return target
