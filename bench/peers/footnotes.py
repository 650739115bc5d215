"""A transcript in the Markdown of all peers: turns as paragraphs, notes as footnotes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from bench.transcripts import Entry, Note, Transcript, Turn


def quoted(text: str) -> str:
    """A string as YAML and JavaScript take it."""
    return json.dumps(text, ensure_ascii=False)


def front_matter(transcript: Transcript) -> str:
    """Title, date and speakers in YAML."""
    speakers = "".join(f"  - {quoted(speaker)}\n" for speaker in transcript.speakers)
    return f"---\ntitle: {quoted(transcript.title)}\ndate: {transcript.date}\nspeakers:\n{speakers}---\n\n"


def body(transcript: Transcript) -> str:
    """The turns, and below them the notes with their sources."""
    return "\n".join([*_turns(transcript), *map(_footnote, transcript.notes)])


def links(entries: Iterable[Entry]) -> str:
    """A list of transcripts by year, the newest first."""
    newest = sorted(entries, key=lambda entry: (entry.date, entry.slug), reverse=True)
    return "".join(f"- [{entry.title}]({entry.year}/{entry.slug}.md), {entry.date}\n" for entry in newest)


def _turns(transcript: Transcript) -> Iterator[str]:
    for turn in transcript.turns:
        if turn.heading:
            yield f"## {turn.heading}\n"
        yield f"**{turn.speaker}** ({turn.time}): {_words(turn)}\n"


def _words(turn: Turn) -> str:
    words = [*turn.words]
    if turn.note:
        last = words[turn.note.last]
        bare = last.rstrip(".,?!")
        words[turn.note.last] = f"{bare}[^{turn.note.id}]{last[len(bare) :]}"
    return " ".join(words)


def _footnote(note: Note) -> str:
    label = f"Fact-check: {note.verdict.replace('-', ' ')}" if note.verdict else "Context"
    sources = "; ".join(f"[{source.title}]({source.url}) ({source.date})" for source in note.sources)
    return f"[^{note.id}]: **{label}.** {note.body}\n\n    Sources: {sources}\n"
