"""The files of a new site: those in the folder ``starter`` of the program, with a title and an address."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from postil import __version__
from postil.yaml_strings import scalar

_STARTER = Path(__file__).resolve().parent.parent / "starter"
_HIDDEN = "dot-"  # a file that begins with a dot would already mean something where it is kept


def starter_files(title: str, base_url: str) -> Mapping[str, bytes]:
    """The files of a new site by their paths."""
    values = {
        b"@TITLE@": scalar(title),
        b"@NAME@": title,
        b"@BASE_URL@": scalar(base_url),
        b"@VERSION@": __version__,
    }
    files = {}
    for path in sorted(_STARTER.rglob("*")):
        if path.is_file():
            parts = path.relative_to(_STARTER).parts
            name = "/".join(f".{p.removeprefix(_HIDDEN)}" if p.startswith(_HIDDEN) else p for p in parts)
            content = path.read_bytes()
            for placeholder, value in values.items():
                content = content.replace(placeholder, value.encode(errors="replace"))
            files[name] = content
    return files
