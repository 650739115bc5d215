"""What templates see. Every name here is part of the theme interface: docs/themes.md describes it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from postil.model.config import Kind, Verdict
from postil.model.note import Revision, Source, Status
from postil.model.transcript import Person, Transcript


@dataclass(frozen=True, slots=True)
class PageView:
    """The page that is rendered: ``url`` is its path in the site, ``kind`` its template's name."""

    url: str
    kind: str
    title: str
    description: str | None
    language: str
    canonical: str


@dataclass(frozen=True, slots=True)
class RevisionView:
    """A public correction, with the verdicts before and after it."""

    revision: Revision
    before: Verdict | None
    after: Verdict | None


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note. ``url`` is where it is read, ``place_url`` its place on the transcript's page.

    ``quote`` is the words it is about, cut from the text layer; None for the whole transcript.
    ``before`` and ``after`` are the words around them. ``body`` is HTML.
    """

    id: str
    number: int
    heading: str
    kind: Kind
    verdict: Verdict | None
    status: Status
    claim: str | None
    body: Markup
    sources: tuple[Source, ...]
    topics: tuple[str, ...]
    authors: tuple[Person, ...]
    created: str | None
    updated: str | None
    revisions: tuple[RevisionView, ...]
    url: str
    place_url: str
    has_page: bool
    quote: str | None
    before: str
    after: str
    speakers: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block of a transcript as HTML, and the notes whose words end in it."""

    html: Markup
    notes: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True)
class PartView:
    """A turn with its speaker, or blocks outside every turn (``number`` is None)."""

    number: int | None
    speaker: Person | None
    label: str | None
    timecode: str | None
    blocks: tuple[BlockView, ...]


@dataclass(frozen=True, slots=True)
class CountView:
    """How many notes have a verdict; retracted ones do not count."""

    verdict: Verdict
    count: int


@dataclass(frozen=True, slots=True)
class TranscriptView:
    """A transcript in a list: its description and what its notes come to."""

    transcript: Transcript
    url: str
    speakers: tuple[Person, ...]
    note_count: int
    counts: tuple[CountView, ...]


@dataclass(frozen=True, slots=True)
class EntryView:
    """A note in a list: with the transcript it is on."""

    note: NoteView
    transcript: TranscriptView


@dataclass(frozen=True, slots=True)
class NavigationView:
    """An entry of the menu; ``is_current`` if it leads to the page itself."""

    label: str
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class MediaView:
    """A recording, or its captions."""

    label: str
    href: str
