"""Files for other programs: one small module each, and one table of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from postil.exporting import bibtex, epub, ris, tei, text_layer, web_annotation
from postil.exporting.edition import Edition
from postil.model.config import Config
from postil.model.plan import PlannedTranscript

TRANSCRIPT_EXPORTS: Mapping[str, Callable[[PlannedTranscript, Config], bytes]] = {
    "transcript.txt": text_layer.export,
    "annotations.jsonld": web_annotation.export,
}
"""What is written beside each transcript's page, by file name."""

EDITION_EXPORTS: Mapping[str, Callable[[Edition], bytes]] = {
    "transcript.epub": epub.export,
    "transcript.tei.xml": tei.export,
    "cite.bib": bibtex.export,
    "cite.ris": ris.export,
}
"""The same, of what needs the woven text or the words of the interface."""
