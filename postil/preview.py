"""A site as its author looks at it while writing: built again after each change, into a private folder."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from threading import Lock
from urllib.parse import urlsplit

from postil import pipeline
from postil.building.output import replace_files
from postil.building.search import SearchIndexError
from postil.building.tree import SiteFolder
from postil.diagnostics import Diagnostic, has_errors
from postil.model.plan import SitePlan
from postil.model.progress import unheard
from postil.planning.part import Parts
from postil.planning.plan import listed
from postil.stages.documents import DocumentFiles, read_document
from postil.stages.producing import packed_setup, workshop

_TEXT = (".md", ".yaml")
_FEW = 4  # transcripts that are made ahead of the build, about a tenth of a second each


@dataclass(frozen=True, slots=True)
class Built:
    """What a build found. ``base`` is the path the site stands at, or None if nothing was built.

    ``are_copies_new`` if copied files may have changed, which the pages that show them do not tell.
    """

    diagnostics: tuple[Diagnostic, ...]
    base: str | None = None
    are_copies_new: bool = False


class Preview:
    """How a site is previewed. Its pages go to ``folder``; its search index follows behind them."""

    def __init__(self, site: Path, folder: Path, options: pipeline.Options) -> None:
        self._site, self._folder, self._options = site, folder, options
        self._plan: SitePlan | None = None
        self._basis: pipeline.Basis | None = None
        self._parts: Parts | None = None
        self._hurrying = Lock()

    def build(self, changed: Set[str]) -> Built:
        """Build the pages after these files changed; without any, for the first time. Raises OSError.

        The index stays what it was. If there are errors, so does the whole folder.
        """
        outcome = pipeline.build(self._site, self._folder, replace(self._options, index=False))
        if outcome.summary is None or has_errors(outcome.diagnostics):
            return Built(outcome.diagnostics)
        if outcome.plan is not None:
            self._plan, self._basis, self._parts = outcome.plan, outcome.basis, Parts(outcome.plan)
        base = urlsplit(outcome.summary.base_url).path.rstrip("/") + "/"
        copies = any(PurePosixPath(path).suffix not in _TEXT for path in changed)
        return Built(outcome.diagnostics, base, copies)

    def hurry(self, changed: Set[str]) -> bool:
        """Make the pages of the few transcripts whose files changed, ahead of the build. Raises OSError.

        False, and nothing is done, if it is not plain what they come to: the build will tell. It may be
        called while one runs, which then puts the pages as it knew them in place of these.
        """
        with self._hurrying:
            return self._hurry(changed)

    def _hurry(self, changed: Set[str]) -> bool:
        plan, basis, parts = self._plan, self._basis, self._parts
        if plan is None or basis is None or parts is None:
            return False
        touched = [names for names in basis.survey.documents if not changed.isdisjoint(names.names)]
        if len(touched) > _FEW or changed - {name for names in touched for name in names.names}:
            return False
        return all(self._made(names, plan, basis, parts) for names in touched)

    def _made(self, names: DocumentFiles, plan: SitePlan, basis: pipeline.Basis, parts: Parts) -> bool:
        """Make the pages of a transcript, unless it is not plain what they come to."""
        document = read_document(SiteFolder(self._site), names, basis.survey.registry)
        found = document.findings
        if document.anchored is None or found.outline is None or has_errors(found.diagnostics):
            return False
        shown = listed(found.outline, plan.config, drafts=plan.is_preview)
        if not parts.knows(shown):
            return False
        shop = workshop(packed_setup(basis.setup))
        made = shop.make(parts.of(shown), document.anchored, with_pictures=False)
        folder = None
        while folder != (folder := self._folder.stat().st_ino):  # a build that ended replaced it meanwhile
            replace_files(self._folder, made.files)
        return not made.faults

    @property
    def index(self) -> Callable[[], str | None]:
        """What brings the index up to the pages, in any process; it tells why it could not, if so."""
        return partial(_index, self._site, self._folder, replace(self._options, progress=unheard))


def _index(site: Path, folder: Path, options: pipeline.Options) -> str | None:
    try:
        pipeline.build(site, folder, options)
    except SearchIndexError as error:
        return str(error)
    except OSError as error:
        return error.strerror or str(error)
    return None
