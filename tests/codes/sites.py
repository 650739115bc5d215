"""Small whole sites in a folder, with the place of each expected diagnostic marked in the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from postil.diagnostics import Code, Diagnostic
from postil.pipeline import Options, check

Files = Mapping[str, str | bytes]
Place = tuple[str, int, int, int, int]
"""Path, line, column, end line, end column."""

TALK = "content/transcripts/2020/talk.md"
NOTES = "annotations/2020/talk.yaml"
SPEAKERS = "content/speakers.yaml"
CONTRIBUTORS = "content/contributors.yaml"
ABOUT = "content/pages/about.md"
SITE = "site.yaml"

GOOD: Mapping[str, str] = {
    SITE: "title: The Record\nbase_url: https://example.org/archive/\n",
    SPEAKERS: "lavrov: {name: Sergey Lavrov}\nhost: {name: Our Host}\n",
    CONTRIBUTORS: "jdoe: {name: Jane Doe}\n",
    TALK: """\
---
title: A talk in Moscow
date: 2020-06-01
speakers:
  Question: host
  Sergey Lavrov: lavrov
---

Question: When does the treaty end?

**Sergey Lavrov:** Let me remind everyone that it expires next February.
We said so, we said so often.
""",
    NOTES: """\
- id: new-start-expiry
  kind: fact-check
  quote: it expires next February
  verdict: accurate
  body: |
    Signed in 2010, for ten years.
  sources:
    - {title: The treaty, url: https://example.org/treaty}
  authors: [jdoe]
  review_by: 2027-11-24
""",
    ABOUT: "---\ntitle: About\n---\n\nSee [the talk](../transcripts/2020/talk.md#t2).\n",
}
"""A site with nothing wrong in it."""

OPENS, CLOSES = "⟦", "⟧"


def edited(path: str, old: str, new: str) -> dict[str, str]:
    """A file of the good site with one thing changed, once."""
    assert GOOD[path].count(old) == 1, f"{old!r} is not once in {path}"
    return {path: GOOD[path].replace(old, new)}


def write(folder: Path, files: Files) -> None:
    """The good site with some files put over it; marks are left out."""
    for path, content in {**GOOD, **files}.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        plain = (
            content.replace(OPENS, "").replace(CLOSES, "").encode() if isinstance(content, str) else content
        )
        target.write_bytes(plain)


def found(folder: Path, files: Files) -> tuple[Diagnostic, ...]:
    """What a check of the good site with these files put over it reports."""
    write(folder, files)
    return check(folder, Options(drafts=True, today="2026-11-24")).diagnostics


def marked(files: Files) -> list[Place]:
    """The places between the marks, by path and position."""
    places = []
    for path, content in files.items():
        pieces = re.split(f"[{OPENS}{CLOSES}]", content) if isinstance(content, str) else []
        for index in range(1, len(pieces), 2):
            before = "".join(pieces[:index])
            places.append((path, *_position(before), *_position(before + pieces[index])))
    return sorted(places)


def _position(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def place(diagnostic: Diagnostic) -> Place:
    """Where a diagnostic points."""
    span = diagnostic.span
    return span.path, span.line, span.column, span.end_line, span.end_column


def places(diagnostics: tuple[Diagnostic, ...]) -> list[tuple[Code, Place]]:
    """The codes and places of diagnostics."""
    return [(d.code, place(d)) for d in diagnostics]
