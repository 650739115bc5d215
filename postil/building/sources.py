"""The files of a site by the digests of their contents, read again only if they may have changed."""

from __future__ import annotations

import errno
import hashlib
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from postil.building.cache import Cache, digest
from postil.building.tree import FoundFile, read_file

UNREADABLE = b""
"""The digest of a file that cannot be read."""

_KIND = "sources"
_KEY = bytes(32)  # a cache is that of one site
_GRAIN = 2_000_000_000  # nanoseconds: two changes so close may leave one file the same times


def changed_meanwhile(path: str) -> OSError:
    """What is to be said of a file that is no longer what its digest says."""
    return OSError(errno.EBUSY, "the file was changed while the site was built; build again", path)


class SourceDigests:
    """The digests of a site's files.

    A file whose size, times and place on the disk are those of the last build is taken to have the same
    content, as git takes it; unless it was changed so shortly before that its times would not tell.
    """

    def __init__(self, site: Path, cache: Cache) -> None:
        self._site, self._cache = site, cache
        found = cache.read(_KIND, _KEY)
        self._known: Mapping[str, tuple[tuple[int, ...], int, bytes]] = found[0] if found is not None else {}
        self._now: dict[str, tuple[tuple[int, ...], int, bytes]] = {}

    def of(self, file: FoundFile) -> bytes:
        """The digest of a file. Raises OSError if it cannot be read."""
        known = self._known.get(file.path)
        if known is not None and known[0] == file.identity and max(file.identity[1:3]) + _GRAIN < known[1]:
            self._now[file.path] = known
            return known[2]
        taken = time.time_ns()
        found = hashlib.sha256(read_file(self._site, file.path)).digest()
        self._now[file.path] = (file.identity, taken, found)
        return found

    def keep(self) -> None:
        """Keep the digests for the next build."""
        if self._now != self._known:
            self._cache.write(_KIND, _KEY, self._now)


def content_digests(files: Iterable[FoundFile], digests: SourceDigests) -> dict[str, bytes]:
    """The digest of each file that is text of the site; of others, what tells that they changed."""
    found = {}
    for file in files:
        if file.is_file and file.path.endswith((".md", ".yaml", "_headers", "_redirects")):
            try:
                found[file.path] = digests.of(file)
            except OSError:
                found[file.path] = UNREADABLE
        else:
            found[file.path] = digest((file.is_file, file.is_link, file.identity))
    return found
