"""MkDocs with the theme Material and its own search, by year, so that its navigation can be pruned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.peers.competitor import OUTPUT, Competitor, Form, Search, Stage, Step, program
from bench.peers.footnotes import body, front_matter, links
from bench.transcripts import Entry, Transcript

# `--dirty` is not measured: it leaves the search and the neighbours as they were.
_SETTINGS = """\
site_name: A generated archive
site_url: https://example.org/
site_dir: out
theme: {name: material, font: false, features: [navigation.prune]}
plugins: [search]
markdown_extensions: [footnotes]
"""


def _transcript(transcript: Transcript) -> Mapping[str, str]:
    text = f"{front_matter(transcript)}# {transcript.title}\n\n{body(transcript)}"
    return {f"docs/{transcript.year}/{transcript.slug}.md": text}


def _site(entries: Sequence[Entry]) -> Mapping[str, str]:
    return {"mkdocs.yml": _SETTINGS, "docs/index.md": "# A generated archive\n\n" + links(entries)}


def _build(home: Path) -> Step:
    return Step(Stage.SITE, (program(home, "mkdocs"), "build", "--quiet", "--site-dir", OUTPUT))


MKDOCS = Competitor(
    name="mkdocs",
    label="MkDocs Material",
    form=Form(_transcript, _site),
    build=_build,
    version=lambda home: (program(home, "python"), "-m", "pip", "show", "mkdocs-material"),
    search=Search.OWN,
    page=lambda entry: f"{entry.year}/{entry.slug}/index.html",
    index="search/search_index.json",
)
