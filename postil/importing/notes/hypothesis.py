"""Annotations of Hypothesis: the export of its client, and what its API answers.

https://h.readthedocs.io/en/latest/api-reference/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from postil.importing.notes.foreign import (
    Creator,
    Findings,
    ForeignNote,
    MalformedError,
    Quote,
    items_in,
    read_quote,
    text_in,
)
from postil.importing.notes.json_text import Json

_PUBLIC = "group:__world__"


def read_annotation(record: Mapping[str, Json], label: str, findings: Findings) -> None:
    """Add what an annotation is to the findings. Raises MalformedError."""
    body = text_in(record, "text") or ""
    if record.get("references"):
        findings.pass_over(label, body, "it is a reply to another annotation")
    elif record.get("hidden") is True:
        findings.pass_over(label, body, "its group's moderators hid it")
    elif not body.strip():
        words = ", ".join(quote.exact for _, quote in _targets(record) if quote is not None)
        findings.pass_over(label, words, "it highlights words and says nothing about them")
    else:
        findings.notes += list(_notes(record, label, body))


def _notes(record: Mapping[str, Json], label: str, body: str) -> Iterator[ForeignNote]:
    tags = items_in(record, "tags")
    for address, quote in _targets(record):
        yield ForeignNote(
            label,
            tuple(dict.fromkeys(a for a in (address, text_in(record, "uri")) if a)),
            body,
            quote,
            tags=tuple(tag for tag in tags if isinstance(tag, str)),
            creators=_creators(record),
            created=text_in(record, "created"),
            updated=text_in(record, "updated"),
            restricted=_is_restricted(record),
        )


def _targets(record: Mapping[str, Json]) -> Iterator[tuple[str | None, Quote | None]]:
    """What the annotation is on: a document's address, and the words in it."""
    targets = items_in(record, "target")
    if not targets:
        yield None, None
    for target in targets:
        if not isinstance(target, dict):
            raise MalformedError("its “target” is no object")
        selectors = items_in(target, "selector")
        quotes = [
            read_quote(s) for s in selectors if isinstance(s, dict) and s.get("type") == "TextQuoteSelector"
        ]
        if selectors and not quotes:
            raise MalformedError("it says where its words are, and not which")
        yield text_in(target, "source"), quotes[0] if quotes else None


def _creators(record: Mapping[str, Json]) -> tuple[Creator, ...]:
    info = record.get("user_info")
    name = text_in(info, "display_name") if isinstance(info, dict) else None
    account = (text_in(record, "user") or "").removeprefix("acct:") or None
    if name is None or not name.strip():
        return () if account is None else (Creator(account, account),)
    return (Creator(name, account),)


def _is_restricted(record: Mapping[str, Json]) -> bool:
    permissions = record.get("permissions")
    return isinstance(permissions, dict) and _PUBLIC not in items_in(permissions, "read")
