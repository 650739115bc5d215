"""The search index of a preview: made in a process of its own, which follows behind the pages."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from postil.building.output import write_site
from postil.building.search import SearchIndexError, search_index
from postil.model.search import SearchPlan

_PATIENCE = 5  # seconds that a process has to end


class Indexer:
    """Makes the index of the latest plan. The former index stays in place until then."""

    def __init__(self, folder: Path, on_end: Callable[[str | None], None]) -> None:
        """Put each index into the folder; ``on_end`` is told of each, from a thread, or what was wrong."""
        self._folder = folder
        self._on_end = on_end
        self._process: SpawnProcess | None = None
        self._made: SearchPlan | None = None

    def follow(self, plan: SearchPlan) -> None:
        """Make the index of this plan, and no longer that of an earlier one."""
        self.stop()
        if plan == self._made:
            return
        context = get_context("spawn")
        receiver, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=_make, args=(plan, self._folder, sender), daemon=True)
        _start(self._process)
        sender.close()
        threading.Thread(target=self._wait, args=(receiver, plan), daemon=True).start()

    def stop(self) -> None:
        """Make nothing more; whatever was begun is taken back."""
        if self._process is not None:
            self._process.terminate()
            self._process.join(_PATIENCE)
            self._process = None

    def _wait(self, receiver: Connection, plan: SearchPlan) -> None:
        try:
            fault: str | None = receiver.recv()
        except EOFError:
            return  # it was stopped
        if fault is None:
            self._made = plan
        self._on_end(fault)


def _start(process: SpawnProcess) -> None:
    """Start a process that Ctrl-C does not reach: who stops it is its owner."""
    if sys.platform == "win32":
        process.start()
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])


def _make(plan: SearchPlan, folder: Path, sender: Connection) -> None:
    """What the process does: the index, and one word on how it went; none if it was stopped."""
    fault = None
    try:
        # Ended in good order: what was started is stopped, what was written is removed.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        files, _ = search_index(plan)
        write_site(folder, folder, files, [])
    except KeyboardInterrupt:
        return
    except SearchIndexError as error:
        fault = str(error)
    except OSError as error:
        fault = error.strerror or str(error)
    sender.send(fault)
