"""What the search costs and whether it answers, on any site: `python -m bench.search SITE`.

Builds the site with and without the search, one after the other, and says the index's share and size.
Then asks 40 questions in a headless Chromium, made from the sources by a fixed seed: two words of a turn
that stand side by side nowhere else, and the claim of a note. It says how many were answered among
the first three, and what the first search moved and took.
"""

from __future__ import annotations

import gzip
import random
import re
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from postil.building.search import search_index
from postil.model.plan import SitePlan
from postil.pipeline import Options, build
from postil.planning.search import plan_search
from tests.chromium import find_chromium


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has there
        """Say nothing."""


def questions(plan: SitePlan, count: int = 40) -> list[tuple[str, str]]:
    """Queries, and the fragment of the turn or note that answers each; the same for the same site."""
    records = plan_search(plan).records
    units = [(record, unit) for record in records for unit in record.units]
    pairs: Counter[tuple[str, str]] = Counter()
    for _, unit in units:
        words = unit.words.lower().split()
        pairs.update(set(pairwise(words)))
    chosen = random.Random(4).sample(units, len(units))  # noqa: S311 - a sample, not a secret
    found: list[tuple[str, str]] = []
    for record, unit in chosen:
        words = [w for w in unit.words.lower().split() if w.isalpha()]
        own = [p for p in pairwise(words) if pairs[p] == 1]
        query = unit.lead if record.kind == "note" else " ".join(own[0]) if own else ""
        if query:
            found.append((query, f"{record.url}#{unit.id}"))
        if len(found) == count:
            break
    return found


def ask(page: Page, query: str) -> float:
    """Type a query; seconds until it is answered."""
    page.evaluate("document.querySelector('[data-search-status]').textContent = ''")
    begun = time.perf_counter()
    page.fill("main [name=q]", query)
    page.wait_for_function("document.querySelector('[data-search-status]').textContent !== ''")
    return time.perf_counter() - begun


def main(site: Path) -> None:
    """Measure, and print."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        taken = {}
        outcome = None
        for search in (False, True):
            begun = time.perf_counter()
            outcome = build(site, root / "site", Options(search=search))
            taken[search] = time.perf_counter() - begun
        assert outcome is not None and outcome.plan is not None and outcome.index is not None  # noqa: PT018
        print(f"build without search {taken[False]:.1f} s, with it {taken[True]:.1f} s")
        files = [file for file in (root / "site/pagefind").rglob("*") if file.is_file()]
        print(f"index: {outcome.index.size / 1e6:.1f} MB, {len(files)} files")
        begun = time.perf_counter()
        search_index(plan_search(outcome.plan))
        print(f"the index alone: {time.perf_counter() - begun:.1f} s")
        with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=root / "site")) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            _browse(f"http://127.0.0.1:{server.server_address[1]}/search/", questions(outcome.plan))
            server.shutdown()


def _browse(address: str, asked: list[tuple[str, str]]) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(address)
        moved: list[bytes] = []
        page.on("response", lambda answer: moved.append(answer.body()))
        first = ask(page, asked[0][0])
        page.wait_for_load_state("networkidle")
        packed = sum(min(len(body), len(gzip.compress(body))) for body in moved)
        print(
            f"first search: {first:.2f} s, {sum(map(len, moved)) / 1000:.0f} kB in {len(moved)} answers, "
            f"{packed / 1000:.0f} kB from a host that compresses"
        )
        answered, times = 0, []
        for query, answer in asked:
            times.append(ask(page, query))
            hits = [link.get_attribute("href") or "" for link in page.locator("[data-hit]").all()[:3]]
            answered += any(re.sub(r"\?[^#]*", "", hit).endswith(f"/{answer}") for hit in hits)
        print(f"{answered} of {len(asked)} answered among the first three")
        query = asked[0][0]
        letters = [ask(page, query[: end + 1]) for end in range(3, len(query))]
        print(
            f"a search: {statistics.median(times):.2f} s; the next letter: {statistics.median(letters):.2f} s"
        )
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
