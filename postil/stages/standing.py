"""Whether there is anything to build: told from files alone, before anything is read or loaded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from postil.building.cache import Cache, digest
from postil.building.ledger import Ledger, read_ledger
from postil.building.program import program_digest
from postil.building.sources import SourceDigests, content_digests
from postil.building.tree import FoundFile, built_in_themes, find_file, find_files


@dataclass(frozen=True, slots=True)
class Asked:
    """What changes the result of a build, beside the site's files."""

    base_url: str | None
    drafts: bool
    strict: bool
    search: bool
    pictures: bool


@dataclass(frozen=True, slots=True)
class State:
    """A site's files by their digests, the program, and what both come to."""

    digests: Mapping[str, bytes]
    program: bytes
    build: bytes


def state_of(site: Path, cache: Cache, asked: Asked) -> State:
    """The state of a site's files. Raises OSError."""
    digests = SourceDigests(site, cache)
    found = content_digests(_files(site), digests)
    digests.keep()
    built_in = built_in_themes()
    theme = sorted((f.path, f.identity) for f in find_files(built_in.parent, built_in.name))
    program = program_digest()
    return State(found, program, digest((program, theme, asked, sorted(found.items()))))


@dataclass(frozen=True, slots=True)
class Found:
    """What a build finds: the state of a site, and what is known of the output folder."""

    state: State
    ledger: Ledger
    stands: bool
    """Whether a build would only make the output again as it is."""


def find(site: Path, output: Path, cache: Cache, asked: Asked) -> Found:
    """What there is before a build. Raises OSError."""
    state, ledger = state_of(site, cache, asked), read_ledger(cache, output)
    return Found(state, ledger, ledger.build == state.build and ledger.stands(output))


def _files(site: Path) -> Iterator[FoundFile]:
    yield find_file(site, "site.yaml")
    for folder in ("content", "annotations", "themes"):
        yield from find_files(site, folder)
