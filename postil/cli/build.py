"""``postil build``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postil.cli.options import CACHE, format_option, site_option, strict_option
from postil.cli.progress import ProgressLine
from postil.cli.terminal import FILES_HAVE_ERRORS, counted, reason, report, require_site, stop
from postil.model.progress import unheard

if TYPE_CHECKING:
    from postil.building.ledger import Summary
    from postil.diagnostics import Diagnostic
    from postil.pipeline import Options
    from postil.stages.standing import Asked, Found


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
@click.option("--explain", is_flag=True, help="Say what is made again, and why.")
@click.option("--timings", is_flag=True, help="Say how long each stage took.")
@click.option(
    "--executor", metavar="ADDRESS", help="Work on a Dask cluster: dask://host:8786. Needs postil[dask]."
)
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
    explain: bool,
    timings: bool,
    executor: str | None,
    form: str,
) -> None:
    """Build the site."""
    require_site(site)
    target = output if output is not None else site / "_site"
    from postil.stages.standing import Asked

    asked = Asked(base_url, drafts, strict, search=not no_search, pictures=True)
    found = None if clean else _found(site, target, asked)
    if found is not None and found.stands:
        _finish(target, found.ledger.diagnostics, found.ledger.summary, form)
        return
    from postil import pipeline
    from postil.building.search import SearchIndexError
    from postil.reading.fields import url_fault

    if base_url is not None and (not base_url.startswith(("http://", "https://")) or url_fault(base_url)):
        raise click.BadParameter(f"“{base_url}” is no web address", param_hint="--base-url")
    progress = ProgressLine()
    options = pipeline.Options(
        base_url,
        drafts,
        strict,
        search=not no_search,
        jobs=jobs,
        cache=site / CACHE,
        clean=clean,
        progress=progress,
        explain=_explain if explain else unheard,
    )
    try:
        with _executor(executor, options) as options:
            outcome = pipeline.build(site, target, options, found)
    except SearchIndexError as error:
        stop(f"the site was not written: {error}; {target} is as it was")
    except OSError as error:
        stop(f"the site was not written: {reason(error)}; {target} is as it was")
    finally:
        progress.clear()
    if timings:
        click.echo(progress.timings(), err=True)
    _finish(target, outcome.diagnostics, outcome.summary, form)


def _found(site: Path, target: Path, asked: Asked) -> Found | None:
    """What there is before a build; None if nothing was kept."""
    from postil.building.cache import Cache
    from postil.building.output import OutputRefusedError, check_output
    from postil.stages.standing import find

    try:
        check_output(site, target)
        cache = Cache(site / CACHE)
        return find(site, target, cache, asked) if cache.is_there else None
    except OutputRefusedError as error:
        stop(str(error))
    except OSError as error:
        stop(f"the site was not read: {reason(error)}; {target} is as it was")


@contextmanager
def _executor(address: str | None, options: Options) -> Iterator[Options]:
    """The options with what does the work, if it is elsewhere."""
    if address is None:
        yield options
        return
    from postil.building.cluster import ClusterError, cluster

    try:
        with cluster(address) as (executor, processors):
            yield replace(options, executor=executor, jobs=processors)
    except ClusterError as error:
        stop(str(error))


def _explain(what: str, why: str) -> None:
    click.echo(f"{what}: {why}", err=True)


def _finish(target: Path, diagnostics: tuple[Diagnostic, ...], summary: Summary | None, form: str) -> None:
    """Show the problems, and what was built if there are no errors."""
    if report(diagnostics, form):
        sys.exit(FILES_HAVE_ERRORS)
    if form == "text" and summary is not None:
        click.echo(f"{target}: {_said(summary)}")


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
