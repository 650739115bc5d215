"""Made-up sites whose editions are judged: one holds all that a text and a note may hold, one is hostile."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from postil.pipeline import Options, build
from tests.building.folders import write_files

HOSTILE = "a <script>alert(1)</script> & \"b\" 'c' ]]> &#12; &#27; {d} 100% $e$ #f _g_ ~h^ \\i"
"""Every character that means something to one of the formats, and two that XML can hold in no way."""

TRANSCRIPT = """---
title: "Talks & <b>treaties</b>"
date: 2020-12-30
summary: A made-up hearing.
place: Geneva
event: Hearing
topics: [Arms control]
speakers: {Q: {name: "The Reporter & Co"}, A: {name: Ann Lee, role: Minister}}
source: {title: Original, publisher: Archive, url: "https://example.org/?a=1&b=2", retrieved: 2026-01-02}
license: {name: CC BY 4.0, url: https://creativecommons.org/licenses/by/4.0/}
media: {audio: https://example.org/a.mp3}
---

Before anybody speaks, see [the second turn](#t2) and [the note](#note-inner).

# Opening

[00:00:05] Q: How *long* does the **treaty** last? See [the `first` one](https://example.org/x).

(Laughter.)

And `code` to end.

## Details

A (01:02.500): It expires **next February**, as

1. everybody *knows*,
2. and some <deny>. \\
   So it is.

| Year | Number |
|------|-------:|
| 2019 | 12 & 3 |

    code   block
      here

![A map](map.png) Words.

[00:02:00] Later words.

## An aside

> A quoted line.

# Closing

Q: Thank you.

[The end.]
"""

NOTES = """
- {id: whole, kind: context, body: "On all of it. See [turn 1](#t1)."}
- id: outer
  kind: fact-check
  quote: expires next February, as everybody knows
  verdict: accurate
  title: On & on
  claim: It "expires".
  body: |
    It was <signed> for *ten* years, **see** [elsewhere](https://example.org/?a=1&b=2),
    `code`, [about](/about/):

    - one
    - two

    > quoted

    | a | b |
    |---|---|
    | 1 | 2 |
  sources:
    - title: The & treaty
      publisher: P
      url: https://example.org/t?x=1&y=2
      date: 2010-04
      accessed: 2026-01-01
      archived: https://example.org/copy
      quote: ten < eleven
    - {title: A book}
  topics: [Arms control]
  authors: [jdoe, Somebody Else]
  created: 2026-11-24
  updated: 2026-11-25
  revisions: [{date: 2026-11-26, summary: Put right & clear., verdict: {from: misleading, to: accurate}}]
- {id: inner, kind: context, quote: next February, body: B.}
- {id: same, kind: context, quote: next February, body: Same words.}
- {id: crossing, kind: context, quote: "everybody knows […] code block here", body: Crosses blocks.}
- {id: turns, kind: context, quote: to end. Details It expires, body: Crosses turns.}
- {id: in-code, kind: context, quote: code to, turn: 1, body: In code.}
- {id: in-link, kind: context, quote: first, turn: 1, body: In a link.}
- {id: head, kind: context, quote: Closing, body: A heading.}
- {id: incident, kind: context, quote: Laughter, body: An incident., status: retracted}
- {id: hidden, kind: context, quote: Later, body: A draft., status: draft}
"""

SITE: Mapping[str, str] = {
    "site.yaml": "title: Talks & more\nbase_url: https://example.org/archive/\n"
    "publisher: {name: The Archive}\nlicense: {name: CC0, url: https://example.org/cc0}\n",
    "content/transcripts/2020/talk.md": TRANSCRIPT,
    "content/transcripts/2020/map.png": "not really a picture",
    "content/pages/about.md": "---\ntitle: About\n---\nWho we are.\n",
    "content/contributors.yaml": "jdoe: {name: Jane Doe}\n",
    "annotations/2020/talk.yaml": NOTES,
}
"""A site with one transcript that has everything."""

_QUOTED = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')

HOSTILE_SITE: Mapping[str, str] = {
    "site.yaml": f'title: "{_QUOTED}"\nbase_url: https://example.org/\npublisher: {{name: "{_QUOTED}"}}\n',
    "content/transcripts/2020/talk.md": f'---\ntitle: "{_QUOTED}"\ndate: 2020-01-01\nsummary: "{_QUOTED}"\n'
    f'speakers: {{Q: {{name: "{_QUOTED}", role: "{_QUOTED}"}}}}\nsource: {{title: "{_QUOTED}"}}\n'
    f'topics: ["{_QUOTED}"]\nplace: "{_QUOTED}"\n---\n\n# {HOSTILE}\n\nQ: {HOSTILE}\n',
    "annotations/2020/talk.yaml": f'- {{id: n, kind: context, quote: alert, turn: 1, title: "{_QUOTED}",'
    f' claim: "{_QUOTED}", body: "{_QUOTED}", sources: [{{title: "{_QUOTED}", quote: "{_QUOTED}"}}],'
    f' authors: ["{_QUOTED}"]}}\n',
}
"""A site in which every text is as bad as can be."""

TALK = "_site/transcripts/2020/talk/"


def built(folder: Path, files: Mapping[str, str]) -> Path:
    """Build a site in a folder, without an error; the folder."""
    write_files(folder, files)
    found = [d for d in build(folder, folder / "_site", Options()).diagnostics if d.code != "suspicious-text"]
    assert found == []
    return folder
