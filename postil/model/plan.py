"""The site as planned: what stands at which URL.

A URL here is a path relative to the site's root: ``transcripts/2020/x/``; the root itself is empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from postil.model.anchored import AnchoredTranscript
from postil.model.config import Config, SocialPictures
from postil.model.dates import PartialDate
from postil.model.files import Copy
from postil.model.note import NoteSummary, Revision, Source
from postil.model.numbered import NumberedNote
from postil.model.outline import Outline, OutlinedNote
from postil.model.page import Page
from postil.model.transcript import Description, Person

SOCIAL_PICTURE = "social.png"
"""The name of a picture for social media, beside the page it stands for."""

_FEW_NOTES = 1_000


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """A page of content/pages and its URL."""

    page: Page
    url: str


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old URL and the one it leads to."""

    url: str
    target: str


@dataclass(frozen=True, slots=True)
class LinkUse:
    """A link as written, the source file it is written in and the URL of the page it stands on."""

    href: str
    path: str
    url: str


@dataclass(frozen=True, slots=True)
class NumberedSummary:
    """A note as the rest of the site knows it, with its 1-based number in the transcript."""

    number: int
    outlined: OutlinedNote

    @property
    def note(self) -> NoteSummary:
        """Its summary."""
        return self.outlined.note


@dataclass(frozen=True, slots=True)
class ListedTranscript:
    """A transcript as the rest of the site knows it: all of it but its words and those of its notes.

    ``notes`` are by number. A note that has no page of its own is missing from ``note_pages``.
    """

    outline: Outline
    notes: tuple[NumberedSummary, ...]
    url: str
    note_pages: Mapping[str, str]

    @property
    def description(self) -> Description:
        """What the transcript says of itself."""
        return self.outline.description

    def note_url(self, note: NoteSummary) -> str:
        """Where a note is read: its own page, or its place on the transcript's."""
        return self.note_pages.get(note.id, f"{self.url}#note-{note.id}")


@dataclass(frozen=True, slots=True)
class PlannedTranscript:
    """A transcript with its words and the notes that are shown, by number."""

    listed: ListedTranscript
    anchored: AnchoredTranscript
    notes: tuple[NumberedNote, ...]

    @property
    def url(self) -> str:
        """The URL of its page."""
        return self.listed.url

    @property
    def note_pages(self) -> Mapping[str, str]:
        """The URLs of the notes that have pages of their own, by id."""
        return self.listed.note_pages

    def note_url(self, note: NoteSummary) -> str:
        """Where a note is read: its own page, or its place on the transcript's."""
        return self.listed.note_url(note)


@dataclass(frozen=True, slots=True)
class ListedNote:
    """A note among those of the whole site."""

    transcript: ListedTranscript
    numbered: NumberedSummary
    note: NoteSummary
    """Its summary: a field, as lists ask for it time and again."""

    @property
    def url(self) -> str:
        """Where it is read."""
        return self.transcript.note_url(self.note)


@dataclass(frozen=True, slots=True)
class Appearance:
    """A speaker in a transcript: how many turns and words are theirs."""

    transcript: ListedTranscript
    turns: int
    words: int


@dataclass(frozen=True, slots=True)
class SpeakerEntry:
    """Somebody who speaks on the site: where, and the notes on their words."""

    person: Person
    url: str
    appearances: tuple[Appearance, ...]
    notes: tuple[ListedNote, ...]


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """A topic, and the transcripts and notes that name it."""

    id: str
    label: str
    url: str
    transcripts: tuple[ListedTranscript, ...]
    notes: tuple[ListedNote, ...]


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source and the notes that rest on it."""

    source: Source
    notes: tuple[ListedNote, ...]


@dataclass(frozen=True, slots=True)
class PublisherEntry:
    """A publisher of sources. ``name`` is None for sources that name neither publisher nor host."""

    name: str | None
    url: str
    sources: tuple[CitedSource, ...]
    notes: tuple[ListedNote, ...]


@dataclass(frozen=True, slots=True)
class CorrectionEntry:
    """Something the site took back or put right: a revision, or without one a note as such.

    That is a retraction that no revision explains, or a note that corrects the transcript.
    ``is_retraction`` if the note was taken back, with or without a revision that says why.
    """

    date: PartialDate | None
    note: ListedNote
    revision: Revision | None
    is_retraction: bool


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The ways into the site. Notes and corrections are newest first, the rest in alphabetical order."""

    notes: tuple[ListedNote, ...]
    speakers: tuple[SpeakerEntry, ...]
    topics: tuple[TopicEntry, ...]
    publishers: tuple[PublisherEntry, ...]
    corrections: tuple[CorrectionEntry, ...]

    def of_kind(self, kind: str) -> tuple[ListedNote, ...]:
        """The notes of a kind."""
        return tuple(listed for listed in self.notes if listed.note.kind == kind)

    def of_verdict(self, verdict: str) -> tuple[ListedNote, ...]:
        """The notes with a verdict."""
        return tuple(listed for listed in self.notes if listed.note.verdict == verdict)


@dataclass(frozen=True)
class SitePlan:
    """Everything that is to be written. Transcripts are in their order: newest first.

    ``links`` has the target of every link within the site, a URL with its fragment. ``host_rules`` are the
    site's own rules for hosts, by the name of the file. ``is_preview`` if drafts were asked for: no search
    engine should have the pages.
    """

    config: Config
    contributors: Mapping[str, Person]
    transcripts: tuple[ListedTranscript, ...]
    pages: tuple[PlannedPage, ...]
    copies: tuple[Copy, ...]
    redirects: tuple[Redirect, ...]
    links: Mapping[LinkUse, str]
    catalogue: Catalogue
    host_rules: Mapping[str, str]
    is_preview: bool = False

    @cached_property
    def social_pictures(self) -> SocialPictures:
        """What has a picture of its own: as the settings say, else all, on a site of few notes."""
        is_small = sum(len(planned.notes) for planned in self.transcripts) <= _FEW_NOTES
        return self.config.social_pictures or ("all" if is_small else "transcripts")

    def picture_url(
        self, planned: PlannedTranscript | ListedTranscript | None = None, note: NoteSummary | None = None
    ) -> str | None:
        """The URL of the picture of a note, a transcript or the site; without one, the next larger one's."""
        if self.social_pictures == "none":
            return None
        if planned is None:
            return SOCIAL_PICTURE
        if note is not None and self.social_pictures == "all" and note.id in planned.note_pages:
            return planned.note_pages[note.id] + SOCIAL_PICTURE
        return planned.url + SOCIAL_PICTURE

    def authors(self, note: NoteSummary) -> tuple[Person, ...]:
        """Who wrote a note: contributors as the site knows them, others by their name alone."""
        return tuple(
            self.contributors.get(author.contributor or "", Person("", author.name))
            for author in note.authors
        )
