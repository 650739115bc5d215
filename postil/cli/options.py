"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

CACHE = ".postil-cache"
"""The folder, in the site's, of what builds keep from one run to the next."""

site_option = click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The folder of the site, where site.yaml is.  [default: here]",
)
strict_option = click.option("--strict", is_flag=True, help="Take warnings for errors.")
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="How problems are shown.",
)


def chosen(site: Path, paths: Sequence[Path]) -> Callable[[str], bool]:
    """Whether a file of the site is one of the given paths or in one; without any, every file is."""
    wanted = [_within(site, path) for path in paths]
    return lambda name: not wanted or any(w in (".", name) or name.startswith(f"{w}/") for w in wanted)


def _within(site: Path, path: Path) -> str:
    """A path from the command line as the diagnostics give it: relative to the site."""
    for base in (Path.cwd(), site):
        absolute = (base / path).resolve()
        if absolute.exists() and absolute.is_relative_to(site.resolve()):
            return absolute.relative_to(site.resolve()).as_posix()
    raise click.BadParameter(f"{path} is not in the site", param_hint="PATH")
