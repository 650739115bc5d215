"""The search of large sites: an index in shards, and first answers without the tables."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from postil.planning.search import FACETS
from tests.browser.conftest import Served, serving
from tests.browser.searching import QUESTIONS, ask, facet, hits, in_a_large_archive
from tests.browser.windows import opened
from tests.building.folders import ROOT

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def sharded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The same, its index in shards."""
    root = tmp_path_factory.mktemp("sharded")
    for name in ("content", "annotations", "themes"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / "site" / name)
    settings = (ROOT / "site.yaml").read_text("utf-8")
    (root / "site/site.yaml").write_text(f"{settings}\nsearch_shards: 5\n", "utf-8")
    with serving(root / "site", root) as served:
        assert len(list(served.folder.glob("pagefind/en/*/units.json"))) > 1
        yield served


WORDS_OF_FEW = ("touchstone", "unverifiable", "treat", "treaties", "nort", "zero-sum", "thumbs", "qqq", "the")


@pytest.mark.parametrize("is_large", [False, True])
def test_shards_change_no_hit_and_no_count(
    browser: Browser, own: Served, sharded: Served, *, is_large: bool
) -> None:
    queries = [query for query, _ in QUESTIONS] + [f"?q={word}" for word in WORDS_OF_FEW]
    answers: list[list[tuple[str, str | None, list[str], list[list[tuple[str | None, bool]]]]]] = []
    for site in (own, sharded):
        with opened(browser, scripts=True) as page:
            if is_large:
                in_a_large_archive(page)
            answers.append([])
            for query in queries:
                ask(page, site, query)
                status = page.locator("[data-search-status]").text_content()
                facets = [
                    [
                        (row.text_content(), row.is_visible())
                        for row in page.locator(f"[data-facet={name}] label").all()
                    ]
                    for name in FACETS
                ]
                answers[-1].append((query, status, hits(page), facets))
    assert answers[0] == answers[1]


def test_shards_share_their_scripts(browser: Browser, sharded: Served) -> None:
    with opened(browser, scripts=True) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.split("?")[0]))
        ask(page, sharded, "?q=treaty")
        for name in (r"pagefind\.js", r"wasm\.\w+\.pagefind"):
            assert len([url for url in asked if re.search(name, url)]) == 1, name
        assert len([url for url in asked if url.endswith("pagefind-entry.json")]) > 1


def test_a_large_archive_answers_words_without_its_tables(browser: Browser, own: Served) -> None:
    with opened(browser, scripts=True) as page:
        in_a_large_archive(page)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for query, answer in QUESTIONS:
            if set(re.findall(r"[?&](\w+)=", query)) <= {"q", "type"}:
                ask(page, own, query)
                assert answer in hits(page)[:3], query
        assert not [url for url in asked if url.endswith("/units.json")]


def test_a_large_archive_counts_when_it_is_asked_to(browser: Browser, own: Served) -> None:
    with opened(browser, scripts=True) as page:
        ask(page, own, "?q=treaty")
        exact = page.locator("[data-search-status]").text_content() or ""
        verdicts = facet(page, "verdict")
        in_a_large_archive(page)
        ask(page, own, "?q=treaty")
        expect(page.locator("[data-search-status]")).to_have_text(re.compile("^Transcripts .*: 1 · "))
        assert not page.locator("[data-facet=verdict]").is_visible()
        page.get_by_role("button", name="Narrow and count").click()
        expect(page.locator("[data-search-status]")).to_have_text(exact)
        assert facet(page, "verdict") == verdicts
        assert not page.locator("[data-search-narrow]").is_visible()


def test_a_large_archive_lists_all_in_the_end(browser: Browser, own: Served) -> None:
    with opened(browser, scripts=True) as page:
        ask(page, own, "?q=the")
        total = sum(map(int, re.findall(r"\d+", page.locator("[data-search-status]").text_content() or "")))
        in_a_large_archive(page)
        ask(page, own, "?q=the")
        more = page.locator("[data-search-more]")
        for _ in range(total):
            if not more.is_visible():
                break
            before = len(hits(page))
            more.click()
            page.wait_for_function(
                "before => document.querySelectorAll('[data-hit]').length > before"
                " || document.querySelector('[data-search-more]').hidden",
                arg=before,
            )
        assert len(set(hits(page))) == len(hits(page)) == total > 10
