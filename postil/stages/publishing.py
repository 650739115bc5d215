"""Files about the whole site: exports with the words and the HTML that rendering makes, and the sitemap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from postil.exporting import DATA_EXPORTS, SITE_EXPORTS, TRANSCRIPT_EXPORTS
from postil.exporting.sitemap import sitemaps
from postil.exporting.texts import Texts
from postil.model.files import OutputFile
from postil.model.note import Note
from postil.model.plan import (
    CorrectionEntry,
    LinkUse,
    ListedNote,
    ListedTranscript,
    PlannedTranscript,
    SitePlan,
)
from postil.model.text import Link
from postil.planning.last_changes import LastChanges
from postil.planning.urls import absolute_url, output_path
from postil.rendering.site import SiteRenderer
from postil.rendering.wording import Wording
from postil.weaving.weave import emit_prose

_PAGE = "index.html"


def export_texts(
    plan: SitePlan,
    renderer: SiteRenderer,
    wording: Wording,
    load: Callable[[ListedTranscript], PlannedTranscript],
) -> Texts:
    """The words and the HTML that exports take from rendering. ``load`` has the words of a transcript."""

    def whole(target: str) -> str:
        return absolute_url(plan.config.base_url, target)

    def address(planned: PlannedTranscript, link: Link) -> str:
        use = LinkUse(link.href, planned.listed.description.source_path, planned.url)
        target = plan.links.get(use)
        return link.href if target is None else whole(target)

    def note(listed: ListedNote) -> str:
        planned = load(listed.transcript)
        numbered = planned.notes[listed.numbered.number - 1]
        return renderer.feed_note(planned, numbered, partial(_body, partial(address, planned)), whole)

    def correction(entry: CorrectionEntry) -> str:
        return renderer.feed_correction(entry, whole)

    return Texts(lambda key: wording.phrase(key).unescape(), address, note, correction)


def transcript_exports(plan: SitePlan, planned: PlannedTranscript, texts: Texts) -> Iterator[OutputFile]:
    """The files beside a transcript's page."""
    for name, export in TRANSCRIPT_EXPORTS.items():
        content = export(planned, plan, texts)
        if content is not None:
            yield OutputFile(planned.url + name, content)


def site_exports(plan: SitePlan, texts: Texts) -> Iterator[OutputFile]:
    """The data and the feeds of the whole site."""
    for name, export in SITE_EXPORTS.items():
        yield OutputFile(name, export(plan, texts))


def data_exports(
    plan: SitePlan, items: Callable[[str], Iterable[str]]
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The data files of the site, in pieces. ``items`` has the pieces of its notes by the file's name."""
    for name, export in DATA_EXPORTS.items():
        yield name, export.whole(plan, items(name))


def sitemap(plan: SitePlan, files: Iterable[str]) -> Iterator[OutputFile]:
    """The sitemap of the pages among the files a build made: what leads elsewhere is none."""
    elsewhere = {output_path(redirect.url) for redirect in plan.redirects}
    changes = LastChanges(plan)
    urls = sorted(
        path.removesuffix(_PAGE)
        for path in files
        if (path == _PAGE or path.endswith(f"/{_PAGE}")) and path not in elsewhere
    )
    base = plan.config.base_url
    yield from sitemaps(base, [(absolute_url(base, url), changes.of(url)) for url in urls])


def _body(address: Callable[[Link], str], note: Note) -> str:
    """The text of a note as HTML for reading anywhere: its links are whole addresses."""
    return emit_prose(note.body, address, heading_level=3)
