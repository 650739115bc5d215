"""``postil check``."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postil.cli.options import CACHE, chosen, format_option, site_option, strict_option
from postil.cli.terminal import FILES_HAVE_ERRORS, reason, report, require_site, stop

if TYPE_CHECKING:
    from postil.pipeline import Options


@click.command()
@site_option
@strict_option
@format_option
@click.option(
    "--against",
    "revision",
    metavar="REV",
    help="Report as Markdown what changed since a revision of git, with the problems.",
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
def check(site: Path, strict: bool, form: str, revision: str | None, paths: tuple[Path, ...]) -> None:
    """Report everything a build would report, and notes that are due for review. Writes nothing.

    With PATHS, only problems in these files and folders are shown.
    """
    require_site(site)
    from postil import pipeline

    today = datetime.now(UTC).date().isoformat()
    options = pipeline.Options(drafts=True, strict=strict, today=today, cache=site / CACHE)
    if revision is not None:
        if paths or form != "text":
            raise click.UsageError("--against reports on the whole site, as Markdown: no PATH, no --format")
        _review(site, revision, options)
        return
    try:
        shown = pipeline.check(site, options).diagnostics
    except OSError as error:
        stop(f"the site was not read: {reason(error)}")
    if paths:
        is_wanted = chosen(site, paths)
        shown = tuple(d for d in shown if is_wanted(d.span.path))
    errors = report(shown, form)
    if errors:
        sys.exit(FILES_HAVE_ERRORS)
    if form == "text" and not shown:
        click.echo("nothing to mend")


def _review(site: Path, revision: str, options: Options) -> None:
    """Show what changed since a revision."""
    from postil import review
    from postil.building.revision import RevisionError
    from postil.diagnostics import has_errors
    from postil.report import review_report

    try:
        found = review.review(site, revision, options)
    except RevisionError as error:
        stop(str(error))
    except OSError as error:
        stop(f"the site was not read: {reason(error)}")
    text = review_report.report(
        found.commit,
        found.review,
        found.config,
        found.contributors,
        found.diagnostics,
        found.old_diagnostics,
    )
    click.echo(text, nl=False)
    if has_errors(found.diagnostics):
        sys.exit(FILES_HAVE_ERRORS)
