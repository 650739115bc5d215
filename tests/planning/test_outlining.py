"""The outline of a transcript: what the rest of the site goes by."""

from __future__ import annotations

from pathlib import Path

from postil.building.tree import SiteFolder
from postil.diagnostics import Diagnostic
from postil.model.outline import Spoken
from postil.pipeline import read_site
from postil.planning.outlining import outline
from tests.building.folders import write_files

TALK = """\
---
title: A talk
date: 2020-12-30
speakers: {Q: {name: The Reporter}, A: {name: Ann Lee}}
---

## The treaty

Q: How long?

A: Until *next* February, see [there](#t1) and [there](https://x.example/).

[Applause.]

A: We shall see.
"""

NOTES = """\
- {id: across, kind: context, quote: long? […] next, turn: 1, body: No place.}
- {id: february, kind: context, quote: next February, body: "On [the turn](#t1)."}
- {id: whole, kind: context, body: On all.}
- {id: both, kind: context, quote: "How long?\\nUntil next", body: Both.}
"""


def test_it_has_what_lists_and_links_need_and_no_words(tmp_path: Path) -> None:
    site = write_files(
        tmp_path,
        {
            "site.yaml": "title: T\nbase_url: https://x.example/\n",
            "content/transcripts/talk.md": TALK,
            "annotations/talk.yaml": NOTES.split("\n", 1)[1],
        },
    )
    problems: list[Diagnostic] = []
    (anchored,) = read_site(SiteFolder(site), problems).transcripts
    assert problems == []
    found = outline(anchored)
    text = anchored.transcript.text
    assert (found.description.title, found.words, found.length) == ("A talk", len(text.split()), len(text))
    assert found.spoken == {"the-reporter": Spoken(1, 2), "ann-lee": Spoken(2, 10)}
    assert [text[start:].split()[0] for start in found.turn_starts] == ["How", "Until", "We"]
    assert found.headings == ("h-the-treaty",)
    assert [link.href for link in found.links] == ["#t1"], "of links, those within the site"
    notes = {one.note.id: one for one in found.notes}
    assert {id: one.speakers for id, one in notes.items()} == {
        "february": ("ann-lee",),
        "whole": (),
        "both": ("the-reporter", "ann-lee"),
    }
    assert {id: [link.href for link in one.links] for id, one in notes.items()} == {
        "february": ["#t1"],
        "whole": [],
        "both": [],
    }
    place = notes["february"].range
    assert place is not None
    assert text[place.start : place.end] == "next February"
    assert notes["whole"].range is None
    span = notes["february"].spans["id"]
    assert (span.path, span.line) == ("annotations/talk.yaml", 1)
    assert not hasattr(notes["february"].note, "body")
