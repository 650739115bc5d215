"""Built-in templates as they were compiled, kept where Python keeps compiled modules and for the same reason.

To compile them takes longer than to make a transcript. What a site brings is compiled each time: nobody
but who can change the program can leave something here that runs.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

_FOLDER = Path(__file__).parent / "__pycache__"


class CompiledTemplates(BytecodeCache):
    """Keeps what the ``sources`` compile to in an environment made with these ``options``."""

    def __init__(self, sources: Iterable[str], options: Mapping[str, object]) -> None:
        self._options = f"{jinja2.__version__} {sys.version} {sorted(options.items())}\n"
        self._known = set(map(self.get_source_checksum, sources))

    def get_source_checksum(self, source: str) -> str:
        """What tells a source, and how it is compiled, from every other."""
        return hashlib.sha256((self._options + source).encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if what it is for was kept whole."""
        if bucket.checksum in self._known:
            # Whatever is wrong with the file, the template is compiled again.
            with suppress(Exception), _path(bucket).open("rb") as file:
                bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in the bucket, where that may be written."""
        if bucket.checksum not in self._known or sys.dont_write_bytecode:
            return
        path = _path(bucket)
        aside = path.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            aside.write_bytes(bucket.bytecode_to_string())
            aside.replace(path)


def _path(bucket: Bucket) -> Path:
    return _FOLDER / f"template-{bucket.key}.{sys.implementation.cache_tag}"
