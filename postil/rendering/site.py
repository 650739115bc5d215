"""The pages of a site, from the plan, the woven texts and a theme."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from postil.model.config import Verdict
from postil.model.files import OutputFile
from postil.model.note import Note, Status
from postil.model.plan import LinkUse, PlannedPage, PlannedTranscript, Redirect, SitePlan
from postil.model.transcript import Person
from postil.model.woven import NumberedNote, WovenTranscript
from postil.rendering.languages import direction
from postil.rendering.sanitising import sanitise
from postil.rendering.theme import Theme
from postil.rendering.views import (
    BlockView,
    CountView,
    EntryView,
    MediaView,
    NavigationView,
    NoteView,
    PageView,
    PartView,
    RevisionView,
    TranscriptView,
)

_AROUND = 240  # code points of context shown around a quote on a note's own page


@dataclass(frozen=True)
class Addresses:
    """How URLs are made: handed in, so that rendering knows nothing of where pages stand."""

    relative: Callable[[str, str], str]
    output_path: Callable[[str], str]


class SiteRenderer:
    """Renders the pages of one site. Each method returns finished files."""

    def __init__(self, plan: SitePlan, theme: Theme, addresses: Addresses, generator: str) -> None:
        self._plan = plan
        self._theme = theme
        self._addresses = addresses
        self._generator = generator
        self._verdicts = {verdict.id: verdict for verdict in plan.config.verdicts}
        self._kinds = {kind.id: kind for kind in plan.config.kinds}

    def transcript(
        self, planned: PlannedTranscript, woven: WovenTranscript, body: Callable[[Note], str]
    ) -> OutputFile:
        """The page of a transcript. ``body`` emits a note's text for this page."""
        transcript = planned.anchored.transcript
        notes = {n.note.id: self._note(planned, n, body) for n in woven.notes}
        parts = tuple(
            PartView(
                part.turn.number if part.turn else None,
                transcript.people[part.turn.speaker] if part.turn else None,
                part.turn.label if part.turn else None,
                part.turn.timecode if part.turn else None,
                tuple(
                    BlockView(sanitise(block.html), tuple(notes[n.note.id] for n in block.notes))
                    for block in part.blocks
                ),
            )
            for part in woven.parts
        )
        return self._page(
            "transcript",
            planned.url,
            transcript.title,
            transcript.summary,
            entry=self._listed(planned),
            transcript=transcript,
            language=transcript.language or self._plan.config.language,
            parts_of_text=parts,
            media=self._media(planned),
            notes=tuple(notes.values()),
            whole_notes=tuple(notes[n.note.id] for n in woven.whole_notes),
            text_url=f"{planned.url}transcript.txt",
            data_url=f"{planned.url}annotations.jsonld",
        )

    def note(
        self,
        planned: PlannedTranscript,
        numbered: NumberedNote,
        body: Callable[[Note], str],
        data: Mapping[str, Any],
    ) -> OutputFile:
        """The page of a single note. ``data`` is its JSON-LD."""
        view = self._note(planned, numbered, body)
        transcript = planned.anchored.transcript
        return self._page(
            "note",
            planned.note_pages[view.id],
            f"{view.heading}: {transcript.title}",
            view.claim,
            note=view,
            entry=self._listed(planned),
            transcript=transcript,
            language=transcript.language or self._plan.config.language,
            json_ld=_json_in_html(data),
        )

    def page(self, planned: PlannedPage, html: str) -> OutputFile:
        """A page of content/pages."""
        page = planned.page
        return self._page(
            "page",
            planned.url,
            page.title,
            page.summary,
            body=sanitise(html),
            language=page.language or self._plan.config.language,
        )

    def home(self, newest: tuple[tuple[PlannedTranscript, NumberedNote], ...]) -> OutputFile:
        """The home page: the transcripts, newest first, and the newest notes."""
        config = self._plan.config
        entries = [EntryView(self._note(t, n, _no_body), self._listed(t)) for t, n in newest]
        return self._page(
            "home",
            "",
            config.title,
            config.tagline,
            transcripts=tuple(self._listed(planned) for planned in self._plan.transcripts),
            newest=tuple(entries),
        )

    def redirect(self, redirect: Redirect) -> OutputFile:
        """A page that leads from an old address to the new one."""
        target = redirect.target
        return self._page("redirect", redirect.url, "Moved", None, canonical=target, target=target)

    def assets(self) -> tuple[OutputFile, ...]:
        """The theme's assets, under fingerprinted names."""
        return tuple(self._theme.assets.values())

    def _page(
        self,
        kind: str,
        url: str,
        title: str,
        description: str | None,
        *,
        canonical: str | None = None,
        **values: object,
    ) -> OutputFile:
        """A page from the template of its kind; ``canonical`` is the URL it stands for, if not its own."""
        config = self._plan.config
        canonical = url if canonical is None else canonical

        def href(target: str) -> str:
            return self._addresses.relative(url, target)

        view = PageView(url, kind, title, description, config.language, config.base_url + canonical)
        navigation = tuple(
            NavigationView(entry.label, href(target) if target is not None else entry.url, target == url)
            for entry, target in ((e, self._navigation_target(e.url)) for e in config.nav)
        )
        html = self._theme.render(
            f"{kind}.html",
            href,
            site=config,
            page=view,
            navigation=navigation,
            generator=self._generator,
            direction=direction,
            **values,
        )
        return OutputFile(self._addresses.output_path(url), html.encode())

    def _navigation_target(self, url: str) -> str | None:
        return next(
            (t for use, t in self._plan.links.items() if use.href == url and use.path == "site.yaml"), None
        )

    def _listed(self, planned: PlannedTranscript) -> TranscriptView:
        transcript = planned.anchored.transcript
        notes = [annotation.note for annotation in planned.anchored.annotations]
        standing = [note.verdict for note in notes if note.status is not Status.RETRACTED]
        counts = (CountView(verdict, standing.count(verdict.id)) for verdict in self._plan.config.verdicts)
        return TranscriptView(
            transcript,
            planned.url,
            tuple(transcript.people.values()),
            len(notes),
            tuple(count for count in counts if count.count),
        )

    def _note(
        self, planned: PlannedTranscript, numbered: NumberedNote, body: Callable[[Note], str]
    ) -> NoteView:
        note, place = numbered.note, numbered.range
        transcript = planned.anchored.transcript
        kind, verdict = self._kinds[note.kind], self._verdict(note.verdict)
        before, quote, after = "", None, ""
        speakers: dict[str, Person] = {}
        if place is not None:
            text = transcript.text
            quote = text[place.start : place.end]
            before = _from_word(text[max(place.start - _AROUND, 0) : place.start], cut=place.start > _AROUND)
            after = _to_word(text[place.end : place.end + _AROUND], cut=len(text) > place.end + _AROUND)
            speakers = {
                s.speaker: transcript.people[s.speaker]
                for s in transcript.speech
                if s.start < place.end and place.start < s.end
            }
        return NoteView(
            id=note.id,
            number=numbered.number,
            heading=note.title or (verdict.label if verdict else kind.label),
            kind=kind,
            verdict=verdict,
            status=note.status,
            claim=note.claim,
            body=sanitise(body(note)),
            sources=note.sources,
            topics=note.topics,
            authors=tuple(
                self._plan.contributors.get(author.contributor or "", Person("", author.name))
                for author in note.authors
            ),
            created=note.created.iso if note.created else None,
            updated=note.updated.iso if note.updated else None,
            revisions=tuple(
                RevisionView(r, self._verdict(r.verdict_from), self._verdict(r.verdict_to))
                for r in note.revisions
            ),
            url=planned.note_url(note),
            place_url=f"{planned.url}#note-{note.id}",
            has_page=note.id in planned.note_pages,
            quote=quote,
            before=before,
            after=after,
            speakers=tuple(speakers.values()),
        )

    def _media(self, planned: PlannedTranscript) -> tuple[MediaView, ...]:
        media, path = planned.anchored.transcript.media, planned.anchored.transcript.file.path
        if media is None:
            return ()
        named = (("Audio", media.audio), ("Video", media.video), ("Captions", media.captions))
        return tuple(
            MediaView(label, address if target is None else self._addresses.relative(planned.url, target))
            for label, address in named
            if address is not None
            for target in [self._plan.links.get(LinkUse(address, path, planned.url))]
        )

    def _verdict(self, id: str | None) -> Verdict | None:
        return self._verdicts[id] if id is not None else None


def _no_body(_: Note) -> str:
    """For lists, which show notes without their text."""
    return ""


def _from_word(text: str, *, cut: bool) -> str:
    return f"… {text.partition(' ')[2]}" if cut else text


def _to_word(text: str, *, cut: bool) -> str:
    return f"{text.rpartition(' ')[0]} …" if cut else text


def _json_in_html(data: Mapping[str, Any]) -> Markup:
    """JSON that no content can break out of its element with."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - escaped for a script element just above
