"""``postil check``."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from postil.cli.options import format_option, site_option, strict_option
from postil.cli.terminal import FILES_HAVE_ERRORS, reason, report, require_site, stop


@click.command()
@site_option
@strict_option
@format_option
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
def check(site: Path, strict: bool, form: str, paths: tuple[Path, ...]) -> None:
    """Report everything a build would report, and notes that are due for review. Writes nothing.

    With PATHS, only problems in these files and folders are shown.
    """
    from postil import pipeline

    require_site(site)
    today = datetime.now(UTC).date().isoformat()
    try:
        outcome = pipeline.check(site, pipeline.Options(drafts=True, strict=strict, today=today))
    except OSError as error:
        stop(f"the site was not read: {reason(error)}")
    shown = outcome.diagnostics
    if paths:
        wanted = [_within(site, path) for path in paths]
        shown = tuple(
            d
            for d in shown
            if any(w in (".", d.span.path) or d.span.path.startswith(f"{w}/") for w in wanted)
        )
    errors = report(shown, form)
    if errors:
        sys.exit(FILES_HAVE_ERRORS)
    if form == "text" and not shown:
        click.echo("nothing to mend")


def _within(site: Path, path: Path) -> str:
    """A path from the command line as the diagnostics give it: relative to the site."""
    for base in (Path.cwd(), site):
        absolute = (base / path).resolve()
        if absolute.exists() and absolute.is_relative_to(site.resolve()):
            return absolute.relative_to(site.resolve()).as_posix()
    raise click.BadParameter(f"{path} is not in the site", param_hint="PATH")
