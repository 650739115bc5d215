"""The part of a plan that one transcript's files depend on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from postil.building.cache import digest
from postil.model.plan import SitePlan
from postil.planning.part import Parts
from tests.planned import planned_site
from tests.stages.changing import CHOICES, ChangingSite


@pytest.fixture
def site(tmp_path: Path) -> ChangingSite:
    return ChangingSite(tmp_path / "site")


def digests(plan: SitePlan) -> dict[str, bytes]:
    parts = Parts(plan)
    return {listed.url: digest((parts.around(listed), parts.everywhere)) for listed in plan.transcripts}


def test_a_part_has_one_transcript_and_nothing_of_the_others(site: ChangingSite) -> None:
    site.choose({"b:speaker": "{name: Somebody Else}", "b:publisher": "Nobody", "b:topics": "[Wines]"})
    plan, _ = planned_site(site.folder)
    listed = next(t for t in plan.transcripts if t.url == "transcripts/2020/b/")
    part = Parts(plan).of(listed)
    assert part.transcripts == (listed,)
    assert (part.pages, part.copies, part.redirects, part.host_rules) == ((), (), (), {})
    ways = part.catalogue
    assert [entry.person.name for entry in ways.speakers] == ["Somebody Else", "The Reporter"]
    assert [entry.label for entry in ways.topics] == ["Wines", "Arms Control"]
    assert [entry.name for entry in ways.publishers] == ["Nobody"]
    assert (ways.notes, ways.corrections) == ((), ())


def test_a_part_has_the_links_of_its_transcript_and_of_the_navigation(site: ChangingSite) -> None:
    site.choose({"a:link": "b.md", "c:link": "/about/", "a:body": "See [us](/about/).", "nav": True})
    plan, _ = planned_site(site.folder)
    listed = next(t for t in plan.transcripts if t.url == "transcripts/2020/a/")
    found = {(use.path, use.href): target for use, target in Parts(plan).of(listed).links.items()}
    assert found == {
        ("content/transcripts/2020/a.md", "b.md"): "transcripts/2020/b/",
        ("content/transcripts/2020/a.md", "/about/"): "about/",
        ("site.yaml", "content/transcripts/2020/b.md"): "transcripts/2020/b/",
    }


@pytest.mark.parametrize(
    ("changes", "others"),
    [
        ({"a:words": CHOICES["a:words"][1]}, []),
        ({"a:body": "Another text."}, []),
        ({"a:title": "Another title"}, []),
        ({"about": ""}, []),
        ({"a:there": False}, []),
        ({"a:topics": "[Wines]"}, []),
        ({"a:publisher": "Somebody else"}, []),
        # The newest to speak gives the speaker's name for all.
        ({"a:speaker": "{id: ann, name: Another Ann}", "a:date": "2025-01-01"}, list("bcdef")),
        ({"title": "Speeches"}, list("bcdef")),
        ({"contributors": "{jdoe: {name: J. Doe}}"}, list("bcdef")),
    ],
)
def test_it_changes_only_with_what_the_others_show(
    site: ChangingSite, changes: dict[str, Any], others: list[str]
) -> None:
    before = digests(planned_site(site.folder)[0])
    site.choose(changes)
    after = digests(planned_site(site.folder)[0])
    changed = [talk for talk in "bcdef" if before[url := f"transcripts/2020/{talk}/"] != after[url]]
    assert changed == others


def test_whether_drafts_are_shown_is_everywhere(site: ChangingSite) -> None:
    plan, _ = planned_site(site.folder)
    parts = [Parts(plan), Parts(replace(plan, is_preview=True))]
    assert len({digest(part.everywhere) for part in parts}) == 2


def test_notes_that_are_drafts_are_left_out(site: ChangingSite) -> None:
    site.choose({"a:status": "draft", "a:file": True})
    for drafts, count in ((False, 0), (True, 2)):
        _, transcripts = planned_site(site.folder, drafts=drafts)
        (planned,) = (one for one in transcripts if one.url == "transcripts/2020/a/")
        assert len(planned.notes) == len(planned.anchored.annotations) == len(planned.listed.notes) == count
        assert [n.number for n in planned.notes] == [n.number for n in planned.listed.notes]
        assert [n.note.id for n in planned.notes] == [n.note.id for n in planned.listed.notes]
