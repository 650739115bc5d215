"""The questions that ``postil note`` asks on a terminal for what is missing.

Nothing is written here: Ctrl-C ends it all, and leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import click

from postil import noting
from postil.editing.note_file import NewNote, NewSource
from postil.noting import Desk, Place, kind_of
from postil.report.text_report import printable

_SHOWN_PLACES = 20


def ask(desk: Desk, given: NewNote, *, whole: bool) -> NewNote:
    """The note with everything that was missing, each answer looked over at once."""
    title = desk.anchored.transcript.title
    click.echo(
        printable(f"A note on “{title}” ({desk.path}). Ctrl-C stops; nothing is written before the end.")
    )
    note = given if whole else _with_place(desk, given)
    note = _with_kind(desk, note)
    kind = kind_of(desk.documents.config, note.kind)
    if kind is not None and kind.verdict != "none":
        if note.verdict is None:
            note = _with_verdict(desk, note, required=kind.verdict == "required")
        if note.claim is None:
            _explain("What is claimed, said neutrally in one sentence. Empty: none.")
            note = _answered(desk, note, "claim", optional=True)
    if not note.body.strip():
        note = _with_body(note)
    if not note.sources:
        note = _with_sources(desk, note, required=kind is not None and kind.sources == "required")
    if not note.authors:
        _explain("Your name, or your id in content/contributors.yaml. Empty: no author.")
        note = _answered(desk, note, "authors", label="author", optional=True)
    if not note.id:
        note = _with_id(desk, note)
    return note


def _explain(line: str) -> None:
    click.echo()
    click.echo(printable(line))


def _prompt(label: str, default: str | None = "") -> str:
    """An answer; empty by default, or asked for again where there is no default."""
    shown = bool(default)
    answer = ""
    while not answer:
        answer = str(click.prompt(label, default=default, show_default=shown)).strip()
        if default == "":
            break
    return answer


def _answered(desk: Desk, note: NewNote, field: str, *, label: str = "", optional: bool = False) -> NewNote:
    """The note with a field as somebody answers it, asked until nothing is wrong with it."""
    while True:
        answer = _prompt(label or field, "" if optional else None)
        if not answer:
            return note
        value: Any = (answer,) if field == "authors" else answer
        changed = replace(note, **{field: value})
        if not _wrong(desk, changed, field):
            return changed


def _wrong(desk: Desk, note: NewNote, *fields: str) -> bool:
    """Whether something is wrong with a field of the note; says what."""
    faults = noting.faults_of(desk, note, alone=True)
    found = [f for f in faults if f.severity == "error" and (f.field in fields or f.unwritable)]
    for fault in found:
        click.echo(printable(f"  {fault.message}"))
        if fault.hint is not None:
            click.echo(printable(f"  hint: {fault.hint}"))
    return bool(found)


def _with_place(desk: Desk, note: NewNote) -> NewNote:
    """The note on exactly one place of the transcript."""
    while True:
        if note.quote is None and note.turn is None:
            _explain(
                "The exact words the note is about, copied from the page. Empty: the transcript as a whole."
            )
            answer = _prompt("quote")
            if not answer:
                return note
            note = replace(note, quote=answer)
        found = noting.places(desk, noting.selector_of(note))
        if len(found) > 1:
            place = _chosen(found)
            if place is not None:
                return noting.at_place(note, place)
        elif not _wrong(desk, note, "quote", "prefix", "suffix", "speaker", "turn"):
            return note
        note = replace(note, quote=None, prefix=None, suffix=None, speaker=None, turn=None)


def _chosen(places: Sequence[Place]) -> Place | None:
    """The place that somebody means, or None for other words."""
    _explain(f"{len(places)} places have these words. Which one do you mean?")
    shown = places[:_SHOWN_PLACES]
    for number, place in enumerate(shown, 1):
        click.echo(printable(f"  {number:>2}  {place.where}, line {place.line}: “{place.words}”"))
    if len(places) > len(shown):
        click.echo(f"      … and {len(places) - len(shown)} more: for one of them give more words")
    number = click.prompt("place (0: other words)", type=click.IntRange(0, len(shown)))
    return shown[number - 1] if number else None


def _with_kind(desk: Desk, note: NewNote) -> NewNote:
    config = desk.documents.config
    while kind_of(config, note.kind) is None:
        if note.kind:
            _wrong(desk, note, "kind")
        _explain("What kind of note it is: a number or a name.")
        ids = [kind.id for kind in config.kinds]
        for number, kind in enumerate(config.kinds, 1):
            click.echo(printable(f"  {number:>2}  {kind.id}: {kind.label}"))
        note = replace(note, kind=_from_list(_prompt("kind", None), ids))
    return note


def _with_verdict(desk: Desk, note: NewNote, *, required: bool) -> NewNote:
    verdicts = desk.documents.config.verdicts
    while True:
        _explain("The verdict: a number or a name." + ("" if required else " Empty: none."))
        for number, verdict in enumerate(verdicts, 1):
            click.echo(printable(f"  {number:>2}  {verdict.id}: {verdict.meaning}"))
        answer = _prompt("verdict", None if required else "")
        if not answer:
            return note
        changed = replace(note, verdict=_from_list(answer, [verdict.id for verdict in verdicts]))
        if not _wrong(desk, changed, "verdict"):
            return changed


def _from_list(answer: str, ids: Sequence[str]) -> str:
    """The id that an answer names: itself, or its number in the list; an id goes before a number."""
    if answer not in ids and answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(ids):
        return ids[int(answer) - 1]
    return answer


def _with_body(note: NewNote) -> NewNote:
    _explain("What there is to say, in Markdown. An empty answer ends it; --body-file takes longer texts.")
    lines = [_prompt("body", None)]
    while line := click.prompt("more (empty: the end)", default="", show_default=False).rstrip():
        lines.append(line)
    return replace(note, body="".join(f"{line}\n" for line in lines))


def _with_sources(desk: Desk, note: NewNote, *, required: bool) -> NewNote:
    _explain("The sources: what readers can open to see for themselves, one after the other.")
    while True:
        more = required and not note.sources
        title = _prompt(
            "title of a source" if more else "title of a source (empty: no more)", None if more else ""
        )
        if not title:
            return note
        source = NewSource(title)
        if _wrong(desk, replace(note, sources=(source,)), "sources"):
            continue
        for field, label in (
            ("url", "its address (empty: none)"),
            ("publisher", "its publisher (empty: none)"),
            ("date", "its date, as 2026-11-24, 2026-11 or 2026 (empty: none)"),
        ):
            source = _source_with(desk, note, source, field, label)
        note = replace(note, sources=(*note.sources, source))


def _source_with(desk: Desk, note: NewNote, source: NewSource, field: str, label: str) -> NewSource:
    while answer := _prompt(label):
        changed: NewSource = replace(source, **{field: answer})
        if not _wrong(desk, replace(note, sources=(changed,)), "sources"):
            return changed
    return source


def _with_id(desk: Desk, note: NewNote) -> NewNote:
    proposed = noting.proposed_id(desk, note)
    _explain("The note's id: a few words for its address, in lower-case letters, digits and hyphens.")
    while True:
        changed = replace(note, id=_prompt("id", proposed))
        if changed.id in desk.taken:
            click.echo(printable(f"  “{changed.id}” is taken on this transcript"))
        elif not _wrong(desk, changed, "id"):
            return changed
