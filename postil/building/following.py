"""Work that follows behind: in a process of its own, which ends as soon as there is newer work."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

_PATIENCE = 5  # seconds that a process has to end

Work = Callable[[], str | None]
"""What is done, whole or not at all; None, or what was wrong."""


class Follower:
    """Does the latest work there is."""

    def __init__(self, on_end: Callable[[str | None], None]) -> None:
        """``on_end`` is told of each work that came to its end, from a thread: None, or what was wrong."""
        self._on_end = on_end
        self._process: SpawnProcess | None = None

    def follow(self, work: Work) -> None:
        """Do this work, and no longer any earlier one."""
        self.stop()
        context = get_context("spawn")
        receiver, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=_do, args=(work, sender))
        _start(self._process)
        sender.close()
        threading.Thread(target=self._wait, args=(receiver,), daemon=True).start()

    def stop(self) -> None:
        """Do nothing more; whatever was begun is taken back."""
        if self._process is not None:
            self._process.terminate()
            self._process.join(_PATIENCE)
            self._process = None

    def _wait(self, receiver: Connection) -> None:
        try:
            fault: str | None = receiver.recv()
        except EOFError:
            return  # it was stopped
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


def _do(work: Work, sender: Connection) -> None:
    """What the process does: the work, and one word on how it went; none if it was stopped."""
    # Ended in good order: what was started is stopped, what was written is removed.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        fault = work()
    except KeyboardInterrupt:
        return
    sender.send(fault)
