"""What commands say, and with which status they end: the only place that prints and exits.

Exit status 0: good. 1: the site's files have errors. 2: the command was misused or could not be
carried out.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from postil.diagnostics import Diagnostic, Severity

FILES_HAVE_ERRORS = 1
MISUSED = 2


def require_site(site: Path) -> None:
    """End the program, naming the cure, if there is no site in the folder."""
    if not (site / "site.yaml").is_file():
        stop(
            f"there is no site.yaml in {site}; name the site's folder with --site, "
            f"or make a new site with “{program()} init DIR”"
        )


def report(diagnostics: Sequence[Diagnostic], form: str) -> int:
    """Show the problems; how many of them are errors."""
    from postil.report import REPORTS

    text = REPORTS[form](diagnostics)
    errors = sum(d.severity is Severity.ERROR for d in diagnostics)
    if form != "text":
        click.echo(text, nl=False)
        return errors
    if text:
        click.echo(text)
        click.echo(f"{counted(errors, 'error')}, {counted(len(diagnostics) - errors, 'warning')}")
    return errors


def counted(count: int, noun: str) -> str:
    """A number of things: “1 note”, “2,000 notes”."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def program() -> str:
    """The program as it was called: what a reader can type again."""
    return "python build.py" if Path(sys.argv[0]).name == "build.py" else "postil"


def reason(error: OSError) -> str:
    """Why the system refused, and for which file."""
    place = f" ({error.filename})" if error.filename else ""
    return f"{error.strerror or error}{place}"


def stop(message: str) -> NoReturn:
    """End the program: it was misused, or could not be carried out."""
    click.echo(f"postil: {message}", err=True)
    sys.exit(MISUSED)


def answers_questions() -> bool:
    """Whether somebody sits at a terminal who can be asked."""
    return sys.stdin.isatty()
