"""What was measured, as JSON keeps it: a session a size, each with its date, machine and versions."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from bench.peers.competitor import Stage
from bench.peers.measuring import Cost


class Build(StrEnum):
    """What had changed since the build before."""

    COLD = "cold"  # there was none
    UNCHANGED = "unchanged"
    EDIT = "edit"  # a few words of one note


@dataclass(frozen=True)
class Run:
    """One process of one build."""

    competitor: str
    build: Build
    stage: Stage
    round: int
    cost: Cost


@dataclass(frozen=True)
class Session:
    """All competitors on the same number of transcripts, in turns."""

    transcripts: int
    words: int
    notes: int
    date: str
    processors: int
    memory: float  # in GB
    load: float  # what else the machine did when it began, in processors
    versions: Mapping[str, str]
    runs: tuple[Run, ...]

    def median(self, competitor: str, build: Build, stages: Iterable[Stage] = tuple(Stage)) -> Cost | None:
        """The median of the rounds, each the sum of its processes; none if it was not measured."""
        rounds: dict[int, list[Cost]] = {}
        for run in self.runs:
            if (run.competitor, run.build) == (competitor, build) and run.stage in stages:
                rounds.setdefault(run.round, []).append(run.cost)
        if not rounds:
            return None
        return Cost(
            statistics.median(sum(cost.wall for cost in costs) for costs in rounds.values()),
            statistics.median(sum(cost.cpu for cost in costs) for costs in rounds.values()),
            statistics.median(max(cost.peak for cost in costs) for costs in rounds.values()),
        )

    def rounds(self, competitor: str) -> int:
        """How often a competitor was measured."""
        return len({run.round for run in self.runs if run.competitor == competitor})


def read_sessions(file: Path) -> dict[int, Session]:
    """What a file keeps, by number of transcripts; nothing if there is none."""
    if not file.exists():
        return {}
    sessions = [_session(written) for written in json.loads(file.read_text("utf-8"))]
    return {session.transcripts: session for session in sessions}


def write_session(file: Path, session: Session) -> None:
    """Keep a session, instead of an earlier one of that size."""
    kept = read_sessions(file) | {session.transcripts: session}
    written = [asdict(kept[size]) for size in sorted(kept)]
    for one in written:
        for run in one["runs"]:
            run["cost"] = {name: round(value, 3) for name, value in run["cost"].items()}
    lines = ",\n".join(_lines(one) for one in written)
    file.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def _lines(session: Mapping[str, object]) -> str:
    """A session with a line a run: differences can be read."""
    runs = session["runs"]
    assert isinstance(runs, tuple)
    head = json.dumps({**session, "runs": []}, ensure_ascii=False).removesuffix("]}")
    return head + "\n" + ",\n".join(json.dumps(run) for run in runs) + "\n]}"


def _session(written: dict[str, object]) -> Session:
    runs = written.pop("runs")
    assert isinstance(runs, list)
    return Session(**written, runs=tuple(_run(**run) for run in runs))  # type: ignore[arg-type]


def _run(competitor: str, build: str, stage: str, round: int, cost: Mapping[str, float]) -> Run:  # noqa: A002
    return Run(competitor, Build(build), Stage(stage), round, Cost(**cost))
