"""A site against one of its revisions: the straight line twice, up to the anchored notes, and compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from postil.building.revision import read_revision
from postil.building.tree import SiteFolder
from postil.diagnostics import Diagnostic, ordered
from postil.model.config import Config
from postil.model.review import Review
from postil.model.transcript import Person
from postil.pipeline import Material, Options, check, read_site
from postil.planning.comparing import State, compare


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What changed since a commit, and everything that is wrong now and that was wrong then.

    ``config`` is None if site.yaml cannot be used.
    """

    commit: str
    review: Review
    config: Config | None
    contributors: Mapping[str, Person]
    diagnostics: tuple[Diagnostic, ...]
    old_diagnostics: tuple[Diagnostic, ...]


def review(site: Path, revision: str, options: Options) -> Reviewed:
    """Check the site and compare it with its state at a revision.

    Raises RevisionError if there is no such revision.
    """
    before = read_revision(site, revision)
    was_wrong: list[Diagnostic] = []
    # A revision from before there was a site has nothing to be wrong.
    old = read_site(before, was_wrong) if before.entries else None
    outcome = check(site, options)
    new = read_site(SiteFolder(site), [])
    return Reviewed(
        before.commit,
        compare(_state(old, was_wrong), _state(new, outcome.diagnostics)),
        outcome.plan.config if outcome.plan is not None else new.config,
        new.contributors or {},
        outcome.diagnostics,
        ordered(was_wrong),
    )


def _state(material: Material | None, diagnostics: Sequence[Diagnostic]) -> State:
    if material is None:
        return State((), {}, ())
    return State(material.transcripts, material.notes, diagnostics)
