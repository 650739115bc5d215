"""The shards of the search index: those whose pages changed are made anew, while other work goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from itertools import groupby
from types import TracebackType

from postil.building.cache import digest
from postil.building.ledger import Group
from postil.building.output import Staging
from postil.building.search import index_shard
from postil.model.files import OutputFile
from postil.model.search import IndexEntry, IndexPage, IndexReport
from postil.stages.producing import PAGES, Produced
from postil.stages.work import Work

_SIZES = "shards"
_NAME = "index "  # of a shard's files in the ledger, before its folder
_AT_ONCE = 2  # Pagefind uses a processor and a half for one shard


class Indexing(AbstractContextManager["Indexing"]):
    """Indexes each shard as soon as all its transcripts are made; they come shard by shard."""

    def __init__(self, work: Work, staging: Staging, shards: int) -> None:
        self._work, self._staging, self._shards = work, staging, shards
        self._threads = ThreadPoolExecutor(_AT_ONCE)
        self._number = 0
        self._pages: dict[str, list[tuple[Produced, IndexEntry]]] = {}
        self._begun: dict[str, Future[tuple[Group, IndexReport]]] = {}

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(wait=True, cancel_futures=True)

    def add(self, number: int, produced: Produced) -> None:
        """Add the pages of a transcript to the shard of a number."""
        if number != self._number:
            self._begin()
            self._number = number
        for entry in produced.entries:
            self._pages.setdefault(entry.language, []).append((produced, entry))

    def finish(self) -> tuple[dict[str, Group], IndexReport]:
        """The files of every shard, and the size of all. Raises SearchIndexError and OSError."""
        self._begin()
        done = {_NAME + folder: future.result() for folder, future in self._begun.items()}
        reports = [report for _, report in done.values()]
        total = IndexReport(
            sum(r.records for r in reports), sum(r.words for r in reports), sum(r.size for r in reports)
        )
        return {name: group for name, (group, _) in done.items()}, total

    def former(self) -> tuple[dict[str, Group], IndexReport]:
        """The files of the shards that were there, taken over as they are."""
        groups = {
            name: group
            for name, group in self._work.ledger.groups.items()
            if name.startswith(_NAME) and self._staging.keep(group.stamps)
        }
        return groups, IndexReport(0, 0, 0)

    def _begin(self) -> None:
        for language, pages in self._pages.items():
            folder = language if self._shards == 1 else f"{language}/{self._number}"
            self._begun[folder] = self._threads.submit(self._shard, folder, language, pages)
        self._pages = {}

    def _shard(
        self, folder: str, language: str, pages: Sequence[tuple[Produced, IndexEntry]]
    ) -> tuple[Group, IndexReport]:
        work, staging = self._work, self._staging
        key = digest((work.program, sorted(entry.digest for _, entry in pages)))
        causes = {"its pages": key}
        known = work.ledger.groups.get(_NAME + folder)
        size = work.cache.read(_SIZES, key)
        if known is not None and size is not None and staging.take_over(known, causes):
            return known, size[0]
        work.explain(f"pagefind/{folder}/", "its pages changed" if known is not None else "it was not there")
        shard = index_shard(language, self._pages_of(pages))
        files = [OutputFile(f"pagefind/{folder}/{name}", content) for name, content in shard.files.items()]
        report = IndexReport(shard.records, shard.words, sum(len(file.content) for file in files))
        work.cache.write(_SIZES, key, report)
        return Group(causes, tuple(map(staging.write, files))), report

    def _pages_of(self, entries: Sequence[tuple[Produced, IndexEntry]]) -> Iterator[IndexPage]:
        for key, of_transcript in groupby(entries, lambda pair: pair[0].key):
            wanted = {(entry.language, entry.kind) for _, entry in of_transcript}
            pages: tuple[IndexPage, ...] = self._work.cache.part(PAGES, key, 0)
            yield from (page for page in pages if (page.language, page.kind) in wanted)
