"""Eleventy, with markdown-it-footnote; Markdown is read without a template language, as it can be fastest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.peers.competitor import OUTPUT, Competitor, Form, Stage, Step
from bench.peers.footnotes import body, front_matter
from bench.transcripts import Entry, Transcript

# CommonJS: by NODE_PATH it finds what is installed elsewhere.
_SETTINGS = """\
module.exports = (config) => {
  config.amendLibrary("md", (markdown) => markdown.use(require("markdown-it-footnote")));
  config.setQuietMode(true);
  return { markdownTemplateEngine: false, htmlTemplateEngine: "njk", dir: { output: "out" } };
};
"""
_DATA = """\
module.exports = {
  layout: "transcript.njk",
  tags: "transcripts",
  permalink: (data) => `transcripts/${data.page.fileSlug}/index.html`,
};
"""
_PAGE = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ title }}</title></head>
<body>
<main data-pagefind-body>
<h1>{{ title }}</h1>
<p><time>{{ page.date.toISOString().slice(0, 10) }}</time> {{ speakers | join(", ") }}</p>
{{ content | safe }}
</main>
</body>
</html>
"""
_HOME = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>A generated archive</title></head>
<body>
<main>
<h1>A generated archive</h1>
<ul>
{% for item in collections.transcripts | reverse -%}
<li><a href="{{ item.url }}">{{ item.data.title }}</a>, {{ item.date.toISOString().slice(0, 10) }}</li>
{% endfor -%}
</ul>
</main>
</body>
</html>
"""


def _transcript(transcript: Transcript) -> Mapping[str, str]:
    return {f"transcripts/{transcript.slug}.md": front_matter(transcript) + body(transcript)}


def _site(_entries: Sequence[Entry]) -> Mapping[str, str]:
    return {
        "eleventy.config.cjs": _SETTINGS,
        "transcripts/transcripts.11tydata.cjs": _DATA,
        "_includes/transcript.njk": _PAGE,
        "index.njk": _HOME,
    }


def _command(home: Path) -> tuple[str, ...]:
    return "node", str(home / "node/node_modules/@11ty/eleventy/cmd.cjs")


def _build(home: Path) -> Step:
    return Step(
        Stage.SITE, (*_command(home), f"--output={OUTPUT}"), {"NODE_PATH": str(home / "node/node_modules")}
    )


ELEVENTY = Competitor(
    name="eleventy",
    label="Eleventy",
    form=Form(_transcript, _site),
    build=_build,
    version=lambda home: (*_command(home), "--version"),
    kept=(".cache",),
)
