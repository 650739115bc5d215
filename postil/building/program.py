"""The program as it is: what its results depend on beside their sources."""

from __future__ import annotations

import hashlib
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_LIBRARIES = (
    *("babel", "jinja2", "linkify-it-py", "markdown-it-py", "markupsafe", "nh3", "pagefind-bin"),
    *("pagefind-bin-extended", "pillow", "manimgx-fonts", "pydantic", "pyyaml", "rapidfuzz", "anyascii"),
)


def program_digest() -> bytes:
    """What changes whenever the program or a library does whose work shows in its results."""
    found = hashlib.sha256(platform.python_version().encode())
    package = Path(__file__).resolve().parent.parent
    for path in sorted(package.rglob("*.py")):
        found.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    for name in _LIBRARIES:
        try:
            found.update(f"{name} {version(name)}\n".encode())
        except PackageNotFoundError:
            continue
    return found.digest()
