"""JSON from strangers: read within bounds, and strictly."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TypeAlias

from postil.source import SourceFile

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
"""A JSON value."""

MAX_JSON_BYTES = 16 << 20
"""How large a file may be."""

MAX_DEPTH = 64
"""How deeply lists and objects may be nested."""

_LONGEST_NUMBER = 100  # characters
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)


class JsonError(ValueError):
    """A text that is no JSON, or not within bounds; the message says what, ``place`` where if it can.

    ``place`` is a 1-based line and column in code points.
    """

    def __init__(self, message: str, place: tuple[int, int] | None = None) -> None:
        super().__init__(message)
        self.place = place


def read_json(content: bytes) -> Json:
    """The value of a JSON file. Raises JsonError; a key that stands twice and NaN are errors, too."""
    if len(content) > MAX_JSON_BYTES:
        raise JsonError(f"the file has {len(content):,} bytes; at most {MAX_JSON_BYTES:,} are read")
    try:
        file = SourceFile("", content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = SourceFile("", error.object[: error.start].decode())
        place = before.position(len(before.text))
        raise JsonError(f"the byte 0x{error.object[error.start]:02X} is not UTF-8", place) from None
    _check_depth(file)
    try:
        value: Json = json.loads(
            file.text, object_pairs_hook=_object, parse_constant=_refuse, parse_int=_integer
        )
    except json.JSONDecodeError as error:
        raise JsonError(_lower(error.msg), file.position(error.pos)) from None
    return value


def _check_depth(file: SourceFile) -> None:
    depth = 0
    for token in _TOKEN.finditer(file.text):
        depth += (token[0] in "[{") - (token[0] in "]}")
        if depth > MAX_DEPTH:
            raise JsonError(
                f"lists and objects are nested more than {MAX_DEPTH} deep", file.position(token.start())
            )


def _object(pairs: Iterable[tuple[str, Json]]) -> dict[str, Json]:
    value: dict[str, Json] = {}
    for key, item in pairs:
        if key in value:
            raise JsonError(f"“{key}” stands twice in one object")
        value[key] = item
    return value


def _refuse(constant: str) -> Json:
    raise JsonError(f"“{constant}” is no JSON")


def _integer(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise JsonError(f"a number has {len(digits):,} digits")
    return int(digits)


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
