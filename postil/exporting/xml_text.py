"""Text and attributes of XML documents."""

from __future__ import annotations

import re
from html import escape

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """The text with U+FFFD for every character that XML cannot hold, even escaped."""
    return _ILLEGAL.sub("\ufffd", text)


def xml_text(text: str) -> str:
    """Text as the content of an element."""
    return escape(legal(text), quote=False)


def attributes(**values: str | None) -> str:
    """Attributes with a space before each; those without a value are left out.

    ``xml_id`` is written ``xml:id``, and other underscores as hyphens.
    """
    return "".join(
        f' {name.replace("xml_", "xml:").replace("_", "-")}="{escape(legal(" ".join(value.split())))}"'
        for name, value in values.items()
        if value is not None
    )
