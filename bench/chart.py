"""The results as a chart and as tables in docs/: `python -m bench.chart [RESULTS] [--size N]`.

Writes docs/speed.svg, of the largest number of transcripts that was measured or of N, and fills in
docs/speed.md what stands between its two marks.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from bench.peers.competitor import Search, Stage
from bench.peers.results import Build, Session, read_sessions
from bench.peers.tables import BUILDS, label, measured, seconds, table

_ROOT = Path(__file__).parent.parent
_BEGIN, _END = "<!-- figures: python -m bench.chart -->\n", "<!-- end of figures -->"
_WIDTH, _LEFT, _RIGHT, _ROW, _HEAD = 760, 190, 80, 24, 44
_STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.head { font-weight: 600 }
.ground { fill: #fff }
.own { fill: #0a5fc4 }
.site { fill: #6e7781 }
.index { fill: #b3bac2 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .ground { fill: #0d1117 }
  .own { fill: #58a6ff }
  .site { fill: #8b949e }
  .index { fill: #4a525c }
}
"""


@dataclass(frozen=True)
class Bar:
    """A bar of one or two parts, each with its class of colour, and what is written beside it."""

    label: str
    parts: tuple[tuple[str, float], ...]
    value: str

    @property
    def length(self) -> float:
        """All parts together."""
        return sum(length for _, length in self.parts)


@dataclass(frozen=True)
class Panel:
    """Bars that share a scale."""

    title: str
    bars: tuple[Bar, ...]


def panels(session: Session) -> list[Panel]:
    """A panel a build, by the time it takes, and one of memory. All builds end with a search."""
    made = [
        Panel(f"{title.capitalize()}, seconds", _times(session, build)) for build, title in BUILDS.items()
    ]
    return [*made, Panel("Largest process of a cold build, MB", _memory(session))]


def _times(session: Session, build: Build) -> tuple[Bar, ...]:
    bars = []
    for competitor in measured(session):
        whole = session.median(competitor.name, build)
        index = session.median(competitor.name, build, (Stage.INDEX,))
        if whole and competitor.search != Search.NONE:
            of_index = min(index.wall, whole.wall) if index else 0
            site = "own" if competitor.name.startswith("postil") else "site"
            parts = ((site, whole.wall - of_index), ("index", of_index))
            bars.append(Bar(label(competitor), parts, seconds(whole.wall)))
    return tuple(bars)


def _memory(session: Session) -> tuple[Bar, ...]:
    bars = []
    for competitor in measured(session):
        whole = session.median(competitor.name, Build.COLD)
        if whole and competitor.search != Search.NONE:
            kind = "own" if competitor.name.startswith("postil") else "site"
            bars.append(Bar(label(competitor), ((kind, whole.peak),), f"{whole.peak:,.0f} MB"))
    return tuple(bars)


def chart(session: Session) -> str:
    """The chart as SVG, for light and dark, with all of it in words."""
    drawn = panels(session)
    height = sum(_HEAD + _ROW * len(panel.bars) for panel in drawn) + 40 + _HEAD // 2
    title = f"{session.transcripts:,} transcripts made into a site with a search ({session.date})"
    words = " ".join(f"{panel.title}: {'; '.join(_words(panel))}." for panel in drawn)
    size = f'viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title words">',
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="words">{escape(words)}</desc>',
            f"<style>{_STYLE}</style>",
            f'<rect class="ground" width="{_WIDTH}" height="{height}"/>',
            f'<text class="head" x="16" y="28">{escape(title)}</text>',
            *_drawn(drawn),
            *_legend(height - 16),
            "</svg>\n",
        ]
    )


def _words(panel: Panel) -> Iterator[str]:
    return (f"{bar.label} {bar.value}" for bar in panel.bars)


def _drawn(drawn: list[Panel]) -> Iterator[str]:
    top = _HEAD // 2
    for panel in drawn:
        yield f'<text class="head" x="16" y="{top + 30}">{escape(panel.title)}</text>'
        top += _HEAD
        longest = max((bar.length for bar in panel.bars), default=0) or 1
        scale = (_WIDTH - _LEFT - _RIGHT) / longest
        for bar in panel.bars:
            yield from _bar(bar, top, scale)
            top += _ROW


def _bar(bar: Bar, top: int, scale: float) -> Iterator[str]:
    yield f'<text x="{_LEFT - 8}" y="{top + 15}" text-anchor="end">{escape(bar.label)}</text>'
    left = float(_LEFT)
    for kind, length in bar.parts:
        if length:
            width = max(length * scale, 1)
            place = f'x="{left:.1f}" y="{top + 2}" width="{width:.1f}" height="{_ROW - 6}"'
            yield f'<rect class="{kind}" {place}/>'
            left += width
    yield f'<text x="{left + 6:.1f}" y="{top + 15}">{escape(bar.value)}</text>'


def _legend(line: int) -> Iterator[str]:
    left = 16
    for kind, text in (("own", "Postil"), ("site", "another's site"), ("index", "its index, by Pagefind")):
        yield f'<rect class="{kind}" x="{left}" y="{line - 11}" width="12" height="12"/>'
        yield f'<text x="{left + 18}" y="{line}">{escape(text)}</text>'
        left += 150


def filled(page: str, sessions: list[Session]) -> str:
    """The page with the tables of all sessions between its marks."""
    before, begin, rest = page.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    assert begin and end, "docs/speed.md has lost its marks"  # noqa: PT018
    tables = "\n".join(f"### {session.transcripts:,} transcripts\n\n{table(session)}" for session in sessions)
    return f"{before}{begin}\n{tables}\n{end}{after}"


def main() -> None:
    """Draw what the command line asks for."""
    parser = argparse.ArgumentParser(description="Draw docs/speed.svg and fill in docs/speed.md.")
    parser.add_argument("results", type=Path, nargs="?", default=_ROOT / "bench/results.json")
    parser.add_argument("--size", type=int, help="the number of transcripts that is drawn  [the largest]")
    chosen = parser.parse_args()
    sessions = read_sessions(chosen.results)
    page = _ROOT / "docs/speed.md"
    session = sessions[chosen.size or max(sessions)]
    page.with_suffix(".svg").write_text(chart(session), encoding="utf-8")
    page.write_text(filled(page.read_text("utf-8"), [*sessions.values()]), encoding="utf-8")


if __name__ == "__main__":
    main()
