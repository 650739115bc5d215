"""Folders of files: a site to build, what stands in a folder, and the program run as users run it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The checkout: where build.py is."""

BUILD = [sys.executable, str(ROOT / "build.py")]
"""The command ``python build.py``, from any folder."""

TRANSCRIPT = """\
---
title: A talk about treaties
date: 2020-12-30
speakers: {Q: {name: The Reporter}, A: {name: Ann Lee, role: Minister}}
---

Q: How long does the treaty last?

A: It expires **next February**, as everybody knows.

[Applause.]

A: We shall see.
"""

NOTE = """\
- id: treaty-expiry
  kind: fact-check
  quote: expires next February
  verdict: accurate
  claim: The treaty expires in February 2021.
  body: It was signed for *ten* years.
  sources: [{title: The treaty, url: https://example.org/treaty, date: 2010-04}]
  created: 2026-11-24
"""

SITE_YAML = "title: Talks\nbase_url: https://example.org/archive/\n"

SMALL_SITE: Mapping[str, str] = {
    "site.yaml": SITE_YAML,
    "content/transcripts/2020/talk.md": TRANSCRIPT,
    "content/pages/about.md": "---\ntitle: About\n---\nWho we are, [a talk](../transcripts/2020/talk.md).\n",
    "content/pages/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>\n",
    "annotations/2020/talk.yaml": NOTE,
}
"""A site with one transcript, one note, one page and one copied file."""


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files by their path below a folder; the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def run(*arguments: str | Path, folder: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run ``python build.py`` with the arguments in a folder, with environment variables on top."""
    return subprocess.run(
        [*BUILD, *map(str, arguments)],
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
