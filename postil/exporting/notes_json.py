"""data/notes.json: every note of the site, one a line, and the site's scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict

from postil.exporting.records import record
from postil.exporting.serialising import json_line, json_lines_file
from postil.model.numbered import NumberedNote
from postil.model.plan import PlannedTranscript, SitePlan


def item(plan: SitePlan, planned: PlannedTranscript, numbered: NumberedNote) -> str:
    """The line of a note."""
    return json_line(record(plan, planned, numbered).values)


def export(plan: SitePlan, items: Iterable[str]) -> Iterator[bytes]:
    """The file, from the lines of its notes."""
    config = plan.config
    head = {
        "title": config.title,
        "url": config.base_url,
        "language": config.language,
        "license": None if config.license is None else asdict(config.license),
        "kinds": [{"id": kind.id, "label": kind.label} for kind in config.kinds],
        "verdicts": [asdict(verdict) for verdict in config.verdicts],
    }
    return json_lines_file(head, "notes", items)
