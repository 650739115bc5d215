"""What a person sees of a long build: how far it is, how long it will take, where the time went."""

from __future__ import annotations

import sys
from time import monotonic

import click

from postil.model.progress import Step

_OFTEN = 0.1  # seconds between two states of the line on a terminal
_SELDOM = 10.0  # seconds between two lines elsewhere, such as in the log of a CI job
_SURE = 1.0  # seconds of a stage after which the time it has left can be told


class ProgressLine:
    """One line on a terminal, which the next state replaces; elsewhere a line now and then."""

    def __init__(self) -> None:
        self._is_terminal = sys.stderr.isatty()
        self._began = self._stage_began = self._shown = monotonic()
        self._stage: str | None = None
        self.stages: dict[str, float] = {}
        """The seconds that each stage took."""

    def __call__(self, step: Step) -> None:
        """Show a step, unless another was shown just before."""
        now = monotonic()
        if self._stage is None:
            self._shown = now
        if step.stage != self._stage:
            self._end(now)
            self._stage, self._stage_began = step.stage, now
            is_due = self._is_terminal
        else:
            is_due = now - self._shown >= (_OFTEN if self._is_terminal else _SELDOM)
        if is_due:
            self._shown = now
            text = self._text(step, now)
            click.echo(f"\r\033[K{text} …" if self._is_terminal else text, nl=not self._is_terminal, err=True)

    def clear(self) -> None:
        """Take the line away: the last stage is done."""
        self._end(monotonic())
        if self._is_terminal:
            click.echo("\r\033[K", nl=False, err=True)

    def timings(self) -> str:
        """The stages by the time they took, and the whole."""
        whole = monotonic() - self._began
        rows = [*self.stages.items(), ("the rest", whole - sum(self.stages.values())), ("in all", whole)]
        return "\n".join(f"{seconds:9.2f} s  {stage}" for stage, seconds in rows)

    def _end(self, now: float) -> None:
        if self._stage is not None:
            self.stages[self._stage] = self.stages.get(self._stage, 0.0) + now - self._stage_began
            self._stage = None

    def _text(self, step: Step, now: float) -> str:
        if not step.total:
            return step.stage
        text = f"{step.stage}: {step.done:,} of {step.total:,}"
        passed = now - self._stage_began
        if passed < _SURE or not step.done:
            return text
        left = passed / step.done * (step.total - step.done)
        return f"{text}, {_lasting(left)} left"


def _lasting(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
