"""A made-up site whose notes are in every state, and what a build makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from postil import pipeline
from tests.building.folders import contents, write_files

BASE = "https://x.example/archive/"
PAGE = f"{BASE}transcripts/2020/talk/"

SITE = """\
title: Talks & words
tagline: Checked.
base_url: https://x.example/archive
license: {name: CC BY 4.0, url: 'https://creativecommons.org/licenses/by/4.0/'}
publisher: {name: The Checkers, url: 'https://checkers.example/'}
"""

TRANSCRIPT = """\
---
title: A talk
date: 2020-12-30
speakers: {Q: {name: The Reporter}, A: {name: Ann Lee, role: Minister, url: 'https://lee.example/'}}
source: {title: The record, url: 'https://record.example/1', published: 2020-12-31, retrieved: 2021-02-01}
---

Q (00:00:05): How long does it last?

A (00:01:02): It expires next February. We have ten of them, and -5 more.
"""

NOTES = """\
- id: whole
  kind: context
  body: On all of it, see [the talk](talk.md#t2) and <script>alert(1)</script>.
- id: expiry
  kind: fact-check
  quote: expires next February
  verdict: accurate
  claim: 'It expires in February 2021 </script><script>alert(1)</script>.'
  body: |
    *Right*, by the [treaty](https://treaty.example/).

    - And
    - more.
  sources: [{title: The treaty, publisher: U & N, url: 'https://treaty.example/', date: 2010-04}]
  topics: [Arms control, '"quoted", and; so']
  authors: [jdoe, Bo Ek]
  created: 2021-01-01
  updated: 2021-01-03T10:00+02:00
  review_by: 2030-01-01
  revisions:
    - {date: 2021-01-02, summary: The date was wrong., verdict: {from: inaccurate, to: accurate}}
    - {date: 2021-01-02, summary: A source was added.}
- id: gone
  kind: fact-check
  quote: ten of them
  verdict: inaccurate
  claim: There are ten.
  title: "=1+1"
  body: "-5 is not ten."
  sources: [{title: A count}]
  created: 2021-01-01
  status: retracted
  revisions: [{date: 2021-03-01, summary: There are ten after all.}]
- id: unrated
  kind: fact-check
  quote: -5 more
  verdict: unverifiable
  claim: C
  body: B
  sources: [{title: S}]
- id: unclaimed
  kind: fact-check
  quote: last? It expires
  verdict: disputed
  body: B
  sources: [{title: S}]
- {id: mended, kind: correction, quote: more, body: It said less., created: 2021-02-02}
- id: draft
  kind: fact-check
  quote: We have
  verdict: accurate
  claim: C
  body: B
  sources: [{title: S}]
  status: draft
"""

FILES: Mapping[str, str] = {
    "site.yaml": SITE,
    "content/contributors.yaml": "jdoe: {name: Jane Doe, url: 'https://doe.example/'}\n",
    "content/pages/about.md": "---\ntitle: About\naliases: [/old/]\n---\nText.\n",
    "content/transcripts/2020/talk.md": TRANSCRIPT,
    "annotations/2020/talk.yaml": NOTES,
}


def built(
    folder: Path, changed: Mapping[str, str] | None = None, *, drafts: bool = False
) -> dict[str, bytes]:
    """Every file of the built site by its path, with some source files changed."""
    site = write_files(folder / "site", {**FILES, **(changed or {})})
    outcome = pipeline.build(site, folder / "built", pipeline.Options(drafts=drafts))
    assert outcome.diagnostics == ()
    return contents(folder / "built")
