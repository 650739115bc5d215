"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path

import click

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
