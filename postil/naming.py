"""Words as ids."""

from __future__ import annotations

import re

from anyascii import anyascii

_APOSTROPHES = re.compile("['\u2018\u2019\u02bc]")


def kebab(text: str) -> str:
    """The text in kebab-case, transliterated to ASCII; empty when it has no letters or digits."""
    plain = anyascii(_APOSTROPHES.sub("", text)).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
