"""What the search costs and whether it answers, on any site: `python -m bench.search SITE [SHARDS …]`.

Builds the site with and without the search, one after the other, and says the index's share and size.
Then asks 40 questions in a headless Chromium, made from the sources by a fixed seed: a word that one
turn alone has, three words in a row, the claim of a note, a claim's rarest word with verdict and
speaker, a turn's rarest word with its year and speaker. It says how many were answered among the first
three, whether the facets' counts are those of the source files, and what the first search moved and took.

With numbers of shards it makes only the index, each number one at a time and two at a time, and asks that.
"""

from __future__ import annotations

import gzip
import itertools
import random
import re
import resource
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import yaml
from playwright.sync_api import Page, Response, sync_playwright

from postil.building.search import index_shard
from postil.building.search_page import index_page
from postil.model.search import IndexedShard, Record, shard_of
from postil.pipeline import Options, build
from tests.chromium import find_chromium
from tests.searching import records_of

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has there
        """Say nothing."""


def questions(records: Sequence[Record], count: int = 40) -> list[tuple[dict[str, str], str]]:
    """Addresses, and the fragment of the turn or note that answers each; the same for the same site."""
    units = [(record, unit) for record in records for unit in record.units]
    words = {id(unit): WORD.findall(f"{unit.lead} {unit.words}".lower()) for _, unit in units}
    times: Counter[str] = Counter()
    rows: Counter[tuple[str, ...]] = Counter()
    for own in words.values():
        times.update(set(own))
        rows.update(set(zip(own, own[1:], own[2:], strict=False)))
    chosen = random.Random(4).sample(units, len(units))  # noqa: S311 - a sample, not a secret
    turns = (pair for pair in chosen if pair[0].kind == "turn")
    notes = (pair for pair in chosen if pair[0].kind == "note" and "verdict" in pair[1].facets)
    found: list[tuple[dict[str, str], str]] = []
    for form in itertools.cycle(("word", "row", "claim", "verdict", "year")):
        record, unit = next(notes if form in ("claim", "verdict") else turns, (None, None))
        if record is None or unit is None or len(found) == count:
            return found
        own = words[id(unit)]
        rarest = min(own, key=lambda word: (times[word], word), default="")
        facets = {name: values[0] for name, values in unit.facets.items() if values}
        query = {
            "word": {"q": rarest} if times[rarest] == 1 else {},
            "row": next(
                (
                    {"q": f'"{" ".join(row)}"'}
                    for row in zip(own, own[1:], own[2:], strict=False)
                    if rows[row] == 1
                ),
                {},
            ),
            "claim": {"q": unit.lead} if " " in unit.lead else {},
            "verdict": {
                "q": rarest,
                "verdict": facets.get("verdict", ""),
                "speaker": facets.get("speaker", ""),
            },
            "year": {"q": rarest, "year": facets["year"], "speaker": facets.get("speaker", "")},
        }[form]
        if query:
            found.append(({key: value for key, value in query.items() if value}, f"{record.url}#{unit.id}"))
    return found


def counted(site: Path) -> Counter[str]:
    """How many notes have each verdict, straight from the sidecars."""
    notes: list[dict[str, str]] = []
    for file in (site / "annotations").rglob("*.yaml"):
        content = yaml.load(file.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 - strings alone
        notes += content if isinstance(content, list) else [content]
    shown = [note for note in notes if note.get("status") != "draft"]
    return Counter(note["verdict"] for note in shown if "verdict" in note)


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
        assert outcome is not None
        assert outcome.summary is not None
        assert outcome.summary.index is not None
        print(f"build without search {taken[False]:.1f} s, with it {taken[True]:.1f} s")
        files = [file for file in (root / "site/pagefind").rglob("*") if file.is_file()]
        print(f"index: {outcome.summary.index.size / 1e6:.1f} MB, {len(files)} files")
        with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=root / "site")) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            address = f"http://127.0.0.1:{server.server_address[1]}/search/"
            _browse(address, questions(records_of(site)), counted(site))
            server.shutdown()


def compare(site: Path, numbers: list[int]) -> None:
    """Measure the index alone, cut into these numbers of shards, and print."""
    records = records_of(site)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        # The most first: the system tells the largest of all processes that ended.
        for number in sorted(numbers, reverse=True):
            plan = _shards(records, number)
            taken = []
            shards: dict[str, IndexedShard] = {}
            for workers in (1, 2):
                begun = time.perf_counter()
                with ThreadPoolExecutor(workers) as pool:
                    shards = dict(pool.map(_indexed, plan.items()))
                taken.append(f"{time.perf_counter() - begun:.1f} s")
            largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3
            edited = next(iter(plan.items()))
            begun = time.perf_counter()
            _indexed(edited)
            again = time.perf_counter() - begun
            size, files = _written(shards, root / str(number))
            print(
                f"{number} shards: {taken[0]}, two at a time {taken[1]}, one anew {again:.1f} s; largest "
                f"process {largest:.0f} MB; {size / 1e6:.1f} MB, {files} files",
                flush=True,
            )
        _search_page(root, sum(len(record.units) for record in records))
        for number in sorted(numbers):
            folders = " ".join(_shards(records, number))
            page = root / str(number) / "search/index.html"
            shutil.copytree(root / "small", root / str(number), dirs_exist_ok=True)
            page.write_text(page.read_text("utf-8").replace("INDEXES", folders), encoding="utf-8")
            with ThreadingHTTPServer(
                ("127.0.0.1", 0), partial(_Quiet, directory=root / str(number))
            ) as server:
                threading.Thread(target=server.serve_forever, daemon=True).start()
                print(f"{number} shards in the browser")
                address = f"http://127.0.0.1:{server.server_address[1]}/search/"
                _browse(address, questions(records), counted(site))
                server.shutdown()


