"""A site as its author looks at it while writing: built again after each change, into a private folder."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from postil import pipeline
from postil.building.search import SearchIndexError
from postil.diagnostics import Diagnostic, has_errors

_TEXT = (".md", ".yaml")


@dataclass(frozen=True, slots=True)
class Built:
    """What a build found. ``base`` is the path the site stands at, or None if nothing was built.

    ``are_copies_new`` if copied files may have changed, which the pages that show them do not tell.
    """

    diagnostics: tuple[Diagnostic, ...]
    base: str | None = None
    are_copies_new: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """How a site is previewed. Its pages go to ``folder``; its search index follows behind them."""

    site: Path
    folder: Path
    options: pipeline.Options

    def build(self, changed: Set[str]) -> Built:
        """Build the pages after these files changed; without any, for the first time. Raises OSError.

        The index stays what it was. If there are errors, so does the whole folder.
        """
        outcome = pipeline.build(self.site, self.folder, replace(self.options, index=False))
        if outcome.summary is None or has_errors(outcome.diagnostics):
            return Built(outcome.diagnostics)
        base = urlsplit(outcome.summary.base_url).path.rstrip("/") + "/"
        copies = any(PurePosixPath(path).suffix not in _TEXT for path in changed)
        return Built(outcome.diagnostics, base, copies)

    def index(self) -> str | None:
        """Bring the index up to the pages; None, or why it could not be done."""
        try:
            pipeline.build(self.site, self.folder, replace(self.options, progress=pipeline.unheard))
        except SearchIndexError as error:
            return str(error)
        except OSError as error:
            return error.strerror or str(error)
        return None
