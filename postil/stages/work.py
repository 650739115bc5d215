"""What building takes beside a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from postil.building.cache import Cache
from postil.building.ledger import Ledger
from postil.building.pool import Pool
from postil.model.progress import Explain, Progress


@dataclass(frozen=True, slots=True)
class Work:
    """What building takes beside a plan: what was kept, who works, and who is told of it.

    ``keys`` are those of the documents in the cache by path, ``digests`` those of the site's files,
    ``program`` stands for the program as it is. ``ledger`` is that of the old output folder.
    ``progress`` is told what begins; ``explain`` what is made again, and why.
    """

    cache: Cache
    pool: Pool
    keys: Mapping[str, bytes]
    digests: Mapping[str, bytes]
    program: bytes
    ledger: Ledger
    progress: Progress
    explain: Explain
