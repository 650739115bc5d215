"""What a build holds until its end, kept from the collector of cycles.

Python looks for cycles among all that a program holds, again and again while that grows. A build holds a
great many things, none of which goes before its end: to look at them is a tenth of its time.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def holding() -> Iterator[Callable[[], None]]:
    """What keeps all that there is by now from the collector, until the end of the block."""
    try:
        yield gc.freeze
    finally:
        gc.unfreeze()
