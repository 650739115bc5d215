"""Single values of a YAML mapping changed, added or removed; every other byte stays.

The offsets are those that reading gives: code points of the text without byte order mark and with
newlines as line ends. What comes out must be read back by the caller: an edit that YAML understands
otherwise is one to refuse.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from postil.yaml_strings import quoted, scalar

_LINE_END = re.compile(r"\r\n|\r|\n")
_BOM = "\ufeff"
# A plain scalar of one line in a block: nothing in it means anything to YAML.
_PLAIN = re.compile(r"[^\W\d_“‘«(„][^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]*|[“‘«(„][^\x00-\x1f\x7f-\x9f]*")
_NOT_PLAIN = re.compile(r":(?:\s|$)|\s#|\s$")
_NOT_QUOTED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_NARROWEST = 40  # columns of a block scalar that is wrapped anew


class EditError(Exception):
    """The edit cannot be made without touching something else; the message is a clause that says why."""


@dataclass(frozen=True, slots=True)
class Field:
    """Where a key begins, and where its value begins and ends.

    ``style`` is the mark that opens the value, a quotation mark or that of a block; plain ones have none.
    """

    key: int
    start: int
    end: int
    style: str


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    text: str


def replace_fields(
    raw: str, fields: Mapping[str, Field], changes: Mapping[str, str | None], *, after: str, is_flow: bool
) -> str:
    """The text of a file with some fields of one of its mappings changed.

    ``raw`` is the text as it is in the file, ``fields`` those of the mapping in their order. A change to
    None removes a field; one that is not there is added behind the field ``after``. Raises EditError if
    that cannot be done.
    """
    text = _LINE_END.sub("\n", raw.removeprefix(_BOM))
    edits: list[_Edit] = []
    for name, value in changes.items():
        field = fields.get(name)
        if field is None:
            if value is not None:
                edits.append(_addition(text, fields[after], name, value, is_flow=is_flow))
        elif value is None:
            edits.append(_removal(text, list(fields.values()), field, is_flow=is_flow))
        else:
            edits.append(_replacement(text, field, value, is_flow=is_flow))
    return _applied(raw, edits)


def _replacement(text: str, field: Field, value: str, *, is_flow: bool) -> _Edit:
    if field.style in ("|", ">"):
        return _block(text, field, value)
    written = _inline(field.style, value, is_flow=is_flow)
    if field.start == field.end and text[field.start - 1] == ":":
        written = f" {written}"
    return _Edit(field.start, field.end, written)


def _inline(style: str, value: str, *, is_flow: bool) -> str:
    """The value in the style that it had, or in double quotes where that style cannot carry it."""
    if style == "'" and not _NOT_QUOTED.search(value):
        return "'" + value.replace("'", "''") + "'"
    if style == "":
        if value.isdecimal():
            return value
        if not is_flow and _PLAIN.fullmatch(value) and not _NOT_PLAIN.search(value) and " " in value:
            return value
        return scalar(value)
    return quoted(value)


def _block(text: str, field: Field, value: str) -> _Edit:
    """The lines of a block scalar, wrapped as they were; its header stays."""
    if _NOT_QUOTED.search(value):
        raise EditError("the value has characters that a block cannot carry")
    start = text.find("\n", field.start) + 1
    end = _block_end(text, field)
    lines = text[start:end].split("\n")
    first = next((line for line in lines if line.strip()), "")
    indent = first[: len(first) - len(first.lstrip(" "))]
    if not start or not indent:
        raise EditError("the block is empty")
    width = max(_NARROWEST, *(len(line) for line in lines))
    wrapped = textwrap.wrap(
        value,
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return _Edit(start, end, "\n".join(wrapped))


def _block_end(text: str, field: Field) -> int:
    """Where the last line with words of a block scalar ends; what the parser counts to it may be more."""
    start = text.find("\n", field.start) + 1
    return start + len(text[start : field.end].rstrip(" \n"))


def _addition(text: str, after: Field, name: str, value: str, *, is_flow: bool) -> _Edit:
    if is_flow:
        return _Edit(after.end, after.end, f", {name}: {quoted(value)}")
    end = _block_end(text, after) if after.style in ("|", ">") else after.end
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    column = after.key - (text.rfind("\n", 0, after.key) + 1)
    return _Edit(line_end, line_end, f"\n{' ' * column}{name}: {_inline('', value, is_flow=False)}")


def _removal(text: str, fields: Sequence[Field], field: Field, *, is_flow: bool) -> _Edit:
    index = fields.index(field)
    if is_flow:
        if index > 0:
            start = text.rfind(",", fields[index - 1].end, field.key)
            if start >= 0 and text[fields[index - 1].end : field.key].strip() == ",":
                return _Edit(start, field.end, "")
        raise EditError("the field cannot be removed without touching another one")
    end = _block_end(text, field) if field.style in ("|", ">") else field.end
    line_start = text.rfind("\n", 0, field.key) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end + 1
    if text[end:line_end].strip():
        raise EditError("a comment stands on the line that would be removed")
    if not text[line_start : field.key].strip():
        return _Edit(line_start, line_end, "")
    following = fields[index + 1].key if index + 1 < len(fields) else None
    if following is None or text[end:following].strip():
        raise EditError("the field cannot be removed without touching what follows")
    return _Edit(field.key, following, "")


def _applied(raw: str, edits: Sequence[_Edit]) -> str:
    """The edits made in the text as it is in the file, line ends and byte order mark included."""
    ends = list(_line_ends(raw))
    newline = ends[0][1] if ends else "\n"
    done = raw
    # From the back, so that offsets before an edit stay right; of additions at one place, the last first.
    for edit in reversed(sorted(edits, key=lambda e: e.start)):  # noqa: C413 - keeps the order of equals
        start, end = (_in_raw(raw, ends, offset) for offset in (edit.start, edit.end))
        done = done[:start] + edit.text.replace("\n", newline) + done[end:]
    return done


def _line_ends(raw: str) -> Iterator[tuple[int, str]]:
    """Where the line ends stand in the text that reading sees, and what they are."""
    shorter = 1 if raw.startswith(_BOM) else 0
    for found in _LINE_END.finditer(raw):
        yield found.start() - shorter, found[0]
        shorter += len(found[0]) - 1


def _in_raw(raw: str, ends: Sequence[tuple[int, str]], offset: int) -> int:
    before = sum(len(end) - 1 for place, end in ends if place < offset)
    return offset + before + (1 if raw.startswith(_BOM) else 0)
