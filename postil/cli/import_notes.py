"""``postil import`` of a file with notes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postil.cli.terminal import (
    FILES_HAVE_ERRORS,
    MISUSED,
    counted,
    program,
    reason,
    report,
    require_site,
    stop,
)

if TYPE_CHECKING:
    from postil.adopting.adopt import Adoption
    from postil.importing.notes import ForeignNotes


def import_notes(site: Path, file: Path, transcript: str | None, kind: str | None, *, draft: bool) -> None:
    """Write the notes in a file that fit a transcript exactly, and say what became of the rest."""
    from postil import noting
    from postil.adopting.adopt import Terms, UnknownKindError, adopt
    from postil.building.new_files import create_files
    from postil.importing.notes import JsonError, read_notes

    require_site(site)
    try:
        found = read_notes(file.read_bytes())
    except JsonError as error:
        place = "" if error.place is None else ":{}:{}".format(*error.place)
        stop(f"{file}{place}: {error}")
    except OSError as error:
        stop(f"the file cannot be read: {reason(error)}")
    try:
        path = None if transcript is None else noting.transcript_named(site, transcript)
        adoption = adopt(site, found.notes, Terms(path, kind, draft))
    except (noting.UnknownTranscriptError, UnknownKindError) as error:
        stop(str(error))
    except OSError as error:
        stop(f"the site was not read: {reason(error)}")
    if adoption.problems:
        report(adoption.problems, "text")
        click.echo("Mend these first: new notes rest on them. Nothing was written.", err=True)
        sys.exit(FILES_HAVE_ERRORS)
    try:
        create_files(site, {note.file: note.text.encode() for note in adoption.adopted})
    except FileExistsError as error:
        stop(f"{error.filename} exists, and nothing is overwritten; nothing was written")
    except OSError as error:
        stop(f"the notes were not written: {reason(error)}")
    _show(site, found, adoption)
    if adoption.refused and not adoption.adopted:
        sys.exit(MISUSED)


def _show(site: Path, found: ForeignNotes, adoption: Adoption) -> None:
    """What became of every record of the file."""
    from postil.report.text_report import printable

    lines = []
    for note in adoption.adopted:
        where = "the whole transcript" if note.words is None else f"“{note.words}”"
        lines.append(f"{site / note.file}: {where}")
        lines += (f"  please look: {remark}" for remark in note.remarks)
    for refused in adoption.refused:
        lines.append(f"not taken: {refused.label}: {refused.reason}")
        lines += (f"  hint: {hint}" for hint in refused.hints)
        lines.append(f"  it says: {_one_line(refused.said)}")
    for passed in found.passed_over:
        lines.append(
            f"left out: {passed.label}: {passed.reason}"
            + (f": {_one_line(passed.text)}" if passed.text else "")
        )
    for line in lines:
        click.echo(printable(line))
    click.echo(
        f"{counted(len(adoption.adopted), 'note')} written, {len(adoption.refused):,} not taken, "
        f"{len(found.passed_over):,} left out"
    )
    if adoption.adopted:
        click.echo(f"next: read them through, then “{program()} check”")


def _one_line(text: str) -> str:
    return f"“{' '.join(text.split())}”"
