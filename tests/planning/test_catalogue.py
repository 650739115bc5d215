"""The ways into a site: speakers, topics, publishers of sources, corrections."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from hypothesis import example, given
from hypothesis import strategies as st

from postil.model.note import Source
from postil.model.plan import Catalogue
from postil.pipeline import Options, build
from postil.planning.catalogue import publisher_name

TALK = """\
---
title: A talk
date: 2020-01-01
speakers: {Ann: {name: Ann}, Bob: {name: Bob}}
topics: [Arms control, Budget]
---

Ann: One two three four.

Bob: Five six.

Ann: Seven.
"""

NOTES = """\
- {id: a, kind: context, quote: two, body: B, topics: [arms-control], created: 2020-01-02}
- id: across
  kind: fact-check
  verdict: accurate
  quote: four. Five
  body: B
  topics: [Arms Control]
  sources:
    - {title: Report, publisher: SIPRI, url: 'https://sipri.example/1'}
    - {title: Page, url: 'https://www.data.example/x'}
    - {title: A book}
  created: 2020-01-03
- id: b
  kind: fact-check
  verdict: inaccurate
  quote: six
  body: B
  sources: [{title: Report, publisher: Sipri, url: 'https://sipri.example/1'}]
  created: 2020-01-01
  updated: 2020-03-01
  revisions:
    - {date: 2020-02-01, summary: First.}
    - {date: 2020-03-01, summary: Second., verdict: {from: accurate, to: inaccurate}}
- {id: gone, kind: context, quote: Seven, body: B, status: retracted, updated: 2020-02-15}
- {id: mended, kind: correction, body: B}
"""


def catalogue(folder: Path) -> Catalogue:
    files = {
        "site.yaml": "title: T\nbase_url: https://x.example/\n",
        "content/transcripts/talk.md": TALK,
        "content/transcripts/other.md": TALK.replace("2020-01-01", "2021-01-01").replace("A talk", "B"),
        "annotations/talk.yaml": NOTES,
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    outcome = build(folder, folder / "_site", Options())
    assert outcome.diagnostics == ()
    assert outcome.plan is not None
    return outcome.plan.catalogue


def test_notes_are_newest_first_and_those_without_a_date_last(tmp_path: Path) -> None:
    notes = catalogue(tmp_path).notes
    assert [n.numbered.note.id for n in notes] == ["b", "gone", "across", "a", "mended"]


def test_speakers_know_where_they_speak_and_the_notes_on_their_words(tmp_path: Path) -> None:
    ann, bob = catalogue(tmp_path).speakers
    assert (ann.person.name, ann.url, bob.url) == ("Ann", "speakers/ann/", "speakers/bob/")
    assert [(a.transcript.url, a.turns, a.words) for a in ann.appearances] == [
        ("transcripts/other/", 2, 5),
        ("transcripts/talk/", 2, 5),
    ]
    # A note across two turns is about the words of both.
    assert [n.numbered.note.id for n in ann.notes] == ["gone", "across", "a"]
    assert [n.numbered.note.id for n in bob.notes] == ["b", "across"]


def test_spellings_of_a_topic_are_one_topic(tmp_path: Path) -> None:
    arms, budget = catalogue(tmp_path).topics
    assert (arms.id, arms.label, arms.url) == ("arms-control", "Arms control", "topics/arms-control/")
    assert len(arms.transcripts) == 2
    assert [n.numbered.note.id for n in arms.notes] == ["across", "a"]
    assert (budget.label, budget.notes) == ("Budget", ())


@given(
    st.from_regex(r"(https?|HTTP)://(www\.|a@|A)?[a-z.\-0-9]{0,6}(:8)?[/?#]?(www\.b\.c/)?", fullmatch=True)
)
@example("https://www.museum/")
@example("https://www./")
def test_a_publisher_without_a_name_is_the_host_however_it_is_written(url: str) -> None:
    host = urlsplit(url).hostname
    expected = host.removeprefix("www.") if host else None
    assert publisher_name(Source(title="T", url=url)) == expected


def test_publishers_are_those_named_else_the_host_and_one_source_is_listed_once(tmp_path: Path) -> None:
    host, sipri, unnamed = catalogue(tmp_path).publishers
    assert (host.name, host.url) == ("data.example", "sources/publishers/data-example/")
    assert (sipri.name, sipri.url) == ("SIPRI", "sources/publishers/sipri/")
    assert [len(cited.notes) for cited in sipri.sources] == [2]
    assert (unnamed.name, unnamed.url) == (None, "sources/unnamed/")
    assert [cited.source.title for cited in unnamed.sources] == ["A book"]


def test_corrections_are_revisions_retractions_and_notes_that_correct(tmp_path: Path) -> None:
    found = [
        (c.date.iso if c.date else None, c.note.numbered.note.id, c.revision.summary if c.revision else None)
        for c in catalogue(tmp_path).corrections
    ]
    assert found == [
        ("2020-03-01", "b", "Second."),
        ("2020-02-15", "gone", None),
        ("2020-02-01", "b", "First."),
        (None, "mended", None),
    ]
