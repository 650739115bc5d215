from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Route, expect

from tests.browser.conftest import Served, serving
from tests.browser.searching import QUESTIONS, ask, facet, hits, in_a_large_archive, notes
from tests.browser.windows import Scheme, opened
from tests.building.folders import ROOT

pytestmark = pytest.mark.browser


def test_questions_are_answered_among_the_first_three(browser: Browser, own: Served) -> None:
    with opened(browser, scripts=True) as page:
        for query, answer in QUESTIONS:
            ask(page, own, query)
            assert answer in hits(page)[:3], query


def test_every_note_is_found_by_its_claim(browser: Browser, own: Served) -> None:
    claims = {str(note["claim"]): str(note["id"]) for note in notes() if note.get("claim")}
    assert claims
    with opened(browser, scripts=True) as page:
        page.goto(own.address("search/"))
        for claim, id in claims.items():
            ask(page, own, "?q=" + re.sub(r"[^\w’' -]", "", claim))
            assert f"note-{id}" in [hit.split("#")[1] for hit in hits(page)[:3]], claim


def test_counts_are_those_of_the_source_files(browser: Browser, own: Served) -> None:
    with opened(browser, scripts=True) as page:
        ask(page, own, "?type=note")
        assert facet(page, "verdict") == Counter(str(n["verdict"]) for n in notes() if "verdict" in n)
        assert facet(page, "kind") == Counter(str(n["kind"]) for n in notes())
        ask(page, own, "?type=turn")
        lavrov = (ROOT / "content/transcripts/2020/lavrov-tass.md").read_text(encoding="utf-8")
        said = len(re.findall(r"^(?:\[[\d:]+\] )?(?:\*\*)?Sergey Lavrov:", lavrov, re.MULTILINE))
        assert facet(page, "speaker")["lavrov"] == said


def test_what_is_found_under_a_speaker_was_said_by_that_speaker(browser: Browser, own: Served) -> None:
    with opened(browser, scripts=True) as page:
        ask(page, own, "?type=turn&speaker=lavrov")
        found = hits(page, "turn")
        page.goto(own.address("transcripts/2020/lavrov-tass/"))
        for hit in found:
            turn = page.locator(f"[id='{hit.split('#')[1]}']")
            assert turn.get_attribute("data-speaker") == "lavrov"
        assert len(found) == page.locator("[data-speaker=lavrov]").count()


def test_several_values_of_a_facet_mean_any_of_them(browser: Browser, own: Served) -> None:
    with opened(browser, scripts=True) as page:
        counts = {}
        for query in ("?kind=context", "?kind=correction", "?kind=context&kind=correction"):
            ask(page, own, query)
            counts[query] = page.locator("[data-search-status]").text_content()
        one, two, both = (int(str(text).split()[-1]) for text in counts.values())
        assert one + two == both


def test_typing_and_choosing_changes_hits_and_address(browser: Browser, own: Served) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(own.address("search/"))
        page.keyboard.type("treaty")
        expect(page.locator("[data-hit] mark, .excerpt mark").first).to_be_visible()
        page.wait_for_url("**/search/?q=treaty")
        page.locator("[data-facet=verdict] input").first.check()
        page.wait_for_url("**/search/?q=treaty&verdict=*")
        page.keyboard.press("Control+a")
        page.locator("[name=q]").focus()
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.dataset.hit") == "note"
        page.keyboard.press("ArrowUp")
        assert page.evaluate("document.activeElement.name") == "q"


def test_slash_leads_to_the_box_and_enter_to_the_answers(browser: Browser, own: Served) -> None:
    with opened(browser, scripts=True) as page:
        page.goto(own.address("transcripts/2020/lavrov-tass/"))
        page.keyboard.press("/")
        page.keyboard.type("SIPRI")
        page.keyboard.press("Enter")
        page.locator("[data-hit=note]").first.click()
        page.wait_for_url("**/lavrov-tass/?q=SIPRI#note-us-military-budget")
        page.wait_for_function("CSS.highlights.get('searched')?.size > 0")


