"""A page with more notes than any reader will meet."""

from __future__ import annotations

VERDICTS = [
    "accurate",
    "mostly-accurate",
    "missing-context",
    "disputed",
    "misleading",
    "inaccurate",
    "unverifiable",
]
TALK = "transcripts/2026/talk/"


def dense_site() -> dict[str, str]:
    """2,000 words with 60 notes, a dozen of them in one paragraph, some overlapping."""
    turns, notes = [], []
    number = 0
    for turn in range(20):
        words = [f"w{turn}x{i}" for i in range(100)]
        turns.append(f"{'AB'[turn % 2]}: {' '.join(words)}.")
        for index in range(12 if turn == 7 else 3 if turn < 11 else 2):
            start = index * 7
            quote = " ".join(words[start : start + (12 if index % 3 == 0 else 4)])
            verdict = VERDICTS[number % len(VERDICTS)]
            notes.append(
                f"- id: note-{number}\n  kind: fact-check\n  verdict: {verdict}\n  quote: {quote}\n"
                f"  title: What note {number} says in a title of some length\n  claim: A claim.\n"
                f"  body: |\n    {'Some words of a body. ' * 12}\n  sources: [{{title: A source}}]\n"
            )
            number += 1
    head = "---\ntitle: A dense talk\ndate: 2026-01-01\nspeakers: {A: {name: Ann}, B: {name: Bob}}\n---\n\n"
    assert number == 60
    return {
        "site.yaml": "title: Dense\nbase_url: https://example.org/archive/\n",
        "content/transcripts/2026/talk.md": head + "\n\n".join(turns) + "\n",
        "annotations/2026/talk.yaml": "".join(notes),
    }
