"""What the site publishes for other programs is imported again."""

from __future__ import annotations

from pathlib import Path

import pytest

from postil.building.tree import SiteFolder
from postil.pipeline import read_site
from tests.conftest import MakeSite, Postil

TALK = """\
---
title: A talk about treaties
date: 2020-12-30
speakers: {Q: {name: The Reporter}, A: {name: "Ann Lee & Sons"}}
---

[00:00:01] Q: How long does it last?

[00:00:02.500] A: It expires < 2022, *as* everybody knows.

[00:01:00] Well, nearly everybody.

[00:01:05] [Applause.]

[01:00:00] Q: And then?
"""


@pytest.fixture
def site(make_site: MakeSite) -> Path:
    return make_site({"content/transcripts/2020/talk.md": TALK, "annotations/2020/talk.yaml": ""})


def test_a_transcript_comes_back_from_its_captions(site: Path, postil: Postil) -> None:
    assert postil("build", "--site", site, "--no-search").status == 0
    captions = site / "_site/transcripts/2020/talk/transcript.vtt"
    answer = postil("import", captions, "--site", site, "--title", "Again", "--date", "2020-12-30")
    assert (answer.status, answer.err) == (0, "")
    read = {one.transcript.path: one.transcript for one in read_site(SiteFolder(site), []).transcripts}
    talk, again = read["2020/talk"], read["2020/again"]
    # Captions know no paragraphs: the words are the same, and so are the places of all quotes.
    assert again.text.split() == talk.text.split()
    assert [(t.timecode, talk.people[t.speaker].name) for t in talk.turns] == [
        ("00:00:01", "The Reporter"),
        ("00:00:02.500", "Ann Lee & Sons"),
        ("01:00:00", "The Reporter"),
    ]
    assert [(t.timecode, again.people[t.speaker].name) for t in again.turns] == [
        (t.timecode, talk.people[t.speaker].name) for t in talk.turns
    ]
