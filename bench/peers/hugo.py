"""Hugo: its own Markdown has footnotes; everything but pages and the list is switched off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.peers.competitor import OUTPUT, Competitor, Form, Stage, Step, packaged
from bench.peers.footnotes import body, front_matter
from bench.transcripts import Entry, Transcript

_SETTINGS = """\
baseURL = "https://example.org/"
title = "A generated archive"
disableKinds = ["taxonomy", "term", "section", "rss", "sitemap", "robotstxt", "404"]
"""
_PAGE = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body>
<main data-pagefind-body>
<h1>{{ .Title }}</h1>
<p><time>{{ .Date.Format "2006-01-02" }}</time> {{ delimit .Params.speakers ", " }}</p>
{{ .Content }}
</main>
</body>
</html>
"""
_HOME = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body>
<main>
<h1>{{ .Title }}</h1>
<ul>
{{ range .Site.RegularPages.ByDate.Reverse -}}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>, {{ .Date.Format "2006-01-02" }}</li>
{{ end -}}
</ul>
</main>
</body>
</html>
"""


def _transcript(transcript: Transcript) -> Mapping[str, str]:
    return {f"content/transcripts/{transcript.slug}.md": front_matter(transcript) + body(transcript)}


def _site(_entries: Sequence[Entry]) -> Mapping[str, str]:
    return {"hugo.toml": _SETTINGS, "layouts/page.html": _PAGE, "layouts/home.html": _HOME}


def _program(home: Path) -> str:
    return packaged(home, "hugo/binaries/hugo*")


def _build(home: Path) -> Step:
    return Step(Stage.SITE, (_program(home), "--destination", OUTPUT, "--quiet"))


HUGO = Competitor(
    name="hugo",
    label="Hugo",
    form=Form(_transcript, _site),
    build=_build,
    version=lambda home: (_program(home), "version"),
    kept=("resources", ".hugo_build.lock"),
)
