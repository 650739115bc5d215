"""cite.ris: how to cite the transcript, for reference managers.

A line of RIS is a tag, two spaces, a hyphen, a space and a value; nothing is escaped, so a value must
not break its line.
"""

from __future__ import annotations

from collections.abc import Iterator

from postil.exporting.citation import Citation, citation
from postil.exporting.edition import Edition


def export(edition: Edition) -> bytes:
    """The reference as a record of type ``ELEC``, a web page."""
    lines = (f"{tag}  - {value}\r\n" for tag, value in _fields(citation(edition)))
    return "".join(lines).encode()


def _fields(found: Citation) -> Iterator[tuple[str, str]]:
    yield "TY", "ELEC"
    yield "AU", found.author
    yield "TI", found.title
    yield "PY", f"{found.date.year:04}"
    yield "DA", found.date.iso.replace("-", "/")
    yield "T2", found.site
    yield "M3", found.form
    yield "UR", found.url
    yield "LA", found.language
    if found.abstract is not None:
        yield "AB", found.abstract
    yield from (("KW", topic) for topic in found.topics)
    yield "ER", ""
