"""What the editions of a transcript are made of: the plan, the words of the interface and the woven text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from postil.exporting.chapters import Chapters
from postil.model.dates import PartialDate
from postil.model.note import Note
from postil.model.plan import PlannedTranscript, SitePlan
from postil.model.text import Link
from postil.model.woven import WovenPart


class Say(Protocol):
    """The words of a key with the values put in, as plain text in the site's language."""

    def __call__(self, key: str, /, **values: object) -> str:
        """The words."""


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the table of contents; ``depth`` is from 0."""

    label: str
    fragment: str
    depth: int


@dataclass(frozen=True, slots=True)
class Edition:
    """A transcript with its notes, to be read elsewhere.

    ``chapters``, ``parts`` and ``body``, a note's text, are for books: XHTML whose links hold in one.
    ``resolve`` gives the whole address of a link, ``recordings`` those of ``audio`` and ``video``,
    ``day`` a date in words, ``direction`` ``ltr`` or ``rtl`` for a language.
    """

    plan: SitePlan
    planned: PlannedTranscript
    chapters: Chapters
    parts: tuple[WovenPart, ...]
    body: Callable[[Note], str]
    contents: tuple[Heading, ...]
    resolve: Callable[[Link], str]
    recordings: Mapping[str, str]
    say: Say
    day: Callable[[PartialDate], str]
    direction: Callable[[str], str]

    @property
    def language(self) -> str:
        """The language of the words."""
        return self.planned.anchored.transcript.language or self.plan.config.language

    @property
    def address(self) -> str:
        """The address of the transcript's page."""
        return self.plan.config.base_url + self.planned.url
