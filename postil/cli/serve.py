"""``postil serve``."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Lock
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING

import click

from postil.cli.options import CACHE, site_option
from postil.cli.progress import ProgressLine
from postil.cli.terminal import counted, reason, report, require_site, stop
from postil.model.progress import Step

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
    progress = StoppableProgress()
    options = Options(
        drafts=drafts,
        search=not no_search,
        pictures=False,
        cache=(site / CACHE).resolve(),
        progress=progress,
    )
    try:
        with private_folder(site / CACHE / "preview") as folder:
            preview = Preview(site.resolve(), folder / "site", options)
            server = Server(folder / "site", host)
            follower = None if no_search else Follower(_say_indexed)
            with server.running(listener), Session(preview, server, follower, progress) as session:
                for changed in changes(site):
                    if changed:
                        session.follow(changed)
                    else:
                        base = session.build(changed)
                        _greet(addresses(listener), base or "/", opens=opens)
    except OSError as error:
        stop(f"the files cannot be watched: {reason(error)}")
    except KeyboardInterrupt:
        progress.clear()
        click.echo("Stopped.")


class StoppableProgress(ProgressLine):
    """How far a build is, which ends at its next step once it is to be stopped."""

    is_stopped = False

    def __call__(self, step: Step) -> None:
        """Show a step. Raises KeyboardInterrupt once the build is to end."""
        if self.is_stopped:
            raise KeyboardInterrupt
        super().__call__(step)


class Session(AbstractContextManager["Session"]):
    """What follows an author's files. ``follower`` makes the search index, if there is one.

    Sites are built one after the other in a thread, so that a file that changes meanwhile is shown at once.
    """

    def __init__(
        self, preview: Preview, server: Server, follower: Follower | None, progress: StoppableProgress
    ) -> None:
        self._preview, self._server, self._follower = preview, server, follower
        self._progress = progress
        self._builder = ThreadPoolExecutor(1)
        self._builds: list[Future[None]] = []
        self._pending: set[str] = set()
        self._lock = Lock()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.is_stopped = True
        self._builder.shutdown(wait=True, cancel_futures=True)
        self._stop_indexing()

    def follow(self, changed: frozenset[str]) -> None:
        """Show what changed, at once where that can be, and build the site behind it."""
        with self._lock:
            self._pending |= changed
        for build in [build for build in self._builds if build.done()]:
            self._builds.remove(build)
            build.result()  # raises what no build should
        if self._builds:
            self._hurry(changed)
        self._builds.append(self._builder.submit(self._build_pending))

    def _build_pending(self) -> None:
        with self._lock:
            changed = frozenset(self._pending)
            self._pending.clear()
        if changed:
            self._hurry(changed)  # the build before it may have put an older page in its place
            self.build(changed)

    def _hurry(self, changed: frozenset[str]) -> None:
        try:
            if self._preview.hurry(changed):
                self._server.refresh()
        except OSError:
            pass  # the build will say what is wrong

    def build(self, changed: frozenset[str]) -> str | None:
        """Build what changed and show it, or what is wrong with it; the site's path if it was built."""
        from postil.report.page_report import failure, problems

        begun = perf_counter()
        self._stop_indexing()  # it writes where the pages are built now
        try:
            built = self._preview.build(changed)
        except OSError as error:
            self._progress.clear()
            fault = f"the site was not built: {reason(error)}"
            self._server.show_problems([failure(fault)])
            click.echo(f"postil: {fault}", err=True)
            return None
        self._progress.clear()
        report(built.diagnostics, "text")
        if built.base is None:
            self._server.show_problems(problems(built.diagnostics))
            if changed:
                click.echo("The pages stay as they were until this is mended.")
            return None
        self._server.show(built.base, are_copies_new=built.are_copies_new)
        if self._follower is not None:
            self._follower.follow(self._preview.index)
        if changed:
            click.echo(f"{_named(changed)}: built in {perf_counter() - begun:.2f} s")
        return built.base

    def _stop_indexing(self) -> None:
        """End what makes the index, wherever it is."""
        if self._follower is not None:
            self._follower.stop()


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
