from __future__ import annotations

import pytest

from postil.model.search import Label, Unit, shard_of
from postil.pipeline import Options, build, check
from postil.planning.search import default_shards
from tests.building.folders import SITE_YAML
from tests.conftest import MakeSite
from tests.searching import records_of

TRANSCRIPT = """---
title: A talk
date: 2020-03-04
language: en-GB
topics: [Trade, Science]
speakers:
  A: {name: Ann Ax}
  B: {name: Bob By}
---

## Not a turn

[00:01:02] A: Words of *Ann*.

B: Words of Bob.
"""

NOTES = """- id: mixed
  kind: fact-check
  quote: "of Bob"
  verdict: misleading
  claim: Bob has words.
  topics: [Words]
  sources: [{title: A book, url: "https://books.example.org/1"}, {title: B, publisher: Press}]
  body: Why.
- id: whole
  kind: context
  body: On it all.
- id: hidden
  kind: context
  status: draft
  body: Not yet.
"""


def units(make_site: MakeSite, kind: str) -> dict[str, Unit]:
    site = make_site({"content/transcripts/2020/talk.md": TRANSCRIPT, "annotations/2020/talk.yaml": NOTES})
    outcome = check(site, Options())
    assert outcome.diagnostics == ()
    assert outcome.plan is not None
    (record,) = (r for r in records_of(site) if r.kind == kind)
    assert (record.language, record.url, record.title, record.day) == (
        "en",
        "transcripts/2020/talk/",
        "A talk",
        "2020-03-04",
    )
    return {unit.id: unit for unit in record.units}


def test_a_turn_is_its_words_its_speaker_and_its_moment(make_site: MakeSite) -> None:
    found = units(make_site, "turn")
    assert list(found) == ["t1", "t2"]
    turn = found["t1"]
    assert (turn.lead, turn.words, turn.timecode) == ("Ann Ax", "Words of Ann.", "00:01:02")
    assert turn.facets["year"] == ("2020",)
    assert turn.facets["transcript"] == ("2020/talk",)
    assert turn.facets["topic"] == ("trade", "science")
    assert [unit.facets["speaker"] for unit in found.values()] == [("ann-ax",), ("bob-by",)]


def test_a_note_belongs_to_those_whose_words_it_is_about(make_site: MakeSite) -> None:
    found = units(make_site, "note")
    assert set(found) == {"note-mixed", "note-whole"}
    note = found["note-mixed"]
    assert note.lead == "Bob has words."
    assert note.facets == {
        "kind": ("fact-check",),
        "verdict": ("misleading",),
        "speaker": ("bob-by",),
        "topic": ("words",),
        "publisher": ("books.example.org", "Press"),
        "year": ("2020",),
        "transcript": ("2020/talk",),
    }
    assert note.words == "Why. · of Bob · A book · B, Press · Bob By · Fact check Misleading"
    assert found["note-whole"].words == "On it all. · Context"
    assert found["note-whole"].facets["speaker"] == ()
    assert found["note-whole"].facets["verdict"] == ()


def test_spellings_of_a_publisher_are_one_value_of_the_facet(make_site: MakeSite) -> None:
    notes = "".join(
        f"- {{id: n{n}, kind: context, body: B, sources: [{{title: T{n}, publisher: '{name}'}}]}}\n"
        for n, name in enumerate(("SIPRI", "Sipri", "SIPRI", "!"))
    )
    site = make_site({"content/transcripts/2020/talk.md": TRANSCRIPT, "annotations/2020/talk.yaml": notes})
    (record,) = (r for r in records_of(site) if r.kind == "note")
    assert [unit.facets["publisher"] for unit in record.units] == [("SIPRI",)] * 3 + [()]
    assert record.labels["publisher"] == {"SIPRI": Label("SIPRI")}


def test_a_record_has_the_labels_of_its_own_units(make_site: MakeSite) -> None:
    other = TRANSCRIPT.replace("Ann Ax", "Eve Ex").replace("Science", "Law").replace("2020", "2021")
    site = make_site(
        {
            "content/transcripts/2020/talk.md": TRANSCRIPT,
            "content/transcripts/2021/other.md": other,
            "annotations/2020/talk.yaml": NOTES,
        }
    )
    labels = {(r.url, r.kind): r.labels for r in records_of(site)}
    assert labels["transcripts/2021/other/", "turn"] == {
        "speaker": {"bob-by": Label("Bob By"), "eve-ex": Label("Eve Ex")},
        "topic": {"law": Label("Law"), "trade": Label("Trade")},
        "year": {"2021": Label("2021", -2021)},
        "transcript": {"2021/other": Label("A talk", -20210304)},
    }
    of_notes = labels["transcripts/2020/talk/", "note"]
    assert of_notes["kind"] == {"context": Label("Context", 1), "fact-check": Label("Fact check", 0)}
    assert of_notes["verdict"] == {"misleading": Label("Misleading", 4)}


@pytest.mark.parametrize(("setting", "shards"), [("", ["en"]), ("search_shards: 1\n", ["en"])])
def test_the_settings_say_how_many_shards_there_are(
    make_site: MakeSite, setting: str, shards: list[str]
) -> None:
    site = make_site({"site.yaml": SITE_YAML + setting})
    build(site, site / "_site", Options(search=True))
    assert sorted(path.name for path in (site / "_site/pagefind").iterdir()) == shards


def test_more_shards_stand_in_folders_of_their_own(make_site: MakeSite) -> None:
    site = make_site({"site.yaml": f"{SITE_YAML}search_shards: 3\n"})
    build(site, site / "_site", Options(search=True))
    (folder,) = (site / "_site/pagefind/en").iterdir()
    assert folder.name == str(shard_of("transcripts/2020/talk/", 3))


def test_the_default_grows_seldom() -> None:
    defaults = [default_shards(transcripts) for transcripts in range(20_001)]
    assert defaults == sorted(defaults)
    assert defaults[0] == defaults[100] == 1
    assert sorted(set(defaults)) == [1, 4, 8, 16]
    assert defaults[5_000] == 4


def test_no_shard_of_the_default_needs_a_large_machine() -> None:
    assert all(transcripts / default_shards(transcripts) <= 1_250 for transcripts in range(1, 80_001, 7))
    assert default_shards(1_000_000) == 64  # the most there can be
