"""Transcripts to anchor notes in."""

from __future__ import annotations

from postil.diagnostics import Diagnostic
from postil.model.transcript import Transcript
from postil.reading.transcript import read_transcript
from postil.source import SourceFile


def transcript_of(text: str) -> Transcript:
    """The transcript in a file, which has nothing to mend."""
    problems: list[Diagnostic] = []
    transcript = read_transcript("t", SourceFile("content/transcripts/t.md", text), {}, problems)
    assert transcript is not None
    assert problems == []
    return transcript
