"""The commands: the only place that prints and exits.

Exit status 0: good. 1: the site's files have errors. 2: the command was misused or could not be
carried out.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from postil import __version__
from postil.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from postil.importing import Draft

FILES_HAVE_ERRORS = 1
MISUSED = 2

_DEFAULT_COMMAND = "build"


class _Commands(click.Group):
    """A group with a default command: options alone are those of ``build``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in ("--help", "-h", "--version")):
            args = [_DEFAULT_COMMAND, *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="postil")
def cli() -> None:
    """Make a static site of annotated transcripts.

    Without a command, "build" is meant.
    """


_site_option = click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The folder of the site, where site.yaml is.  [default: here]",
)
_strict_option = click.option("--strict", is_flag=True, help="Take warnings for errors.")
_format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How problems are shown.",
)


@cli.command()
@_site_option
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="The folder to build into, replaced whole.  [default: _site in the site's folder]",
)
@click.option("--base-url", metavar="URL", help="Where the site will stand, instead of site.yaml's base_url.")
@click.option("--drafts", is_flag=True, help="Show drafts, too.")
@_strict_option
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Accepted; builds use one process so far."
)
@click.option("--no-search", is_flag=True, help="Leave out the search page, its box and its index.")
@click.option("--clean", is_flag=True, help="Accepted; every build is made from scratch so far.")
@_format_option
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
    del jobs, clean  # they change how a build is made, and never its result
    from postil import pipeline
    from postil.building.output import OutputRefusedError, check_output
    from postil.building.search import SearchIndexError
    from postil.reading.fields import url_fault

    _require_site(site)
    if base_url is not None and (not base_url.startswith(("http://", "https://")) or url_fault(base_url)):
        raise click.BadParameter(f"“{base_url}” is no web address", param_hint="--base-url")
    target = output if output is not None else site / "_site"
    try:
        check_output(site, target)
        options = pipeline.Options(base_url, drafts, strict, search=not no_search, progress=_show_progress)
        outcome = pipeline.build(site, target, options)
    except OutputRefusedError as error:
        _stop(str(error))
    except SearchIndexError as error:
        _stop(f"the site was not written: {error}; {target} is as it was")
    except OSError as error:
        _stop(f"the site was not written: {_reason(error)}; {target} is as it was")
    finally:
        _show_progress("")
    errors = _report(outcome.diagnostics, form)
    if errors:
        sys.exit(FILES_HAVE_ERRORS)
    if form == "text" and outcome.plan is not None:
        transcripts = outcome.plan.transcripts
        notes = sum(len(t.anchored.annotations) for t in transcripts)
        words = sum(len(t.anchored.transcript.text.split()) for t in transcripts)
        summary = (
            f"{target}: {_counted(len(transcripts), 'transcript')}, {_counted(notes, 'note')}, "
            f"{_counted(words, 'word')}, {_counted(len(outcome.plan.pages), 'other page')}"
        )
        if (index := outcome.index) is not None:
            summary += (
                f"; search: {_counted(index.records, 'page')}, {_counted(index.words, 'word')}, "
                f"{index.size / 1000:,.0f} kB"
            )
        click.echo(summary)


@cli.command()
@_site_option
@_strict_option
@_format_option
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
def check(site: Path, strict: bool, form: str, paths: tuple[Path, ...]) -> None:
    """Report everything a build would report, and notes that are due for review. Writes nothing.

    With PATHS, only problems in these files and folders are shown.
    """
    from postil import pipeline

    _require_site(site)
    today = datetime.now(UTC).date().isoformat()
    try:
        outcome = pipeline.check(site, pipeline.Options(drafts=True, strict=strict, today=today))
    except OSError as error:
        _stop(f"the site was not read: {_reason(error)}")
    shown = outcome.diagnostics
    if paths:
        wanted = [_within(site, path) for path in paths]
        shown = tuple(
            d
            for d in shown
            if any(w in (".", d.span.path) or d.span.path.startswith(f"{w}/") for w in wanted)
        )
    errors = _report(shown, form)
    if errors:
        sys.exit(FILES_HAVE_ERRORS)
    if form == "text" and not shown:
        click.echo("nothing to mend")


