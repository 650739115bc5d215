"""The site as planned: what stands at which URL.

A URL here is a path relative to the site's root: ``transcripts/2020/x/``; the root itself is empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from postil.model.anchored import AnchoredTranscript
from postil.model.config import Config
from postil.model.files import Copy
from postil.model.note import Note
from postil.model.page import Page
from postil.model.transcript import Person


@dataclass(frozen=True, slots=True)
class PlannedTranscript:
    """A transcript with the notes that are shown, and the URLs of it and of their pages.

    A note that has no page of its own is missing from ``note_pages``.
    """

    anchored: AnchoredTranscript
    url: str
    note_pages: Mapping[str, str]

    def note_url(self, note: Note) -> str:
        """Where a note is read: its own page, or its place on the transcript's."""
        return self.note_pages.get(note.id, f"{self.url}#note-{note.id}")


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


@dataclass(frozen=True)
class SitePlan:
    """Everything that is to be written. Transcripts are in their order: newest first.

    ``links`` has the target of every link within the site, a URL with its fragment.
    """

    config: Config
    contributors: Mapping[str, Person]
    transcripts: tuple[PlannedTranscript, ...]
    pages: tuple[PlannedPage, ...]
    copies: tuple[Copy, ...]
    redirects: tuple[Redirect, ...]
    links: Mapping[LinkUse, str]
