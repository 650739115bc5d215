"""Work spread over processes, or over whatever else runs functions; the results in the order of the work."""

from __future__ import annotations

import errno
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager
from itertools import islice
from multiprocessing import get_context
from types import TracebackType
from typing import TypeVar

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

_WAITING = 2  # batches a process has waiting: enough that none is idle, few enough to hold little in memory


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Pool(AbstractContextManager["Pool"]):
    """Runs functions over batches: here if ``jobs`` is 1, in that many processes, or on an ``executor``.

    Processes begin with the first work that is worth them.
    """

    def __init__(self, jobs: int, executor: Executor | None = None) -> None:
        self.jobs = jobs
        self.is_here = executor is None
        """Whether the work is done on this machine, where the output folder is."""
        self._executor = executor
        self._own: ProcessPoolExecutor | None = None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._own is not None:
            self._own.shutdown(wait=True, cancel_futures=True)

    def renew(self) -> None:
        """Let new processes begin with what this one has in memory by now, where they begin as its copies."""
        if self._own is not None:
            self._own.shutdown(wait=True)
            self._own = None

    def map(
        self, work: Callable[[Sequence[_Task]], _Result], tasks: Iterable[_Task], count: int, size: int
    ) -> Iterator[_Result]:
        """The results of ``work`` on the ``count`` tasks, ``size`` at a time, in the order of the tasks.

        Raises ChildProcessError if a process was killed.
        """
        batches = _batches(tasks, size)
        executor = self._executor
        if executor is None and self.jobs > 1 and count > size:
            # A copy of a process with several threads may wait for ever for one that it does not have.
            context = get_context("spawn") if threading.active_count() > 1 else None
            executor = self._own = self._own or ProcessPoolExecutor(self.jobs, context)
        if executor is None:
            yield from map(work, batches)
            return
        waiting: deque[Future[_Result]] = deque()
        try:
            for batch in batches:
                waiting.append(executor.submit(work, batch))
                if len(waiting) > self.jobs * _WAITING:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenExecutor as error:
            raise ChildProcessError(
                errno.ECHILD, "a process was killed before its work was done; is there enough memory?"
            ) from error


def _batches(tasks: Iterable[_Task], size: int) -> Iterator[tuple[_Task, ...]]:
    rest = iter(tasks)
    while batch := tuple(islice(rest, size)):
        yield batch
