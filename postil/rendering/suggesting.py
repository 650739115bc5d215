"""What the form for a new note must know of the site, as JSON in the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from postil.model.config import Config
from postil.model.plan import PlannedTranscript


def suggestion(
    planned: PlannedTranscript, config: Config, add: Callable[[str], str | None]
) -> dict[str, Any]:
    """The transcript, its notes' ids, the site's kinds and verdicts, and where a file is added.

    ``text`` is the address of the text layer, from the transcript's page.
    """
    path = planned.anchored.transcript.path
    return {
        "path": path,
        "text": "transcript.txt",
        "ids": [annotation.note.id for annotation in planned.anchored.annotations],
        "kinds": [
            {"id": kind.id, "label": kind.label, "verdict": kind.verdict, "sources": kind.sources}
            for kind in config.kinds
        ],
        "verdicts": [{"id": verdict.id, "label": verdict.label} for verdict in config.verdicts],
        "host": None if config.repository is None else config.repository.host,
        "add": add(f"annotations/{path}"),
    }
