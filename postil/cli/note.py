"""``postil note``."""

from __future__ import annotations

import shlex
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from postil.cli.options import site_option
from postil.cli.terminal import (
    FILES_HAVE_ERRORS,
    MISUSED,
    answers_questions,
    program,
    reason,
    report,
    require_site,
    stop,
)

if TYPE_CHECKING:
    from postil.editing.note_file import NewNote, NewSource
    from postil.model.config import Config
    from postil.noting import Fault, Place

_SOFT_HYPHEN = "\u00ad"
_SHOWN_PLACES = 8
_OPTIONS = {"sources": "--source", "topics": "--topic", "authors": "--author", "status": "--draft"}


@click.command()
@site_option
@click.argument("transcript")
@click.option("--quote", metavar="TEXT", help="The exact words that the note is about.")
@click.option("--prefix", metavar="TEXT", help="Words right before the quote, if it recurs.")
@click.option("--suffix", metavar="TEXT", help="Words right after the quote, if it recurs.")
@click.option("--speaker", metavar="ID", help="Only this speaker's words may match.")
@click.option(
    "--turn", type=click.IntRange(min=1), metavar="N", help="Only in this turn; without a quote, all of it."
)
@click.option("--whole", is_flag=True, help="The note is on the transcript as a whole: no quote, no turn.")
@click.option("--kind", metavar="KIND", help="The kind of note: “context”, say.")
@click.option("--verdict", metavar="VERDICT", help="The verdict, if the kind has one.")
@click.option("--claim", metavar="TEXT", help="What is claimed, said neutrally.")
@click.option("--title", metavar="TEXT", help="Heads the note; otherwise the verdict or the kind does.")
@click.option("--body", metavar="MARKDOWN", help="What the note says.")
@click.option("--body-file", metavar="FILE", help="The same, from a file; “-” is standard input.")
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="FIELDS",
    help="A source, as “title=…, publisher=…, url=…, date=…”; may be repeated.",
)
@click.option("--topic", "topics", multiple=True, metavar="TEXT", help="A topic; may be repeated.")
@click.option(
    "--author", "authors", multiple=True, metavar="NAME", help="An author: a name, or an id; may be repeated."
)
@click.option("--created", metavar="DAY", help="The day it was written.  [default: today]")
@click.option("--draft", is_flag=True, help="Not to be published yet.")
@click.option("--id", metavar="ID", help="The note's id and its file's name.  [default: from its words]")
def note(
    site: Path,
    transcript: str,
    quote: str | None,
    prefix: str | None,
    suffix: str | None,
    speaker: str | None,
    turn: int | None,
    whole: bool,
    kind: str | None,
    verdict: str | None,
    claim: str | None,
    title: str | None,
    body: str | None,
    body_file: str | None,
    sources: tuple[str, ...],
    topics: tuple[str, ...],
    authors: tuple[str, ...],
    created: str | None,
    draft: bool,
    id: str | None,
) -> None:
    """Write a note on TRANSCRIPT: a path like 2020/lavrov-tass, a file, or an address on the site.

    On a terminal it asks for what is missing. It writes a new file, and only if the note passes “check”.
    """
    from postil.editing.note_file import NewNote

    if body is not None and body_file is not None:
        raise click.UsageError("give --body or --body-file, not both")
    if whole and any(value is not None for value in (quote, prefix, suffix, speaker, turn)):
        raise click.UsageError("--whole says that the note has no place of its own; leave the other out")
    if body_file is not None:
        body = _read_body(body_file)
    given = NewNote(
        id=id or "",
        kind=kind or "",
        quote=quote,
        prefix=prefix,
        suffix=suffix,
        speaker=speaker,
        turn=turn,
        verdict=verdict,
        claim=claim,
        title=title,
        body=_with_line_end(body or ""),
        sources=tuple(map(_parsed, sources)),
        topics=topics,
        authors=authors,
        created=created or datetime.now(UTC).astimezone().date().isoformat(),
        status="draft" if draft else None,
    )
    try:
        _write(site, transcript, given, whole=whole)
    except click.Abort:
        click.echo(err=True)
        stop("stopped; nothing was written")


