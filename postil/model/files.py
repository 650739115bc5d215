"""Files that a build takes over or makes."""

from __future__ import annotations

from dataclasses import dataclass

HOST_RULES = ("_headers", "_redirects")
"""What is written for hosts, at the root of the site. A site's own files of these names go into them."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A source file that is copied as it is: from a path of the site to a URL path."""

    path: str
    url: str


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file of the built site; ``path`` is relative to the output folder."""

    path: str
    content: bytes
