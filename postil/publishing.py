"""Files about the whole site: exports with the words and the HTML that rendering makes, and the sitemap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from postil.exporting import SITE_EXPORTS
from postil.exporting.sitemap import sitemaps
from postil.exporting.texts import Texts
from postil.model.files import OutputFile
from postil.model.note import Note
from postil.model.plan import CorrectionEntry, LinkUse, ListedNote, PlannedTranscript, SitePlan
from postil.model.text import Link
from postil.planning.last_changes import LastChanges
from postil.planning.urls import absolute_url, output_path
from postil.rendering.site import SiteRenderer
from postil.rendering.viewing import Body
from postil.rendering.wording import Wording
from postil.weaving.weave import emit_prose

_PAGE = "index.html"


def site_exports(plan: SitePlan, renderer: SiteRenderer, wording: Wording) -> Iterator[OutputFile]:
    """The data and the feeds of the whole site."""

    def whole(target: str) -> str:
        return absolute_url(plan.config.base_url, target)

    def note(listed: ListedNote) -> str:
        return renderer.feed_note(listed, _body(plan, listed.transcript), whole)

    def correction(entry: CorrectionEntry) -> str:
        return renderer.feed_correction(entry, whole)

    texts = Texts(lambda key: wording.phrase(key).unescape(), note, correction)
    for name, export in SITE_EXPORTS.items():
        yield OutputFile(name, export(plan, texts))


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


def _body(plan: SitePlan, planned: PlannedTranscript) -> Body:
    """How the body of a note is emitted for reading anywhere: its links are whole addresses."""

    def resolve(link: Link) -> str:
        use = LinkUse(link.href, planned.anchored.transcript.file.path, planned.url)
        target = plan.links.get(use)
        return link.href if target is None else absolute_url(plan.config.base_url, target)

    def body(note: Note) -> str:
        return emit_prose(note.body, resolve, heading_level=3)

    return body
