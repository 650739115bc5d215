"""Pages under the policy that the site ships with: nothing of it is violated, and nothing foreign runs."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from postil.diagnostics import has_errors
from postil.model.policy import SECURITY_HEADERS
from postil.pipeline import Options, build
from tests.browser import hostile
from tests.browser.conftest import BASE, Served, serving
from tests.browser.windows import PAGES, opened, path_of
from tests.building.folders import write_files
from tests.hosting import hosting

pytestmark = pytest.mark.browser

WATCH = """
  window.seen = [];
  window.ran = (n) => { window.seen.push(`ran ${n}`); };
  for (const name of ["alert", "confirm", "prompt", "print", "open"]) {
    window[name] = () => { window.seen.push(name); };
  }
  document.addEventListener("securitypolicyviolation", (e) => {
    window.seen.push(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`);
  });
"""
"""Notes whatever runs that should not, and every violation of the policy."""

LOOK = """() => {
  const broken = [];
  const tags = new Set([...document.querySelectorAll("*")].map((e) => e.localName));
  for (const e of document.querySelectorAll("*")) {
    for (const a of e.attributes) {
      if (a.name.startsWith("on") || a.name === "style") broken.push(`${e.localName} ${a.name}=${a.value}`);
      const leads = ["href", "src", "action", "data"].includes(a.name);
      if (leads && !/^(https?:|mailto:)/.test(new URL(a.value, e.baseURI)))
        broken.push(`${e.localName} ${a.name}=${a.value}`);
    }
  }
  const article = document.querySelector("article[data-transcript]")?.cloneNode(true);
  for (const e of article?.querySelectorAll("[data-apparatus],[role=doc-noteref],[role=doc-footnote]") ?? [])
    e.remove();
  return {
    broken, tags: [...tags], seen: window.seen,
    headings: document.querySelectorAll("h1").length, words: article?.textContent ?? null,
    mains: document.querySelectorAll("main").length,
    footers: document.querySelectorAll("body > footer").length,
  };
}"""

_WORDS = """
html head meta title link script body a header nav p ul ol li dl dt dd form input select option label legend
fieldset button output main footer section article aside div span h1 h2 h3 h4 h5 h6 blockquote figure
figcaption pre code em strong mark q cite bdi time hr br table thead tbody tr th td details summary template
svg g path rect circle
"""
ELEMENTS = frozenset(_WORDS.split())
"""What pages are made of. No picture: no string may become one."""

LISTS = (
    *("", "transcripts/", "notes/", "notes/by-verdict/", "notes/by-transcript/", "notes/kind/k5/"),
    *("notes/verdict/v5/", "speakers/", "topics/", "sources/", "corrections/", "search/", "404.html"),
)


def watched(page: Page) -> Page:
    page.add_init_script(WATCH)
    return page


def look(page: Page, address: str) -> dict[str, object]:
    """Open a page, and see that it is whole and that nothing ran."""
    page.goto(address, wait_until="load")
    found: dict[str, object] = page.evaluate(LOOK)
    assert found["seen"] == [], address
    assert found["broken"] == [], address
    assert set(map(str, found["tags"])) <= ELEMENTS, address  # type: ignore[call-overload]
    assert (found["headings"], found["mains"], found["footers"]) == (1, 1, 1), address
    return found


def test_the_host_sends_the_headers_for_the_page_that_is_not_there_too(site: Served) -> None:
    for path, status in (("", 200), ("nowhere/at/all", 404)):
        try:
            answer = urllib.request.urlopen(site.address(path))  # noqa: S310 - the server of the tests
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            assert answer.status == status
            assert {name: answer.headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS
            assert b"<h1>" in answer.read()


def test_no_page_violates_the_policy(browser: Browser, site: Served) -> None:
    with opened(browser, scripts=True) as page:
        watched(page)
        for kind in PAGES:
            page.goto(site.address(path_of(site, kind)), wait_until="load")
            assert page.evaluate("window.seen") == [], kind
        page.goto(site.address("search/?q=the"))
        expect(page.locator("[data-hit]").first).to_be_visible()
        page.locator("details[data-facet] summary").first.click()
        assert page.evaluate("window.seen") == []


@pytest.mark.parametrize("headers", [True, False])
def test_what_would_run_is_stopped_even_if_it_got_into_a_page(
    browser: Browser, site: Served, headers: bool
) -> None:
    with plain_host(site.folder.parent) as bare:
        context = browser.new_context()
        page = context.new_page()
        page.add_init_script(WATCH)
        page.goto(site.address("about/") if headers else f"{bare}archive/about/")
        page.evaluate(
            """() => {
              document.body.insertAdjacentHTML("beforeend", "<img src='x.png' onerror='ran(1)'>");
              const script = document.createElement("script");
              script.textContent = "ran(2)";
              document.body.append(script);
              document.querySelector("img").dispatchEvent(new Event("error"));
            }"""
        )
        seen = page.evaluate("window.seen")
        context.close()
    assert {line.split()[0] for line in seen} == {"script-src-attr", "script-src-elem"}


@contextmanager
def plain_host(folder: Path) -> Iterator[str]:
    """A host that knows no rules: what pages say of themselves is all there is."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has there
        """Say nothing."""


@pytest.fixture(scope="module")
def harmful(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The site in which every string stands in every field."""
    root = tmp_path_factory.mktemp("hostile")
    source, output = write_files(root / "site", hostile.site()), root / "archive"
    outcome = build(source, output, Options(search=True))
    assert not has_errors(outcome.diagnostics)
    with hosting(root, BASE) as address:
        yield Served(address, output)


def test_there_are_strings_enough() -> None:
    assert len(set(hostile.STRINGS)) >= 150


def test_no_string_runs_in_a_transcript_a_note_or_a_page_nor_breaks_it(
    browser: Browser, harmful: Served
) -> None:
    with opened(browser, scripts=True) as page:
        watched(page)
        for number, string in enumerate(hostile.STRINGS):
            transcript = look(page, harmful.address(f"transcripts/t{number}/"))
            text = (harmful.folder / f"transcripts/t{number}/transcript.txt").read_text("utf-8")
            assert str(transcript["words"]).split() == text.split(), string
            look(page, harmful.address(f"transcripts/t{number}/notes/turn/"))
            look(page, harmful.address(f"p{number}/"))


def test_no_string_runs_in_a_list(browser: Browser, harmful: Served) -> None:
    found = [harmful.find(f"{kind}/*") for kind in ("speakers", "topics", "sources/publishers")]
    with opened(browser, scripts=True) as page:
        watched(page)
        for path in (*LISTS, *found):
            look(page, harmful.address(path))
            for number in range(2, 5):
                if (harmful.folder / path / f"page/{number}/index.html").exists():
                    look(page, harmful.address(f"{path}page/{number}/"))


def test_no_string_runs_in_the_search(browser: Browser, harmful: Served) -> None:
    with opened(browser, scripts=True) as page:
        watched(page)
        for query in ("?q=ran", "?q=script&type=turn", "?type=note", '?q="><script>ran(1)</script>'):
            page.goto(harmful.address(f"search/{query}"))
            expect(page.locator("[data-search-status]")).not_to_be_empty()
            assert page.locator("[data-hit]").count() or '"' in query
            for facet in page.locator("details[data-facet]:not([hidden])").all():
                facet.locator("summary").click()
            found = page.evaluate(LOOK)
            assert (found["seen"], found["broken"]) == ([], []), query
            assert set(found["tags"]) <= ELEMENTS, query


def test_no_string_runs_when_a_note_is_previewed_and_copied(browser: Browser, harmful: Served) -> None:
    with opened(browser, 360, scripts=True) as page:
        watched(page)
        for number in range(0, len(hostile.STRINGS), 25):
            page.goto(harmful.address(f"transcripts/t{number}/"))
            page.locator(".turn [role=doc-noteref]").first.click()
            expect(page.locator(".preview")).to_be_visible()
            found = page.evaluate(LOOK)
            assert (found["seen"], found["broken"]) == ([], []), hostile.STRINGS[number]


def test_an_old_address_made_of_a_string_leads_on(browser: Browser, harmful: Served) -> None:
    with plain_host(harmful.folder.parent) as bare, opened(browser, scripts=True) as page:
        watched(page)
        for old in sorted((harmful.folder / "old").rglob("index.html"))[::10]:
            path = quote(old.relative_to(harmful.folder.parent).as_posix().removesuffix("index.html"))
            page.goto(bare + path)
            page.wait_for_url("**/transcripts/t*/")
            assert page.evaluate("window.seen") == []


@pytest.mark.parametrize("number", range(len(hostile.sites_of_few_words())))
def test_no_string_runs_in_what_a_site_has_but_one_of(browser: Browser, tmp_path: Path, number: int) -> None:
    source = write_files(tmp_path / "site", hostile.sites_of_few_words()[number])
    with serving(source, tmp_path) as few, opened(browser, scripts=True) as page:
        watched(page)
        for path in ("", "notes/", "search/", "404.html"):
            look(page, few.address(path))
