"""The files of a planned site, put into a new output folder: made, or taken over from the old one."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from postil.building.cache import Cache, digest
from postil.building.ledger import Group
from postil.building.output import Staging
from postil.building.sources import changed_meanwhile
from postil.building.spool import Spool
from postil.diagnostics import Diagnostic
from postil.exporting import headers, redirects
from postil.model.files import OutputFile
from postil.model.plan import SOCIAL_PICTURE, ListedNote, ListedTranscript, PlannedTranscript, SitePlan
from postil.model.progress import Step
from postil.model.search import IndexReport, SearchPlan, shard_of
from postil.planning.part import Parts, planned_from
from postil.planning.search import FACETS, default_shards
from postil.planning.urls import numbered_url
from postil.rendering.lists import ListPage, ListRenderer
from postil.rendering.rows import Row
from postil.rendering.theme import TemplateFault
from postil.stages.editions import drawing
from postil.stages.gathering import TRANSCRIPTS
from postil.stages.indexing import Indexing
from postil.stages.making import Setup, href
from postil.stages.producing import PIECES, Produced, changes, packed_setup, produce, workshop
from postil.stages.publishing import data_exports, export_texts, site_exports, sitemap
from postil.stages.work import Work
from postil.weaving.weave import emit_prose

_REST = "the rest of the site"
_FEED = "feed-notes"


class _FaultyTemplatesError(Exception):
    """The site cannot be rendered; ``diagnostics`` say where its templates are wrong."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        super().__init__()
        self.diagnostics = tuple(dict.fromkeys(diagnostics))


@dataclass(frozen=True, slots=True)
class Published:
    """What stands in the new output folder, and the size of the search index if there is one.

    With ``faults``, which are those of templates, there is no such site.
    """

    groups: Mapping[str, Group]
    index: IndexReport | None
    faults: tuple[Diagnostic, ...] = ()


