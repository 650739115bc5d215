"""`python -m bench.peers`: Postil beside its peers, as bench/README.md says."""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import gettempdir

from bench.peers.competitors import COMPETITORS
from bench.peers.results import write_session
from bench.peers.session import run_session
from bench.peers.tables import table

_RESULTS = Path(__file__).parent.parent / "results.json"


def main() -> None:
    """Measure what the command line asks for, and keep it."""
    parser = argparse.ArgumentParser(description="Measure Postil beside its peers; the results go to a file.")
    parser.add_argument("home", type=Path, help="the folder the peers are installed in")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100], help="numbers of transcripts  [100]")
    parser.add_argument(
        "--peers",
        nargs="+",
        choices=[*COMPETITORS],
        default=[*COMPETITORS],
        metavar="NAME",
        help=f"of {', '.join(COMPETITORS)}  [all]",
    )
    parser.add_argument(
        "--once",
        nargs="+",
        choices=[*COMPETITORS],
        default=[],
        metavar="NAME",
        help="those to measure in the first round alone",
    )
    parser.add_argument("--runs", type=int, default=5, help="how many rounds  [5]")
    parser.add_argument(
        "--work",
        type=Path,
        default=Path(gettempdir()) / "postil-bench",
        help="where the sites are made  [postil-bench in the system's temporary folder]",
    )
    parser.add_argument("--results", type=Path, default=_RESULTS, help="the file  [bench/results.json]")
    chosen = parser.parse_args()
    competitors = [COMPETITORS[name] for name in chosen.peers]
    home, work = chosen.home.resolve(), chosen.work.resolve()
    for size in chosen.sizes:
        session = run_session(size, competitors, home, work, chosen.runs, chosen.once)
        write_session(chosen.results, session)
        print(table(session), flush=True)


if __name__ == "__main__":
    main()
