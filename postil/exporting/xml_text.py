"""Text and attributes of XML documents."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_PLAIN = re.compile("[A-Za-z0-9#./:_-]+")  # nothing that is escaped, as most values are


def legal(text: str) -> str:
    """The text with U+FFFD for every character that XML cannot hold, even escaped."""
    return text if text.isprintable() else _ILLEGAL.sub("\ufffd", text)


def xml_text(text: str) -> str:
    """Text as the content of an element."""
    return escape(legal(text), quote=False)


def attributes(**values: str | None) -> str:
    """Attributes with a space before each; those without a value are left out.

    ``xml_id`` is written ``xml:id``, and other underscores as hyphens.
    """
    written = ""
    for name, value in values.items():
        if value is not None:
            plain = _PLAIN.fullmatch(value) is not None
            shown = value if plain else escape(legal(" ".join(value.split())))
            written += f' {_attribute(name)}="{shown}"'
    return written


@lru_cache(maxsize=256)
def _attribute(name: str) -> str:
    return name.replace("xml_", "xml:").replace("_", "-")
