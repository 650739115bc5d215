"""How far the work is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a stage: ``done`` of ``total`` things, where there is something to count."""

    stage: str
    done: int = 0
    total: int = 0


Progress = Callable[[Step], None]
"""Is told of each step, as it is done."""

Explain = Callable[[str, str], None]
"""Is told what is made again, and why."""


def unheard(*_: object) -> None:
    """For those who want to be told nothing."""
