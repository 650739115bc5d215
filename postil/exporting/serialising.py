"""JSON and XML as files: the same bytes for the same values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element, indent, tostring

from postil.exporting.xml_text import legal
from postil.json_layout import laid_out


def json_file(data: object) -> bytes:
    """A value as JSON, one line a field, with a newline at the end."""
    return (laid_out(data) + "\n").encode()


def json_line(data: object) -> str:
    """A value as JSON on one line."""
    return json.dumps(data, ensure_ascii=False)


BETWEEN_LINES = ",\n  "
"""What stands between the items of a list of lines."""


def json_lines_file(head: Mapping[str, object], name: str, lines: Iterable[str]) -> Iterator[bytes]:
    """An object as JSON whose last field is a list, an item a line; made piece by piece, for long lists.

    Each of the ``lines`` may be several with what stands between them.
    """
    text = laid_out({**head, name: []})
    yield text.removesuffix("]\n}").encode()
    separator = "\n  "
    for line in lines:
        yield (separator + line).encode()
        separator = BETWEEN_LINES
    yield (b"]\n}\n" if separator == "\n  " else b"\n ]\n}\n")


def xml_file(root: Element) -> bytes:
    """An element as an XML document, laid out.

    Characters that XML cannot hold become U+FFFD: one in one note must not cost readers the whole feed.
    """
    for element in root.iter():
        element.text = element.text and legal(element.text)
        for name, value in element.items():
            element.set(name, legal(value))
    indent(root, " ")
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"
