"""transcript.txt: the text layer, byte for byte."""

from __future__ import annotations

from postil.exporting.texts import Texts
from postil.model.plan import PlannedTranscript, SitePlan


def export(planned: PlannedTranscript, plan: SitePlan, texts: Texts) -> bytes:
    """The text layer in UTF-8."""
    del plan, texts  # every export takes the same arguments
    return planned.anchored.transcript.text.encode()
