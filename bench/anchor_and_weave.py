"""How long a large transcript takes to read, anchor and weave, beside a bare parse of the same text.

    python -m bench.anchor_and_weave

The yardstick is markdown-it-py parsing the same Markdown in the same process; a ratio to it carries
to another machine, a number of seconds does not. At twice the size every time should double.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from markdown_it import MarkdownIt

from postil.anchoring.anchor import anchor
from postil.model.note import Selector
from postil.planning.numbering import number
from postil.reading.transcript import read_transcript
from postil.source import SourceFile
from postil.weaving.weave import weave
from tests.notes import bare_note

HEAD = "---\ntitle: T\ndate: 2026-01-01\nspeakers: {Ann: {name: Ann}, Bob: {name: Bob}}\n---\n\n"
NOTE = bare_note()
T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What the work gives, and the seconds it took: the best of three."""
    return min((_timed_once(work) for _ in range(3)), key=lambda run: run[1])


def _timed_once(work: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def measure(words: int, notes: int) -> None:
    """Print the seconds, and their ratio to the yardstick, for a transcript of so many words and notes."""
    chance = random.Random(7)  # noqa: S311 - the same words every time, no secret
    vocabulary = ["".join(chance.choices("abcdefghiklmnoprstu", k=chance.randint(2, 9))) for _ in range(8000)]
    turns = ["Ann" if i % 2 else "Bob" for i in range(words // 90)]
    body = "\n\n".join(f"{label}: {' '.join(chance.choices(vocabulary, k=90))}." for label in turns)
    file = SourceFile("content/transcripts/x.md", HEAD + body + "\n")
    _, bare = timed(lambda: MarkdownIt("commonmark").parse(body))
    transcript, reading = timed(lambda: read_transcript("x", file, {}, []))
    assert transcript is not None
    text = transcript.text
    selectors = []
    for _ in range(notes):
        start = chance.randrange(len(text) - 400)
        selectors.append(Selector(" ".join(text[start : start + chance.randint(30, 300)].split())))
    written = [replace(NOTE, id=f"n{i}", selector=selector) for i, selector in enumerate(selectors)]
    anchoring, anchored = timed(lambda: anchor(transcript, written))
    assert len(anchoring.result.annotations) == notes
    _, woven = timed(lambda: weave(transcript, number(anchoring.result.annotations), lambda link: link.href))
    sys.stdout.write(f"{words:,} words, {notes:,} notes; bare parse {bare:.2f} s\n")
    for name, seconds in (("read", reading), ("anchor", anchored), ("weave", woven)):
        sys.stdout.write(f"  {name:<7}{seconds:6.2f} s  {seconds / bare:5.2f} x the bare parse\n")


if __name__ == "__main__":
    measure(100_000, 2_500)
    measure(200_000, 5_000)
