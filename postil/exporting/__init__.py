"""Files for other programs: one small module each, and one table of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from postil.exporting import headers, redirects, text_layer, web_annotation
from postil.model.config import Config
from postil.model.plan import PlannedTranscript

TRANSCRIPT_EXPORTS: Mapping[str, Callable[[PlannedTranscript, Config], bytes]] = {
    "transcript.txt": text_layer.export,
    "annotations.jsonld": web_annotation.export,
}
"""What is written beside each transcript's page, by file name."""

HOST_RULES = (headers.NAME, redirects.NAME)
"""What is written for hosts, at the root of the site. A site's own files of these names go into them."""
