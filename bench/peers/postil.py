"""Postil itself, in several settings."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bench.peers.competitor import OUTPUT, Competitor, Form, Search, Stage, Step
from bench.peers.footnotes import quoted
from bench.transcripts import Entry, Note, Transcript
from postil.cli.options import CACHE

_PROGRAM = Path(__file__).parent.parent.parent / "build.py"


def _transcript(transcript: Transcript) -> Mapping[str, str]:
    path = f"{transcript.year}/{transcript.slug}"
    speakers = "".join(f"  {quoted(name)}: {{name: {quoted(name)}}}\n" for name in transcript.speakers)
    text = [f"---\ntitle: {quoted(transcript.title)}\ndate: {transcript.date}\nspeakers:\n{speakers}---\n"]
    for turn in transcript.turns:
        if turn.heading:
            text.append(f"## {turn.heading}\n")
        text.append(f"[{turn.time}] {turn.speaker}: {' '.join(turn.words)}\n")
    return {
        f"content/transcripts/{path}.md": "\n".join(text),
        f"annotations/{path}.yaml": "".join(map(_note, transcript.notes)),
    }


def _note(note: Note) -> str:
    claim = note.quote[0].upper() + note.quote[1:] + "."
    verdict = f"  verdict: {note.verdict}\n  claim: {quoted(claim)}\n" if note.verdict else ""
    sources = "".join(
        f"  - {{title: {quoted(source.title)}, url: {quoted(source.url)}, date: {source.date}}}\n"
        for source in note.sources
    )
    return (
        f"- id: {note.id}\n  kind: {note.kind}\n  quote: {quoted(note.quote)}\n{verdict}"
        f"  body: |\n    {note.body}\n  sources:\n{sources}  status: published\n"
    )


def _site(settings: str) -> Callable[[Sequence[Entry]], Mapping[str, str]]:
    text = f"title: A generated archive\nbase_url: https://example.org/\n{settings}"
    return lambda _entries: {"site.yaml": text}


def _postil(name: str, label: str, settings: str, search: Search = Search.OWN, *more: str) -> Competitor:
    command = (sys.executable, str(_PROGRAM), "build", "--site", ".", "--output", OUTPUT, *more)
    return Competitor(
        name=name,
        label=label,
        form=Form(_transcript, _site(settings)),
        build=lambda _home: Step(Stage.SITE, command),
        version=lambda _home: (sys.executable, str(_PROGRAM), "--version"),
        search=search,
        kept=(CACHE,),
        page=lambda entry: f"transcripts/{entry.year}/{entry.slug}/index.html",
        index="pagefind",
    )


_BARE = "note_pages: none\n"  # as no peer has any

POSTIL = _postil("postil", "Postil", _BARE)
POSTIL_TEN = _postil("postil-ten", "Postil, ten shards", _BARE + "search_shards: 10\n")
POSTIL_UNSEARCHED = _postil("postil-unsearched", "Postil", _BARE, Search.NONE, "--no-search")
POSTIL_NOTE_PAGES = _postil("postil-note-pages", "Postil, a page a note", "")
