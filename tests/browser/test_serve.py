"""A page that follows its files while ``serve`` shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.building.folders import NOTE, SITE_YAML, TRANSCRIPT, write_files
from tests.building.previews import served
from tests.conftest import MakeSite

pytestmark = pytest.mark.browser

TALK = "transcripts/2020/talk/"
LONG = TRANSCRIPT + "".join(f"\nQ: Question {n}, of some length. {'And more. ' * 30}\n" for n in range(60))
MORE = f"A: {'Many more words stand here. ' * 100}\n\nQ: Question 3,"
OVERLAY = "postil-problems section"
WHERE = "id => document.getElementById(id).getBoundingClientRect().top"


def long_site(make_site: MakeSite) -> Path:
    return make_site({"content/transcripts/2020/talk.md": LONG})


def opened_page(browser: Browser, url: str) -> tuple[Page, list[str]]:
    """A page that listens to its server, and what its console says."""
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            said.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(str(error)))
    with page.expect_request("**/.postil/events**"):
        page.goto(url)
    return page, said


def test_a_page_that_changed_is_loaded_again_at_the_same_place(browser: Browser, make_site: MakeSite) -> None:
    site = long_site(make_site)
    with served(site) as serving:
        page, said = opened_page(browser, serving.url() + TALK + "#t20")
        page.evaluate("document.getElementById('t40').scrollIntoView()")
        page.evaluate("scrollBy(0, -100)")
        before = page.evaluate(WHERE, "t40")
        with page.expect_event("load"):
            write_files(site, {"annotations/2020/talk.yaml": NOTE.replace("*ten*", "*five*")})
        expect(page.locator("html[data-followed]")).to_be_attached()
        assert page.get_by_text("five", exact=True).count() > 0
        assert abs(page.evaluate(WHERE, "t40") - before) < 2
        assert page.evaluate("location.hash") == "#t20"
        # A turn more above: the words in view stay where they are, though their turn is another.
        with page.expect_event("load"):
            write_files(site, {"content/transcripts/2020/talk.md": LONG.replace("Q: Question 3,", MORE)})
        expect(page.locator("html[data-followed]")).to_be_attached()
        assert abs(page.evaluate(WHERE, "t41") - before) < 2
        assert said == []
        page.close()


def test_an_error_lies_over_the_page_until_it_is_mended(browser: Browser, make_site: MakeSite) -> None:
    site = long_site(make_site)
    with served(site) as serving:
        page, said = opened_page(browser, serving.url() + TALK)
        write_files(site, {"annotations/2020/talk.yaml": NOTE.replace("  claim: ", "  claim ")})
        overlay = page.locator(OVERLAY)
        expect(overlay.locator("h1")).to_have_text("1 error: not built")
        expect(overlay.locator("code")).to_have_text("annotations/2020/talk.yaml:6:3")
        expect(overlay.locator("h2")).to_contain_text("error[yaml-syntax]: ")
        excerpt, caret = overlay.locator("pre").inner_text().splitlines()
        assert excerpt == "    6 |   body: It was signed for *ten* years."
        assert caret.index("^") == excerpt.index("body")
        expect(overlay.locator("p")).to_contain_text("hint: ")
        # The last good page is still there to read and to use, and the overlay can be made small.
        expect(page.locator("main")).to_contain_text("How long does the treaty last?")
        page.evaluate("void scrollTo({ top: 500, behavior: 'instant' })")
        assert page.evaluate("scrollY") == 500
        overlay.get_by_role("button", name="Hide").click()
        expect(overlay.locator("pre")).to_be_hidden()
        overlay.get_by_role("button", name="Show").click()
        expect(overlay.locator("pre")).to_be_visible()
        write_files(site, {"annotations/2020/talk.yaml": NOTE})
        expect(overlay).to_have_count(0)
        assert said == []
        page.close()


def test_a_change_elsewhere_does_not_disturb(browser: Browser, make_site: MakeSite) -> None:
    site = long_site(make_site)
    with served(site) as serving:
        page, _ = opened_page(browser, serving.url() + TALK)
        page.evaluate("window.isFirst = true")
        write_files(site, {"content/pages/about.md": "---\ntitle: About\n---\nWho we are.\n"})
        serving.wait_for("about.md: built in")
        # The error comes after the change, on the same way: once it is there, the page has heard of both.
        write_files(site, {"content/pages/about.md": "---\ntitle: [\n---\n"})
        expect(page.locator(OVERLAY)).to_be_visible()
        assert page.evaluate("window.isFirst") is True
        write_files(site, {"content/pages/about.md": "---\ntitle: About\n---\nWho we are.\n"})
        expect(page.locator(OVERLAY)).to_have_count(0)
        with page.expect_event("load"):  # a picture may be on any page
            write_files(site, {"content/pages/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg' id='x'/>"})
        page.close()


def test_a_site_that_could_not_be_built_appears_once_it_can(browser: Browser, make_site: MakeSite) -> None:
    site = make_site({"site.yaml": "title: Talks\nbase_url: nowhere\n"})
    with served(site) as serving:
        page, _ = opened_page(browser, serving.url())
        expect(page.locator(OVERLAY).locator("code")).to_have_text("site.yaml:2:11")
        write_files(site, {"site.yaml": SITE_YAML.replace("/archive/", "/")})
        expect(page).to_have_title("Talks")
        expect(page.locator(OVERLAY)).to_have_count(0)
        page.close()


def test_the_search_finds_what_was_written_a_moment_ago(browser: Browser, make_site: MakeSite) -> None:
    site = make_site({})
    with served(site) as serving:
        url = serving.url()
        write_files(site, {"annotations/2020/talk.yaml": NOTE.replace("*ten*", "*xylophone*")})
        serving.wait_for("built in")
        serving.wait_for("The search is up to date.")
        page, said = opened_page(browser, f"{url}search/?q=xylophone")
        expect(page.locator("main")).to_contain_text("xylophone years")
        assert said == []
        page.close()
