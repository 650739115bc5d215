"""What the form for a new note must know of the site, as JSON in the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from postil.model.plan import PlannedTranscript, SitePlan


def suggestion(
    planned: PlannedTranscript, plan: SitePlan, add: Callable[[str], str | None]
) -> dict[str, Any]:
    """The transcript, its notes' ids, the site's kinds, verdicts and contributors, and where a file is added.

    ``text`` is the address of the text layer, from the transcript's page.
    """
    path, config = planned.anchored.transcript.path, plan.config
    return {
        "path": path,
        "text": "transcript.txt",
        "ids": [annotation.note.id for annotation in planned.anchored.annotations],
        "kinds": [
            {"id": kind.id, "label": kind.label, "verdict": kind.verdict, "sources": kind.sources}
            for kind in config.kinds
        ],
        "verdicts": [{"id": verdict.id, "label": verdict.label} for verdict in config.verdicts],
        "contributors": list(plan.contributors),
        "host": None if config.repository is None else config.repository.host,
        "add": add(new_note(path)),
    }


def new_note(path: str) -> str:
    """The file of a new note on a transcript, as long as it has no name of its own."""
    return f"annotations/{path}/my-note.yaml"
