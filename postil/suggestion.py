"""The nearest known name to one that was mistyped."""

from __future__ import annotations

from collections.abc import Iterable

# Two typing mistakes in a short word; in a long one, one in three characters.
_MISTAKES_IN_SHORT = 2
_SHARE_IN_LONG = 1 / 3


def nearest(name: str, known: Iterable[str], *, mistakes: int | None = None) -> str | None:
    """The known name that ``name`` was most likely meant to be, or None where none is near.

    Nearness is the Damerau-Levenshtein distance: insertions, deletions, substitutions and swaps of
    neighbouring characters. Upper and lower case count as alike. Ties go to the name listed first.
    ``mistakes`` is how many are allowed; by default two, or one in three characters.
    """
    # Loaded for those who made a mistake.
    from rapidfuzz import process  # noqa: PLC0415
    from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415

    names = list(known)
    allowed = max(_MISTAKES_IN_SHORT, round(len(name) * _SHARE_IN_LONG)) if mistakes is None else mistakes
    found = process.extractOne(
        name.casefold(),
        [n.casefold() for n in names],
        scorer=DamerauLevenshtein.distance,
        score_cutoff=min(allowed, max(1, len(name) - 1)),
    )
    return None if found is None else names[found[2]]


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """A hint that names the nearest known name, or lists them when few and none is near."""
    names = list(known)
    match = nearest(name, names)
    if match is not None:
        return f"did you mean “{match}”?"
    return f"known here: {', '.join(names)}" if names else None
