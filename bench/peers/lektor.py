"""Lektor, whose builds are incremental by themselves; its Markdown has footnotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.peers.competitor import OUTPUT, Competitor, Form, Stage, Step, program
from bench.peers.footnotes import body
from bench.transcripts import Entry, Transcript

_ROOT_MODEL = """\
[model]
name = Home
label = {{ this.title }}

[fields.title]
label = Title
type = string
"""
_LIST_MODEL = """\
[model]
name = Transcripts
label = {{ this.title }}

[children]
model = transcript
order_by = -pub_date

[fields.title]
label = Title
type = string
"""
_TRANSCRIPT_MODEL = """\
[model]
name = Transcript
label = {{ this.title }}

[fields.title]
label = Title
type = string

[fields.pub_date]
label = Date
type = date

[fields.speakers]
label = Speakers
type = string

[fields.body]
label = Body
type = markdown
"""
_PAGE = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ this.title }}</title></head>
<body>
<main data-pagefind-body>
<h1>{{ this.title }}</h1>
<p><time>{{ this.pub_date }}</time> {{ this.speakers }}</p>
{{ this.body }}
</main>
</body>
</html>
"""
_HOME = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ this.title }}</title></head>
<body>
<main>
<h1>{{ this.title }}</h1>
<ul>
{% for item in this.children -%}
<li><a href="{{ item|url }}">{{ item.title }}</a>, {{ item.pub_date }}</li>
{% endfor -%}
</ul>
</main>
</body>
</html>
"""
_FRONT = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ this.title }}</title></head>
<body><a href="transcripts/">Transcripts</a></body>
</html>
"""


def _transcript(transcript: Transcript) -> Mapping[str, str]:
    text = (
        f"title: {transcript.title}\n---\npub_date: {transcript.date}\n---\n"
        f"speakers: {', '.join(transcript.speakers)}\n---\nbody:\n\n{body(transcript)}"
    )
    return {f"content/transcripts/{transcript.slug}/contents.lr": text}


def _site(_entries: Sequence[Entry]) -> Mapping[str, str]:
    return {
        "archive.lektorproject": "[project]\nname = A generated archive\nurl = https://example.org/\n",
        "models/home.ini": _ROOT_MODEL,
        "models/transcripts.ini": _LIST_MODEL,
        "models/transcript.ini": _TRANSCRIPT_MODEL,
        "content/contents.lr": "_model: home\n---\ntitle: A generated archive\n",
        "content/transcripts/contents.lr": "_model: transcripts\n---\ntitle: Transcripts\n",
        "templates/home.html": _FRONT,
        "templates/transcripts.html": _HOME,
        "templates/transcript.html": _PAGE,
    }


def _build(home: Path) -> Step:
    return Step(Stage.SITE, (program(home, "lektor"), "build", "--output-path", OUTPUT))


LEKTOR = Competitor(
    name="lektor",
    label="Lektor",
    form=Form(_transcript, _site),
    build=_build,
    version=lambda home: (program(home, "lektor"), "--version"),
)
