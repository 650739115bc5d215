"""A page that is no transcript."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from postil.model.text import Prose
from postil.source import SourceFile, Span


@dataclass(frozen=True, slots=True)
class Page:
    """A page of content/pages. ``path`` is its place below that folder, without ``.md``."""

    path: str
    file: SourceFile
    title: str
    prose: Prose
    spans: Mapping[str, Span]
    summary: str | None = None
    language: str | None = None
    aliases: tuple[str, ...] = ()
    draft: bool = False
