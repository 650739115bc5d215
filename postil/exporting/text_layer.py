"""transcript.txt: the text layer, byte for byte."""

from __future__ import annotations

from postil.model.config import Config
from postil.model.plan import PlannedTranscript


def export(planned: PlannedTranscript, config: Config) -> bytes:
    """The text layer in UTF-8."""
    del config  # every export takes the same arguments
    return planned.anchored.transcript.text.encode()
