"""What is made of one transcript: its pages, the files beside them, and its pieces of the site's lists.

It depends on three things alone: how the site is set up, the part of the plan that is about the
transcript, and its words with their notes. So it can be made in any process, and is made again only if
one of the three changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from postil import __version__
from postil.building.cache import digest
from postil.building.search_page import index_page
from postil.diagnostics import Diagnostic
from postil.exporting import DATA_EXPORTS, claim_review, web_annotation
from postil.model.anchored import AnchoredTranscript
from postil.model.files import OutputFile
from postil.model.note import Note
from postil.model.plan import LinkUse, PlannedTranscript, SitePlan
from postil.model.search import IndexPage
from postil.model.text import Link
from postil.model.words import Words
from postil.planning.forge import edit_url, new_file_url
from postil.planning.part import planned_from
from postil.planning.search import search_records
from postil.planning.urls import absolute_url, output_path, relative_url
from postil.rendering.rows import Row
from postil.rendering.site import Addresses, SiteRenderer
from postil.rendering.theme import TemplateFault, Theme
from postil.rendering.wording import Wording
from postil.stages.editions import editions, social_pictures
from postil.stages.publishing import export_texts, transcript_exports
from postil.weaving.weave import emit_prose, weave

if TYPE_CHECKING:
    from postil.exporting.typefaces import Typefaces


@dataclass(frozen=True, slots=True)
class Setup:
    """How a site is made, its documents aside."""

    theme: Theme
    words: Words
    has_search: bool

    @property
    def digest(self) -> bytes:
        """What tells it from every other."""
        return digest((self.theme.files, self.words, self.has_search))


@dataclass(frozen=True, slots=True)
class Pieces:
    """What the lists and the data of a site take from one transcript.

    ``rows`` are its notes by number; ``data`` has what its notes are in each data file, by its name.
    """

    rows: tuple[Row, ...]
    data: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of one transcript: nothing, but ``faults``, if a template is wrong.

    ``pages`` are those of the search index.
    """

    files: tuple[OutputFile, ...] = ()
    pieces: Pieces = Pieces((), {})
    pages: tuple[IndexPage, ...] = ()
    faults: tuple[Diagnostic, ...] = ()


class Workshop:
    """Makes the files of transcripts, for one setup. What takes long to set up is kept."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self.wording = Wording(setup.words)
        """The words of the interface."""

    @cached_property
    def _typefaces(self) -> Typefaces:
        # Loads Pillow, which nothing else needs.
        from postil.exporting.typefaces import Typefaces  # noqa: PLC0415

        return Typefaces()

    def prepare(self) -> None:
        """Compile the templates, before processes begin that need them all."""
        self._setup.theme.prepare()

    def make(self, part: SitePlan, anchored: AnchoredTranscript, *, with_pictures: bool) -> Made:
        """Everything that is made of the one transcript of a part of a plan."""
        (listed,) = part.transcripts
        planned = planned_from(part, listed, anchored)
        renderer = self.renderer(part)
        try:
            files = tuple(self._files(part, planned, renderer))
            if with_pictures:
                files += tuple(social_pictures(part, planned, self.wording, self._typefaces))
            rows = tuple(renderer.rows(listed))
        except TemplateFault as fault:
            return Made(faults=(fault.diagnostic,))
        records = search_records(part, planned) if self._setup.has_search else ()
        return Made(files, Pieces(rows, dict(_data(part, planned))), tuple(map(index_page, records)))

    def renderer(self, plan: SitePlan) -> SiteRenderer:
        """What renders the pages of a plan."""
        setup, repository = self._setup, plan.config.repository
        addresses = Addresses(
            relative_url,
            partial(absolute_url, urlsplit(plan.config.base_url).path),
            output_path,
            edit=partial(edit_url, repository),
            add=partial(new_file_url, repository),
        )
        return SiteRenderer(
            plan, setup.theme, self.wording, addresses, f"Postil {__version__}", setup.has_search
        )

    def _files(
        self, part: SitePlan, planned: PlannedTranscript, renderer: SiteRenderer
    ) -> Iterator[OutputFile]:
        transcript = planned.anchored.transcript
        resolve = partial(href, part, transcript.source_path, planned.url, planned.url)
        parts = weave(transcript, planned.notes, resolve)
        yield from renderer.transcript(planned, parts, _body(part, planned, planned.url))
        annotations = {annotation.note.id: annotation for annotation in planned.anchored.annotations}
        for numbered in planned.notes:
            url = planned.note_pages.get(numbered.note.id)
            if url is not None:
                record = web_annotation.annotation(planned, annotations[numbered.note.id], part)
                data = [web_annotation.document(record)]
                review = claim_review.claim_review(part, planned, numbered)
                if review is not None:
                    data.append(claim_review.document(review))
                yield renderer.note(planned, numbered, _body(part, planned, url), data)
        texts = export_texts(part, renderer, self.wording, lambda _: planned)
        yield from transcript_exports(part, planned, texts)
        yield from editions(part, planned, self.wording)


def href(plan: SitePlan, path: str, url: str, page: str, link: Link) -> str:
    """Where a link of a source file, whose page is ``url``, leads from another ``page``."""
    target = plan.links.get(LinkUse(link.href, path, url))
    return link.href if target is None else relative_url(page, target)


def _body(plan: SitePlan, planned: PlannedTranscript, page: str) -> Callable[[Note], str]:
    """How the body of a note is emitted for a page: its links lead on from there."""
    resolve = partial(href, plan, planned.listed.description.source_path, planned.url, page)
    return lambda note: emit_prose(note.body, resolve, heading_level=4)


def _data(plan: SitePlan, planned: PlannedTranscript) -> Iterator[tuple[str, str]]:
    for name, export in DATA_EXPORTS.items():
        items = (export.item(plan, planned, numbered) for numbered in planned.notes)
        found = [item for item in items if item is not None]
        if found:
            yield name, export.between.join(found)
