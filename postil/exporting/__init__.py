"""Files for other programs: one small module each, and one table of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from postil.exporting import (
    annotated,
    atom,
    bibtex,
    claim_review,
    epub,
    json_feed,
    notes_csv,
    notes_json,
    ris,
    robots,
    tei,
    text_layer,
    web_annotation,
    webvtt,
)
from postil.exporting.edition import Edition
from postil.exporting.serialising import BETWEEN_LINES
from postil.exporting.texts import Texts
from postil.model.numbered import NumberedNote
from postil.model.plan import PlannedTranscript, SitePlan

TRANSCRIPT_EXPORTS: Mapping[str, Callable[[PlannedTranscript, SitePlan, Texts], bytes | None]] = {
    "transcript.txt": text_layer.export,
    "annotations.jsonld": web_annotation.export,
    "annotated.md": annotated.markdown,
    "annotated.txt": annotated.plain_text,
    "transcript.vtt": webvtt.export,
}
"""What is written beside each transcript's page, by file name; None where there is nothing to write."""

SITE_EXPORTS: Mapping[str, Callable[[SitePlan, Texts], bytes]] = {
    "feeds/notes.xml": atom.notes,
    "feeds/notes.json": json_feed.export,
    "feeds/corrections.xml": atom.corrections,
    "robots.txt": robots.export,
}
"""What is written about the whole site, by URL. The sitemap is apart: it knows the finished pages."""


@dataclass(frozen=True, slots=True)
class DataExport:
    """A file made of one piece a note, so that no machine must hold them all.

    ``item`` is the piece of a note, None if it has none; ``whole`` the file, from the pieces in the order
    of transcripts and numbers, each alone or several with what is ``between`` them.
    """

    item: Callable[[SitePlan, PlannedTranscript, NumberedNote], str | None]
    whole: Callable[[SitePlan, Iterable[str]], Iterator[bytes]]
    between: str = BETWEEN_LINES


DATA_EXPORTS: Mapping[str, DataExport] = {
    "data/notes.json": DataExport(notes_json.item, notes_json.export),
    "data/notes.csv": DataExport(notes_csv.item, notes_csv.export, between=""),
    "data/claimreviews.json": DataExport(claim_review.item, claim_review.export),
}
"""The notes as data, by URL."""

EDITION_EXPORTS: Mapping[str, Callable[[Edition], bytes]] = {
    "transcript.epub": epub.export,
    "transcript.tei.xml": tei.export,
    "cite.bib": bibtex.export,
    "cite.ris": ris.export,
}
"""The same, of what needs the woven text or the words of the interface."""
