from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from postil.planning.search import FACETS
from tests.browser.conftest import Served, serving
from tests.browser.windows import Scheme, opened
from tests.building.folders import ROOT

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """This repository's site."""
    with serving(ROOT, tmp_path_factory.mktemp("search")) as served:
        yield served


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


def test_questions_are_answered_among_the_first_three(browser: Browser, own: Served) -> None:
    with opened(browser, scripts=True) as page:
        for query, answer in QUESTIONS:
            ask(page, own, query)
            assert answer in hits(page)[:3], query


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
        assert page.url.endswith("lavrov-tass/?q=SIPRI#note-us-military-budget")
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


def in_a_large_archive(page: Page) -> None:
    """Have the page take its site for one with many turns and notes."""

    def enlarge(route: Route) -> None:
        answer = route.fetch()
        body, times = re.subn(r'data-units="\d+"', 'data-units="50000"', answer.text())
        assert times == 1
        route.fulfill(response=answer, body=body)

    page.route(re.compile(r"/search/(\?.*)?$"), enlarge)


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
