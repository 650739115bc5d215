"""Notes as lists show them: rendered once a note, put into every list that names it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

_ROOT = "\0"  # stands where an address begins; no source file can hold it


@dataclass(frozen=True, slots=True)
class Row:
    """A note as HTML, wherever it may be put: ``entry`` in a list, ``cited`` below a source it rests on."""

    entry: str
    cited: str


def from_root(target: str) -> str:
    """An address in a row, from the root of a site that is elsewhere for every list."""
    return _ROOT + target


def placed(html: str, root: str) -> Markup:
    """A row on a page from which the site's root is at ``root``, such as ``../``."""
    return Markup(html.replace(_ROOT, root))  # noqa: S704 - rendered from a template that escapes
