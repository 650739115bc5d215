"""The notes as TEI, standing off: they point to the anchors around their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from postil.exporting.edition import Edition
from postil.exporting.tei_text import TextEmitter
from postil.exporting.xml_text import attributes, xml_text
from postil.model.dates import PartialDate
from postil.model.note import Note, Source, Status
from postil.model.numbered import NumberedNote

TRANSCRIPT_ID = "transcript"
"""The id of the text, which notes on the whole transcript point to."""


def stand_off(edition: Edition, author_ids: Mapping[str, str]) -> str:
    """All notes; ``author_ids`` are the ids of those who wrote them by their name."""
    notes = "".join(_note(edition, numbered, author_ids) for numbered in edition.planned.notes)
    return f"<standOff>\n<listAnnotation>\n{notes}</listAnnotation>\n</standOff>\n" if notes else ""


def bibl(source: Source) -> str:
    """A source."""
    published = date(source.date) if source.date is not None else None
    accessed = date(source.accessed, "accessed") if source.accessed is not None else None
    parts = [
        f"<title>{xml_text(source.title)}</title>",
        source.publisher and f"<publisher>{xml_text(source.publisher)}</publisher>",
        published,
        accessed,
        source.url and pointer(source.url),
        source.archived and pointer(source.archived, "archived"),
        source.quote and f"<note><quote>{xml_text(source.quote)}</quote></note>",
    ]
    return f"<bibl>{' '.join(filter(None, parts))}</bibl>"


def date(value: PartialDate, kind: str | None = None) -> str:
    """A date, as far as it is known."""
    return f"<date{attributes(type=kind, when=value.known)}>{value.iso}</date>"


def pointer(url: str, kind: str | None = None) -> str:
    """A link to an address."""
    return f"<ptr{attributes(type=kind, target=url)}/>"


def _note(edition: Edition, numbered: NumberedNote, author_ids: Mapping[str, str]) -> str:
    note = numbered.note
    is_whole = numbered.range is None
    opening = attributes(
        xml_id=f"note-{note.id}",
        n=str(numbered.number),
        type=note.kind,
        subtype=note.status.value if note.status is not Status.PUBLISHED else None,
        ana=f"#verdict-{note.verdict}" if note.verdict is not None else None,
        resp=" ".join(f"#{author_ids[author.name]}" for author in edition.plan.authors(note)) or None,
        target=f"#{TRANSCRIPT_ID}" if is_whole else f"#from-{note.id}",
        targetEnd=None if is_whole else f"#to-{note.id}",
    )
    return f"<note{opening}>\n" + "".join(f"{part}\n" for part in _parts(edition, note)) + "</note>\n"


def _parts(edition: Edition, note: Note) -> Iterator[str]:
    if note.title:
        yield f"<label>{xml_text(note.title)}</label>"
    if note.claim:
        yield f'<ab type="claim">{xml_text(note.claim)}</ab>'
    leaves = list(note.body.leaves)
    emitter = TextEmitter(note.body.text, leaves, edition.resolve, {}, lambda timecode: timecode)
    yield emitter.blocks(note.body.blocks, "p").rstrip("\n")
    if note.sources:
        yield f"<listBibl>{''.join(map(bibl, note.sources))}</listBibl>"
    if note.topics:
        terms = " ".join(f"<term>{xml_text(topic)}</term>" for topic in note.topics)
        yield f'<ab type="topics">{terms}</ab>'
    dates = [
        date(value, kind)
        for kind, value in (("created", note.created), ("updated", note.updated))
        if value is not None
    ]
    if dates:
        yield f'<ab type="dates">{" ".join(dates)}</ab>'
    if note.revisions:
        items = (
            f"<item{attributes(ana=_change(revision.verdict_from, revision.verdict_to))}>"
            f"{date(revision.date)} {xml_text(revision.summary)}</item>"
            for revision in note.revisions
        )
        yield f'<list type="revisions">{"".join(items)}</list>'


def _change(before: str | None, after: str | None) -> str | None:
    return " ".join(f"#verdict-{id}" for id in (before, after) if id is not None) or None
