"""Names that become ids and URLs: what is allowed, and what to propose instead."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from postil.naming import kebab

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""The shape of every id and of every segment of a path."""

MAX_NAME = 100
"""Characters a name may have: with staging and suffixes it stays below every file system's 255 bytes."""

RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "index"}
    | {f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10)}
)
"""Names that Windows keeps for devices, and ``index``, which would shadow the folder's own page."""


def name_fault(name: str) -> str | None:
    """What is wrong with an id or a path segment, or None when it is good."""
    if len(name) > MAX_NAME:
        return f"is longer than {MAX_NAME} characters"
    if not ID.fullmatch(name):
        return "must be lower-case letters, digits and single hyphens, like “new-start-2021”"
    if name in RESERVED:
        return "is a reserved name"
    return None


def proposed_name(name: str) -> str:
    """A good name near to a bad one."""
    good = kebab(name)[:MAX_NAME].strip("-") or "untitled"
    return f"{good}-1" if good in RESERVED else good


def proposed_path(path: PurePosixPath) -> str:
    """The path with every bad segment mended, its suffix kept."""
    mended = [
        part if name_fault(part) is None else proposed_name(part) for part in path.parent.parts if part != "."
    ]
    stem = path.stem if name_fault(path.stem) is None else proposed_name(path.stem)
    return "/".join([*mended, stem + path.suffix.lower()])
