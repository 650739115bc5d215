"""The words of the interface in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Phrase = str | Mapping[str, str]
"""A text with ``{names}`` in it, or one for each plural category of CLDR: one, two, few, many, other."""

PLURALS = ("zero", "one", "two", "few", "many", "other")
"""The plural categories of CLDR; ``other`` is always needed."""

FALLBACK = "en"
"""The language whose words are complete, and stand in for what another one lacks."""


@dataclass(frozen=True, slots=True)
class Words:
    """Phrases by their key, for a language (BCP 47)."""

    language: str
    phrases: Mapping[str, Phrase]
