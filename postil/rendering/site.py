"""The pages of a site, from the plan, the woven texts and a theme."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from postil.json_layout import laid_out
from postil.model.files import OutputFile
from postil.model.note import NoteSummary, Status
from postil.model.numbered import NumberedNote
from postil.model.plan import (
    CorrectionEntry,
    LinkUse,
    ListedNote,
    ListedTranscript,
    PlannedPage,
    PlannedTranscript,
    Redirect,
    SitePlan,
)
from postil.model.policy import content_policy
from postil.model.search import SearchPlan
from postil.model.woven import WovenPart
from postil.rendering.charts import note_map, rated, total
from postil.rendering.languages import direction
from postil.rendering.pointing import style_sheet
from postil.rendering.rows import Row, from_root
from postil.rendering.sanitising import sanitise
from postil.rendering.suggesting import new_note, suggestion
from postil.rendering.theme import Theme
from postil.rendering.viewing import Body, Viewer, headings
from postil.rendering.views import (
    LinkView,
    MapView,
    MediaView,
    NavigationView,
    PageView,
    SpeakerView,
    TotalView,
)
from postil.rendering.wording import Wording

_LONG = 8_000  # words from which a page is drawn piece by piece, as it is scrolled


@dataclass(frozen=True)
class Addresses:
    """How URLs are made: handed in, so that rendering knows nothing of where pages stand."""

    relative: Callable[[str, str], str]
    absolute: Callable[[str], str]
    output_path: Callable[[str], str]
    edit: Callable[..., str | None]
    """Where a source file is edited on the forge, at a line if one is given, if that is known."""
    add: Callable[[str], str | None]
    """Where a source file is added."""


class SiteRenderer:
    """Renders the pages of one site. Each method returns finished files."""

    def __init__(
        self,
        plan: SitePlan,
        theme: Theme,
        wording: Wording,
        addresses: Addresses,
        generator: str,
        has_search: bool,
    ) -> None:
        self._plan = plan
        self._theme = theme
        self._wording = wording
        self._addresses = addresses
        self._generator = generator
        self._has_search = has_search
        self._viewer = Viewer(plan)
        self._navigation = [
            (entry, plan.links.get(LinkUse(entry.url, "site.yaml", ""))) for entry in plan.config.nav
        ]

    def transcript(
        self, planned: PlannedTranscript, parts: Iterable[WovenPart], body: Body
    ) -> Iterator[OutputFile]:
        """The page of a transcript, and the style sheet that goes with it.

        ``body`` emits a note's text for this page.
        """
        transcript = planned.anchored.transcript
        entry = self._viewer.transcript(planned.listed)
        notes = {n.note.id: self._viewer.note(planned, n, body) for n in planned.notes}
        words_url = f"{planned.url}words.css"
        pointing = style_sheet([n.note.id for n in planned.notes])
        if pointing:
            yield OutputFile(words_url, pointing.encode())
        yield self.page(
            "transcript",
            planned.url,
            transcript.title,
            transcript.summary,
            picture=self._plan.picture_url(planned),
            entry=entry,
            transcript=transcript,
            language=transcript.language or self._plan.config.language,
            parts_of_text=tuple(self._viewer.parts(transcript, parts, notes)),
            media=self._media(planned),
            notes=tuple(notes.values()),
            whole_notes=tuple(notes[n.note.id] for n in planned.notes if n.range is None),
            contents=headings(transcript),
            map=self.map(planned.listed),
            totals=self._speaker_totals(planned.listed, entry.speakers),
            is_long=entry.word_count > _LONG,
            text_url=f"{planned.url}transcript.txt",
            data_url=f"{planned.url}annotations.jsonld",
            annotated_url=f"{planned.url}annotated.txt",
            markdown_url=f"{planned.url}annotated.md",
            captions_url=f"{planned.url}transcript.vtt" if transcript.is_timed else None,
            words_url=words_url if pointing else None,
            suggestion=_json_in_html(suggestion(planned, self._plan, self._addresses.add)),
            add_url=self._addresses.add(new_note(transcript.path)),
        )

    def note(
        self,
        planned: PlannedTranscript,
        numbered: NumberedNote,
        body: Body,
        data: Iterable[Mapping[str, Any]],
    ) -> OutputFile:
        """The page of a single note. ``data`` is its JSON-LD, one script element each."""
        view = self._viewer.note(planned, numbered, body)
        transcript = planned.anchored.transcript
        title, description = f"{view.heading}: {transcript.title}", view.claim
        if view.status is not Status.PUBLISHED:  # a verdict that does not stand is not to be taken from a tab
            title = f"{self._wording.phrase(f'status-{view.status}').unescape()}: {title}"
            description = self._wording.phrase(f"note-status-{view.status}")
        return self.page(
            "note",
            planned.note_pages[view.id],
            title,
            description,
            picture=self._plan.picture_url(planned, numbered.note),
            note=view,
            entry=self._viewer.transcript(planned.listed),
            transcript=transcript,
            language=transcript.language or self._plan.config.language,
            previous=self._neighbour(planned, numbered.number - 1),
            next=self._neighbour(planned, numbered.number + 1),
            json_ld=tuple(map(_json_in_html, data)),
        )

    def text(self, planned: PlannedPage, html: str) -> OutputFile:
        """A page of content/pages."""
        page = planned.page
        return self.page(
            "page",
            planned.url,
            page.title,
            page.summary,
            body=sanitise(html),
            file=page.file.path,
            language=page.language or self._plan.config.language,
        )

    def redirect(self, redirect: Redirect) -> OutputFile:
        """A page that leads from an old address to the new one."""
        title = self._wording.phrase("moved")
        return self.page(
            "redirect", redirect.url, title, None, canonical=redirect.target, target=redirect.target
        )

    def search(self, search: SearchPlan, facets: Sequence[str]) -> OutputFile:
        """The page of the search, with the facets it offers."""
        title = self._wording.phrase("search")
        indexes = [shard.folder for shard in search.shards]
        return self.page("search", "search/", title, None, indexes=indexes, units=search.size, facets=facets)

    def not_found(self) -> OutputFile:
        """The page a host shows for an address that leads nowhere; it may be shown at any address."""
        title = self._wording.phrase("not-found")
        return self.page("not-found", "404.html", title, None, href=self._addresses.absolute)

    def assets(self) -> tuple[OutputFile, ...]:
        """The theme's assets, under fingerprinted names."""
        return tuple(self._theme.assets.values())

    def feed_note(
        self, planned: PlannedTranscript, numbered: NumberedNote, body: Body, href: Callable[[str], str]
    ) -> str:
        """A note as HTML for a feed. ``href`` makes whole addresses, as ``body`` does."""
        view = self._viewer.note(planned, numbered, body)
        return self._piece("feed-note.html", planned.listed, href, note=view)

    def feed_correction(self, entry: CorrectionEntry, href: Callable[[str], str]) -> str:
        """A correction as HTML for a feed. ``href`` makes whole addresses."""
        view = self._viewer.correction(entry)
        return self._piece("feed-correction.html", entry.note.transcript, href, item=view)

    def rows(self, listed: ListedTranscript) -> Iterator[Row]:
        """The notes of a transcript as lists show them, by number."""
        values = self._of_piece(listed)
        in_list, cited = self._theme.macros("rows.html", ("listed", "cited"), from_root, **values)
        for numbered in listed.notes:
            entry = self._viewer.entry(ListedNote(listed, numbered, numbered.note))
            yield Row(in_list(entry).strip(), cited(entry).strip())

    def _piece(
        self, template: str, listed: ListedTranscript, href: Callable[[str], str], **values: object
    ) -> str:
        """A piece of a feed, about one transcript."""
        return self._theme.render(template, href, **self._of_piece(listed), **values).strip()

    def _of_piece(self, listed: ListedTranscript) -> dict[str, Any]:
        """What the template of a piece about one transcript is given."""
        config = self._plan.config
        return {
            "site": config,
            "language": listed.description.language or config.language,
            "direction": direction,
            "t": self._wording.phrase,
            "date": self._wording.date,
            "number": self._wording.number,
        }

    def page(
        self,
        kind: str,
        url: str,
        title: str,
        description: str | None,
        *,
        canonical: str | None = None,
        href: Callable[[str], str] | None = None,
        picture: str | None = None,
        **values: object,
    ) -> OutputFile:
        """A page from the template of its kind.

        ``canonical`` is the URL it stands for, if not its own; ``href`` makes its links, by default
        relative to it. ``picture`` is the URL of its picture, by default the site's.
        """
        config = self._plan.config
        canonical = url if canonical is None else canonical
        make_href = href or self._from(url)
        picture = picture or self._plan.picture_url()
        view = PageView(
            url,
            kind,
            str(title),
            description,
            config.language,
            config.base_url + canonical,
            None if picture is None else config.base_url + picture,
        )
        navigation = tuple(
            NavigationView(entry.label, make_href(target) if target is not None else entry.url, target == url)
            for entry, target in self._navigation
        )
        html = self._theme.render(
            f"{kind}.html",
            make_href,
            site=config,
            page=view,
            navigation=navigation,
            generator=self._generator,
            content_policy=content_policy(in_page=True),
            is_preview=self._plan.is_preview,
            has_search=self._has_search,
            direction=direction,
            edit=self._addresses.edit,
            open_graph_locale=self._wording.open_graph_locale,
            t=self._wording.phrase,
            date=self._wording.date,
            number=self._wording.number,
            **values,
        )
        return OutputFile(self._addresses.output_path(url), html.encode())

    def _from(self, url: str) -> Callable[[str], str]:
        return lambda target: self._addresses.relative(url, target)

    def _neighbour(self, planned: PlannedTranscript, number: int) -> LinkView | None:
        """The note of a number, if it has a page."""
        if not 1 <= number <= len(planned.notes):
            return None
        url = planned.note_pages.get(planned.notes[number - 1].note.id)
        return None if url is None else LinkView(self._wording.number(number), url)

    def map(self, listed: ListedTranscript) -> MapView:
        """The map of a transcript's notes."""
        outline = listed.outline
        return note_map(
            [(self._viewer.listed_note(listed, n), n.outlined.range) for n in listed.notes],
            outline.turn_starts,
            outline.length,
            self._plan.config.verdicts,
        )

    def _speaker_totals(
        self, listed: ListedTranscript, speakers: Sequence[SpeakerView]
    ) -> tuple[TotalView, ...]:
        about: dict[str, list[NoteSummary]] = {speaker.person.id: [] for speaker in speakers}
        for numbered in listed.notes:
            for id in numbered.outlined.speakers:
                about[id].append(numbered.note)
        most = max((rated(notes) for notes in about.values()), default=0)
        return tuple(
            total(about[s.person.id], self._plan.config.verdicts, most, label=s.person.name, url=s.url)
            for s in speakers
            if rated(about[s.person.id])
        )

    def _media(self, planned: PlannedTranscript) -> tuple[MediaView, ...]:
        media, path = planned.anchored.transcript.media, planned.anchored.transcript.file.path
        if media is None:
            return ()
        named = (("audio", media.audio), ("video", media.video), ("captions", media.captions))
        return tuple(
            MediaView(kind, address if target is None else self._addresses.relative(planned.url, target))
            for kind, address in named
            if address is not None
            for target in [self._plan.links.get(LinkUse(address, path, planned.url))]
        )


def _json_in_html(data: Mapping[str, Any]) -> Markup:
    """JSON that no content can break out of its element with."""
    text = laid_out(data)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - escaped for a script element just above
