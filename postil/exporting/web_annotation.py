"""annotations.jsonld: the notes as a W3C Web Annotation collection.

https://www.w3.org/TR/annotation-model/ (Recommendation of 23 February 2017).
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from postil.exporting.serialising import json_file
from postil.exporting.texts import Texts
from postil.model.anchored import Annotation, Range
from postil.model.config import Config
from postil.model.note import Note, Source, Status
from postil.model.plan import PlannedTranscript, SitePlan

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32  # code points of prefix and suffix, enough to tell most places apart
_HOST = re.compile("[a-z]+://[^/?#]*|", re.IGNORECASE)
_URI = ":/?@!$&'()*+,;=%~"  # what a URI may have besides letters, digits and “_.-”
_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")


def export(planned: PlannedTranscript, plan: SitePlan, texts: Texts) -> bytes:
    """The AnnotationCollection of a transcript, with its one page embedded."""
    del texts  # every export takes the same arguments
    url = _uri(plan.config.base_url + planned.url)
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
        collection["last"] = f"{url}annotations.jsonld#page"
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
        "id": _uri(config.base_url + planned.note_url(note)),
        "type": "Annotation",
        "motivation": _motivation(note),
    }
    if note.title is not None:
        record["label"] = note.title
    creators = [{"type": "Person", "name": author.name} for author in plan.authors(note)]
    if creators:
        record["creator"] = creators[0] if len(creators) == 1 else creators
    if note.created is not None:
        record["created"] = note.created.utc
    if note.updated is not None:
        record["modified"] = note.updated.utc
    if config.license is not None and config.license.url is not None:
        record["rights"] = _uri(config.license.url)
    record["body"] = _bodies(note, config)
    record["target"] = _target(planned, annotated.range, config)
    return record


def _motivation(note: Note) -> str:
    if note.verdict is not None and note.status is not Status.RETRACTED:
        return "assessing"
    return "editing" if note.kind == "correction" else "commenting"


def _bodies(note: Note, config: Config) -> list[dict[str, Any]]:
    bodies = [
        _text(note.markdown, "commenting", "text/markdown", language=config.language),
        _text(config.kind(note.kind).label, "classifying"),
    ]
    if note.verdict is not None and note.status is not Status.RETRACTED:
        bodies.append(_text(config.verdict(note.verdict).label, "assessing"))
    if note.claim is not None:
        bodies.append(_text(note.claim, "describing", language=config.language))
    bodies += (_text(topic, "tagging") for topic in note.topics)
    if note.status is Status.RETRACTED:
        bodies.append(_text("retracted", "tagging"))
    return [*bodies, *map(_source, note.sources)]


def _text(value: str, purpose: str, media_type: str = "text/plain", **fields: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "format": media_type, **fields, "purpose": purpose}


def _source(source: Source) -> dict[str, Any]:
    """A source as a body. An address alone can have no purpose: that is the specific resource's around it."""
    if source.url is None:
        return _text(source.title, "linking")
    resource = {"id": _uri(source.url), "label": source.title}
    return {"type": "SpecificResource", "source": resource, "purpose": "linking"}


def _uri(address: str) -> str:
    """An address in ASCII, as the model's schemas ask for; the same for every browser (RFC 3987, 3.1)."""
    before, mark, fragment = _LONE_PERCENT.sub("%25", address).partition("#")
    found = _HOST.match(before)
    host = found[0] if found else ""
    path = before.removeprefix(host)
    return quote(host, safe=f"{_URI}[]") + quote(path, safe=_URI) + mark + quote(fragment, safe=_URI)


def _target(planned: PlannedTranscript, place: Range | None, config: Config) -> dict[str, Any]:
    page = _uri(config.base_url + planned.url)
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
