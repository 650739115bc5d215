"""The style sheet of a transcript's page that shows a note's own words when the note is pointed at.

Where notes overlap, a colour cannot say which words belong to which. When a note or its reference is
pointed at, focused or the page's target, its words, and no others, stand out; without JavaScript too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

MOST = 300
"""Notes up to which there is a style sheet: each costs the browser a rule. Beyond, the script does it."""

_WORDS = "background:var(--own-mark);outline:1px solid var(--mark-line);text-decoration:none"


def style_sheet(ids: Sequence[str]) -> str | None:
    """The rules for notes by their ids, which are kebab-case; None if there are none, or too many."""
    if not ids or len(ids) > MOST:
        return None
    return f"{_selectors(ids)}{{{_WORDS}}}\n"


def _selectors(ids: Iterable[str]) -> str:
    return ",\n".join(
        f':root:has(:is(#note-{id},#ref-{id}):is(:target,:hover,:focus-within)) [data-notes~="{id}"]'
        for id in ids
    )
