"""The records of a site's search, and their index, for tests."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from postil.building.cache import Cache, digest, packed
from postil.building.ledger import Group, Ledger
from postil.building.output import new_site
from postil.building.pool import Pool
from postil.building.search_page import index_page
from postil.model.dates import PartialDate
from postil.model.outline import Outline
from postil.model.plan import ListedTranscript
from postil.model.search import IndexEntry, IndexReport, Record, shard_of
from postil.model.transcript import Description
from postil.planning.part import Parts
from postil.planning.search import search_records
from postil.stages.indexing import Indexing
from postil.stages.producing import PAGES, Produced
from postil.stages.work import Work
from tests.building.folders import contents
from tests.planned import planned_site


def records_of(site: Path) -> list[Record]:
    """The records of a site's search."""
    plan, transcripts = planned_site(site)
    parts = Parts(plan)
    return [record for planned in transcripts for record in search_records(parts.of(planned.listed), planned)]


def indexed(records: Sequence[Record], shards: int = 1) -> tuple[dict[str, bytes], IndexReport]:
    """The files of the index of records, by path, and its size."""
    with tempfile.TemporaryDirectory() as name:
        cache = Cache(Path(name) / "cache")
        work = Work(cache, Pool(1), {}, {}, b"", Ledger(), lambda _: None, lambda _, __: None)
        with new_site(Path(name) / "out") as staging, Indexing(work, staging, shards) as indexing:
            for record in sorted(records, key=lambda record: shard_of(record.url, shards)):
                page = index_page(record)
                entry = IndexEntry(page.language, page.url, page.kind, len(page.facets), digest(page))
                cache.keep(PAGES, entry.digest, packed((page,)))
                indexing.add(shard_of(record.url, shards), _produced(record.url, entry))
            groups, report = indexing.finish()
            staging.finish(stamp for group in groups.values() for stamp in group.stamps)
        files = contents(Path(name) / "out")
    return {path: content for path, content in files.items() if path.startswith("pagefind/")}, report


def _produced(url: str, entry: IndexEntry) -> Produced:
    description = Description(
        path="x", title="X", date=PartialDate.parse("2020"), labels={}, people={}, spans={}
    )
    listed = ListedTranscript(Outline(description, 0, 0, (), {}, (), (), ()), (), url, {})
    return Produced(listed, entry.digest, Group({}, ()), (entry,), ())