@pytest.mark.parametrize("query", ["", "?q=treaty", "?q=zzzzzz", "?verdict=disputed&sort=date"])
@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1440, "light"), (1440, "dark")])
@pytest.mark.parametrize("is_large", [False, True])
def test_axe_finds_nothing_in_any_state(
    browser: Browser, own: Served, query: str, width: int, scheme: Scheme, *, is_large: bool
) -> None:
    with opened(browser, width, scheme, scripts=True) as page:
        if is_large:
            in_a_large_archive(page)
        page.goto(own.address(f"search/{query}"))
        if query:
            expect(page.locator("[data-search-status]")).not_to_be_empty()
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()


def test_without_scripts_a_sentence_and_the_lists_stand_there(browser: Browser, own: Served) -> None:
    with opened(browser) as page:
        page.goto(own.address("search/?q=treaty"))
        expect(page.locator("main")).to_contain_text("needs JavaScript")
        assert not page.locator("form[data-search]").is_visible()
        assert page.locator("main li a").count() == 5


def test_it_works_under_a_strict_policy(browser: Browser, own: Served) -> None:
    policy = (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; "
        "img-src 'self'; form-action 'self'; base-uri 'none'"
    )

    def with_policy(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy})

    with opened(browser, scripts=True) as page:
        page.route("**/*", with_policy)
        ask(page, own, "?q=SIPRI")
        assert hits(page) == ["lavrov-tass#note-us-military-budget"]


def test_apostrophes_accents_and_other_languages(browser: Browser, tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "content/transcripts").mkdir(parents=True)
    (site / "site.yaml").write_text("title: T\nbase_url: https://example.org/\n", encoding="utf-8")
    head = (
        "---\ntitle: {0}\ndate: 2020-01-02\nlanguage: {1}\n"
        "speakers:\n  A: {{name: Ann}}\n  B: {{name: Bob}}\n---\n\n"
    )
    (site / "content/transcripts/one.md").write_text(
        head.format("One", "en") + "A: That isn’t so in São Paulo.\n\nB: It is so.\n", encoding="utf-8"
    )
    (site / "content/transcripts/two.md").write_text(
        head.format("Two", "ru") + "A: Договоры важны.\n\nB: Да.\n", encoding="utf-8"
    )
    with serving(site, tmp_path) as served, opened(browser, scripts=True) as page:
        for query, answer in (("isn't", "one#t1"), ("sao paulo", "one#t1"), ("договор", "two#t1")):
            ask(page, served, f"?q={query}")
            assert hits(page)[0] == answer, query


def test_notes_in_another_language_than_every_transcript_are_found(browser: Browser, tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "content/transcripts").mkdir(parents=True)
    (site / "annotations").mkdir()
    (site / "site.yaml").write_text("title: T\nbase_url: https://example.org/\n", encoding="utf-8")
    (site / "content/transcripts/one.md").write_text(
        "---\ntitle: One\ndate: 2020-01-02\nlanguage: ru\nspeakers: {A: {name: Ann}}\n---\n\n"
        "A: Договоры важны.\n",
        encoding="utf-8",
    )
    (site / "annotations/one.yaml").write_text(
        "- {id: a, kind: context, quote: Договоры, body: Several treaties are meant.}\n", encoding="utf-8"
    )
    with serving(site, tmp_path) as served, opened(browser, scripts=True) as page:
        for large in (False, True):
            if large:
                in_a_large_archive(page)
            for query, answers in (
                ("?q=treaties", ["one#note-a"]),
                ("?q=treaties&type=note", ["one#note-a"]),
                ("?q=treaties&type=turn", []),
                ("?q=важны", ["one#t1"]),
            ):
                ask(page, served, query)
                assert hits(page) == answers, query


def test_what_is_counted_is_what_is_listed(browser: Browser, own: Served) -> None:
    with opened(browser, scripts=True) as page:
        ask(page, own, "?q=INF+Treaty&type=note")
        expect(page.locator("[data-search-status]")).to_have_text(f"Notes: {len(hits(page))}")
        assert hits(page) == hits(page, "note") != []


