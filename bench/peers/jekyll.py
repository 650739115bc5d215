"""Jekyll, in its incremental mode, with kramdown's footnotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.peers.competitor import OUTPUT, Competitor, Form, Stage, Step
from bench.peers.footnotes import body, front_matter
from bench.transcripts import Entry, Transcript

# Pagefind's folder is kept: Pagefind is quicker over its earlier index.
_SETTINGS = """\
title: A generated archive
incremental: true
quiet: true
keep_files: [pagefind]
collections:
  transcripts: {output: true, permalink: "/transcripts/:name/"}
defaults:
  - scope: {path: "", type: transcripts}
    values: {layout: transcript}
"""
_PAGE = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ page.title }}</title></head>
<body>
<main data-pagefind-body>
<h1>{{ page.title }}</h1>
<p><time>{{ page.date | date: "%Y-%m-%d" }}</time> {{ page.speakers | join: ", " }}</p>
{{ content }}
</main>
</body>
</html>
"""
_HOME = """\
---
---
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ site.title }}</title></head>
<body>
<main>
<h1>{{ site.title }}</h1>
<ul>
{% assign newest = site.transcripts | sort: "date" | reverse -%}
{% for item in newest -%}
<li><a href="{{ item.url }}">{{ item.title }}</a>, {{ item.date | date: "%Y-%m-%d" }}</li>
{% endfor -%}
</ul>
</main>
</body>
</html>
"""


def _transcript(transcript: Transcript) -> Mapping[str, str]:
    return {f"_transcripts/{transcript.slug}.md": front_matter(transcript) + body(transcript)}


def _site(_entries: Sequence[Entry]) -> Mapping[str, str]:
    return {"_config.yml": _SETTINGS, "_layouts/transcript.html": _PAGE, "index.html": _HOME}


def _build(_home: Path) -> Step:
    return Step(Stage.SITE, ("jekyll", "build", "--destination", OUTPUT))


JEKYLL = Competitor(
    name="jekyll",
    label="Jekyll",
    form=Form(_transcript, _site),
    build=_build,
    version=lambda _home: ("jekyll", "--version"),
    kept=(".jekyll-cache", ".jekyll-metadata"),
)
