"""A source in one line of the command line: ``title=The treaty, url=https://example.org/treaty``."""

from __future__ import annotations

import re
from dataclasses import fields

from postil.editing.note_file import NewSource
from postil.suggestion import nearest

_NAMES = tuple(field.name for field in fields(NewSource))
# A field begins at the beginning, or after a comma, with its name: any other comma is part of a value.
_FIELD = re.compile(rf"(?:^|,)\s*({'|'.join(_NAMES)})\s*=")
_ANY = re.compile(r"(?:^|,\s)\s*([a-z_]+)\s*=")


def parse_source(text: str) -> NewSource:
    """The source that is written as ``name=value`` pairs with commas between; values may have commas.

    Raises ValueError, with a message that says how to write it.
    """
    for name in _ANY.findall(text):
        near = nearest(name, _NAMES)
        if near is not None and near != name:
            raise ValueError(f"a source has no “{name}”; did you mean “{near}”?")
    found = list(_FIELD.finditer(text))
    if not found or found[0].start() > 0:
        raise ValueError("write it as “title=…, url=…”")
    values: dict[str, str] = {}
    for match, following in zip(found, [*found[1:], None], strict=True):
        value = text[match.end() : following.start() if following else None].strip()
        if match[1] in values:
            raise ValueError(f"“{match[1]}” is given twice in one source")
        if not value:
            raise ValueError(f"“{match[1]}” is empty")
        values[match[1]] = value
    if "title" not in values:
        raise ValueError("a source needs a title: write it as “title=…, url=…”")
    return NewSource(**values)
