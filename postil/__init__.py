"""Postil: a static site generator for annotated transcripts."""

__version__ = "0.1.0"