def _write(site: Path, transcript: str, given: NewNote, *, whole: bool) -> None:
    from postil import noting
    from postil.building.new_files import create_files
    from postil.cli.note_questions import ask
    from postil.editing.note_file import write_note

    require_site(site)
    try:
        path = noting.transcript_named(site, transcript)
        desk, problems = noting.open_desk(site, path)
    except noting.UnknownTranscriptError as error:
        stop(str(error))
    except OSError as error:
        stop(f"the site was not read: {reason(error)}")
    if desk is None:
        report(problems, "text")
        click.echo("Mend these first: a new note rests on them. Nothing was written.", err=True)
        sys.exit(FILES_HAVE_ERRORS)
    missing = _missing(given, desk.documents.config, whole=whole)
    if missing and answers_questions():
        given = ask(desk, given, whole=whole)
    elif missing:
        stop(f"still needed: {'; '.join(missing)}. Nothing was written")
    new = noting.settled(desk, given)
    new = replace(new, id=new.id or noting.proposed_id(desk, new))
    faults = noting.faults_of(desk, new)
    if any(fault.severity == "error" for fault in faults):
        _refuse(faults)
    name = noting.note_path(desk, new.id)
    try:
        create_files(site, {name: write_note(new).encode()})
    except FileExistsError:
        stop(f"{name} exists, and nothing is overwritten; choose another --id")
    except OSError as error:
        stop(f"the note was not written: {reason(error)}")
    for fault in faults:
        _show(fault)
    click.echo(f"{site / name}: written")
    click.echo(
        f"Next: “{program()} check” goes over it again, “{program()} build --drafts” shows it on its page."
    )


def _missing(given: NewNote, config: Config, *, whole: bool) -> list[str]:
    """What the note still needs, in the words of the options."""
    from postil.noting import kind_of

    missing = []
    if given.quote is None and given.turn is None and not whole:
        missing.append("--quote “the exact words” (or --turn N, or --whole for the transcript as a whole)")
    kind = kind_of(config, given.kind)
    if not given.kind:
        missing.append(f"--kind, one of {', '.join(k.id for k in config.kinds)}")
    if kind is not None and kind.verdict == "required" and given.verdict is None:
        missing.append(f"--verdict, one of {', '.join(v.id for v in config.verdicts)}")
    if not given.body.strip():
        missing.append("--body or --body-file")
    if kind is not None and kind.sources == "required" and not given.sources:
        missing.append("--source “title=…, url=…”")
    return missing


def _refuse(faults: tuple[Fault, ...]) -> NoReturn:
    for fault in faults:
        _show(fault)
    click.echo("postil: nothing was written", err=True)
    sys.exit(MISUSED)


def _show(fault: Fault) -> None:
    """What is wrong with a note that is not there yet, in the words of the options."""
    from postil.report.text_report import printable

    option = _OPTIONS.get(fault.field, f"--{fault.field}") if fault.field else "the note"
    word = "" if fault.severity == "error" else "warning: "
    click.echo(printable(f"postil: {option}: {word}{fault.message}"), err=True)
    if not fault.places:
        if fault.hint is not None:
            click.echo(printable(f"   hint: {fault.hint}"), err=True)
        return
    click.echo("   hint: say which one, with the options given with it:", err=True)
    for place in fault.places[:_SHOWN_PLACES]:
        click.echo(printable(f"   {place.where}, line {place.line}: “{place.words}”"), err=True)
        click.echo(printable(f"      {_options_for(place)}"), err=True)
    if len(fault.places) > _SHOWN_PLACES:
        click.echo(f"   … and {len(fault.places) - _SHOWN_PLACES} more places", err=True)


def _options_for(place: Place) -> str:
    """The options that mean this place alone, ready to paste."""
    words = place.selector
    options = [("prefix", words.prefix), ("suffix", words.suffix)]
    if words.prefix is words.suffix is None:
        options = [("quote", words.quote)]
    return " ".join(f"--{name} {_for_shell(text)}" for name, text in options if text)


def _for_shell(text: str) -> str:
    """A word for the command line, in which nothing is invisible."""
    if _SOFT_HYPHEN not in text:
        return shlex.quote(text)
    escaped = text.replace("\\", r"\\").replace("'", r"\'").replace(_SOFT_HYPHEN, r"\u00ad")
    return f"$'{escaped}'"


def _parsed(text: str) -> NewSource:
    from postil.editing.source_option import parse_source

    try:
        return parse_source(text)
    except ValueError as error:
        raise click.BadParameter(f"“{text}”: {error}", param_hint="--source") from None


def _read_body(name: str) -> str:
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise click.BadParameter(
            f"the byte at position {error.start} is not UTF-8", param_hint="--body-file"
        ) from None
    except OSError as error:
        raise click.BadParameter(f"it cannot be read: {reason(error)}", param_hint="--body-file") from None


def _with_line_end(text: str) -> str:
    """The text without empty lines around it and with one line end: a block of YAML keeps it as it is."""
    lines = text.strip("\n")
    return f"{lines}\n" if lines else ""
