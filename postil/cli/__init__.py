"""The commands, one module each: the only place that prints and exits."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from postil import __version__
from postil.cli.build import build
from postil.cli.check import check
from postil.cli.import_ import import_
from postil.cli.init import init
from postil.cli.note import note
from postil.cli.reanchor import reanchor
from postil.cli.schema import schema
from postil.cli.serve import serve
from postil.cli.split import split

_DEFAULT_COMMAND = "build"


class _Commands(click.Group):
    """A group with a default command: options alone are those of ``build``.

    Each command has its own ``--site``. One that stands before the command is handed on to it.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        count = _site_arguments(args)
        if count < len(args) and args[count] in self.commands:
            args = [args[count], *args[:count], *args[count + 1 :]]
        if not args or (args[0].startswith("-") and args[0] not in ("--help", "-h", "--version")):
            args = [_DEFAULT_COMMAND, *args]
        return super().parse_args(ctx, args)


def _site_arguments(args: Sequence[str]) -> int:
    """How many of the first arguments name the site."""
    count = 0
    while count < len(args) and (args[count] == "--site" or args[count].startswith("--site=")):
        count += 2 if args[count] == "--site" else 1
    return count


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="postil")
def cli() -> None:
    """Make a static site of annotated transcripts.

    Without a command, "build" is meant. --site DIR may stand before the command or after it.
    """


for command in (build, check, import_, init, note, reanchor, schema, serve, split):
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and exit with its status."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal or a pipe that knows no UTF-8 must not bring the program down.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    cli.main(args=list(arguments) if arguments is not None else None, prog_name="postil")
