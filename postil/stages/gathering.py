"""What a site is made from: its settings, its people, its pages, and its documents by their outlines."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

from postil.building.cache import Cache, digest, packed, unpacked
from postil.building.pool import Pool
from postil.building.sources import UNREADABLE, changed_meanwhile
from postil.building.tree import FoundFile, SiteFiles
from postil.diagnostics import Diagnostic
from postil.model.config import Config
from postil.model.files import HOST_RULES, Copy
from postil.model.page import Page
from postil.model.transcript import Person
from postil.reading.page import read_page
from postil.reading.people import read_people
from postil.reading.site import read_config
from postil.reading.sources import Entry, EntryKind, Sidecar, assign, classify
from postil.source import SourceFile
from postil.stages.documents import (
    DocumentFiles,
    Findings,
    Registry,
    read_document,
    read_source,
    without_places,
)

FINDINGS, TRANSCRIPTS = "findings", "transcripts"
"""The kinds of what the cache has of a document: its findings, and its transcript with its notes."""

_BATCH = 16  # documents read in one go: few enough that no process waits long for the last


@dataclass(frozen=True, slots=True)
class Survey:
    """A site but for its documents. ``config`` is None if site.yaml cannot be used.

    ``speakers`` and ``contributors`` are None where their files are wrong. ``host_rules`` are the site's
    own files for hosts.
    """

    config: Config | None
    speakers: Mapping[str, Person] | None
    contributors: Mapping[str, Person] | None
    pages: tuple[Page, ...]
    copies: tuple[Copy, ...]
    documents: tuple[DocumentFiles, ...]
    host_rules: Mapping[str, str]

    @property
    def registry(self) -> Registry:
        """What documents are read against."""
        return Registry(self.config, self.speakers)


@dataclass(frozen=True, slots=True)
class GatheredDocument:
    """A document's findings, and the key under which the cache has it."""

    names: DocumentFiles
    key: bytes
    findings: Findings


@dataclass(frozen=True, slots=True)
class _Task:
    """A document to read: the files' contents, or why they cannot be had."""

    names: DocumentFiles
    contents: Mapping[str, bytes | OSError]


@dataclass(frozen=True, slots=True)
class _Contents:
    """Files in memory, to be read as those of a folder are."""

    contents: Mapping[str, bytes | OSError]

    def find(self, folder: str) -> Iterator[FoundFile]:
        """The files below a folder, as they are named; none is a folder or a link."""
        for path, content in self.contents.items():
            if path.startswith(f"{folder}/"):
                size = len(content) if isinstance(content, bytes) else 0
                yield FoundFile(path, size, is_file=True, is_link=False)

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises OSError."""
        content = self.contents[path]
        if isinstance(content, OSError):
            raise content
        return content


@dataclass(frozen=True, slots=True)
class _Witnessed:
    """The files of a site; ``changed`` are those that were read and are not what their digests say."""

    files: SiteFiles
    digests: Mapping[str, bytes]
    changed: list[str] = field(default_factory=list)

    def find(self, folder: str) -> Iterator[FoundFile]:
        """The files below a folder."""
        return self.files.find(folder)

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises OSError."""
        content = self.files.read(path)
        if hashlib.sha256(content).digest() != self.digests.get(path):
            self.changed.append(path)
        return content


