"""A site as its author looks at it while writing: built again after each change, into a private folder."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from postil import pipeline
from postil.diagnostics import Diagnostic, has_errors
from postil.model.files import OutputFile
from postil.model.search import IndexReport, SearchPlan

_TEXT = (".md", ".yaml")


@dataclass(frozen=True, slots=True)
class Built:
    """What a build found. ``base`` is the path the site stands at, or None if nothing was built.

    ``search`` is what there is to find; ``are_copies_new`` whether copied files may have changed, which
    the pages that show them do not tell.
    """

    diagnostics: tuple[Diagnostic, ...]
    base: str | None = None
    search: SearchPlan | None = None
    are_copies_new: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """How a site is previewed. Its pages go to ``folder``; its search index is left to others."""

    site: Path
    folder: Path
    options: pipeline.Options

    def build(self, changed: Set[str]) -> Built:
        """Build the site after these files changed; without any, for the first time. Raises OSError.

        If there are errors, the folder is left as it was.
        """
        found: list[SearchPlan] = []

        def leave(plan: SearchPlan) -> tuple[list[OutputFile], IndexReport]:
            found.append(plan)
            return [], IndexReport(0, 0, 0)

        options = replace(self.options, index=leave, pictures=False)
        outcome = pipeline.build(self.site, self.folder, options)
        if outcome.plan is None or has_errors(outcome.diagnostics):
            return Built(outcome.diagnostics)
        base = urlsplit(outcome.plan.config.base_url).path.rstrip("/") + "/"
        copies = any(PurePosixPath(path).suffix not in _TEXT for path in changed)
        return Built(outcome.diagnostics, base, found[0] if found else None, copies)
