"""The registries of speakers and contributors."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from postil.diagnostics import Code, Diagnostic, diagnose
from postil.model.transcript import Person
from postil.reading.fields import Id, Line, Name, Url
from postil.reading.nodes import Entry, MappingNode, Scalar
from postil.reading.schema import Schema, validate, warn_of_suspicious_text
from postil.reading.strict_yaml import read_yaml
from postil.source import SourceFile


class PersonSchema(Schema):
    """Somebody in a registry, whose key is the id."""

    name: Name = Field(description="as it is shown")
    role: Line | None = Field(None, description="what they are or do")
    url: Url | None = Field(None, description="a page about them")


class _IdSchema(Schema):
    id: Id


def read_people(file: SourceFile, problems: list[Diagnostic]) -> Mapping[str, Person] | None:
    """The people of speakers.yaml or contributors.yaml, by id; None if nobody can tell who is in it.

    Somebody whose entry is wrong is still there, by their id: the entry's problem is reported once,
    and not again wherever the id is used.
    """
    before = len(problems)
    node = read_yaml(file, problems)
    if node is None:
        return None if len(problems) > before else {}
    if not isinstance(node, MappingNode):
        problems.append(
            diagnose(
                Code.BAD_VALUE, node.span, "this file must be a mapping", hint="write “id: {name: …}” lines"
            )
        )
        return None
    warn_of_suspicious_text(node, problems)
    people: dict[str, Person] = {}
    for key, entry in node.entries.items():
        validate(_IdSchema, _single("id", entry.key), problems)
        person = validate(PersonSchema, entry.value, problems)
        people[key] = Person(key, person.name, person.role, person.url) if person else Person(key, key)
    return people


def _single(field: str, scalar: Scalar) -> MappingNode:
    return MappingNode({field: Entry(scalar, scalar)}, scalar.file, scalar.start, scalar.end)
