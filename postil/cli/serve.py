"""``postil serve``."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from postil.cli.options import CACHE, site_option
from postil.cli.progress import ProgressLine
from postil.cli.terminal import counted, reason, report, require_site, stop

if TYPE_CHECKING:
    from postil.building.following import Follower
    from postil.building.serving import Server
    from postil.preview import Preview

_NAMED = 3  # changed files that are named one by one


@click.command()
@site_option
@click.option(
    "--host",
    metavar="ADDRESS",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on; 0.0.0.0 lets other devices on your network look, too.",
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    metavar="N",
    help="The port to listen on.  [default: 8000, or the next one that is free]",
)
@click.option("--drafts/--no-drafts", default=True, help="Show drafts, or leave them out.  [default: show]")
@click.option("--no-search", is_flag=True, help="Leave out the search page, its box and its index.")
@click.option("--open", "opens", is_flag=True, help="Open the site in your browser.")
def serve(site: Path, host: str, port: int | None, drafts: bool, no_search: bool, opens: bool) -> None:
    """Show the site while you write: it follows your files."""
    require_site(site)
    from postil.building.following import Follower
    from postil.building.serving import Server, addresses, listen, private_folder
    from postil.building.watching import changes
    from postil.pipeline import Options
    from postil.preview import Preview

    # Whoever ends the program in another way than with Ctrl-C wants the same.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        listener = listen(host, port)
    except OSError as error:
        where = host if port is None else f"{host}, port {port}"
        stop(f"cannot listen on {where}: {reason(error)}; choose another with --port or --host")
    progress = ProgressLine()
    options = Options(
        drafts=drafts,
        search=not no_search,
        pictures=False,
        cache=(site / CACHE).resolve(),
        progress=progress,
    )
    try:
        with private_folder(site / CACHE / "preview") as folder:
            session = _Session(
                Preview(site.resolve(), folder / "site", options),
                Server(folder / "site", host),
                None if no_search else Follower(_say_indexed),
                progress,
            )
            try:
                with session.server.running(listener):
                    base: str | None = None
                    for changed in changes(site):
                        base = session.follow(changed) or base
                        if not changed:
                            _greet(addresses(listener), base or "/", opens=opens)
            finally:
                session.stop_indexing()
    except OSError as error:
        stop(f"the files cannot be watched: {reason(error)}")
    except KeyboardInterrupt:
        progress.clear()
        click.echo("Stopped.")


@dataclass(frozen=True)
class _Session:
    """What follows an author's files. ``follower`` makes the search index, if there is one."""

    preview: Preview
    server: Server
    follower: Follower | None
    progress: ProgressLine

    def follow(self, changed: frozenset[str]) -> str | None:
        """Build what changed and show it, or what is wrong with it; the site's path if it was built."""
        from postil.report.page_report import failure, problems

        begun = perf_counter()
        self.stop_indexing()  # it writes where the pages are built now
        try:
            if changed and self.preview.hurry(changed):
                self.server.refresh()
            built = self.preview.build(changed)
        except OSError as error:
            self.progress.clear()
            fault = f"the site was not built: {reason(error)}"
            self.server.show_problems([failure(fault)])
            click.echo(f"postil: {fault}", err=True)
            return None
        self.progress.clear()
        report(built.diagnostics, "text")
        if built.base is None:
            self.server.show_problems(problems(built.diagnostics))
            if changed:
                click.echo("The pages stay as they were until this is mended.")
            return None
        self.server.show(built.base, are_copies_new=built.are_copies_new)
        if self.follower is not None:
            self.follower.follow(self.preview.index)
        if changed:
            click.echo(f"{_named(changed)}: built in {perf_counter() - begun:.2f} s")
        return built.base

    def stop_indexing(self) -> None:
        """End what makes the index, wherever it is."""
        if self.follower is not None:
            self.follower.stop()


def _greet(places: Sequence[str], base: str, *, opens: bool) -> None:
    """Say where the site is."""
    click.echo(f"{places[0]}{base} shows the site and follows your files. Ctrl-C ends it.")
    for place in places[1:]:
        click.echo(f"{place}{base} from other devices on your network")
    if opens:
        click.launch(places[0] + base)


def _named(changed: frozenset[str]) -> str:
    from postil.report.text_report import printable

    if len(changed) > _NAMED:
        return counted(len(changed), "file")
    return printable(", ".join(sorted(changed)))


def _say_indexed(fault: str | None) -> None:
    if fault is None:
        click.echo("The search is up to date.")
    else:
        click.echo(f"postil: the search is not up to date: {fault}", err=True)
