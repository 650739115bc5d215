"""What is made of every transcript: what still holds is taken over, the rest is made, in any process."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain

from postil.building.cache import digest, packed, unpacked
from postil.building.ledger import Group, Stamp, kept
from postil.building.output import Place, Staging
from postil.diagnostics import Diagnostic
from postil.model.files import OutputFile
from postil.model.plan import ListedTranscript
from postil.model.search import IndexEntry
from postil.planning.part import Parts
from postil.stages.gathering import TRANSCRIPTS
from postil.stages.making import Made, Setup, Workshop
from postil.stages.work import Work

ENTRIES, PIECES, PAGES = "entries", "pieces", "pages"
"""The kinds of what the cache has of what was made: the entries of the index and the digests of rows; pieces
of data, then rows; pages of the index."""

_KINDS = (ENTRIES, PIECES, PAGES)

_BATCH = 8  # transcripts made in one go


@dataclass(frozen=True, slots=True)
class Produced:
    """What was made of a transcript, but for its files; ``key`` is that of its values in the cache.

    ``rows`` has the digest of each row, by number.
    """

    listed: ListedTranscript
    key: bytes
    group: Group
    entries: tuple[IndexEntry, ...]
    rows: tuple[bytes, ...]
    faults: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class _Job:
    """A transcript to make: its part of the plan and the transcript, both packed."""

    part: bytes
    transcript: bytes


@dataclass(frozen=True, slots=True)
class _Result:
    """What comes back from where it was made. ``files`` are those that are still to be written."""

    stamps: tuple[Stamp, ...]
    files: tuple[OutputFile, ...]
    entries: tuple[IndexEntry, ...]
    rows: tuple[bytes, ...]
    pieces: bytes
    pages: bytes
    faults: tuple[Diagnostic, ...]


def produce(
    parts: Parts, setup: Setup, work: Work, staging: Staging | None, shards: Mapping[str, int]
) -> Iterator[Produced]:
    """Make what is to be made of the transcripts of a plan, of which there are the parts.

    They come shard by shard, so that one is indexed while the next is made, and those shards first in which
    a transcript changed. ``shards`` has the number of each transcript's shard by its URL. Without
    ``staging`` nothing is written.
    """
    production = _Production(parts, setup, work, staging)
    transcripts = parts.plan.transcripts
    changed = {shards[url] for url, reason in production.reasons.items() if reason}
    by_shard: dict[int, list[ListedTranscript]] = {}
    for listed in sorted(transcripts, key=lambda t: shards[t.url]):
        by_shard.setdefault(shards[listed.url], []).append(listed)
    # What changed is made in one go, so that no process waits. What did not is not even looked at before:
    # the index of a changed shard is what takes longest, and has begun by then.
    yield from production.made([t for shard, of in by_shard.items() if shard in changed for t in of])
    for shard, of_shard in by_shard.items():
        if shard not in changed:
            yield from production.made(of_shard)


class _Production:
    """Makes or takes over what there is of each transcript."""

    def __init__(self, parts: Parts, setup: Setup, work: Work, staging: Staging | None) -> None:
        self._parts, self._work, self._staging = parts, work, staging
        self._setup = packed_setup(setup)
        base = digest((work.program, setup.digest, parts.everywhere))
        transcripts = parts.plan.transcripts
        self._causes = {t.url: _causes(parts, t, self._own(t), base) for t in transcripts}
        self._keys = {url: digest(causes) for url, causes in self._causes.items()}
        self.reasons = {t.url: self._reason(t) for t in transcripts}
        """Why each is to be made again, by URL."""

    def made(self, transcripts: Sequence[ListedTranscript]) -> Iterator[Produced]:
        """What is made of transcripts, in their order."""
        work, staging = self._work, self._staging
        stale = {listed.url: listed for listed in transcripts if not self._stands(listed)}
        jobs = (
            _Job(packed(self._parts.of(listed)), work.cache.packed(TRANSCRIPTS, self._own(listed)))
            for listed in stale.values()
        )
        if len(stale) > _BATCH:
            workshop(self._setup).prepare()
            work.pool.renew()
        place = staging.place if staging is not None and work.pool.is_here else None
        make = partial(_make, self._setup, staging is not None, place)
        results = chain.from_iterable(work.pool.map(make, jobs, len(stale), _BATCH))
        for listed in transcripts:
            causes, key = self._causes[listed.url], self._keys[listed.url]
            if listed.url not in stale:
                group = work.ledger.groups.get(listed.url, Group(causes, ()))
                yield Produced(listed, key, group, *work.cache.part(ENTRIES, key, 0))
                continue
            result = next(results)
            stamps = result.stamps
            if staging is not None:
                stamps += tuple(map(staging.write, result.files))
            if not result.faults:
                work.cache.write(ENTRIES, key, (result.entries, result.rows))
                work.cache.keep(PIECES, key, result.pieces)
                work.cache.keep(PAGES, key, result.pages)
            group = Group(causes, stamps)
            yield Produced(listed, key, group, result.entries, result.rows, result.faults)

    def _own(self, listed: ListedTranscript) -> bytes:
        """The key of a transcript, as it was read, in the cache."""
        return self._work.keys[listed.description.path]

    def _reason(self, listed: ListedTranscript) -> str:
        """Why a transcript is to be made again; "" if it is not, as far as one of its files tells."""
        causes, key, staging = self._causes[listed.url], self._keys[listed.url], self._staging
        known = self._work.ledger.groups.get(listed.url)
        if staging is not None:
            if known is None or known.causes != causes:
                return changes(known, causes)
            if not all(kept(staging.place.old, stamp) for stamp in known.stamps[:1]):
                return changes(known, causes)
        is_held = all(self._work.cache.holds(kind, key) for kind in _KINDS)
        return "" if is_held else "the cache does not have it"

    def _stands(self, listed: ListedTranscript) -> bool:
        """Whether what was made of a transcript still holds; then it is taken over."""
        reason = self.reasons[listed.url]
        known = self._work.ledger.groups.get(listed.url)
        if not reason and self._staging is not None and known is not None:
            causes = self._causes[listed.url]
            reason = "" if self._staging.take_over(known, causes) else changes(known, causes)
        if reason:
            self._work.explain(listed.url, reason)
        return not reason


def changes(known: Group | None, causes: Mapping[str, bytes]) -> str:
    """Why a group of files is made again, in words."""
    if known is None:
        return "it was not there"
    changed = [cause for cause in causes if known.causes.get(cause) != causes[cause]]
    return f"changed: {', '.join(changed)}" if changed else "its files in the output were changed"


def _causes(parts: Parts, listed: ListedTranscript, key: bytes, base: bytes) -> dict[str, bytes]:
    """What the files of a transcript are made from."""
    return {
        "its own files": key,
        "names and links of the site": digest(parts.around(listed)),
        "settings, theme or program": base,
    }


def packed_setup(setup: Setup) -> bytes:
    """A setup, to go to another process."""
    return pickle.dumps(setup)


@lru_cache(maxsize=1)  # a process makes many transcripts of one site: its templates are compiled once
def workshop(setup: bytes) -> Workshop:
    """The workshop of a packed setup."""
    return Workshop(pickle.loads(setup))  # noqa: S301 - packed by this program, in this run


def _make(setup: bytes, is_written: bool, place: Place | None, jobs: Sequence[_Job]) -> list[_Result]:
    shop = workshop(setup)
    made = (shop.make(unpacked(job.part), unpacked(job.transcript), with_pictures=is_written) for job in jobs)
    return [_result(one, is_written, place) for one in made]


def _result(made: Made, is_written: bool, place: Place | None) -> _Result:
    stamps: tuple[Stamp, ...] = ()
    if place is not None:
        stamps = tuple(map(place.write, made.files))
    return _Result(
        stamps,
        made.files if is_written and place is None else (),
        tuple(
            IndexEntry(page.language, page.url, page.kind, len(page.facets), digest(page))
            for page in made.pages
        ),
        tuple(digest((row.entry, row.cited)) for row in made.pieces.rows),
        packed(made.pieces.data) + packed(made.pieces.rows),
        packed(made.pages),
        made.faults,
    )
