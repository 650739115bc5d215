"""One session: the competitors take turns, so that what the machine does besides hits all alike."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.corpus import Corpus, told
from bench.peers.competitor import OUTPUT, Competitor, Search, pagefind
from bench.peers.measuring import measured
from bench.peers.results import Build, Run, Session
from bench.transcripts import Entry

_VERSION = re.compile(r"\d+(?:\.\d+)+")


class NotTheSameJobError(Exception):
    """A competitor left out what the others made."""


def run_session(
    size: int, competitors: Sequence[Competitor], home: Path, work: Path, rounds: int, once: Sequence[str]
) -> Session:
    """Measure so many rounds; those named in `once`, one."""
    folder = work / str(size)
    if folder.exists():
        shutil.rmtree(folder)
    names = [competitor.name for competitor in competitors]
    # In a process of its own, see measuring.
    forms = [option for name in names for option in ("--form", name)]
    subprocess.run([sys.executable, "-m", "bench.corpus", str(size), str(folder), *forms], check=True)
    corpus = Corpus.read(folder)
    date, load = datetime.datetime.now(tz=datetime.UTC).date().isoformat(), os.getloadavg()[0]
    runs = [*_rounds(corpus, competitors, home, folder, rounds, once)]
    return Session(
        size,
        corpus.words,
        corpus.notes,
        date,
        len(os.sched_getaffinity(0)),
        round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1),
        round(load, 2),
        versions(competitors, home),
        tuple(runs),
    )


def versions(competitors: Sequence[Competitor], home: Path) -> dict[str, str]:
    """The number each program says is its version."""
    commands = {competitor.name: competitor.version(home) for competitor in competitors}
    commands["pagefind"] = (pagefind(home), "--version")
    said = {}
    for name, command in commands.items():
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        found = _VERSION.search(done.stdout or done.stderr)
        said[name] = found[0] if found else ""
    return said


def _rounds(
    corpus: Corpus,
    competitors: Sequence[Competitor],
    home: Path,
    folder: Path,
    rounds: int,
    once: Sequence[str],
) -> Iterator[Run]:
    for number in range(1, rounds + 1):
        taking_part = [one for one in competitors if number == 1 or one.name not in once]
        # Each is the first in its turn.
        start = (number - 1) % len(taking_part)
        turn = taking_part[start:] + taking_part[:start]
        for build in Build:
            for competitor in turn:
                site = folder / competitor.name
                _prepare(competitor, site, build, corpus, number)
                for step in competitor.steps(home):
                    log = folder / f"{competitor.name}.log"
                    cost = measured(step.command, site, step.environment, log)
                    print(
                        f"{corpus.transcripts} {number}/{rounds} {build} {competitor.name} {step.stage}: "
                        f"{cost.wall:.2f} s, {cost.cpu:.2f} s of processors, {cost.peak:.0f} MB",
                        flush=True,
                    )
                    yield Run(competitor.name, build, step.stage, number, cost)
                _check(competitor, site, build, corpus, number)


def _prepare(competitor: Competitor, site: Path, build: Build, corpus: Corpus, number: int) -> None:
    if build == Build.COLD:
        for name in (OUTPUT, *competitor.kept):
            path = site / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
    elif build == Build.EDIT:
        edit(site, corpus, number)
    os.sync()  # what was written before is not this one's cost


def edit(site: Path, corpus: Corpus, number: int) -> None:
    """Put a few words, new in every round, after the text of the edited note, in the one file that has it."""
    slug, body = corpus.edited.slug, corpus.edited.body
    for path in site.rglob(f"*{slug}*"):
        if OUTPUT in path.relative_to(site).parts:
            continue
        for file in path.iterdir() if path.is_dir() else (path,):
            text = file.read_text("utf-8")
            if body in text:
                before, _, after = text.partition(body)
                after = after[after.index("\n") :]
                file.write_text(f"{before}{body} {_added(number)}{after}", encoding="utf-8")
                return
    raise NotTheSameJobError(f"{site}: nowhere stands “{body[:40]}”")


def _added(number: int) -> str:
    return f"Edited in round{number}."


def _check(competitor: Competitor, site: Path, build: Build, corpus: Corpus, number: int) -> None:
    """All pages with all notes and an index at first, and later what was edited."""
    output = site / OUTPUT
    if competitor.search != Search.NONE and not (output / competitor.index).exists():
        raise NotTheSameJobError(f"{competitor.name} made no index of the search")
    if build == Build.COLD and number == 1:
        for entry, urls in told(site.parent):
            text = (output / competitor.page(entry)).read_text("utf-8")
            for url in urls:
                if url not in text:
                    raise NotTheSameJobError(f"{competitor.name} left out {url} of {entry.slug}")
    if build == Build.EDIT:
        entry = Entry(corpus.edited.slug, "", corpus.edited.date)
        if _added(number) not in (output / competitor.page(entry)).read_text("utf-8"):
            raise NotTheSameJobError(f"{competitor.name} did not show what was edited")
