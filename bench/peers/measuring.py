"""One process measured: what it took, and the memory of the largest in it, by the system's own account.

The system counts for a new process the memory of the one that started it. So whatever is measured here
is started by a small process: the transcripts are made by another.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """Seconds waited, seconds of processors used, and the most memory any one process had, in MB."""

    wall: float
    cpu: float
    peak: float


class FailedError(Exception):
    """A process failed; the message has its last words."""


def measured(command: Sequence[str], folder: Path, environment: Mapping[str, str], log: Path) -> Cost:
    """Run a command to its end. What it says goes to a file."""
    with log.open("wb") as said:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        # Of this process and all that it waited for.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        last = log.read_text("utf-8", errors="replace")[-1000:]
        raise FailedError(f"{' '.join(command)} failed ({process.returncode}):\n{last}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6)
