"""``postil build``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postil.cli.options import CACHE, format_option, site_option, strict_option
from postil.cli.terminal import FILES_HAVE_ERRORS, counted, reason, report, require_site, show_progress, stop

if TYPE_CHECKING:
    from postil.building.ledger import Summary


@click.command()
@site_option
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="The folder to build into, replaced whole.  [default: _site in the site's folder]",
)
@click.option("--base-url", metavar="URL", help="Where the site will stand, instead of site.yaml's base_url.")
@click.option("--drafts", is_flag=True, help="Show drafts, too.")
@strict_option
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes work.  [default: one a processor]",
)
@click.option("--no-search", is_flag=True, help="Leave out the search page, its box and its index.")
@click.option("--clean", is_flag=True, help="Make everything again: keep nothing of earlier builds.")
@format_option
def build(
    site: Path,
    output: Path | None,
    base_url: str | None,
    drafts: bool,
    strict: bool,
    jobs: int | None,
    no_search: bool,
    clean: bool,
    form: str,
) -> None:
    """Build the site."""
    from postil import pipeline
    from postil.building.output import OutputRefusedError, check_output
    from postil.building.search import SearchIndexError
    from postil.reading.fields import url_fault

    require_site(site)
    if base_url is not None and (not base_url.startswith(("http://", "https://")) or url_fault(base_url)):
        raise click.BadParameter(f"“{base_url}” is no web address", param_hint="--base-url")
    target = output if output is not None else site / "_site"
    try:
        check_output(site, target)
        options = pipeline.Options(
            base_url,
            drafts,
            strict,
            search=not no_search,
            jobs=jobs,
            cache=site / CACHE,
            clean=clean,
            progress=show_progress,
        )
        outcome = pipeline.build(site, target, options)
    except OutputRefusedError as error:
        stop(str(error))
    except SearchIndexError as error:
        stop(f"the site was not written: {error}; {target} is as it was")
    except OSError as error:
        stop(f"the site was not written: {reason(error)}; {target} is as it was")
    finally:
        show_progress("")
    errors = report(outcome.diagnostics, form)
    if errors:
        sys.exit(FILES_HAVE_ERRORS)
    if form == "text" and outcome.summary is not None:
        click.echo(f"{target}: {_said(outcome.summary)}")


def _said(summary: Summary) -> str:
    said = ", ".join(
        (
            counted(summary.transcripts, "transcript"),
            counted(summary.notes, "note"),
            counted(summary.words, "word"),
            counted(summary.pages, "other page"),
        )
    )
    if (index := summary.index) is None:
        return said
    return (
        f"{said}; search: {counted(index.records, 'page')}, {counted(index.words, 'word')}, "
        f"{index.size / 1000:,.0f} kB"
    )
