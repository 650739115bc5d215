"""Notes as lists show them: rendered once a note, put into every list that names it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup

from postil.model.plan import ListedNote

_ROOT = "\0"  # stands where an address begins; no source file can hold it


@dataclass(frozen=True, slots=True)
class Row:
    """A note as HTML, wherever it may be put: ``entry`` in a list, ``cited`` below a source it rests on."""

    entry: str
    cited: str


class Rows(Protocol):
    """The rows of a site's notes."""

    def entry(self, listed: ListedNote) -> str:
        """A note in a list."""

    def cited(self, listed: ListedNote) -> str:
        """A note below a source it rests on."""

    def digest(self, listed: ListedNote) -> bytes:
        """What tells the two from any others."""


def from_root(target: str) -> str:
    """An address in a row, from the root of a site that is elsewhere for every list."""
    return _ROOT + target


def placed(html: str, root: str) -> Markup:
    """A row on a page from which the site's root is at ``root``, such as ``../``."""
    return Markup(html.replace(_ROOT, root))  # noqa: S704 - rendered from a template that escapes
