"""The pages that list what there is."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from postil import pipeline
from postil.pipeline import Options
from tests.building.folders import SMALL_SITE
from tests.conftest import MakeSite
from tests.rendering.markup import parsed, select

VERDICTS = ["accurate", "disputed", "inaccurate"]


def many_notes(number: int) -> dict[str, str]:
    words = " ".join(f"word{i}x" for i in range(number))
    notes = "".join(
        f"- {{id: n{i}, kind: fact-check, verdict: {VERDICTS[i % 3]}, quote: word{i}x, body: B, "
        f"sources: [{{title: S{i % 2}, publisher: P}}], created: 2020-01-{1 + i % 28:02}}}\n"
        for i in range(number)
    )
    head = "---\ntitle: A talk\ndate: 2020-01-01\nspeakers: {A: {name: Ann}}\ntopics: [Words]\n---\n\n"
    return {
        "content/transcripts/2020/talk.md": f"{head}A: {words}\n",
        "annotations/2020/talk.yaml": notes,
    }


def built(site: Path) -> Path:
    outcome = pipeline.build(site, site / "_site", Options())
    assert outcome.diagnostics == ()
    return site / "_site"


def ids(page: Path) -> list[str]:
    """The notes that a list shows."""
    links = select(parsed(page.read_bytes()), "//li[@class='listed']//p[@class='listed-head']//a/@href")
    return [link.rstrip("/").rpartition("/")[2] for link in links]


def test_a_list_is_cut_into_pages_and_loses_no_note(make_site: MakeSite) -> None:
    output = built(make_site(many_notes(230)))
    pages = [
        output / "notes/index.html",
        output / "notes/page/2/index.html",
        output / "notes/page/3/index.html",
    ]
    shown = [ids(page) for page in pages]
    assert [len(found) for found in shown] == [100, 100, 30]
    assert sorted(chain.from_iterable(shown)) == sorted(f"n{i}" for i in range(230))
    assert not (output / "notes/page/4").exists()
    middle = parsed(pages[1].read_bytes())
    assert select(middle, "//a[@rel='prev']/@href") == ["../../"]
    assert select(middle, "//a[@rel='next']/@href") == ["../3/"]
    assert "Page 2 of 3" in "".join(select(middle, "//nav[@class='paging']//text()"))
    assert select(parsed(pages[0].read_bytes()), "//a[@rel='prev']") == []
    (title,) = select(middle, "//title/text()")
    assert title.startswith("Notes, page 2")


def test_filters_show_exactly_the_notes_they_name_and_how_many(make_site: MakeSite) -> None:
    output = built(make_site(many_notes(31)))
    for index, verdict in enumerate(VERDICTS):
        expected = {f"n{i}" for i in range(31) if i % 3 == index}
        assert set(ids(output / f"notes/verdict/{verdict}/index.html")) == expected
    assert len(ids(output / "notes/kind/fact-check/index.html")) == 31
    assert not (output / "notes/kind/context").exists(), "no page for what there is none of"
    counts = select(
        parsed((output / "notes/index.html").read_bytes()),
        "//nav[@class='choices']//a[contains(@href, 'verdict/')]/span/text()",
    )
    assert counts == ["11", "10", "10"]


def test_the_orders_are_what_they_say(make_site: MakeSite) -> None:
    output = built(make_site(many_notes(31)))
    days = [1 + int(id[1:]) % 28 for id in ids(output / "notes/index.html")]
    assert days == sorted(days, reverse=True)
    ranks = [int(id[1:]) % 3 for id in ids(output / "notes/by-verdict/index.html")]
    assert ranks == sorted(ranks)
    assert ids(output / "notes/by-transcript/index.html") == [f"n{i}" for i in range(31)]


def test_every_way_in_leads_to_the_notes(make_site: MakeSite) -> None:
    output = built(make_site(many_notes(5)))
    everything = {f"n{i}" for i in range(5)}
    assert set(ids(output / "speakers/ann/index.html")) == everything
    assert (output / "topics/words/index.html").is_file()
    (publisher,) = (output / "sources/publishers").iterdir()
    page = parsed((publisher / "index.html").read_bytes())
    assert [s.strip() for s in select(page, "//li[@class='listed']/p[1]/cite/text()")] == ["S0", "S1"]
    home = parsed((output / "index.html").read_bytes())
    assert len(select(home, "//*[local-name()='svg'][@class='map']//a")) == 5
    assert "Ann" in "".join(select(home, "//ul[@class='totals']//text()"))


def test_corrections_say_what_changed(make_site: MakeSite) -> None:
    notes = (
        SMALL_SITE["annotations/2020/talk.yaml"]
        + "  revisions: [{date: 2026-11-25, summary: Better now., verdict: {from: disputed, to: accurate}}]\n"
    )
    output = built(make_site({"annotations/2020/talk.yaml": notes}))
    text = " ".join(
        "".join(select(parsed((output / "corrections/index.html").read_bytes()), "//main//text()")).split()
    )
    assert "November 25, 2026: Better now. (Disputed → Accurate)" in text


def test_a_site_without_anything_has_its_lists_all_the_same(tmp_path: Path) -> None:
    site = tmp_path / "bare"
    site.mkdir()
    (site / "site.yaml").write_text(SMALL_SITE["site.yaml"], encoding="utf-8")
    output = built(site)
    for name in ("transcripts", "notes", "speakers", "topics", "sources", "corrections"):
        assert len(select(parsed((output / name / "index.html").read_bytes()), "//main//h1")) == 1


def test_the_page_for_lost_visitors_works_at_any_address(make_site: MakeSite) -> None:
    output = built(make_site({}))
    page = parsed((output / "404.html").read_bytes())
    addresses = select(page, "//a/@href | //link[@rel!='canonical']/@href")
    assert addresses
    assert all(a.startswith(("/archive/", "#content")) for a in addresses)
    assert select(page, "//meta[@name='robots']/@content") == ["noindex"]
