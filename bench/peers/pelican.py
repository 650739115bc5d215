"""Pelican with its cache of what it read, and Python-Markdown's footnotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.peers.competitor import OUTPUT, Competitor, Form, Stage, Step, program
from bench.peers.footnotes import body
from bench.transcripts import Entry, Transcript

_SETTINGS = """\
SITENAME = "A generated archive"
SITEURL = ""
TIMEZONE = "UTC"
THEME = "theme"
THEME_STATIC_PATHS = []
STATIC_PATHS = []
ARTICLE_URL = "transcripts/{slug}/"
ARTICLE_SAVE_AS = "transcripts/{slug}/index.html"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
DIRECT_TEMPLATES = ["index"]
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
MARKDOWN = {"extension_configs": {"markdown.extensions.footnotes": {}}, "output_format": "html5"}
"""
_PAGE = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ article.title }}</title></head>
<body>
<main data-pagefind-body>
<h1>{{ article.title }}</h1>
<p><time>{{ article.date.date() }}</time> {{ article.speakers }}</p>
{{ article.content }}
</main>
</body>
</html>
"""
_HOME = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ SITENAME }}</title></head>
<body>
<main>
<h1>{{ SITENAME }}</h1>
<ul>
{% for article in articles -%}
<li><a href="/{{ article.url }}">{{ article.title }}</a>, {{ article.date.date() }}</li>
{% endfor -%}
</ul>
</main>
</body>
</html>
"""


def _transcript(transcript: Transcript) -> Mapping[str, str]:
    head = (
        f"Title: {transcript.title}\nDate: {transcript.date}\nSlug: {transcript.slug}\n"
        f"Speakers: {', '.join(transcript.speakers)}\n\n"
    )
    return {f"content/transcripts/{transcript.slug}.md": head + body(transcript)}


def _site(_entries: Sequence[Entry]) -> Mapping[str, str]:
    return {
        "pelicanconf.py": _SETTINGS,
        "theme/templates/article.html": _PAGE,
        "theme/templates/index.html": _HOME,
    }


def _build(home: Path) -> Step:
    command = (
        program(home, "pelican"),
        "content",
        "--output",
        OUTPUT,
        "--settings",
        "pelicanconf.py",
        "--quiet",
    )
    return Step(Stage.SITE, command)


PELICAN = Competitor(
    name="pelican",
    label="Pelican",
    form=Form(_transcript, _site),
    build=_build,
    version=lambda home: (program(home, "pelican"), "--version"),
    kept=("cache", "__pycache__"),
)
