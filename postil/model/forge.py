"""Pages of the host of a repository."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NewFilePage:
    """Where the host of a repository lets people make a new file, and what it takes from the address.

    ``name`` is the parameter for the file's path, ``text`` that for its text; None if it takes no text.
    """

    address: str
    name: str
    text: str | None
