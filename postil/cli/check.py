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
    from postil.diagnostics import Diagnostic


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
    today = datetime.now(UTC).date().isoformat()
    if revision is not None:
        if paths or form != "text":
            raise click.UsageError("--against reports on the whole site, as Markdown: no PATH, no --format")
        _review(site, revision, strict=strict, today=today)
        return
    try:
        shown = _known(site, strict=strict, today=today)
        if shown is None:
            from postil import pipeline

            options = pipeline.Options(drafts=True, strict=strict, today=today, cache=site / CACHE)
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


def _known(site: Path, *, strict: bool, today: str) -> tuple[Diagnostic, ...] | None:
    """What was found when the same files were checked before."""
    from postil.building.cache import Cache
    from postil.stages.standing import Asked, checked, state_of

    cache = Cache(site / CACHE)
    asked = Asked(None, drafts=True, strict=strict, search=True, pictures=True)
    return checked(cache, state_of(site, cache, asked), today) if cache.is_there else None


def _review(site: Path, revision: str, *, strict: bool, today: str) -> None:
    """Show what changed since a revision."""
    from postil import review
    from postil.building.revision import RevisionError
    from postil.diagnostics import has_errors
    from postil.pipeline import Options
    from postil.report import review_report

    options = Options(drafts=True, strict=strict, today=today, cache=site / CACHE)
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
