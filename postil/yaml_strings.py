"""Strings as YAML scalars that every version of YAML reads as the same strings."""

from __future__ import annotations

import re

# Letters, digits and a few inner marks: nothing that means something in a block or in a {flow} mapping.
_PLAIN = re.compile(r"[^\W\d_](?:[\w ()./’'-]*[\w.)])?")
# Words that one version of YAML or another takes for something else than a string.
_NOT_STRINGS = frozenset(("true", "false", "yes", "no", "on", "off", "y", "n", "null"))
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Outside what YAML may contain as it is, or taken for a line end, or invisible.
_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\x9f\xad\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]')


def scalar(text: str) -> str:
    """The text as a YAML scalar: plain where that is safe anywhere, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _NOT_STRINGS:
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """The text as a YAML scalar in double quotes."""
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def day(text: str) -> str:
    """A date as a YAML scalar: plain if it is a day in ISO 8601, else in double quotes if need be."""
    return text if _DAY.fullmatch(text) else scalar(text)


def _escape(found: re.Match[str]) -> str:
    return f"\\{found[0]}" if found[0] in '"\\' else f"\\u{ord(found[0]):04X}"