def survey(files: SiteFiles, problems: list[Diagnostic]) -> Survey:
    """Read all of a site but its documents, and tell which files these have."""
    found = chain(files.find("content"), files.find("annotations"))
    sources = assign(classify(map(_entry, found), problems), problems)
    read = partial(read_source, files, problems)
    settings = read("site.yaml")
    config = read_config(settings, problems) if settings is not None else None
    speakers = _people(sources.speakers, read, problems)
    contributors = _people(sources.contributors, read, problems)
    pages = [
        page
        for path, name in sources.pages.items()
        if (file := read(name)) is not None and (page := read_page(path, file, problems)) is not None
    ]
    own = {copy.url: copy.path for copy in sources.copies if copy.url in HOST_RULES}
    rules = {name: file.text for name, path in own.items() if (file := read(path)) is not None}
    sidecars: dict[str, list[Sidecar]] = {path: [] for path in sources.transcripts}
    for sidecar in sources.sidecars:
        sidecars.setdefault(sidecar.transcript, []).append(sidecar)
    documents = tuple(
        DocumentFiles(path, sources.transcripts.get(path), tuple(own_notes))
        for path, own_notes in sidecars.items()
    )
    copies = tuple(copy for copy in sources.copies if copy.url not in own)
    return Survey(config, speakers, contributors, tuple(pages), copies, documents, rules)


def confirmed(files: SiteFiles, digests: Mapping[str, bytes], problems: list[Diagnostic]) -> Survey:
    """The survey of a site. Raises OSError if a file that it read is no longer what its digest says."""
    witnessed = _Witnessed(files, digests)
    found = survey(witnessed, problems)
    if witnessed.changed:
        raise changed_meanwhile(witnessed.changed[0])
    return found


def gather(
    found: Survey, files: SiteFiles, digests: Mapping[str, bytes], base: bytes, cache: Cache, pool: Pool
) -> Iterator[GatheredDocument]:
    """The findings of every document, in order: from the cache, or read now and put there.

    ``digests`` are those of the files, ``base`` of all else that reading depends on.
    """
    keys = {
        names.path: digest((base, names, [digests.get(name) for name in names.names]))
        for names in found.documents
    }
    missing = tuple(names for names in found.documents if not _holds(cache, keys[names.path]))
    is_missing = {names.path for names in missing}
    tasks = (_task(names, files, digests) for names in missing)
    fresh = chain.from_iterable(pool.map(partial(_read, found.registry), tasks, len(missing), _BATCH))
    for names in found.documents:
        key = keys[names.path]
        if names.path in is_missing:
            packed_findings, transcript = next(fresh)
            cache.keep(FINDINGS, key, packed_findings)
            cache.keep(TRANSCRIPTS, key, transcript)
            findings = unpacked(packed_findings)
        else:
            findings = cache.part(FINDINGS, key, 0)
        yield GatheredDocument(names, key, findings)


def _read_confirmed(files: SiteFiles, digests: Mapping[str, bytes], name: str) -> bytes | OSError:
    try:
        content = files.read(name)
    except OSError as error:
        if digests.get(name) != UNREADABLE:
            raise changed_meanwhile(name) from error
        return error
    if hashlib.sha256(content).digest() != digests.get(name):
        raise changed_meanwhile(name)
    return content


def _task(names: DocumentFiles, files: SiteFiles, digests: Mapping[str, bytes]) -> _Task:
    """A document's files. Raises OSError if one of them is no longer what its digest says."""
    contents = {name: _read_confirmed(files, digests, name) for name in names.names}
    return _Task(names, contents)


def _holds(cache: Cache, key: bytes) -> bool:
    return cache.holds(FINDINGS, key) and cache.holds(TRANSCRIPTS, key)


def _read(registry: Registry, tasks: Sequence[_Task]) -> list[tuple[bytes, bytes]]:
    """The findings and the transcript of every document, packed."""
    documents = (read_document(_Contents(task.contents), task.names, registry) for task in tasks)
    return [
        (packed(document.findings), packed(document.anchored and without_places(document.anchored)))
        for document in documents
    ]


def _people(
    name: str | None, read: Callable[[str], SourceFile | None], problems: list[Diagnostic]
) -> Mapping[str, Person] | None:
    if name is None:
        return {}
    file = read(name)
    return read_people(file, problems) if file is not None else None


def _entry(found: FoundFile) -> Entry:
    kind = EntryKind.FILE if found.is_file else EntryKind.LINK if found.is_link else EntryKind.OTHER
    return Entry(found.path, kind, found.size)
