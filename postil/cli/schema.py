"""``postil schema``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from postil.cli.options import site_option
from postil.cli.terminal import FILES_HAVE_ERRORS, counted, reason, report, stop


@click.command()
@site_option
@click.argument("kind", required=False)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the schemas into this folder, one file each.",
)
def schema(site: Path, kind: str | None, output: Path | None) -> None:
    """Print the JSON Schema of a KIND of file, or of all kinds: for completion and errors in an editor.

    In the folder of a site it knows the site's kinds, verdicts and contributors.
    """
    from postil.reading.json_schema import KINDS
    from postil.suggestion import did_you_mean

    if kind is not None and kind not in KINDS:
        raise click.BadParameter(f"there is no kind “{kind}”; {did_you_mean(kind, KINDS)}", param_hint="KIND")
    schemas = _schemas(site, KINDS if kind is None else (kind,))
    if output is None:
        click.echo(_text(schemas if kind is None else schemas[kind]), nl=False)
        return
    from postil.building.new_files import write_files

    try:
        write_files(output, {f"{name}.json": _text(content).encode() for name, content in schemas.items()})
    except OSError as error:
        stop(f"the schemas were not written: {reason(error)}")
    click.echo(f"{output}: {counted(len(schemas), 'schema')}")


def _schemas(site: Path, kinds: tuple[str, ...]) -> dict[str, Any]:
    """The schemas, as the site's settings say if there is a site."""
    from postil.building.tree import SiteFolder
    from postil.diagnostics import Diagnostic, has_errors, ordered
    from postil.reading.json_schema import json_schema
    from postil.reading.people import read_people
    from postil.reading.site import read_config
    from postil.stages.documents import read_source

    problems: list[Diagnostic] = []
    config, contributors = None, None
    files = SiteFolder(site)
    if (site / "site.yaml").is_file():
        settings = read_source(files, problems, "site.yaml")
        config = read_config(settings, problems) if settings is not None else None
    if (site / "content/contributors.yaml").is_file():
        people = read_source(files, problems, "content/contributors.yaml")
        contributors = read_people(people, problems) if people is not None else None
    if has_errors(problems):
        report(ordered(problems), "text")
        sys.exit(FILES_HAVE_ERRORS)
    return {kind: json_schema(kind, config, contributors or ()) for kind in kinds}


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
