"""The words of a quote on one line."""

from __future__ import annotations

_LONGEST = 160


def lemma(quote: str) -> str:
    """The words on one line, with their middle left out where they are many."""
    line = " ".join(quote.split())
    if len(line) <= _LONGEST:
        return line
    half = _LONGEST // 2
    return (
        f"{line[:half].rpartition(' ')[0] or line[:half]} … {line[-half:].partition(' ')[2] or line[-half:]}"
    )
