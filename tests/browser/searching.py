"""The search page as tests ask it, and what it is asked."""

from __future__ import annotations

import re

import yaml
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Served
from tests.building.folders import ROOT


def ask(page: Page, site: Served, query: str) -> None:
    """Open the search at an address and wait for its answer."""
    page.goto(site.address(f"search/{query}"))
    expect(page.locator("[data-search-status]")).not_to_be_empty()


def hits(page: Page, kind: str = "") -> list[str]:
    """The places that the hits lead to, without the page's folder and the query."""
    selector = f"[data-search-results] a[data-hit{f'={kind}' if kind else ''}]"
    return [
        re.sub(r".*/([^/]+)/(?:\?[^#]*)?(#.*)", r"\1\2", link.get_attribute("href") or "")
        for link in page.locator(selector).all()
    ]


def facet(page: Page, name: str) -> dict[str, int]:
    """The values of a facet with their counts, by id."""
    return {
        str(box.get_attribute("value")): int(box.locator("xpath=..").locator(".count").text_content() or "")
        for box in page.locator(f"[data-facet={name}] input").all()
    }


def notes() -> list[dict[str, object]]:
    """The notes that the repository shows, straight from its files."""
    found: list[dict[str, object]] = []
    for file in sorted((ROOT / "annotations").rglob("*.yaml")):
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        found += content if isinstance(content, list) else content.get("notes", [content])
    return [note for note in found if note.get("status") != "draft"]


def in_a_large_archive(page: Page) -> None:
    """Have the page take its site for one with many turns and notes."""

    def enlarge(route: Route) -> None:
        answer = route.fetch()
        body, times = re.subn(r'data-units="\d+"', 'data-units="50000"', answer.text())
        assert times == 1
        route.fulfill(response=answer, body=body)

    page.route(re.compile(r"/search/(\?.*)?$"), enlarge)


QUESTIONS = [  # written before the search was asked, with the turn or note that answers each
    ("?q=INF+Treaty&type=turn", "lavrov-tass#t4"),
    ("?q=what+has+Lavrov+said+about+the+INF+Treaty", "lavrov-tass#t4"),
    ("?q=INF+Treaty&speaker=lavrov&type=turn", "lavrov-tass#t4"),
    ("?q=SIPRI", "lavrov-tass#note-us-military-budget"),
    ("?verdict=misleading", "workshop#note-google-shows-all"),
    ("?q=veto", "lavrov-tass#note-security-council-seat"),
    ("?q=how+the+INF+Treaty+ended", "lavrov-tass#note-inf-treaty-end"),
    ("?q=moratorium+Putin", "lavrov-tass#note-moratorium"),
    ("?q=Security+Council+seat", "lavrov-tass#note-security-council-seat"),
    ("?q=norway", "workshop#t37"),
    ("?q=ClaimReview+search+results", "workshop#note-google-shows-all"),
    ("?q=yaml+boolean+no", "workshop#note-norway"),
    ("?q=“last+international+agreement”", "lavrov-tass#note-last-agreement"),
    # words of one turn
    ("?q=touchstone", "lavrov-tass#t1"),
    ("?q=neighbourliness", "lavrov-tass#t2"),
    ("?q=nascent+arms+race&type=turn", "lavrov-tass#t3"),
    ("?q=the+ball+is+now+in&type=turn", "lavrov-tass#t4"),
    ("?q=BRICS", "lavrov-tass#t2"),
    ("?q=thumb", "workshop#t33"),
    ("?q=pixels&type=turn", "workshop#t34"),
    ("?q=I+read+on+the+bus", "workshop#t29"),
    ("?q=opinions+predictions", "workshop#t13"),
    ("?q=reminded", "workshop#t14"),
    ("?q=copied+each+other", "workshop#t25"),
    ("?q=unverifiable&type=turn", "workshop#t19"),
    # phrases, in and out of their order
    ('?q="zero+sum"', "lavrov-tass#t2"),
    ('?q="half+of+all+links"&type=turn', "workshop#t25"),
    ('?q="pinned"', "workshop#t3"),
    ('?q="We+do+not+know"', "workshop#t20"),
    ("?q=halfway+even-handed", "workshop#t28"),
    # names, numbers, apostrophes, accents
    ("?q=NATO's+court", "lavrov-tass#t4"),
    ("?q=Joseph+five+commitments&type=turn", "workshop#t23"),
    ("?q=7:1", "workshop#note-seven-to-one"),
    ("?q=fébuary", "workshop#t40"),
    ("?q=COVID-19+assistance&type=note", "lavrov-tass#note-covid-assistance"),
    # verdicts, kinds, years, transcripts, publishers
    ("?verdict=unverifiable", "workshop#note-wrong-minister"),
    ("?verdict=disputed&speaker=lavrov", "lavrov-tass#note-destroyed-agreements"),
    ("?q=contrast&verdict=inaccurate", "workshop#note-seven-to-one"),
    ("?q=agreed&year=2026&speaker=joseph-okafor", "workshop#t45"),
    ("?q=sanctions&transcript=2020/lavrov-tass&type=note", "lavrov-tass#note-un-calls-on-sanctions"),
    ("?q=backfire", "workshop#note-backfire"),
]
