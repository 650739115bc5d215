"""From located YAML to typed values: all faults at once, each at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from postil.diagnostics import Code, Diagnostic, diagnose
from postil.reading.fields import invisible_in, lookalike_host
from postil.reading.nodes import MappingNode, Node, Scalar, SequenceNode
from postil.source import SourceFile, Span
from postil.suggestion import did_you_mean


class Schema(BaseModel):
    """A mapping with known fields and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


S = TypeVar("S", bound=Schema)

_HONEST = "\u00ad\u200c\u200d"  # soft hyphens and joiners: the writing of many languages needs them

_INVISIBLE = re.compile(
    "[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]|&#(?:[xX]0{0,2}(202[a-eA-E]|206[6-9])|0{0,3}(823[4-8]|829[4-7]));"
)
_CUT_OFF = re.compile(r"[ \t]+(#[^\s#][^\r\n]*)")  # a “#1” that was meant, and is a comment to YAML
_CODES = {code.value: code for code in Code}
_EXPECTED = {
    "string_type": "must be text",
    "list_type": "must be a list; begin each item with “- ”",
    "tuple_type": "must be a list; begin each item with “- ”",
    "dict_type": "must be a mapping of “key: value” lines",
    "model_type": "must be a mapping of “key: value” lines",
    "model_attributes_type": "must be a mapping of “key: value” lines",
    "union_tag_not_found": "must be text or a mapping",
}
_SHAPES = {
    "string_type": "write “key: value”",
    "list_type": "write “- ” before each item, or [one, another]",
    "tuple_type": "write “- ” before each item, or [one, another]",
    "dict_type": "write “key: value”, one on a line",
    "model_type": "write “key: value”, one on a line",
    "model_attributes_type": "write “key: value”, one on a line",
    "union_tag_not_found": "write one line of text, or “key: value” lines",
}


def validate(schema: type[S], node: Node, problems: list[Diagnostic]) -> S | None:
    """The values of a node, typed by a schema. None if any is wrong; ``problems`` says what."""
    try:
        return schema.model_validate(plain(node))
    except ValidationError as errors:
        problems += (_problem(error, node, schema) for error in errors.errors(include_url=False))
        return None


def plain(node: Node) -> Any:
    """The node as strings, lists and dictionaries."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, SequenceNode):
        return [plain(item) for item in node.items]
    return {key: plain(entry.value) for key, entry in node.entries.items()}


def spans_of(node: Node, prefix: str = "") -> Iterator[tuple[str, Span]]:
    """The place of every value below a node, by its field path: ``sources.0.url``."""
    if isinstance(node, MappingNode):
        for key, entry in node.entries.items():
            yield f"{prefix}{key}", entry.value.span
            yield from spans_of(entry.value, f"{prefix}{key}.")
    elif isinstance(node, SequenceNode):
        for index, item in enumerate(node.items):
            yield f"{prefix}{index}", item.span
            yield from spans_of(item, f"{prefix}{index}.")


def scalars_of(node: Node) -> Iterator[Scalar]:
    """Every scalar value below a node, keys left out."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from scalars_of(item)
    else:
        for entry in node.entries.values():
            yield from scalars_of(entry.value)


def warn_of_suspicious_text(node: Node, problems: list[Diagnostic]) -> None:
    """Warn of characters that hide, of words that YAML takes for a comment, and of lookalike hosts."""
    for scalar in scalars_of(node):
        found = invisible_in(scalar.value, _HONEST)
        if found is not None:
            problems.append(
                diagnose(
                    Code.SUSPICIOUS_TEXT,
                    scalar.span_within(found.start(), 1),
                    f"the invisible character U+{ord(found[0]):04X} stands here",
                    hint="remove it unless the writing needs it",
                )
            )
        cut = _CUT_OFF.match(scalar.file.text, scalar.end) if scalar.style == "" else None
        if cut is not None:
            problems.append(
                diagnose(
                    Code.SUSPICIOUS_TEXT,
                    scalar.file.span(*cut.span(1)),
                    f"“{cut[1][:40]}” is a comment here, and no part of the value",
                    hint="if it belongs to the value, put it all in quotation marks; else write “# ”",
                )
            )
        if scalar.value[:8].lower().startswith(("http://", "https://")):
            host = lookalike_host(scalar.value)
            if host is not None:
                problems.append(suspicious_host(scalar.span, host))


