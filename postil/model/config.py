"""What a site is: the settings of site.yaml, with their defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from postil.model.transcript import License
from postil.source import Span

SocialPictures = Literal["all", "transcripts", "none"]
Need = Literal["required", "optional", "none"]

MAX_SHARDS = 64
"""Into how many parts a search index may be cut."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A step of the site's scale; ``rating`` runs from 5, best, to 1, or is None for no rating."""

    id: str
    label: str
    meaning: str
    rating: int | None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of note, and what it must or may not have."""

    id: str
    label: str
    verdict: Need = "optional"
    sources: Need = "optional"


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the site."""

    name: str
    url: str | None = None
    logo: str | None = None


@dataclass(frozen=True, slots=True)
class Repository:
    """Where the site's source files are kept."""

    url: str
    branch: str
    host: str | None


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """An entry of the site's menu; ``url`` is within the site or absolute."""

    label: str
    url: str


DEFAULT_VERDICTS: tuple[Verdict, ...] = (
    Verdict("accurate", "Accurate", "The sources bear the claim out.", 5),
    Verdict("mostly-accurate", "Mostly accurate", "The core is right; a part of it is imprecise.", 4),
    Verdict("missing-context", "Missing context", "Something left out would change how it is understood.", 3),
    Verdict("disputed", "Disputed", "Good sources or the parties disagree, and nothing settles it.", 3),
    Verdict("misleading", "Misleading", "True parts are put together so that they lead astray.", 2),
    Verdict("inaccurate", "Inaccurate", "The sources contradict the claim.", 1),
    Verdict("unverifiable", "Unverifiable", "There is no public evidence either way.", None),
)

DEFAULT_KINDS: tuple[Kind, ...] = (
    Kind("fact-check", "Fact check", "required", "required"),
    Kind("context", "Context", "none", "optional"),
    Kind("correction", "Correction", "none", "optional"),
)


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of a site. ``base_url`` ends with a slash; its path is the base path.

    ``spans`` has the place of each value in site.yaml by its field path, such as ``nav.0.url``.
    """

    title: str
    base_url: str
    tagline: str | None = None
    language: str = "en"
    theme: str = "default"
    license: License | None = None
    publisher: Publisher | None = None
    repository: Repository | None = None
    kinds: tuple[Kind, ...] = DEFAULT_KINDS
    verdicts: tuple[Verdict, ...] = DEFAULT_VERDICTS
    note_pages: Literal["all", "fact-checks", "none"] = "all"
    social_pictures: SocialPictures | None = None
    search_shards: int | None = None
    nav: tuple[NavigationEntry, ...] = ()
    spans: Mapping[str, Span] = field(default_factory=dict)

    def kind(self, id: str) -> Kind:
        """The kind with an id; KeyError if the site has none."""
        return {kind.id: kind for kind in self.kinds}[id]

    def verdict(self, id: str) -> Verdict:
        """The verdict with an id; KeyError if the site has none."""
        return {verdict.id: verdict for verdict in self.verdicts}[id]
