"""sitemap.xml and robots.txt."""

from __future__ import annotations

import urllib.robotparser
from pathlib import Path

from lxml import etree

from postil.exporting.sitemap import sitemaps
from postil.model.dates import PartialDate
from tests.exporting.sample import BASE, built
from tests.rendering.markup import parsed, select

_NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def listed(content: bytes) -> dict[str, str | None]:
    """The addresses of a sitemap or an index, and their last changes."""
    root = etree.fromstring(content)
    entries = [*root.iterfind("s:url", _NAMES), *root.iterfind("s:sitemap", _NAMES)]
    return {e.findtext("s:loc", "", _NAMES): e.findtext("s:lastmod", None, _NAMES) for e in entries}


def test_it_lists_every_page_that_is_one_and_no_other(tmp_path: Path) -> None:
    files = built(tmp_path)
    pages = set()
    for name, content in files.items():
        if name.endswith(".html"):
            html = parsed(content)
            if not select(html, "//meta[@name='robots']"):
                (canonical,) = select(html, "//link[@rel='canonical']/@href")
                pages.add(canonical)
    assert set(listed(files["sitemap.xml"])) == pages
    assert "old/index.html" in files
    assert not {f"{BASE}old/", f"{BASE}404.html"} & pages


def test_last_changes_are_those_of_notes_and_transcripts(tmp_path: Path) -> None:
    found = {url.removeprefix(BASE): day for url, day in listed(built(tmp_path)["sitemap.xml"]).items()}
    assert found == found | {
        "": "2021-03-01",
        "transcripts/2020/talk/": "2021-03-01",
        "transcripts/2020/talk/notes/gone/": "2021-03-01",
        "transcripts/2020/talk/notes/expiry/": "2021-01-03T08:00:00Z",
        "transcripts/2020/talk/notes/whole/": None,
        "notes/verdict/accurate/": "2021-01-03T08:00:00Z",
        "notes/kind/context/": None,
        "topics/arms-control/": "2021-01-03T08:00:00Z",
        "speakers/the-reporter/": "2021-03-01",
        "corrections/": "2021-03-01",
        "about/": None,
    }
    alone = listed(built(tmp_path, {"annotations/2020/talk.yaml": "[]\n"})["sitemap.xml"])
    assert alone[f"{BASE}transcripts/2020/talk/"] == "2021-02-01", "the day the words were taken over"
    assert alone[f"{BASE}notes/"] is None


def test_a_page_of_a_list_changes_with_the_list(tmp_path: Path) -> None:
    notes = "".join(f"- {{id: n{i}, kind: context, body: B, created: 2021-05-06}}\n" for i in range(101))
    found = listed(built(tmp_path, {"annotations/2020/talk.yaml": notes})["sitemap.xml"])
    assert found[f"{BASE}notes/page/2/"] == "2021-05-06"


def test_too_many_addresses_make_an_index() -> None:
    day = PartialDate.parse("2021-01-01")
    later = PartialDate.parse("2021-02-01")
    pages = [(f"{BASE}{number}/", later if number == 3 else day) for number in range(5)]
    files = {file.path: listed(file.content) for file in sitemaps(BASE, pages, most=2)}
    assert files["sitemap.xml"] == {
        f"{BASE}sitemap-1.xml": "2021-01-01",
        f"{BASE}sitemap-2.xml": "2021-02-01",
        f"{BASE}sitemap-3.xml": "2021-01-01",
    }
    assert [len(files[f"sitemap-{n}.xml"]) for n in (1, 2, 3)] == [2, 2, 1]
    (single,) = sitemaps(BASE, pages, most=5)
    assert (single.path, len(listed(single.content))) == ("sitemap.xml", 5)


def test_a_preview_asks_to_be_left_out_of_search_engines_and_a_site_does_not(tmp_path: Path) -> None:
    preview, site = built(tmp_path / "preview", drafts=True), built(tmp_path / "site")
    for path in (path for path in preview if path.endswith(".html")):
        robots = select(parsed(preview[path]), "//head/meta[@name='robots']/@content")
        assert robots == ["noindex"], path
    assert b"\n  X-Robots-Tag: noindex\n" in preview["_headers"].partition(b"\n\n")[0] + b"\n"
    assert b"X-Robots-Tag" not in site["_headers"]
    for path in ("index.html", "notes/index.html", "transcripts/2020/talk/index.html"):
        assert select(parsed(site[path]), "//meta[@name='robots']") == [], path
    # Who may not read a page would never see that it is not to be indexed.
    assert preview["robots.txt"] == b"User-agent: *\nAllow: /\n"


def test_robots_may_read_everything_and_are_told_where_the_sitemap_is(tmp_path: Path) -> None:
    reader = urllib.robotparser.RobotFileParser()
    reader.parse(built(tmp_path)["robots.txt"].decode().splitlines())
    assert reader.site_maps() == [f"{BASE}sitemap.xml"]
    assert reader.can_fetch("anyone", f"{BASE}notes/")
