"""The pages that list what there is: transcripts, notes, speakers, topics, sources, corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from postil.model.files import OutputFile
from postil.model.note import NoteSummary
from postil.model.plan import (
    Appearance,
    CitedSource,
    ListedNote,
    ListedTranscript,
    PublisherEntry,
    SitePlan,
    SpeakerEntry,
    TopicEntry,
)
from postil.rendering.charts import counted, rated, total
from postil.rendering.rows import Rows, placed
from postil.rendering.site import SiteRenderer
from postil.rendering.viewing import Viewer
from postil.rendering.views import (
    AppearanceView,
    CitedView,
    CountView,
    LinkView,
    PagingView,
    SpeakerView,
    TotalView,
)
from postil.rendering.wording import Wording

PAGE = 100
"""Entries on one page of a list."""

_AT_HOME = 20  # transcripts on the home page
_NEWEST = 10  # notes on the home page
_SPEAKERS = 10  # with bars of their own on the home page


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of a list that can be rendered. ``sources`` is what it is made from, but for the design."""

    url: str
    sources: object
    render: Callable[[], OutputFile]


@dataclass(frozen=True, slots=True)
class _List:
    """Items, and what a template sees of one on a page from which the site's root is at an address.

    ``source`` is what the view is made from.
    """

    items: Sequence[Any]
    view: Callable[[Any, str], object]
    source: Callable[[Any], object]

    def cut(self, start: int) -> _List:
        """What stands on one page."""
        return replace(self, items=self.items[start : start + PAGE])

    def sources(self) -> tuple[object, ...]:
        """What its views are made from."""
        return tuple(map(self.source, self.items))