@cli.command("import")
@_site_option
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--output", type=click.Path(path_type=Path), help="The transcript to write.  [default: by date and title]"
)
@click.option("--title", help="The title, if the text does not tell it.")
@click.option("--date", help="The day it was said, as 2026-11-24, if the text does not tell it.")
@click.option("--label", "labels", multiple=True, metavar="LABEL", help="A speaker's label; may be repeated.")
def import_(
    site: Path, file: Path, output: Path | None, title: str | None, date: str | None, labels: tuple[str, ...]
) -> None:
    """Make a transcript from FILE: plain text with a label before each speaker's words.

    Every word is kept or listed as left out. Nothing is overwritten.
    """
    from postil import importing
    from postil.building.output import create_file
    from postil.model.dates import PartialDate
    from postil.reading.names import proposed_name

    importer = importing.IMPORTERS.get(file.suffix.lower())
    if importer is None:
        known = ", ".join(sorted(importing.IMPORTERS))
        raise click.BadParameter(f"only files that end in {known} can be imported", param_hint="FILE")
    try:
        draft = importer(file.read_bytes().decode("utf-8-sig"), labels=labels)
    except UnicodeDecodeError as error:
        _stop(f"{file}: the byte at position {error.start} is not UTF-8; save the file as UTF-8")
    except OSError as error:
        _stop(f"the file cannot be read: {_reason(error)}")
    title, date = title or draft.title, date or draft.date
    if title is None:
        _stop("the text does not tell its title; give it with --title")
    if date is None:
        _stop("the text does not tell on which day it was said; give it with --date 2026-11-24")
    try:
        day = PartialDate.parse(date)
    except ValueError as error:
        raise click.BadParameter(f"“{date}” {error}", param_hint="--date") from None
    target = output or site / "content" / "transcripts" / f"{day.year:04}" / f"{proposed_name(title)}.md"
    try:
        create_file(target, importing.write_markdown(draft, title=title, date=date))
    except FileExistsError:
        _stop(f"{target} exists, and nothing is overwritten; choose another place with --output")
    except OSError as error:
        _stop(f"the transcript was not written: {_reason(error)}")
    _show_import(draft, target, title, date)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and exit with its status."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal or a pipe that knows no UTF-8 must not bring the program down.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    cli.main(args=list(arguments) if arguments is not None else None, prog_name="postil")


def _show_import(draft: Draft, target: Path, title: str, date: str) -> None:
    """What the importer made of a text, so that a person can judge it."""
    click.echo(f"{target}: “{title}”, {date}, {_counted(len(draft.paragraphs), 'paragraph')}")
    for speaker in draft.speakers:
        click.echo(f"  speaker “{speaker.label}” ({speaker.id}): {_counted(speaker.turns, 'turn')}")
    if not draft.speakers:
        click.echo("  no speaker's label was found; name them with --label")
    for left in draft.left_out:
        click.echo(f"  left out, line {left.line}: “{left.text}” ({left.reason})")
    for doubt in draft.doubts:
        click.echo(f"  please look at line {doubt.line}: “{doubt.text}” ({doubt.reason})")
    click.echo("next: read it through, then “postil check”")


def _require_site(site: Path) -> None:
    if not (site / "site.yaml").is_file():
        _stop(
            f"there is no site.yaml in {site}; name the site's folder with --site, "
            "or write one (“postil init” will do that in a later version)"
        )


def _within(site: Path, path: Path) -> str:
    """A path from the command line as the diagnostics give it: relative to the site."""
    for base in (Path.cwd(), site):
        absolute = (base / path).resolve()
        if absolute.exists() and absolute.is_relative_to(site.resolve()):
            return absolute.relative_to(site.resolve()).as_posix()
    raise click.BadParameter(f"{path} is not in the site", param_hint="PATH")


def _report(diagnostics: Sequence[Diagnostic], form: str) -> int:
    """Show the problems; how many of them are errors."""
    from postil.report import REPORTS

    text = REPORTS[form](diagnostics)
    errors = sum(d.severity is Severity.ERROR for d in diagnostics)
    if form != "text":
        click.echo(text, nl=False)
        return errors
    if text:
        click.echo(text)
        click.echo(f"{_counted(errors, 'error')}, {_counted(len(diagnostics) - errors, 'warning')}")
    return errors


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _show_progress(stage: str) -> None:
    """What is going on, on one line of a terminal that the next one replaces; nothing elsewhere."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{stage}{' …' if stage else ''}", nl=False, err=True)


def _reason(error: OSError) -> str:
    place = f" ({error.filename})" if error.filename else ""
    return f"{error.strerror or error}{place}"


def _stop(message: str) -> NoReturn:
    click.echo(f"postil: {message}", err=True)
    sys.exit(MISUSED)
