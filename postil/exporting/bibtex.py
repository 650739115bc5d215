"""cite.bib: how to cite the transcript, for BibTeX and biblatex."""

from __future__ import annotations

from collections.abc import Iterator

from postil.exporting.citation import Citation, citation
from postil.exporting.edition import Edition

_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        # Braces by name: BibTeX counts them even behind a backslash.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "%&$#_"},
    }
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def export(edition: Edition) -> bytes:
    """The reference as an entry of type ``misc``, which every style knows."""
    found = citation(edition)
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(found))
    return f"@misc{{{found.key},\n{fields}}}\n".encode()


def _fields(found: Citation) -> Iterator[tuple[str, str]]:
    # In double braces: an organisation is no first and last name, and titles keep their capitals.
    yield "author", f"{{{{{_escaped(found.author)}}}}}"
    yield "title", f"{{{{{_escaped(found.title)}}}}}"
    yield "year", f"{{{found.date.year:04}}}"
    if found.date.month is not None:
        yield "month", _MONTHS[found.date.month - 1]
    if found.date.day is not None:
        yield "day", f"{{{found.date.day}}}"
    yield "howpublished", f"{{{_escaped(found.site)}}}"
    yield "note", f"{{{_escaped(found.form)}}}"
    yield "url", f"{{{found.url}}}"
    yield "language", f"{{{_escaped(found.language)}}}"
    if found.topics:
        yield "keywords", f"{{{_escaped(', '.join(found.topics))}}}"


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)
