"""One browser for all tests here, and the sites it looks at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.dense import dense_site
from tests.building.folders import ROOT, run, write_files
from tests.chromium import find_chromium
from tests.hosting import hosting

_QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]

BASE = "/archive/"
"""The base path under which the sites are served."""

SAMPLE = Path(__file__).parent / "sample"
"""A site with something of everything that a page may hold."""


@dataclass(frozen=True)
class Served:
    """A built site on a server: ``url`` is its home, ``folder`` holds its files."""

    url: str
    folder: Path

    def address(self, page: str) -> str:
        """The address of a page by its path in the site."""
        return self.url + page

    def find(self, pattern: str) -> str:
        """The path of the first page whose file matches."""
        found = sorted(self.folder.glob(f"{pattern}/index.html"))
        return f"{found[0].parent.relative_to(self.folder).as_posix()}/"


_SITES = ["sample", "repository"] if (ROOT / "content").is_dir() else ["sample"]


@contextmanager
def serving(source: Path, root: Path) -> Iterator[Served]:
    """A site, built into a folder below ``root`` and served from there as a host would serve it."""
    answer = run("--site", source, "--output", root / "archive", "--base-url", f"https://example.org{BASE}")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    with hosting(root, BASE) as address:
        yield Served(address, root / "archive")


@pytest.fixture(scope="session", params=_SITES)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The sample site, and this repository's own where it has one."""
    source = ROOT if request.param == "repository" else SAMPLE
    with serving(source, tmp_path_factory.mktemp("www")) as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", *_QUIET])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """This repository's site."""
    with serving(ROOT, tmp_path_factory.mktemp("search")) as served:
        yield served


@pytest.fixture(scope="session")
def dense(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A page dense with notes."""
    folder = write_files(tmp_path_factory.mktemp("dense"), dense_site())
    with serving(folder, tmp_path_factory.mktemp("www")) as served:
        yield served
