"""What is written beside a transcript's page for reading, studying and citing it elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postil.exporting import EDITION_EXPORTS
from postil.exporting.chapters import Chapters
from postil.exporting.edition import Edition, Heading, Say
from postil.model.files import OutputFile
from postil.model.plan import SOCIAL_PICTURE, LinkUse, PlannedTranscript, SitePlan
from postil.model.text import Link
from postil.planning.urls import absolute_url
from postil.rendering.languages import direction
from postil.rendering.viewing import headings
from postil.rendering.wording import Wording
from postil.weaving.book import BookEmitter
from postil.weaving.weave import emit_prose, weave

if TYPE_CHECKING:
    from postil.exporting.social_picture import SocialPictures
    from postil.exporting.typefaces import Typefaces


def editions(plan: SitePlan, planned: PlannedTranscript, wording: Wording) -> Iterator[OutputFile]:
    """The files of one transcript."""
    edition = _edition(plan, planned, wording)
    for name, export in EDITION_EXPORTS.items():
        yield OutputFile(planned.url + name, export(edition))


def drawing(plan: SitePlan, wording: Wording, typefaces: Typefaces) -> SocialPictures:
    """What draws the pictures that stand for the pages of a site where people share links to them."""
    # Loads Pillow, which nothing else needs.
    from postil.exporting.social_picture import SocialPictures  # noqa: PLC0415

    return SocialPictures(plan, _say(wording), wording.day, direction, typefaces)


def social_pictures(
    plan: SitePlan, planned: PlannedTranscript, wording: Wording, typefaces: Typefaces
) -> Iterator[OutputFile]:
    """The pictures of one transcript and its notes, as far as the site has them."""
    if plan.social_pictures == "none":
        return
    pictures = drawing(plan, wording, typefaces)
    yield OutputFile(planned.url + SOCIAL_PICTURE, pictures.transcript(planned))
    for numbered in planned.notes if plan.social_pictures == "all" else ():
        if numbered.note.id in planned.note_pages:
            url = planned.note_pages[numbered.note.id] + SOCIAL_PICTURE
            yield OutputFile(url, pictures.note(planned, numbered))


def _say(wording: Wording) -> Say:
    def say(key: str, /, **values: object) -> str:
        return wording.phrase(key, **values).unescape()

    return say


def _edition(plan: SitePlan, planned: PlannedTranscript, wording: Wording) -> Edition:
    transcript = planned.anchored.transcript
    chapters = Chapters(planned)

    def target(link: Link) -> str | None:
        return plan.links.get(LinkUse(link.href, transcript.source_path, planned.url))

    def whole(link: Link) -> str:
        found = target(link)
        return link.href if found is None else absolute_url(plan.config.base_url, found)

    def in_book(link: Link) -> str:
        page, _, fragment = (target(link) or "").partition("#")
        inside = chapters.address(fragment) if page == planned.url else None
        return inside or whole(link)

    return Edition(
        plan=plan,
        planned=planned,
        chapters=chapters,
        parts=weave(transcript, planned.notes, in_book, emitter_type=BookEmitter),
        body=lambda note: emit_prose(note.body, in_book, heading_level=3, emitter_type=BookEmitter),
        contents=tuple(Heading(h.label, h.fragment, h.depth) for h in headings(transcript)),
        resolve=whole,
        recordings=_recordings(plan, planned),
        say=_say(wording),
        day=wording.day,
        direction=direction,
    )


def _recordings(plan: SitePlan, planned: PlannedTranscript) -> dict[str, str]:
    transcript = planned.anchored.transcript
    if transcript.media is None:
        return {}
    found = {"audio": transcript.media.audio, "video": transcript.media.video}
    targets = {
        kind: (href, plan.links.get(LinkUse(href, transcript.source_path, planned.url)))
        for kind, href in found.items()
        if href is not None
    }
    return {
        kind: href if target is None else absolute_url(plan.config.base_url, target)
        for kind, (href, target) in targets.items()
    }
