"""data/notes.json: every note of the site, and the site's scale."""

from __future__ import annotations

from dataclasses import asdict

from postil.exporting.records import records
from postil.exporting.serialising import json_file
from postil.exporting.texts import Texts
from postil.model.plan import SitePlan


def export(plan: SitePlan, texts: Texts) -> bytes:
    """The file."""
    del texts  # every export takes the same arguments
    config = plan.config
    return json_file(
        {
            "title": config.title,
            "url": config.base_url,
            "language": config.language,
            "license": None if config.license is None else asdict(config.license),
            "kinds": [{"id": kind.id, "label": kind.label} for kind in config.kinds],
            "verdicts": [asdict(verdict) for verdict in config.verdicts],
            "notes": [asdict(record) for record in records(plan)],
        }
    )
