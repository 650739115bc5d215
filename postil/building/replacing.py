"""A source file put in the place of its older self, in one step."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from pathlib import Path

from postil.building.tree import open_file


def replace_file(path: Path, old: bytes, new: bytes) -> None:
    """Put other content in a file's place in one step, its mode kept. Raises OSError.

    The file is left alone if it is no longer what it was, or a link.
    """
    with open_file(path) as file:
        if file.read() != old:
            raise OSError(errno.EBUSY, "the file was changed in the meantime", str(path))
        mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as written:
            written.write(new)
            written.flush()
            os.fsync(written.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
