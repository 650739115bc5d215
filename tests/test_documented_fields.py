"""Every field that a file may have stands in the docs, and every option of every command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from pydantic import BaseModel

from postil.cli import cli
from postil.reading.page import PageSchema
from postil.reading.people import PersonSchema
from postil.reading.sidecar import NoteSchema
from postil.reading.site import SiteSchema
from postil.reading.transcript import TranscriptSchema

DOCS = Path(__file__).parent.parent / "docs"


def field_names(schema: type[BaseModel]) -> Iterator[str]:
    """The names of a schema's fields, and of those of the mappings inside it, as they are written."""

    def walk(node: object) -> Iterator[str]:
        if isinstance(node, dict):
            yield from node.get("properties", {})
            for value in node.values():
                yield from walk(value)
        elif isinstance(node, list):
            for value in node:
                yield from walk(value)

    yield from walk(schema.model_json_schema())


@pytest.mark.parametrize(
    ("schema", "page"),
    [
        (SiteSchema, "settings.md"),
        (TranscriptSchema, "formats.md"),
        (NoteSchema, "formats.md"),
        (PersonSchema, "formats.md"),
        (PageSchema, "formats.md"),
    ],
)
def test_every_field_is_documented(schema: type[BaseModel], page: str) -> None:
    prose = re.sub(r"```.*?```", "", (DOCS / page).read_text(encoding="utf-8"), flags=re.DOTALL)
    code = " ".join(re.findall(r"`([^`]+)`", prose))
    names = set(field_names(schema))
    assert names, "the schema has fields"
    assert sorted(name for name in names if not re.search(rf"\b{name}\b", code)) == []


@pytest.mark.parametrize(
    ("schema", "page"),
    [(TranscriptSchema, "formats.md"), (NoteSchema, "formats.md"), (SiteSchema, "settings.md")],
)
def test_the_docs_say_of_a_field_what_editors_show(schema: type[BaseModel], page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|[^|]*\| (.*) \|$", text, re.MULTILINE)
    missing = [
        name
        for name, field in schema.model_fields.items()
        if not any(row == name and said.startswith(field.description or "?") for row, said in rows)
    ]
    assert missing == []


def test_every_command_and_option_is_documented() -> None:
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    missing = []
    for name, command in cli.commands.items():
        if f"## {name}" not in text:
            missing.append(name)
        for parameter in command.params:
            missing += (
                f"{name} {option}"
                for option in parameter.opts
                if isinstance(parameter, click.Option) and f"`{option}" not in text
            )
    assert missing == []
