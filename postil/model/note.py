"""A note as its author wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from postil.model.dates import PartialDate, latest
from postil.model.text import Prose
from postil.source import Span


class Status(StrEnum):
    """The editorial life of a note."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Selector:
    """What a note says about its place: a TextQuoteSelector, narrowed by speaker and turn.

    Without ``quote``, ``turn`` stands for the whole turn; without both, it is the whole transcript.
    """

    quote: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    speaker: str | None = None
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What a note rests on."""

    title: str
    publisher: str | None = None
    url: str | None = None
    date: PartialDate | None = None
    accessed: PartialDate | None = None
    archived: str | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """A public correction of a note; verdicts are ids."""

    date: PartialDate
    summary: str
    verdict_from: str | None = None
    verdict_to: str | None = None


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a note: an id in the registry of contributors, or a plain name."""

    name: str
    contributor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSummary:
    """What lists and totals say of a note. ``transcript`` is the path of the transcript it is about."""

    id: str
    transcript: str
    kind: str
    verdict: str | None = None
    claim: str | None = None
    title: str | None = None
    sources: tuple[Source, ...] = ()
    topics: tuple[str, ...] = ()
    authors: tuple[Author, ...] = ()
    created: PartialDate | None = None
    updated: PartialDate | None = None
    review_by: PartialDate | None = None
    status: Status = Status.PUBLISHED
    revisions: tuple[Revision, ...] = ()

    @property
    def changed(self) -> PartialDate | None:
        """The latest day on which the note says it was written or changed."""
        if not self.revisions and (self.created is None or self.updated is None):
            return self.created or self.updated  # most notes, and nothing to compare
        return latest([self.created, self.updated, *(revision.date for revision in self.revisions)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(NoteSummary):
    """One note in full.

    ``span`` is the note's first key; ``spans`` has the place of each value by its field path, such
    as ``quote`` or ``authors.0``. ``body`` keeps both the Markdown and what it was read into.
    """

    selector: Selector
    markdown: str
    body: Prose
    span: Span
    spans: Mapping[str, Span]

    @property
    def in_short(self) -> NoteSummary:
        """The summary alone."""
        return NoteSummary(**{field.name: getattr(self, field.name) for field in fields(NoteSummary)})

    def place(self, field: str) -> Span:
        """The span of a field's value, or of the note where the field is not given."""
        return self.spans.get(field, self.span)