def warn_of_invisible_characters(path: str, markdown: str, problems: list[Diagnostic]) -> None:
    """Warn of characters in a Markdown file that hide or turn the text round, as such or as references.

    The words are kept verbatim; whoever reads the source is told that it may not read as it looks.
    ``markdown`` has the lines of the file.
    """
    if markdown.isascii() and "&#" not in markdown:
        return
    file = SourceFile(path, markdown)
    for found in _INVISIBLE.finditer(markdown):
        code = ord(found[0]) if len(found[0]) == 1 else int(found[1] or found[2], 16 if found[1] else 10)
        problems.append(
            diagnose(
                Code.SUSPICIOUS_TEXT,
                file.span(*found.span()),
                f"the invisible character U+{code:04X} stands here",
                hint="remove it unless the writing needs it",
            )
        )


def suspicious_host(span: Span, host: str) -> Diagnostic:
    """The warning for a host whose letters pass for others."""
    return diagnose(
        Code.SUSPICIOUS_TEXT,
        span,
        f"the host “{host}” has letters that look like Latin ones and are not",
        hint=f"it leads to {_encoded(host)}",
    )


def _encoded(host: str) -> str:
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return "another host than it seems"


def _problem(error: ErrorDetails, root: Node, schema: type[Schema]) -> Diagnostic:
    node, key, path = _follow(root, error["loc"])
    kind = error["type"]
    name = path[-1] if path else ""
    if kind == "missing":
        field = str(error["loc"][-1])
        return diagnose(
            Code.MISSING_FIELD, node.span, f"“{field}” is missing", hint=f"add a line “{field}: …”"
        )
    if kind == "extra_forbidden":
        parent, _, _ = _follow(root, error["loc"][:-1])
        known = _fields(schema, error["loc"][:-1])
        span = key.span if key is not None else parent.span
        return diagnose(
            Code.UNKNOWN_FIELD, span, f"there is no field “{name}” here", hint=did_you_mean(name, known)
        )
    context = error.get("ctx", {})
    label = f"“{name}” " if name and not name.isdigit() else "this "
    if error["loc"] and error["loc"][-1] == "[key]" and key is not None:
        node = key
    if kind in _CODES:
        message = str(context["message"])
        if not message.startswith(("“", "the ")):
            message = label + message
        return diagnose(_CODES[kind], node.span, message, hint=str(context["hint"]))
    if kind in ("literal_error", "enum"):
        expected = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        value = plain(node)
        hint = did_you_mean(value, expected) if isinstance(value, str) else f"write one word: {expected[0]}"
        return diagnose(Code.BAD_VALUE, node.span, f"{label}must be one of {', '.join(expected)}", hint=hint)
    message = _EXPECTED.get(kind, error["msg"])
    hint = "give a value, or remove the key"
    if not (isinstance(node, Scalar) and node.is_empty):
        hint = _SHAPES.get(kind, "see docs/formats.md for what may stand here")
    return diagnose(Code.BAD_VALUE, node.span, label + message, hint=hint)


def _follow(root: Node, path: tuple[int | str, ...]) -> tuple[Node, Scalar | None, list[str]]:
    """The node a pydantic path leads to, the key it stands under, and the path as far as it goes.

    Elements that are no key or index of the file (pydantic's names for the members of a union) are
    passed over.
    """
    node, key, taken = root, None, []
    for step in path:
        if isinstance(node, MappingNode) and step in node.entries:
            entry = node.entries[str(step)]
            node, key = entry.value, entry.key
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.items):
            node, key = node.items[step], None
        else:
            continue
        taken.append(str(step))
    return node, key, taken


def _fields(schema: type[Schema], path: tuple[int | str, ...]) -> list[str]:
    """The field names of the schema that a pydantic path leads to."""
    definitions = schema.model_json_schema()
    node: Mapping[str, Any] = definitions
    for step in path:
        node = _child(_resolved(node, definitions), step)
    return list(_resolved(node, definitions).get("properties", ()))


def _resolved(node: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    while True:
        options = node.get("anyOf") or node.get("oneOf")
        if "$ref" in node:
            node = root["$defs"][node["$ref"].removeprefix("#/$defs/")]
        elif options:
            structured = [option for option in options if option.get("type") not in ("null", "string")]
            node = structured[0] if structured else options[0]
        else:
            return node


def _child(node: Mapping[str, Any], step: int | str) -> Mapping[str, Any]:
    if isinstance(step, int):
        return node.get("items", {})  # type: ignore[no-any-return]  # JSON Schema is untyped data
    properties = node.get("properties", {})
    if step in properties:
        return properties[step]  # type: ignore[no-any-return]  # JSON Schema is untyped data
    more = next(iter(node.get("patternProperties", {}).values()), node.get("additionalProperties"))
    return more if isinstance(more, Mapping) and "properties" not in node else node
