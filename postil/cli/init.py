"""``postil init``."""

from __future__ import annotations

from pathlib import Path

import click

from postil.cli.terminal import counted, program, reason, stop


@click.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--site",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The same folder, as other commands are told of it.  [default: here]",
)
@click.option(
    "--title", default="My transcripts", metavar="TEXT", help="The site's title.", show_default=True
)
@click.option(
    "--base-url",
    default="https://example.org/",
    metavar="URL",
    help="Where the site will stand.",
    show_default=True,
)
def init(folder: Path | None, site: Path | None, title: str, base_url: str) -> None:
    """Make a new site in DIR, a folder that is new or empty; by default in the one you are in.

    It has a made-up transcript with two notes, a page, workflows for GitHub, settings for Netlify, and a
    README.md that says how to go on.
    """
    from postil.building.new_files import create_files
    from postil.building.starter import starter_files
    from postil.diagnostics import Diagnostic
    from postil.reading.decoding import decode
    from postil.reading.site import read_config

    if folder is not None and site is not None:
        raise click.UsageError("the folder is named twice: give DIR or --site, not both")
    folder = folder or site or Path()
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            stop(f"{folder} is not an empty folder; a new site needs one of its own")
        files = starter_files(" ".join(title.split()), base_url.strip())
        problems: list[Diagnostic] = []
        settings = decode("site.yaml", files["site.yaml"], problems)
        if settings is None or read_config(settings, problems) is None or problems:
            stop(f"the site was not made: {problems[0].message}")
        create_files(folder, files)
    except OSError as error:
        stop(f"the site was not made: {reason(error)}")
    is_here = folder == Path()
    click.echo(f"{'this folder' if is_here else folder}: {counted(len(files), 'file')}")
    command = f"{program()} build" if is_here else f"{program()} build --site {folder}"
    click.echo(f"Next: “{command}”; {folder / 'README.md'} says how to go on.")
