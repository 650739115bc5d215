"""Folders that one process has to itself. Windows has no such locks: there, nobody may ask for one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

if sys.platform != "win32":
    import fcntl

    def lock_folder(folder: Path) -> int:
        """A lock that the system releases with the process, however that ends: a descriptor to close.

        Raises OSError, and BlockingIOError if another process has it.
        """
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
            raise
        return descriptor
