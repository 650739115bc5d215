"""``postil split``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from postil.cli.options import site_option
from postil.cli.terminal import FILES_HAVE_ERRORS, counted, reason, report, require_site, stop


@click.command()
@site_option
@click.argument("transcript")
def split(site: Path, transcript: str) -> None:
    """Turn the list of the notes on TRANSCRIPT into one file a note.

    TRANSCRIPT is a path like 2020/lavrov-tass, a file, an address on the site, or the list itself.
    The notes stay the same, comments included. All files are written, or none.
    """
    from postil import splitting
    from postil.building.new_files import replace_by_files
    from postil.noting import UnknownTranscriptError, transcript_named

    require_site(site)
    path = transcript
    try:
        path = transcript_named(site, transcript)
        outcome = splitting.split(site, path)
        if outcome.diagnostics:
            report(outcome.diagnostics, "text")
            sys.exit(FILES_HAVE_ERRORS)
        replace_by_files(site / f"annotations/{path}.yaml", site, outcome.files)
    except (UnknownTranscriptError, splitting.SplitRefusedError) as error:
        stop(f"{error}. Nothing was changed")
    except FileNotFoundError:
        stop(f"there is no list annotations/{path}.yaml to split")
    except OSError as error:
        stop(f"the list was not split: {reason(error)}")
    click.echo(f"{site / 'annotations' / path}: {counted(len(outcome.files), 'note')}, one file each")
