"""A site's transcripts with their words and notes, as they are planned, for tests."""

from __future__ import annotations

from pathlib import Path

from postil.building.tree import SiteFolder
from postil.model.plan import PlannedTranscript, SitePlan
from postil.pipeline import read_site
from postil.planning.part import planned_from
from postil.planning.plan import plan_site


def planned_site(site: Path, *, drafts: bool = False) -> tuple[SitePlan, list[PlannedTranscript]]:
    """The plan of a site and the transcripts in it."""
    material = read_site(SiteFolder(site), [])
    assert material.documents is not None
    plan = plan_site(material.documents, [], drafts=drafts)
    anchored = {one.transcript.path: one for one in material.transcripts}
    return plan, [planned_from(plan, t, anchored[t.description.path]) for t in plan.transcripts]
