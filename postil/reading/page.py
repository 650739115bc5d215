"""Pages that are no transcripts: about, methodology and the like."""

from __future__ import annotations

from functools import partial

from pydantic import Field

from postil.diagnostics import Diagnostic
from postil.model.page import Page
from postil.reading.addresses import check_links
from postil.reading.fields import Boolean, Language, Line, LinkTarget, Text
from postil.reading.front_matter import read_front_matter
from postil.reading.markdown import read_prose
from postil.reading.schema import (
    Schema,
    spans_of,
    validate,
    warn_of_invisible_characters,
    warn_of_suspicious_text,
)
from postil.source import SourceFile, Span


class PageSchema(Schema):
    """The front matter of a page."""

    title: Line = Field(description="heads the page")
    summary: Text | None = Field(None, description="a few sentences about the page")
    language: Language | None = Field(None, description="a BCP 47 tag, if it is not the site's")
    aliases: list[LinkTarget] = Field(
        [], description="old addresses of this page on the site; they lead here"
    )
    draft: Boolean = Field(False, description="`true` leaves it out unless drafts are asked for")


def read_page(path: str, file: SourceFile, problems: list[Diagnostic]) -> Page | None:
    """The page in a file, or None if its front matter cannot be used."""
    node, markdown = read_front_matter(file, problems)
    if node is None:
        return None
    warn_of_suspicious_text(node, problems)
    meta = validate(PageSchema, node, problems)
    if meta is None:
        return None
    prose = read_prose(markdown, partial(_place, file))
    check_links(prose.leaves, problems)
    warn_of_invisible_characters(file.path, markdown, problems)
    return Page(
        path,
        file,
        meta.title,
        prose,
        dict(spans_of(node)),
        meta.summary,
        meta.language,
        tuple(meta.aliases),
        meta.draft,
    )


def _place(file: SourceFile, line: int, column: int, length: int) -> Span:
    return file.line_span(line + 1, column + 1, length)
