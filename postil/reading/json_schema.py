"""JSON Schema of each kind of file, for editors: from the definitions that validate the files.

Postil reads every value of YAML as text and then types it; an editor sees ``2020`` as a number and
``true`` as true or false. So a text may also be what an editor takes such a text for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic import TypeAdapter

from postil.model.config import DEFAULT_KINDS, DEFAULT_VERDICTS, Config, Kind
from postil.reading.fields import Id
from postil.reading.page import PageSchema
from postil.reading.people import PersonSchema
from postil.reading.sidecar import NoteSchema
from postil.reading.site import SiteSchema
from postil.reading.transcript import TranscriptSchema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""The version of JSON Schema."""

Json = dict[str, Any]
_TYPED: Mapping[str, bool] = {"true": True, "false": False}
_Make = Callable[[], Json]


def _either() -> Json:
    """A file in annotations/: its shape tells whether it is a list or a note."""
    notes = TypeAdapter(list[NoteSchema]).json_schema()
    definitions = notes.pop("$defs")
    shape = {"type": ["array", "null"]}
    return {"if": shape, "then": notes | shape, "else": {"$ref": "#/$defs/NoteSchema"}, "$defs": definitions}


_FILES: Mapping[str, tuple[str, _Make]] = {
    "note": (
        "A note in a file of its own: annotations/<path>/<id>.yaml",
        NoteSchema.model_json_schema,
    ),
    "notes": (
        "The notes on a transcript as a list: annotations/<path>.yaml",
        TypeAdapter(list[NoteSchema]).json_schema,
    ),
    "annotations": ("Any file in annotations/: a list of notes, or one note", _either),
    "site": ("The settings of the site: site.yaml", SiteSchema.model_json_schema),
    "transcript": (
        "The front matter of a transcript: content/transcripts/<path>.md",
        TranscriptSchema.model_json_schema,
    ),
    "page": ("The front matter of a page: content/pages/<path>.md", PageSchema.model_json_schema),
    "speakers": (
        "Who speaks: content/speakers.yaml",
        TypeAdapter(dict[Id, PersonSchema]).json_schema,
    ),
    "contributors": (
        "Who writes notes: content/contributors.yaml",
        TypeAdapter(dict[Id, PersonSchema]).json_schema,
    ),
}

KINDS = tuple(_FILES)
"""The kinds of files that have a schema."""


def json_schema(kind: str, config: Config | None, contributors: Iterable[str] = ()) -> Json:
    """The schema of a kind of file.

    With the settings of a site, its kinds and verdicts are the only ones; without, the default ones
    are suggestions. The ids of contributors are suggestions always.
    """
    title, make = _FILES[kind]
    schema = _as_editors_see(make())
    for note in _mappings_with(schema, "body"):
        _tell_of_site(note, config, sorted(contributors))
    for change in _mappings_with(schema, "from"):
        for side in ("from", "to"):
            change["properties"][side] |= _verdicts(config)
    schema.pop("title", None)
    return {"$schema": DIALECT, "title": title} | schema


def _tell_of_site(note: Json, config: Config | None, contributors: list[str]) -> None:
    properties = note["properties"]
    kinds = config.kinds if config else DEFAULT_KINDS
    properties["kind"] |= _choice(config is not None, {kind.id: kind.label for kind in kinds})
    properties["verdict"] |= _verdicts(config)
    if contributors:
        properties["authors"]["items"]["examples"] = contributors
    if config is not None:
        note["allOf"] = [_needs(kind) for kind in kinds]


def _verdicts(config: Config | None) -> Json:
    verdicts = config.verdicts if config else DEFAULT_VERDICTS
    return _choice(config is not None, {v.id: f"{v.label}: {v.meaning}" for v in verdicts})


def _choice(closed: bool, meanings: Mapping[str, str]) -> Json:
    """The values that a field may have, or examples of them."""
    if not closed:
        return {"examples": list(meanings)}
    # “true” and “2020” are words to Postil, and something else to an editor.
    twins = {id: _TYPED[id] if id in _TYPED else int(id) for id in meanings if id in _TYPED or id.isdigit()}
    return {
        "enum": [*meanings, *twins.values()],
        "enumDescriptions": [*meanings.values(), *(meanings[id] for id in twins)],
    }


def _needs(kind: Kind) -> Json:
    """What a note of a kind must have, and must not."""
    required = [name for name in ("verdict", "sources") if getattr(kind, name) == "required"]
    properties: Json = {}
    if kind.verdict == "none":
        properties["verdict"] = False
    if kind.sources == "required":
        properties["sources"] = {"minItems": 1}
    of_kind = {"properties": {"kind": {"const": kind.id}}, "required": ["kind"]}
    return {"if": of_kind, "then": {"properties": properties} | ({"required": required} if required else {})}


def _mappings_with(node: object, field: str) -> Iterable[Json]:
    """Every schema of a mapping that has a field of this name."""
    if isinstance(node, dict):
        if field in node.get("properties", ()) and "type" in node:
            yield node
        for value in node.values():
            yield from _mappings_with(value, field)
    elif isinstance(node, list):
        for value in node:
            yield from _mappings_with(value, field)


def _as_editors_see(schema: Json) -> Json:
    """The schema for the values that an editor reads, without what only pydantic needs."""
    seen = {key: _part(key, value) for key, value in schema.items() if value not in (None, [])}
    if len(seen.get("anyOf", ())) == 1:
        (only,) = seen.pop("anyOf")
        seen = only | seen
    if seen.get("type") == "string" and "pattern" in seen:
        seen["type"] = _types(seen["pattern"])
    if "patternProperties" in seen:
        seen["additionalProperties"] = False
    if seen.get("$ref") == "#/$defs/License":  # which may be given by its name alone
        seen["anyOf"] = [{"type": "string"}, {"$ref": seen.pop("$ref")}]
    return seen


def _part(key: str, value: Any) -> Any:
    """What stands under a key of a schema."""
    if key == "$defs":
        return {_plain(name): _as_editors_see(inner) for name, inner in value.items()}
    if key in ("properties", "patternProperties"):
        return {name: _as_editors_see(inner) for name, inner in value.items()}
    if key in ("anyOf", "oneOf"):
        return [_as_editors_see(inner) for inner in value if inner != {"type": "null"}]
    if key in ("title", "$ref"):
        folder, slash, name = value.rpartition("/")
        return folder + slash + _plain(name)
    return _as_editors_see(value) if isinstance(value, dict) else value


def _types(pattern: str) -> list[str]:
    """What an editor may take a text of this pattern for."""
    types = ["string"]
    if re.search(pattern, "2020"):
        types.append("number" if re.search(pattern, "1.5") else "integer")
    if re.search(pattern, "true"):
        types.append("boolean")
    return types


def _plain(name: str) -> str:
    """The name of a definition without what marks it in the code."""
    return name.removeprefix("_").removesuffix("Schema")