class ListRenderer:
    """Renders the lists of one site.

    ``numbered_url`` makes the URL of the nth page of a list; ``rows`` has the rows of its notes.
    """

    def __init__(
        self,
        plan: SitePlan,
        renderer: SiteRenderer,
        wording: Wording,
        numbered_url: Callable[[str, int], str],
        rows: Rows,
    ) -> None:
        self._plan = plan
        self._ways = plan.catalogue
        self._renderer = renderer
        self._t = wording.phrase
        self._numbered_url = numbered_url
        self._rows = rows
        self._viewer = Viewer(plan)

    def pages(self) -> Iterator[ListPage]:
        """Every page of every list of the site, the home page first."""
        yield self._home()
        yield from self._paged(
            "transcripts",
            "transcripts/",
            self._t("transcripts"),
            transcripts=self._listed(self._plan.transcripts),
        )
        yield from self._note_lists()
        yield self._index(
            "speakers", [_link(s.person.name, s.url, len(s.notes)) for s in self._ways.speakers]
        )
        for speaker in self._ways.speakers:
            yield from self._speaker(speaker)
        yield self._index(
            "topics",
            [_link(t.label, t.url, len(t.notes) + len(t.transcripts)) for t in self._ways.topics],
        )
        for topic in self._ways.topics:
            yield from self._topic(topic)
        yield self._index(
            "sources",
            [
                _link(self._publisher_name(p), p.url, len(p.notes))
                for p in sorted(self._ways.publishers, key=lambda p: (-len(p.notes), p.name is None))
            ],
        )
        for publisher in self._ways.publishers:
            yield from self._publisher(publisher)
        yield from self._paged(
            "corrections",
            "corrections/",
            self._t("corrections"),
            corrections=_List(
                self._ways.corrections,
                lambda entry, _: self._viewer.correction(entry),
                self._viewer.correction,
            ),
        )

    def _home(self) -> ListPage:
        config, ways = self._plan.config, self._ways
        most = sorted(ways.speakers, key=lambda s: -_rated(s.notes))[:_SPEAKERS]
        scale = max((_rated(s.notes) for s in most), default=0)
        dated = [n for n in ways.notes if n.note.created or n.note.updated]
        newest = dated[:_NEWEST]
        return self._page(
            ("home", "", config.title, config.tagline),
            {"newest": tuple(map(self._rows.digest, newest))},
            lambda: {"newest": tuple(placed(self._rows.entry(note), "") for note in newest)},
            transcripts=tuple(map(self._viewer.transcript, self._plan.transcripts[:_AT_HOME])),
            transcript_count=len(self._plan.transcripts),
            note_count=len(ways.notes),
            counts=self._counts(ways.notes),
            maps={planned.url: self._renderer.map(planned) for planned in self._plan.transcripts[:_AT_HOME]},
            totals=tuple(self._total(s, scale) for s in most if _rated(s.notes)),
        )

    def _note_lists(self) -> Iterator[ListPage]:
        """The notes: all of them in three orders, and those of each kind and verdict."""
        notes, config = self._ways.notes, self._plan.config
        ranks = {verdict.id: index for index, verdict in enumerate(config.verdicts)}
        places = {planned.url: index for index, planned in enumerate(self._plan.transcripts)}
        orders = [
            ("newest", "notes/", notes),
            (
                "by-verdict",
                "notes/by-verdict/",
                sorted(notes, key=lambda n: ranks.get(n.note.verdict or "", len(ranks))),
            ),
            (
                "by-transcript",
                "notes/by-transcript/",
                sorted(notes, key=lambda n: (places[n.transcript.url], n.numbered.number)),
            ),
        ]
        kinds = [(kind.label, f"notes/kind/{kind.id}/", self._ways.of_kind(kind.id)) for kind in config.kinds]
        verdicts = [(v.label, f"notes/verdict/{v.id}/", self._ways.of_verdict(v.id)) for v in config.verdicts]
        values: dict[str, Any] = {
            "orders": tuple(LinkView(self._t(f"order-{key}"), url) for key, url, _ in orders),
            "kinds": _filters(kinds),
            "verdicts": _filters(verdicts),
            "total": len(notes),
        }
        for key, url, found in orders:
            heading = self._t("notes" if key == "newest" else f"notes-{key}")
            yield from self._paged("notes", url, heading, notes=self._entries(found), meaning=None, **values)
        meanings = {v.label: v.meaning for v in config.verdicts}
        for label, url, found in (*kinds, *verdicts):
            if found:
                yield from self._paged(
                    "notes", url, label, notes=self._entries(found), meaning=meanings.get(label), **values
                )

    def _speaker(self, speaker: SpeakerEntry) -> Iterator[ListPage]:
        def appearance(item: Appearance) -> AppearanceView:
            return AppearanceView(self._viewer.transcript(item.transcript), item.turns, item.words)

        yield from self._paged(
            "speaker",
            speaker.url,
            speaker.person.name,
            speaker.person.role,
            speaker=SpeakerView(speaker.person, speaker.url),
            turns=sum(a.turns for a in speaker.appearances),
            words=sum(a.words for a in speaker.appearances),
            counts=self._counts(speaker.notes),
            appearances=_List(speaker.appearances, lambda item, _: appearance(item), appearance),
            notes=self._entries(speaker.notes),
            note_count=len(speaker.notes),
        )

    def _topic(self, topic: TopicEntry) -> Iterator[ListPage]:
        yield from self._paged(
            "topic",
            topic.url,
            topic.label,
            counts=self._counts(topic.notes),
            transcripts=self._listed(topic.transcripts),
            notes=self._entries(topic.notes),
        )

    def _publisher(self, publisher: PublisherEntry) -> Iterator[ListPage]:
        def cited(item: CitedSource, root: str) -> CitedView:
            return CitedView(item.source, tuple(placed(self._rows.cited(note), root) for note in item.notes))

        def source(item: CitedSource) -> object:
            return item.source, tuple(map(self._rows.digest, item.notes))

        yield from self._paged(
            "publisher",
            publisher.url,
            self._publisher_name(publisher),
            sources=_List(publisher.sources, cited, source),
            source_count=len(publisher.sources),
            note_count=len(publisher.notes),
        )

    def _publisher_name(self, publisher: PublisherEntry) -> str:
        return self._t("unnamed-publisher") if publisher.name is None else publisher.name

    def _index(self, kind: str, entries: Sequence[LinkView]) -> ListPage:
        return self._page((kind, f"{kind}/", self._t(kind), None), {}, dict[str, Any], entries=tuple(entries))

    def _paged(
        self, kind: str, url: str, title: str, description: str | None = None, **values: Any
    ) -> Iterator[ListPage]:
        """The pages of a list; every ``_List`` among the values is cut to the page."""
        lists = {name: value for name, value in values.items() if isinstance(value, _List)}
        last = max((-(-len(found.items) // PAGE) for found in lists.values()), default=1) or 1
        for number in range(1, last + 1):
            start, page = (number - 1) * PAGE, self._numbered_url(url, number)
            root = "../" * page.count("/")
            cut = {name: found.cut(start) for name, found in lists.items()}
            paging = PagingView(
                number,
                last,
                self._numbered_url(url, number - 1) if number > 1 else None,
                self._numbered_url(url, number + 1) if number < last else None,
            )
            heading = title if number == 1 else self._t("title-of-page", title=title, number=number)
            yield self._page(
                (kind, page, heading, description),
                {name: part.sources() for name, part in cut.items()},
                partial(_views, cut, root),
                heading=title,
                list_url=url,
                paging=paging,
                **{name: value for name, value in values.items() if name not in lists},
            )

    def _page(
        self,
        head: tuple[str, str, str, str | None],
        sources: Mapping[str, object],
        views: Callable[[], Mapping[str, Any]],
        **values: Any,
    ) -> ListPage:
        """A page of a kind at a URL, with its title and description.

        ``sources`` is what the ``views`` are made from, which are made only if the page is.
        """
        kind, url, title, description = head
        return ListPage(
            url,
            (kind, url, str(title), description, sources, values),
            lambda: self._renderer.page(kind, url, title, description, **values, **views()),
        )

    def _entries(self, notes: Sequence[ListedNote]) -> _List:
        return _List(notes, lambda note, root: placed(self._rows.entry(note), root), self._rows.digest)

    def _listed(self, transcripts: Sequence[ListedTranscript]) -> _List:
        return _List(transcripts, lambda listed, _: self._viewer.transcript(listed), self._viewer.transcript)

    def _counts(self, notes: Sequence[ListedNote]) -> tuple[CountView, ...]:
        return counted(_plain(notes), self._plan.config.verdicts)

    def _total(self, speaker: SpeakerEntry, scale: int) -> TotalView:
        notes = _plain(speaker.notes)
        return total(notes, self._plan.config.verdicts, scale, speaker.person.name, speaker.url)


def _views(lists: Mapping[str, _List], root: str) -> dict[str, object]:
    return {name: tuple(found.view(item, root) for item in found.items) for name, found in lists.items()}


def _plain(notes: Sequence[ListedNote]) -> list[NoteSummary]:
    return [listed.note for listed in notes]


def _rated(notes: Sequence[ListedNote]) -> int:
    return rated(_plain(notes))


def _link(label: str, url: str, count: int) -> LinkView:
    return LinkView(str(label), url, count)


def _filters(groups: Sequence[tuple[str, str, Sequence[ListedNote]]]) -> tuple[LinkView, ...]:
    return tuple(LinkView(label, url, len(found)) for label, url, found in groups if found)
