"""Reading: notes beside their words, each with its own."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import BASE, Served, serving
from tests.browser.dense import TALK, VERDICTS, dense_site
from tests.browser.windows import opened, path_of
from tests.building.folders import write_files

pytestmark = pytest.mark.browser

NOTES_AND_WORDS = """() => [...document.querySelectorAll('.note')].map(note => {
    const id = note.id.slice('note-'.length);
    const box = note.getBoundingClientRect();
    const mark = document.querySelector(`mark[data-notes~="${id}"]`).getBoundingClientRect();
    return {id, top: box.top, bottom: box.bottom, left: box.left, right: box.right, words: mark.top};
})"""


@pytest.mark.parametrize("width", [360, 1440, 2000])
def test_notes_never_overlap_and_stay_near_their_words(browser: Browser, dense: Served, width: int) -> None:
    with opened(browser, width) as page:
        page.goto(dense.address(TALK))
        boxes = page.evaluate(NOTES_AND_WORDS)
        assert len(boxes) == 60
        for above, below in pairwise(boxes):
            assert above["bottom"] <= below["top"], (above["id"], below["id"])
        for box in boxes:
            # Below their paragraph on a phone, a dozen notes need more room than beside it.
            assert abs(box["top"] - box["words"]) < (900 if width > 1000 else 1200), box
            assert box["left"] >= 0
            assert box["right"] <= width


def test_open_notes_do_not_overlap_either(browser: Browser, dense: Served) -> None:
    with opened(browser) as page:
        page.goto(dense.address(TALK))
        for index in (21, 22, 23, 24, 40):
            page.locator(".note summary").nth(index).click()
        boxes = page.evaluate(NOTES_AND_WORDS)
        for above, below in pairwise(boxes):
            assert above["bottom"] <= below["top"], (above["id"], below["id"])


def highlighted(page: Page) -> str:
    """The words that stand out as those of the note that is pointed at."""
    found: str = page.evaluate(
        """() => { const own = document.createElement('i'); own.style.background = 'var(--own-mark)';
            document.body.append(own); const colour = getComputedStyle(own).backgroundColor; own.remove();
            return [...document.querySelectorAll('mark')]
              .filter(m => getComputedStyle(m).backgroundColor === colour)
              .map(m => m.textContent).join(''); }"""
    )
    return found


@pytest.mark.parametrize("scripts", [False, True])
def test_a_note_that_is_pointed_at_or_targeted_shows_exactly_its_own_words(
    browser: Browser, dense: Served, scripts: bool
) -> None:
    with opened(browser, scripts=scripts, reduced_motion="reduce") as page:
        for id in ("note-21", "note-22", "note-23", "note-24"):
            page.goto(dense.address(f"{TALK}#note-{id}"))
            own = "".join(page.locator(f'mark[data-notes~="{id}"]').all_inner_texts())
            assert own
            page.mouse.move(5, 5)
            assert highlighted(page) == own, id
        page.goto(dense.address(TALK))
        for id in ("note-0", "note-1"):
            page.locator(f"#ref-{id}").hover()
            assert highlighted(page) == "".join(page.locator(f'mark[data-notes~="{id}"]').all_inner_texts())
            page.locator(f"#note-{id} summary").hover()
            assert highlighted(page) == "".join(page.locator(f'mark[data-notes~="{id}"]').all_inner_texts())


def test_the_keyboard_alone_reaches_and_leaves_every_note(browser: Browser, site: Served) -> None:
    with opened(browser) as page:
        page.goto(site.address(path_of(site, "transcript")))
        ids = [note.get_attribute("id") for note in page.locator(".note").all()]
        reached, steps = [], 0
        while steps < 500:
            steps += 1
            page.keyboard.press("Tab")
            focus = page.evaluate(
                """() => { const e = document.activeElement, note = e.closest('.note');
                    return [e.tagName, note && note.id, e.closest('footer.site') !== null]; }"""
            )
            if focus[2]:
                break
            if focus[0] == "SUMMARY" and focus[1]:
                reached.append(focus[1])
                page.keyboard.press("Enter")
                assert page.locator(f"#{focus[1]} .body").is_visible()
        assert reached == ids


@pytest.mark.parametrize("media", ["screen", "print"])
def test_every_note_is_in_the_page_once_and_after_the_words_on_paper(
    browser: Browser, site: Served, media: str
) -> None:
    with opened(browser) as page:
        page.goto(site.address(path_of(site, "transcript")))
        if media == "print":
            page.emulate_media(media="print")
            last_words = max(box["y"] for w in page.locator(".words > *").all() if (box := w.bounding_box()))
            tops = [box["y"] for n in page.locator(".note").all() if (box := n.bounding_box())]
            assert tops == sorted(tops)
            assert min(tops) > last_words
            assert min(tops) - last_words > 40, "there is room for the heading between them"
        heading = page.locator("article").evaluate("e => getComputedStyle(e, '::after').content")
        assert heading == ('"Notes"' if media == "print" else "none")


def test_on_paper_the_addresses_of_sources_are_printed(browser: Browser, site: Served) -> None:
    with opened(browser) as page:
        page.goto(site.address(path_of(site, "transcript")))
        page.emulate_media(media="print")
        after = page.locator(".sources a[href^='http']").first.evaluate(
            "e => getComputedStyle(e, '::after').content"
        )
        assert "http" in after


def test_the_map_has_a_link_for_every_note_in_the_order_of_the_text(browser: Browser, dense: Served) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(dense.address(TALK))
        links = page.locator(".map a").all()
        assert [link.get_attribute("href") for link in links] == [f"#note-note-{n}" for n in order(page)]
        lefts: dict[str, list[float]] = {}
        for link in links:
            box = link.locator("svg .room").bounding_box()
            assert box is not None
            lefts.setdefault(f"{box['y']:.0f}", []).append(box["x"])
        assert len(lefts) == len(VERDICTS)
        for lane in lefts.values():
            assert lane == sorted(set(lane)), "in a lane no two marks stand in one place"
        links[30].click()
        page.wait_for_url("**/#note-note-*")


def order(page: Page) -> list[str]:
    return [
        (note.get_attribute("id") or "").removeprefix("note-note-") for note in page.locator(".note").all()
    ]


# The interview


def test_the_page_is_light_and_nothing_shifts(browser: Browser, site: Served) -> None:
    with opened(browser, 360, scripts=True) as page:
        loaded: set[Path] = set()
        page.on("request", lambda asked: loaded.add(file_of(site, asked.url)))
        page.goto(site.address(path_of(site, "transcript")), wait_until="networkidle")
        scripts = [file for file in loaded if file.suffix == ".js"]
        assert scripts
        assert sum(map(weight, loaded)) <= 100_000
        assert sum(map(weight, scripts)) <= 15_000
    with opened(browser, 360, scripts=True) as page:
        page.goto(site.address(path_of(site, "transcript")), wait_until="load")
        shift = page.evaluate(
            """() => new Promise(done => { let sum = 0;
                new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; })
                  .observe({type: 'layout-shift', buffered: true});
                requestAnimationFrame(() => requestAnimationFrame(() => done(sum))); })"""
        )
        assert shift == 0


def file_of(site: Served, url: str) -> Path:
    path = site.folder / unquote(urlsplit(url).path).removeprefix(BASE)
    return path / "index.html" if path.is_dir() else path


def weight(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9))


@pytest.mark.parametrize("width", [320, 640])
def test_at_320_pixels_and_at_double_size_nothing_is_cut_off(
    browser: Browser, site: Served, width: int
) -> None:
    # 640 px of a 1280 px window is what 200 % zoom leaves.
    with opened(browser, width) as page:
        page.goto(site.address(path_of(site, "transcript")))
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


# Another language, another direction


@pytest.fixture(scope="module", params=["ar", "de"])
def translated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    files = dense_site()
    files["site.yaml"] += f"language: {request.param}\n"
    folder = write_files(tmp_path_factory.mktemp("translated"), files)
    with serving(folder, tmp_path_factory.mktemp("www")) as served:
        yield served


@pytest.mark.parametrize("width", [360, 1440])
def test_a_site_in_another_language_is_read_in_its_direction(
    browser: Browser, translated: Served, width: int
) -> None:
    with opened(browser, width, scripts=True) as page:
        page.goto(translated.address(TALK))
        is_arabic = page.locator("html").get_attribute("lang") == "ar"
        assert (page.locator("html").get_attribute("dir") == "rtl") == is_arabic
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        words = "صحيح" if is_arabic else "Zutreffend"
        assert page.locator(".note[data-verdict=accurate] .verdict").first.inner_text() == words
        boxes = page.evaluate(NOTES_AND_WORDS)
        for above, below in pairwise(boxes):
            assert above["bottom"] <= below["top"], (above["id"], below["id"])


@pytest.mark.parametrize("kind", ["home", "transcript", "note"])
def test_with_forced_colours_and_more_contrast_nothing_is_lost(
    browser: Browser, site: Served, kind: str
) -> None:
    with opened(browser, scripts=True, forced_colors="active", contrast="more") as page:
        page.goto(site.address(path_of(site, kind)))
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        assert page.locator("h1").is_visible()
        assert page.locator(".verdict .shape, .kind .shape").first.is_visible()