class Publication:
    """One site, to be put into a folder, or made for its problems alone."""

    def __init__(self, plan: SitePlan, setup: Setup, work: Work) -> None:
        self._plan, self._setup, self._work = plan, setup, work
        # The workshop's own theme, whose templates are compiled once for all.
        shop = workshop(packed_setup(setup))
        self._wording, self._renderer = shop.wording, shop.renderer(plan)
        self._shards = plan.config.search_shards or default_shards(len(plan.transcripts))
        self._parts = Parts(plan)
        self._made: Mapping[str, bytes] = {}

    def faults(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the templates: everything is rendered, and nothing kept."""
        try:
            self._render()
        except _FaultyTemplatesError as error:
            return error.diagnostics
        return ()

    def write(self, site: Path, staging: Staging, *, with_index: bool) -> Published:
        """Put the site into a folder; without ``with_index`` the index is the one that was there.

        Raises SearchIndexError and OSError.
        """
        try:
            return self._write(site, staging, with_index=with_index)
        except _FaultyTemplatesError as error:
            return Published({}, None, error.diagnostics)

    def _render(self) -> None:
        with Spool() as spool:
            pieces = _Pieces(self._transcripts(None, lambda _, __: None), self._work.cache, spool)
            try:
                for page in self._lists(pieces):
                    page.render()
                for _ in self._others(SearchPlan(())):
                    pass
            except TemplateFault as fault:
                raise _FaultyTemplatesError([fault.diagnostic]) from None

    def _write(self, site: Path, staging: Staging, *, with_index: bool) -> Published:
        with Spool() as spool, Indexing(self._work, staging, self._shards) as indexing:
            produced = self._transcripts(staging, indexing.add if with_index else lambda _, __: None)
            groups = {url: one.group for url, one in produced.items()}
            pieces = _Pieces(produced, self._work.cache, spool)
            entries = tuple(entry for one in produced.values() for entry in one.entries)
            try:
                groups |= self._write_lists(pieces, staging)
                rest = [staging.write(file) for file in self._others(SearchPlan(entries, self._shards))]
            except TemplateFault as fault:
                raise _FaultyTemplatesError([fault.diagnostic]) from None
            rest += map(staging.write, self._picture())
            self._work.progress(Step("writing data"))
            rest += [staging.write_pieces(name, data) for name, data in data_exports(self._plan, pieces.data)]
            stamps = [*rest, *(stamp for group in groups.values() for stamp in group.stamps)]
            rest += [staging.write(file) for file in sitemap(self._plan, [stamp.path for stamp in stamps])]
            groups[_REST] = Group({}, (staging.marker, *rest))
            groups |= self._copy(site, staging)
            self._work.progress(Step("indexing"))
            indexed, report = indexing.finish() if with_index else indexing.former()
        return Published(groups | indexed, report if self._setup.has_search else None)

    def _transcripts(
        self, staging: Staging | None, each: Callable[[int, Produced], None]
    ) -> dict[str, Produced]:
        """What is made of every transcript, in the order of the plan; ``each`` is told of its shard."""
        transcripts = self._plan.transcripts
        shards = {listed.url: shard_of(listed.url, self._shards) for listed in transcripts}
        made: dict[str, Produced] = {}
        faults: list[Diagnostic] = []
        for number, one in enumerate(produce(self._parts, self._setup, self._work, staging, shards), 1):
            self._work.progress(Step("making transcripts", number, len(shards)))
            made[one.listed.url] = one
            faults += one.faults
            if not faults:
                each(shards[one.listed.url], one)
        if faults:
            raise _FaultyTemplatesError(faults)
        self._made = {url: one.key for url, one in made.items()}
        return {listed.url: made[listed.url] for listed in transcripts}

    def _lists(self, pieces: _Pieces) -> Iterator[ListPage]:
        return ListRenderer(self._plan, self._renderer, self._wording, numbered_url, pieces).pages()

    def _write_lists(self, pieces: _Pieces, staging: Staging) -> Iterator[tuple[str, Group]]:
        """The pages of lists; those whose notes and figures are what they were are taken over."""
        parts = self._parts
        base = digest((self._work.program, self._setup.digest, parts.everywhere, parts.navigation))
        for page in self._lists(pieces):
            self._work.progress(Step("making lists"))
            name = f"list {page.url}"
            causes = {"settings, theme or program": base, "what it lists": digest(page.sources)}
            known = self._work.ledger.groups.get(name)
            if known is not None and staging.take_over(known, causes):
                yield name, known
            else:
                self._work.explain(page.url or "the home page", changes(known, causes))
                yield name, Group(causes, (staging.write(page.render()),))

    def _others(self, search: SearchPlan) -> Iterator[OutputFile]:
        """The files that are neither of a transcript nor of a list."""
        plan, renderer = self._plan, self._renderer
        for page in plan.pages:
            resolve = partial(href, plan, page.page.file.path, page.url, page.url)
            yield renderer.text(page, emit_prose(page.page.prose, resolve))
        yield from map(renderer.redirect, plan.redirects)
        yield renderer.not_found()
        yield from renderer.assets()
        if self._setup.has_search:
            yield renderer.search(search, FACETS)
        texts = export_texts(plan, renderer, self._wording, self._load)
        yield from site_exports(plan, replace(texts, note=partial(self._in_feeds, texts.note)))
        yield OutputFile(headers.NAME, headers.export(plan, self._setup.theme.folder))
        rules = redirects.export(plan)
        if rules:
            yield OutputFile(redirects.NAME, rules)
        yield OutputFile(".nojekyll", b"")  # GitHub Pages: publish the files of a branch as they are

    def _picture(self) -> Iterator[OutputFile]:
        """The picture of the pages that have none of their own."""
        # Loads Pillow, which nothing else needs.
        from postil.exporting.typefaces import Typefaces  # noqa: PLC0415

        if self._plan.social_pictures != "none":
            yield OutputFile(SOCIAL_PICTURE, drawing(self._plan, self._wording, Typefaces()).site())

    def _in_feeds(self, render: Callable[[ListedNote], str], listed: ListedNote) -> str:
        """A note as feeds show it: two feeds have it, and most notes of a feed were in the last build's."""
        key = digest((self._made[listed.transcript.url], listed.numbered.number))
        known = self._work.cache.read(_FEED, key)
        if known is not None:
            html: str = known[0]
            return html
        html = render(listed)
        self._work.cache.write(_FEED, key, html)
        return html

    def _load(self, listed: ListedTranscript) -> PlannedTranscript:
        key = self._work.keys[listed.description.path]
        return planned_from(self._plan, listed, self._work.cache.part(TRANSCRIPTS, key, 0))

    def _copy(self, site: Path, staging: Staging) -> Iterator[tuple[str, Group]]:
        """The copied files; those that nobody touched are taken over."""
        for copy in self._plan.copies:
            name = f"copy {copy.url}"
            if copy.path not in self._work.digests:
                raise changed_meanwhile(copy.path)
            causes = {"the file": self._work.digests[copy.path]}
            known = self._work.ledger.groups.get(name)
            if known is not None and staging.take_over(known, causes):
                yield name, known
            else:
                yield name, Group(causes, (staging.copy(site / copy.path, copy.url),))


class _Pieces:
    """The rows and the data of a site's notes, set aside on disk as they are asked for."""

    def __init__(self, produced: Mapping[str, Produced], cache: Cache, spool: Spool) -> None:
        self._produced, self._cache, self._spool = produced, cache, spool
        self._rows: dict[str, int] = {}
        self._data: dict[str, array[int]] = {}
        for one in produced.values():
            data: Mapping[str, str] = cache.part(PIECES, one.key, 0)
            for name, text in data.items():
                self._data.setdefault(name, array("Q")).append(spool.append(text))

    def entry(self, listed: ListedNote) -> str:
        """A note in a list."""
        return self._spool[self._row(listed)]

    def cited(self, listed: ListedNote) -> str:
        """A note below a source it rests on."""
        return self._spool[self._row(listed) + 1]

    def _row(self, listed: ListedNote) -> int:
        url = listed.transcript.url
        if url not in self._rows:
            rows: tuple[Row, ...] = self._cache.part(PIECES, self._produced[url].key, 1)
            numbers = [self._spool.append(text) for row in rows for text in (row.entry, row.cited)]
            self._rows[url] = numbers[0]
        return self._rows[url] + 2 * (listed.numbered.number - 1)

    def digest(self, listed: ListedNote) -> bytes:
        """What tells the two from any others."""
        return self._produced[listed.transcript.url].rows[listed.numbered.number - 1]

    def data(self, name: str) -> Iterator[str]:
        """What is in a data file of each transcript, in their order."""
        return map(self._spool.__getitem__, self._data.get(name, ()))