def test_a_note_is_shown_in_words_and_not_as_markdown(browser: Browser, own: Served) -> None:
    with opened(browser, scripts=True) as page:
        ask(page, own, "?q=core+schema+YAML&type=note")
        excerpts = page.locator(".excerpt").all_text_contents()
        assert excerpts
        assert not [text for text in excerpts if "`" in text or "](" in text]


def test_the_parts_of_a_note_stand_apart_in_its_excerpt(browser: Browser, own: Served) -> None:
    with opened(browser, scripts=True) as page:
        ask(page, own, "?q=core+schema+YAML&type=note")
        excerpts = [text.strip("… ") for text in page.locator(".excerpt").all_text_contents()]
        assert any(" · " in text for text in excerpts)
        assert not [text for text in excerpts if text.startswith("·") or text.endswith("·")]


def test_a_site_without_transcripts_has_a_search_that_finds_nothing(browser: Browser, tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    (site / "site.yaml").write_text("title: T\nbase_url: https://example.org/\n", encoding="utf-8")
    with serving(site, tmp_path) as served, opened(browser, scripts=True) as page:
        ask(page, served, "?q=treaty")
        expect(page.locator("[data-search-status]")).to_contain_text("Try fewer words")


def test_a_quoted_phrase_is_found_letter_by_letter(browser: Browser, tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "content/transcripts").mkdir(parents=True)
    (site / "site.yaml").write_text("title: T\nbase_url: https://example.org/\n", encoding="utf-8")
    (site / "content/transcripts/one.md").write_text(
        "---\ntitle: One\ndate: 2020-01-02\nspeakers:\n  A: {name: Ann}\n  B: {name: Bob}\n---\n\n"
        "A: One nuclear weapon is enough.\n\nB: No Nuclear weapons at all, no zero-sum game.\n",
        encoding="utf-8",
    )
    with serving(site, tmp_path) as served, opened(browser, scripts=True) as page:
        for large in (False, True):
            if large:
                in_a_large_archive(page)
            ask(page, served, "?q=nuclear+weapons")
            assert sorted(hits(page)) == ["one#t1", "one#t2"]
            ask(page, served, '?q="nuclear+weapons"')
            assert hits(page) == ["one#t2"]
            ask(page, served, '?q="a+zero+sum+game"')
            assert hits(page) == []
            ask(page, served, '?q="zero+sum+game"')
            assert hits(page) == ["one#t2"]
            ask(page, served, '?q="weapons+nuclear"')
            assert hits(page) == []


@pytest.mark.parametrize(
    ("language", "first", "second", "asked"),
    [
        ("zh", "我们反对核武器。", "今天天气很好。", ("核武器", "天气")),
        ("ja", "条約は終了しました。", "東京の天気です。", ("条約", "東京")),
    ],
)
def test_languages_without_spaces_are_cut_into_words(
    browser: Browser, tmp_path: Path, language: str, first: str, second: str, asked: tuple[str, str]
) -> None:
    site = tmp_path / "site"
    (site / "content/transcripts").mkdir(parents=True)
    (site / "site.yaml").write_text("title: T\nbase_url: https://example.org/\n", encoding="utf-8")
    (site / "content/transcripts/one.md").write_text(
        f"---\ntitle: One\ndate: 2020-01-02\nlanguage: {language}\nspeakers:\n  A: {{name: Ann}}\n"
        f"  B: {{name: Bob}}\n---\n\nA: {first}\n\nB: {second}\n",
        encoding="utf-8",
    )
    with serving(site, tmp_path) as served, opened(browser, scripts=True) as page:
        for query, answer in zip(asked, ("one#t1", "one#t2"), strict=True):
            ask(page, served, f"?q={query}")
            assert hits(page) == [answer], query


def test_a_hit_on_a_retracted_note_says_so_first(browser: Browser, tmp_path: Path) -> None:
    sample = Path(__file__).parent / "sample"
    with serving(sample, tmp_path) as served, opened(browser, scripts=True) as page:
        ask(page, served, "?q=10th+matter&type=note")
        (place,) = [
            link
            for link in page.locator("[data-hit=note]").all()
            if "#note-gone" in str(link.get_attribute("href"))
        ]
        about = place.locator("xpath=..").locator(".about")
        expect(about).to_contain_text(re.compile("^Retracted · "))
