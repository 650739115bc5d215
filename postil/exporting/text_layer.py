"""transcript.txt: the text layer, byte for byte."""

from __future__ import annotations

from postil.model.plan import PlannedTranscript, SitePlan


def export(planned: PlannedTranscript, plan: SitePlan) -> bytes:
    """The text layer in UTF-8."""
    del plan  # every export takes the same arguments
    return planned.anchored.transcript.text.encode()
