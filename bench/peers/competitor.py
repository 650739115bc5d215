"""What a competitor is: a form of the same words and notes, and the programs that make a site of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from bench.transcripts import Entry, Transcript

OUTPUT = "out"
"""The folder of the site that is made, beside its sources."""


@dataclass(frozen=True)
class Form:
    """How a generator takes its sources: paths and texts in a folder."""

    transcript: Callable[[Transcript], Mapping[str, str]]
    site: Callable[[Sequence[Entry]], Mapping[str, str]]  # settings and templates


class Stage(StrEnum):
    """What one process of a build does."""

    SITE = "site"
    INDEX = "index"


class Search(StrEnum):
    """Where the index of the search comes from."""

    PAGEFIND = "pagefind"  # its own program, over the site when it stands
    OWN = "own"
    NONE = "none"


@dataclass(frozen=True)
class Step:
    """One process of a build, run in the folder of the sources."""

    stage: Stage
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Competitor:
    """A generator with its settings. `home` is the folder that the peers are installed in."""

    name: str
    label: str
    form: Form
    build: Callable[[Path], Step]
    version: Callable[[Path], tuple[str, ...]]
    search: Search = Search.PAGEFIND
    kept: tuple[str, ...] = ()  # what it keeps from build to build, besides the output
    page: Callable[[Entry], str] = lambda entry: f"transcripts/{entry.slug}/index.html"
    index: str = "pagefind/pagefind-entry.json"

    def steps(self, home: Path) -> tuple[Step, ...]:
        """The processes of a build, in their order."""
        if self.search != Search.PAGEFIND:
            return (self.build(home),)
        return (self.build(home), Step(Stage.INDEX, (pagefind(home), "--site", OUTPUT)))


def program(home: Path, name: str) -> str:
    """A program of the peers' Python environment."""
    return str(home / "python/bin" / name)


def packaged(home: Path, path: str) -> str:
    """A program that a package carries in the peers' Python environment, without the Python around it."""
    found = [*home.glob(f"python/lib/python3*/site-packages/{path}")]
    if len(found) != 1:
        raise FileNotFoundError(f"{path} is not installed in {home}: bench/README.md says how")
    return str(found[0])


def pagefind(home: Path) -> str:
    """Pagefind's own program."""
    return packaged(home, "pagefind_bin/pagefind")
