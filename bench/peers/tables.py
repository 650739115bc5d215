"""What was measured, as tables in Markdown, each figure beside Hugo's."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bench.peers.competitor import Competitor, Search, Stage
from bench.peers.competitors import COMPETITORS
from bench.peers.measuring import Cost
from bench.peers.results import Build, Session

YARDSTICK = "hugo"
BUILDS = {Build.COLD: "cold", Build.EDIT: "one note edited", Build.UNCHANGED: "nothing changed"}


def label(competitor: Competitor) -> str:
    """Who made the site and the index."""
    return competitor.label + (", then Pagefind" if competitor.search == Search.PAGEFIND else "")


def measured(session: Session) -> list[Competitor]:
    """Who took part, the quickest first from nothing to a site with its search."""
    names = {run.competitor for run in session.runs}
    return sorted(
        (COMPETITORS[name] for name in COMPETITORS if name in names),
        key=lambda one: cost.wall if (cost := session.median(one.name, Build.COLD)) else 0,
    )


def table(session: Session) -> str:
    """The whole build and the site alone, and what they were measured with."""
    lines = [_circumstances(session), "", "With the search:", ""]
    lines += _rows(session, [one for one in measured(session) if one.search != Search.NONE], tuple(Stage))
    alone = [one for one in measured(session) if one.search != Search.OWN]
    if alone:
        lines += ["", "The site alone, without the search:", "", *_rows(session, alone, (Stage.SITE,))]
    return "\n".join(lines) + "\n"


def seconds(value: float) -> str:
    """Seconds with as many digits as mean something."""
    return f"{value:.0f} s" if value >= 100 else f"{value:.1f} s" if value >= 10 else f"{value:.2f} s"


def _circumstances(session: Session) -> str:
    versions: dict[str, str] = {}
    for name, version in session.versions.items():
        known = COMPETITORS.get(name)
        versions.setdefault(known.label.partition(",")[0] if known else name.capitalize(), version)
    return (
        f"{session.transcripts:,} transcripts, {session.words:,} words, {session.notes:,} notes. "
        f"{session.date}, {session.processors} processors, {session.memory:.0f} GB; "
        f"before the first build, other work kept {session.load:.1f} processors busy. "
        f"{', '.join(f'{name} {version}' for name, version in versions.items())}."
    )


def _rows(session: Session, competitors: list[Competitor], stages: tuple[Stage, ...]) -> Iterator[str]:
    heads = ("", *BUILDS.values(), "processors, cold", "largest process, cold", "runs")
    yield f"| {' | '.join(heads)} |"
    yield "|---" * len(heads) + "|"
    for one in competitors:
        mine = {build: session.median(one.name, build, stages) for build in BUILDS}
        others = {build: session.median(YARDSTICK, build, stages) for build in BUILDS}
        if one.name == YARDSTICK:
            others = dict.fromkeys(BUILDS)
        cells = [_cell(mine[build], others[build], _wall) for build in BUILDS]
        cells += [_cell(mine[Build.COLD], others[Build.COLD], measure) for measure in (_cpu, _peak)]
        name = label(one) if Stage.INDEX in stages else one.label
        yield f"| {name} | {' | '.join(cells)} | {session.rounds(one.name)} |"


def _wall(cost: Cost) -> tuple[float, str]:
    return cost.wall, seconds(cost.wall)


def _cpu(cost: Cost) -> tuple[float, str]:
    return cost.cpu, seconds(cost.cpu)


def _peak(cost: Cost) -> tuple[float, str]:
    return cost.peak, f"{cost.peak:,.0f} MB"


def _cell(mine: Cost | None, other: Cost | None, measure: Callable[[Cost], tuple[float, str]]) -> str:
    """A figure, and how many times Hugo's it is."""
    if mine is None:
        return "–"
    value, text = measure(mine)
    return f"{text} (× {value / measure(other)[0]:.2g})" if other else text
