"""Reading with scripts: notes chosen, stepped through, previewed, linked to; and all of it without them."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Served
from tests.browser.dense import TALK
from tests.browser.windows import opened

pytestmark = pytest.mark.browser


def test_notes_are_filtered_by_kind_and_verdict_and_the_choice_is_remembered(
    browser: Browser, dense: Served
) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(dense.address(TALK))
        page.locator(".choice summary").click()
        page.locator("[name=verdict][value=accurate]").uncheck()
        hidden = page.locator(".note[data-verdict=accurate]")
        assert not any(note.is_visible() for note in hidden.all())
        assert page.locator(".note[data-verdict=disputed]").first.is_visible()
        page.reload()
        assert not hidden.first.is_visible()
        page.locator(".choice summary").click()
        assert not page.locator("[name=verdict][value=accurate]").is_checked()
        page.locator("[name=shown]").uncheck()
        assert page.locator(".note:visible").count() == 0
        assert page.locator(".ref:visible").count() == 0
        # Who follows a link to a note sees it all the same.
        page.goto(dense.address(f"{TALK}#note-note-0"))
        page.reload()
        assert page.locator("#note-note-0").is_visible()


def test_one_steps_from_note_to_note_by_key_and_button(browser: Browser, dense: Served) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(dense.address(TALK))
        page.keyboard.press("n")
        first = page.locator(".note").first.get_attribute("id")
        page.wait_for_url(f"**/#{first}")
        expect(page.locator(".position")).to_have_text("1 of 60")
        page.locator("[data-step='1']").click()
        second = page.locator(".note").nth(1).get_attribute("id")
        page.wait_for_url(f"**/#{second}")
        assert page.locator(f"#{second} .body").is_visible()
        page.keyboard.press("p")
        page.wait_for_url(f"**/#{first}")
        page.locator(".choice summary").click()
        page.locator("[name=keys]").uncheck()
        page.locator(f"#{first} summary").focus()
        page.keyboard.press("n")
        assert page.url.endswith(f"#{first}")


def test_on_a_phone_a_reference_opens_a_preview_and_escape_leads_back(
    browser: Browser, dense: Served
) -> None:
    with opened(browser, 360, scripts=True) as page:
        page.goto(dense.address(TALK))
        reference = page.locator("#ref-note-1")
        reference.click()
        preview = page.locator(".preview")
        expect(preview).to_contain_text("A claim.")
        expect(preview).to_be_focused()
        words, panel = reference.bounding_box(), preview.bounding_box()
        assert words is not None
        assert panel is not None
        assert 0 <= words["y"] < panel["y"], "the words are in sight above the note"
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        page.keyboard.press("Escape")
        expect(preview).to_have_count(0)
        expect(reference).to_be_focused()
        reference.press("Enter")
        page.locator(".preview .go").click()
        page.wait_for_url("**/#note-note-1")
        assert page.locator("#note-note-1 .body").is_visible()


def test_links_to_turns_notes_and_words_are_copied(browser: Browser, dense: Served) -> None:
    with opened(browser, scripts=True, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(dense.address(TALK))
        page.locator("#t3 .turn-link").focus()
        assert copied_by(page, "#t3 [data-quotation]").endswith(f"{TALK}#t3")
        expect(page.locator("[role=status]")).to_have_text("Link copied")
        page.locator("#note-note-2 summary").click()
        assert copied_by(page, "#note-note-2 [data-quotation]").endswith("/talk/notes/note-2/")
        # Words that run over a reference: the link names their beginning and end.
        page.evaluate(
            """() => { const first = document.querySelector('#t5 mark').firstChild;
                const last = document.querySelector('#t6 .words p').lastChild;
                getSelection().setBaseAndExtent(first, 2, last, 8); }"""
        )
        page.keyboard.press("Shift")
        copied = copied_by(page, ".floating [data-quotation]")
        assert f"{TALK}#t5:~:text=w4x0%20w4x1" in copied
        assert "," in copied.partition("text=")[2]


def copied_by(page: Page, selector: str) -> str:
    """What a button copies, once it says that it has."""
    button = page.locator(selector)
    button.click()
    expect(button).to_have_text("Link copied")
    copied: str = page.evaluate("navigator.clipboard.readText()")
    return copied


def test_without_its_scripts_the_page_is_whole(browser: Browser, dense: Served) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.route("**/*.js", lambda route: route.abort())
    page.goto(dense.address(TALK))
    assert page.locator(".tools").count() == 0
    page.locator("#ref-note-1").click()
    page.wait_for_url("**/#note-note-1")
    assert page.locator("#note-note-1 .body").is_visible()
    context.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing_wrong_on_the_densest_page(browser: Browser, dense: Served, width: int) -> None:
    with opened(browser, width, "dark", scripts=True) as page:
        page.goto(dense.address(TALK))
        page.locator(".choice summary").click()
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
