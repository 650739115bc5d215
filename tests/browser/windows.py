"""Windows onto the pages: what to open, and what nobody may complain of meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from playwright.sync_api import Browser, Page

from tests.browser.conftest import BASE, Served

Scheme = Literal["light", "dark"]

PAGES = {
    "home": "",
    "transcript": "transcripts/20*/*",
    "note": "transcripts/20*/*/notes/*",
    "page": "about",
    "transcripts": "transcripts",
    "notes": "notes",
    "notes of a verdict": "notes/verdict/*",
    "speakers": "speakers",
    "speaker": "speakers/*",
    "topics": "topics",
    "sources": "sources",
    "publisher": "sources/publishers/*",
    "corrections": "corrections",
    "search": "search",
    "not found": "404.html",
}
"""A page of every kind, by where to find it."""


def path_of(site: Served, kind: str) -> str:
    """The path of the first page of a kind."""
    pattern = PAGES[kind]
    return pattern if pattern == "" or pattern.endswith(".html") else site.find(pattern)


@contextmanager
def opened(
    browser: Browser, width: int = 1440, scheme: Scheme = "light", *, scripts: bool = False, **options: Any
) -> Iterator[Page]:
    """A page whose every complaint and every request to elsewhere fails the test."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts, **options
    )
    page = context.new_page()
    complaints: list[str] = []
    requests: list[str] = []
    page.on(
        "console",
        # Browsers ask for this file by themselves, at the root of the host and not of the site.
        lambda message: (
            None
            if message.location["url"].endswith("/favicon.ico")
            else complaints.append(f"{message.text} {message.location}")
        ),
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "requestfailed",
        # Aborted: the page was left before its icon had arrived. Nothing that is missing ends so.
        lambda request: (
            None
            if request.failure == "net::ERR_ABORTED" and request.url.endswith(".svg")
            else complaints.append(f"failed: {request.url}")
        ),
    )
    page.on("request", lambda request: requests.append(request.url))
    try:
        yield page
        assert complaints == []
        assert requests
        assert [url for url in requests if not url.startswith(("http://127.0.0.1:", "data:"))] == []
        assert [url for url in requests if "127.0.0.1" in url and BASE not in url] == []
    finally:
        context.close()