def _shards(records: Sequence[Record], number: int) -> dict[str, list[Record]]:
    """The records by the folders of their shards."""
    found: dict[str, list[Record]] = {}
    for record in records:
        shard = record.language if number == 1 else f"{record.language}/{shard_of(record.url, number)}"
        found.setdefault(shard, []).append(record)
    return dict(sorted(found.items()))


def _indexed(shard: tuple[str, list[Record]]) -> tuple[str, IndexedShard]:
    folder, records = shard
    return folder, index_shard(records[0].language, [*map(index_page, records)])


def _written(shards: Mapping[str, IndexedShard], folder: Path) -> tuple[int, int]:
    """Write an index as a build does; its size in bytes, and how many files it has."""
    size = files = 0
    for shard, made in shards.items():
        for name, content in made.files.items():
            path = folder / "pagefind" / shard / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            size, files = size + len(content), files + 1
    return size, files


def _search_page(root: Path, units: int) -> None:
    """The search page and its scripts, of a site without transcripts that passes for a large one."""
    source, small = root / "source", root / "small"
    (source / "content").mkdir(parents=True)
    (source / "site.yaml").write_text("title: T\nbase_url: https://example.org/\n", encoding="utf-8")
    build(source, small, Options(search=True))
    page = small / "search/index.html"
    text, times = re.subn(
        r'data-units="0" data-indexes=""',
        f'data-units="{units}" data-indexes="INDEXES"',
        page.read_text("utf-8"),
    )
    assert times == 1
    page.write_text(text, encoding="utf-8")


def _browse(address: str, asked: list[tuple[dict[str, str], str]], verdicts: Counter[str]) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        page = browser.new_page(bypass_csp=True)  # for the expressions waited for here
        page.goto(address)
        answers: list[Response] = []

        def note(answer: Response) -> None:
            answers.append(answer)

        page.on("response", note)
        word = max(WORD.findall(asked[0][0]["q"]), key=len)
        first = ask(page, word)
        page.wait_for_load_state("networkidle")
        page.remove_listener("response", note)
        moved = [answer.body() for answer in answers]
        parts: Counter[str] = Counter()
        for received, body in zip(answers, moved, strict=True):
            parts[_part(received.url)] += len(body)
        packed = sum(min(len(body), len(gzip.compress(body))) for body in moved)
        print(
            f"first search: {first:.2f} s, {sum(map(len, moved)) / 1000:.0f} kB in {len(moved)} answers, "
            f"{packed / 1000:.0f} kB from a host that compresses; "
            + ", ".join(f"{part} {size / 1000:.0f} kB" for part, size in sorted(parts.items()))
        )
        letters = [ask(page, word[: end + 1]) for end in range(2, len(word))]
        print(f"the next letter: {statistics.median(letters):.2f} s")
        answered = 0
        for query, answer in asked:
            page.goto(f"{address}?{urlencode(query)}")
            page.wait_for_function("document.querySelector('[data-search-status]').textContent !== ''")
            hits = [link.get_attribute("href") or "" for link in page.locator("[data-hit]").all()[:3]]
            if any(re.sub(r"\?[^#]*", "", hit).endswith(f"/{answer}") for hit in hits):
                answered += 1
            else:
                print(f"  not answered: {query}, by {answer}")
        print(f"{answered} of {len(asked)} answered among the first three")
        page.goto(f"{address}?type=note")
        page.wait_for_function("document.querySelector('[data-search-status]').textContent !== ''")
        shown = page.eval_on_selector_all(
            "[data-facet=verdict] label",
            "all => all.map(l => [l.querySelector('input').value, l.querySelector('.count').textContent])",
        )
        counts = {verdict: int(re.sub(r"\D", "", count)) for verdict, count in shown}
        print(f"counts by verdict: {'those of the source files' if counts == verdicts else 'WRONG'}")
        browser.close()


def _part(url: str) -> str:
    name = urlsplit(url).path.rsplit("/", maxsplit=1)[-1]
    if name == "pagefind.js" or name.startswith("wasm."):
        return "scripts"
    return name.rsplit("_", maxsplit=1)[-1] if ".pf_" in name else "other"


if __name__ == "__main__":
    if sys.argv[2:]:
        compare(Path(sys.argv[1]), [int(number) for number in sys.argv[2:]])
    else:
        main(Path(sys.argv[1]))
