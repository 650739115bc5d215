"""What a label looks like, as far as one can tell from the label alone."""

from __future__ import annotations

import re
import unicodedata

from postil.importing.vocabulary import NEVER_LABELS, PARTICLES, PROSE, ROLES

_MOST_WORDS = 7
_MOST_LOWER_CASE = 3
_LONGEST = 60  # code points
# Without case and often without spaces, only brevity tells a name from a sentence (in code points).
_LONGEST_WIDE = 12
_MOST_UNCASED_WORDS = 4
_LONGEST_ABBREVIATION = 5  # letters, as in “Capt.”

_ASIDE = re.compile(r"\s*(?:\([^()]{1,60}\)|\[[^\[\]]{1,60}\]|（[^（）]{1,60}）)$")
_SENTENCE_MARKS = re.compile(r"[!?;\"“”„«»=<>{}|\\@#…。！？；、，،؛؟]")
_NUMBER = re.compile(r"[\s_#-]*\d+$")


def without_aside(label: str) -> str:
    """The label without a remark in brackets at its end: ``Ann Lee (by phone)`` is ``Ann Lee``."""
    return _ASIDE.sub("", label) or label


def is_shaped(label: str) -> bool:
    """Whether the label could be one: short, begun with a capital or a letter without case, no sentence."""
    base = without_aside(label)
    words = base.split()
    if not words or len(base) > _LONGEST or len(words) > _MOST_WORDS or base.casefold() in NEVER_LABELS:
        return False
    if not base[0].isalpha() or base[0].islower() or _SENTENCE_MARKS.search(base) or base.count(",") > 2:
        return False
    if not all(_fits(word) for word in words):
        return False
    if unicodedata.category(base[0]) == "Lo" and not _brief_without_case(base, words):
        return False
    if len(base) > 1 and any(word.casefold() in PROSE for word in words):
        return False
    return sum(word[0].islower() for word in words) <= _MOST_LOWER_CASE


def is_name_like(label: str) -> bool:
    """Whether the label looks like a name or a role by itself, so that standing once may be enough."""
    if not is_shaped(label):
        return False
    if is_role(label):
        return True
    words = without_aside(label).split()
    return len(words) <= 4 and not any(
        any(c.isdigit() for c in word) or (word[0].islower() and word not in PARTICLES) for word in words
    )


def is_role(label: str) -> bool:
    """Whether the label is a role used everywhere: ``Question``, ``Speaker 2``, ``Ведущий``."""
    return _NUMBER.sub("", without_aside(label)).rstrip(".").casefold() in ROLES


def in_capitals(label: str) -> bool:
    """Whether the label is written in capitals, and long enough that this is a choice."""
    return label.isupper() and sum(c.isalpha() for c in label) > 1


def _fits(word: str) -> bool:
    """Whether a full stop inside or after the word is that of an abbreviation, not of a sentence."""
    parts = word.rstrip(",").split(".")
    return len(parts) == 1 or all(len(part) <= _LONGEST_ABBREVIATION for part in parts)


def _brief_without_case(base: str, words: list[str]) -> bool:
    wide = unicodedata.east_asian_width(base[0]) in "WF"
    return len(base) <= _LONGEST_WIDE if wide else len(words) <= _MOST_UNCASED_WORDS
