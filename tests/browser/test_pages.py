from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Served
from tests.browser.windows import PAGES, Scheme, opened, path_of

pytestmark = pytest.mark.browser


def overflowing(page: Page) -> list[str]:
    """The elements that make the page scroll sideways."""
    found: list[str] = page.evaluate(
        """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
            [...document.querySelectorAll('body *')]
              .filter(e => { const r = e.getBoundingClientRect();
                             return r.right > document.documentElement.clientWidth + 1 || r.left < -1; })
              .map(e => `${e.tagName}.${e.className} ${e.textContent.slice(0, 40)}`)
              .concat(['the page scrolls sideways'])"""
    )
    return found


@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_fits_its_window_and_asks_nobody_else_for_anything(
    browser: Browser, site: Served, width: int, scheme: Scheme
) -> None:
    with opened(browser, width, scheme) as page:
        for kind in PAGES:
            page.goto(site.address(path_of(site, kind)), wait_until="load")
            assert overflowing(page) == [], kind
            assert page.locator("h1").is_visible(), kind


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_are_those_the_reader_asked_for(
    browser: Browser, site: Served, width: int, scheme: Scheme
) -> None:
    with opened(browser, width, scheme) as page:
        page.goto(site.address(""))
        paint = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
        assert (sum(paint[:3]) > 600) == (scheme == "light")


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1440, "light"), (1440, "dark")])
def test_axe_finds_nothing_wrong(browser: Browser, site: Served, width: int, scheme: Scheme) -> None:
    with opened(browser, width, scheme, scripts=True) as page:
        for kind in PAGES:
            page.goto(site.address(path_of(site, kind)))
            results = Axe().run(page)
            assert results.violations_count == 0, f"{kind}: {results.generate_report()}"


def test_the_skip_link_comes_first_is_seen_and_leads_to_the_text(browser: Browser, site: Served) -> None:
    with opened(browser) as page:
        page.goto(site.address(path_of(site, "transcript")))
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert focused.get_attribute("href") == "#content"
        box = focused.bounding_box()
        assert box is not None
        assert 0 <= box["x"] < 1440
        assert box["y"] >= 0
        page.keyboard.press("Enter")
        page.wait_for_url("**/#content")
        page.keyboard.press("Tab")
        assert page.locator("main :focus").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_one_sees_what_has_the_focus(browser: Browser, site: Served, scheme: Scheme) -> None:
    with opened(browser, 1440, scheme) as page:
        for kind in PAGES:
            page.goto(site.address(path_of(site, kind)))
            for _ in range(8):
                page.keyboard.press("Tab")
                if page.locator("body :focus").count() == 0:
                    break
                style, width = page.locator(":focus").evaluate(
                    "e => [getComputedStyle(e).outlineStyle, parseFloat(getComputedStyle(e).outlineWidth)]"
                )
                assert style != "none", kind
                assert width >= 2, kind


@pytest.mark.parametrize("width", [360, 1440])
def test_a_reference_leads_to_its_note_and_the_note_back(browser: Browser, site: Served, width: int) -> None:
    with opened(browser, width) as page:
        page.goto(site.address(path_of(site, "transcript")))
        references = page.locator("[role=doc-noteref]")
        numbers = references.all_inner_texts()
        assert numbers == [str(n + 1) for n in range(len(numbers))]
        for index in (0, len(numbers) // 2, len(numbers) - 1):
            reference = references.nth(index)
            name = (reference.get_attribute("id") or "").removeprefix("ref-")
            reference.click()
            page.wait_for_url(f"**/#note-{name}")
            note = page.locator(f"#note-{name}")
            assert note.evaluate("e => e.matches(':target')")
            assert note.locator(".body").is_visible()
            assert _in_view(page, f"#note-{name} [role=doc-backlink]") or _in_view(page, f"#note-{name}")
            note.locator("[role=doc-backlink]").click()
            page.wait_for_url(f"**/#ref-{name}")
            assert _in_view(page, f"#ref-{name}")


def _in_view(page: Page, selector: str) -> bool:
    box = page.locator(selector).bounding_box()
    assert box is not None
    return -1 <= box["y"] < 900


def test_a_note_is_beside_its_words_where_there_is_room_and_below_where_there_is_none(
    browser: Browser, site: Served
) -> None:
    for width, beside in ((1440, True), (360, False)):
        with opened(browser, width) as page:
            page.goto(site.address(path_of(site, "transcript")))
            name = (page.locator(".turn [role=doc-noteref]").first.get_attribute("id") or "").removeprefix(
                "ref-"
            )
            words, note = (
                page.locator(f"#ref-{name}").bounding_box(),
                page.locator(f"#note-{name}").bounding_box(),
            )
            assert words is not None
            assert note is not None
            assert (note["x"] > words["x"] + words["width"]) == beside


def test_a_link_to_a_turn_or_a_note_from_outside_arrives_there(browser: Browser, site: Served) -> None:
    with opened(browser) as page:
        transcript = path_of(site, "transcript")
        page.goto(site.address(transcript))
        last = page.locator("[data-turn]").last.get_attribute("id")
        page.goto(site.address(f"{transcript}#{last}"))
        assert _in_view(page, f"#{last}")
        page.goto(site.address(path_of(site, "note")))
        page.locator("main a[href*='#note-']").first.click()
        page.wait_for_url("**/#note-*")
        assert _in_view(page, "[role=doc-footnote]:target")


def test_a_page_prints_with_its_notes(browser: Browser, site: Served) -> None:
    with opened(browser) as page:
        page.goto(site.address(path_of(site, "transcript")))
        page.emulate_media(media="print")
        for note in page.locator("[role=doc-footnote] .body").all():
            assert note.is_visible()
        assert page.locator("[data-turn]").first.is_visible()
        assert page.pdf().startswith(b"%PDF")
