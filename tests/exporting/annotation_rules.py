"""What the Web Annotation Data Model demands of a collection with its page, as a JSON Schema of our own.

The W3C's own schemas come as some hundred fragments in its test suites and in no package; this one has
their demands (the lists “annotation”, “body”, “target”, “specific resource”, “collection” and “page”
“musts”) as far as they touch what Postil writes. It is stricter where Postil promises more.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
PURPOSES = (
    *("assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting"),
    *("identifying", "linking", "moderating", "questioning", "replying", "tagging"),
)
_URI = {"type": "string", "format": "uri"}
_MOMENT = {"type": "string", "format": "date-time"}
_PURPOSE = {"enum": list(PURPOSES)}
_NUMBER = {"type": "integer", "minimum": 0}


def _one(kind: str, required: str, optional: str = "", **fields: object) -> dict[str, Any]:
    """An object of a type that has these fields and no others; they are text if nothing else is said."""
    names = ["type", *required.split()]
    known = {name: fields.get(name, {"type": "string"}) for name in [*names, *optional.split()]}
    known["type"] = {"const": kind}
    return {"type": "object", "properties": known, "required": names, "additionalProperties": False}


_TEXT = _one("TextualBody", "value format purpose", "language", purpose=_PURPOSE)
# An address alone has no purpose: it stands in a specific resource that has one.
_RESOURCE = {
    "type": "object",
    "properties": {"id": _URI, "label": {"type": "string"}},
    "required": ["id"],
    "additionalProperties": False,
}
_LINK = _one("SpecificResource", "source purpose", source=_RESOURCE, purpose=_PURPOSE)
_SELECTORS = [
    _one("TextQuoteSelector", "exact prefix suffix", exact={"type": "string", "minLength": 1}),
    _one("TextPositionSelector", "start end", start=_NUMBER, end=_NUMBER),
]
_TARGET = _one(
    "SpecificResource",
    "source scope",
    "selector",
    source=_URI,
    scope=_URI,
    selector={"type": "array", "prefixItems": _SELECTORS, "items": False, "minItems": 2},
)
_PERSON = _one("Person", "name")
_ANNOTATION = _one(
    "Annotation",
    "id motivation body target",
    "label creator created modified rights",
    id=_URI,
    motivation=_PURPOSE,
    creator={"oneOf": [_PERSON, {"type": "array", "items": _PERSON, "minItems": 2}]},
    created=_MOMENT,
    modified=_MOMENT,
    rights=_URI,
    body={"type": "array", "items": {"oneOf": [_TEXT, _LINK]}, "minItems": 1},
    target=_TARGET,
)
_PAGE = _one(
    "AnnotationPage",
    "id partOf startIndex items",
    id=_URI,
    partOf=_URI,
    startIndex={"const": 0},
    items={"type": "array", "items": _ANNOTATION, "minItems": 1},
)
SCHEMA = {
    **_one(
        "AnnotationCollection",
        "@context id label total",
        "first last",
        **{"@context": {"const": CONTEXT}},
        id=_URI,
        total=_NUMBER,
        first=_PAGE,
        last=_URI,
    ),
    "if": {"properties": {"total": {"const": 0}}},
    "then": {"properties": {"first": False, "last": False}},
    "else": {"required": ["first", "last"]},
}

_FORMATS = FormatChecker(formats=())
_RFC_3986 = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9_.~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2}|(?<=//)\[[0-9A-Fa-f:.]+\])*"
    r"(?:\?(?:[A-Za-z0-9_.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
    r"(?:#(?:[A-Za-z0-9_.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
)


@_FORMATS.checks("uri")
def is_uri(value: object) -> bool:
    """Whether a text is an absolute URI by RFC 3986."""
    return not isinstance(value, str) or _RFC_3986.fullmatch(value) is not None


@_FORMATS.checks("date-time", raises=ValueError)
def is_moment(value: object) -> bool:
    """Whether a text is a moment in UTC by RFC 3339."""
    return not isinstance(value, str) or datetime.strptime(value, "%Y-%m-%dT%H:%M:%S%z").tzinfo is not None


def faults(collection: object) -> list[str]:
    """What is wrong with a collection, by the path of its place."""
    validator = Draft202012Validator(SCHEMA, format_checker=_FORMATS)
    return sorted(f"{error.json_path}: {error.message}" for error in validator.iter_errors(collection))
