"""``postil import``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postil.cli.options import site_option
from postil.cli.terminal import counted, program, reason, stop

if TYPE_CHECKING:
    from postil.importing import Draft


@click.command("import")
@site_option
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--output", type=click.Path(path_type=Path), help="The transcript to write.  [default: by date and title]"
)
@click.option("--title", help="The title, if the text does not tell it.")
@click.option("--date", help="The day it was said, as 2026-11-24, if the text does not tell it.")
@click.option("--label", "labels", multiple=True, metavar="LABEL", help="A speaker's label; may be repeated.")
@click.option("--transcript", metavar="PATH", help="Notes: the transcript they are on, if they do not tell.")
@click.option(
    "--kind", metavar="KIND", help="Notes: the kind of all of them.  [default: as they tell, or context]"
)
@click.option("--draft", is_flag=True, help="Notes: write them as drafts.")
def import_(
    site: Path,
    file: Path,
    output: Path | None,
    title: str | None,
    date: str | None,
    labels: tuple[str, ...],
    transcript: str | None,
    kind: str | None,
    draft: bool,
) -> None:
    """Make a transcript from FILE: plain text (.txt), WebVTT (.vtt) or SRT (.srt).

    Or write the notes in FILE (.json, .jsonld): an export of Hypothesis, or W3C Web Annotations.

    Every word is kept or listed as left out. Nothing is overwritten.
    """
    from postil.cli.import_notes import import_notes
    from postil.importing.notes import NOTE_SUFFIXES

    about_notes = {"--transcript": transcript, "--kind": kind, "--draft": draft}
    about_transcripts = {"--output": output, "--title": title, "--date": date, "--label": labels}
    if file.suffix.lower() in NOTE_SUFFIXES:
        _refuse_options(about_transcripts, "a file of notes")
        import_notes(site, file, transcript, kind, draft=draft)
    else:
        _refuse_options(about_notes, "a transcript")
        _import_transcript(site, file, output, title, date, labels)


def _refuse_options(options: Mapping[str, object], what: str) -> None:
    given = next((name for name, value in options.items() if value), None)
    if given is not None:
        raise click.UsageError(f"{given} means nothing for {what}; leave it out")


def _import_transcript(
    site: Path, file: Path, output: Path | None, title: str | None, date: str | None, labels: tuple[str, ...]
) -> None:
    from postil import importing
    from postil.building.output import create_file
    from postil.importing.notes import NOTE_SUFFIXES
    from postil.model.dates import PartialDate
    from postil.reading.markdown import MAX_MARKDOWN_BYTES
    from postil.reading.names import proposed_name

    importer = importing.IMPORTERS.get(file.suffix.lower())
    if importer is None:
        known = ", ".join(sorted([*importing.IMPORTERS, *NOTE_SUFFIXES]))
        raise click.BadParameter(f"only files that end in {known} can be imported", param_hint="FILE")
    try:
        draft = importer(file.read_bytes().decode("utf-8-sig"), labels=labels)
    except UnicodeDecodeError as error:
        stop(f"{file}: the byte at position {error.start} is not UTF-8; save the file as UTF-8")
    except OSError as error:
        stop(f"the file cannot be read: {reason(error)}")
    title, date = title or draft.title, date or draft.date
    if title is None:
        stop("the text does not tell its title; give it with --title")
    if date is None:
        stop("the text does not tell on which day it was said; give it with --date 2026-11-24")
    try:
        day = PartialDate.parse(date)
    except ValueError as error:
        raise click.BadParameter(f"“{date}” {error}", param_hint="--date") from None
    target = output or site / "content" / "transcripts" / f"{day.year:04}" / f"{proposed_name(title)}.md"
    written = importing.write_markdown(draft, title=title, date=date)
    if len(written.encode()) > MAX_MARKDOWN_BYTES:
        stop(f"the transcript would have more than {MAX_MARKDOWN_BYTES:,} bytes; import it in parts")
    try:
        create_file(target, written)
    except FileExistsError:
        stop(f"{target} exists, and nothing is overwritten; choose another place with --output")
    except OSError as error:
        stop(f"the transcript was not written: {reason(error)}")
    _show_import(draft, target, title, date)


def _show_import(draft: Draft, target: Path, title: str, date: str) -> None:
    """What the importer made of a text, so that a person can judge it."""
    click.echo(f"{target}: “{title}”, {date}, {counted(len(draft.paragraphs), 'paragraph')}")
    for speaker in draft.speakers:
        click.echo(f"  speaker “{speaker.label}” ({speaker.id}): {counted(speaker.turns, 'turn')}")
    if not draft.speakers:
        click.echo("  no speaker's label was found; name them with --label")
    repeated = [left.line for left in draft.left_out if left.repeated]
    if repeated:
        click.echo(
            f"  left out: {counted(len(repeated), 'line')} between lines {repeated[0]} and {repeated[-1]} "
            "that rolling captions show again; their words stand in the transcript once"
        )
    for left in draft.left_out:
        if left.repeated:
            continue
        click.echo(f"  left out, line {left.line}: “{left.text}” ({left.reason})")
    for doubt in draft.doubts:
        click.echo(f"  please look at line {doubt.line}: “{doubt.text}” ({doubt.reason})")
    click.echo(f"next: read it through, then “{program()} check”")
