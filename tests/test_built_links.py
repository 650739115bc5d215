"""Every built site, page by page: what it leads to is there, and nothing in it could run that should not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import etree

from postil import pipeline
from tests.building.folders import ROOT, contents
from tests.rendering.markup import parsed, select

SAMPLE = ROOT / "tests/browser/sample"
CASES = sorted(f for f in (ROOT / "tests/sites").glob("*/site") if "errors" not in f.parent.name)
SITES = [*([ROOT] if (ROOT / "content").is_dir() else []), SAMPLE, *CASES]
BASES = ("https://built.example/", "https://built.example/archive/")
_DATA = ("application/ld+json", "application/json")
# The id of a feed's entry: what happened to a note, and no address to go to.
_ENTRY = re.compile(r"#note-[a-z0-9-]+/(?:revision-[0-9]+|retraction|correction)$")


def name_of(site: Path) -> str:
    return "repository" if site == ROOT else "sample" if site == SAMPLE else site.parent.name


BUILT = [(site, base) for site in SITES for base in BASES]


@pytest.fixture(
    scope="module", params=BUILT, ids=[f"{name_of(site)} at {urlsplit(base).path}" for site, base in BUILT]
)
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, dict[str, bytes]]:
    """A base URL, and the files of a site that was built for it."""
    site, base = request.param
    output = tmp_path_factory.mktemp("built") / "site"
    with_search = site == ROOT
    outcome = pipeline.build(site, output, pipeline.Options(base_url=base, drafts=True, search=with_search))
    assert outcome.plan is not None
    return base, contents(output)


def pages(files: dict[str, bytes]) -> Iterator[tuple[str, etree._Element]]:
    for name, content in files.items():
        if name.endswith(".html"):
            yield name, parsed(content)


def addresses(page: etree._Element) -> Iterator[str]:
    """Every address in a page that a reader or a browser may follow."""
    yield from map(str, select(page, "//@href | //@src | //@action | //@data-root | //@poster"))
    for refresh in select(page, "//meta[@http-equiv='refresh']/@content"):
        yield str(refresh).partition("url=")[2]


def strings_of(content: bytes, base: str) -> Iterator[str]:
    """Every address of the site in a file of data."""
    text = content.decode("utf-8").replace("\\/", "/")
    yield from re.findall(rf"{re.escape(base)}[^\s\"'<>\\)]*", text)


def test_every_link_within_the_site_leads_to_a_file_and_a_place_in_it(
    built: tuple[str, dict[str, bytes]],
) -> None:
    base, files = built

    @cache
    def ids(name: str) -> frozenset[str]:
        return frozenset(map(str, select(parsed(files[name]), "//@id")))

    found = [(name, urljoin(base + name, href)) for name, page in pages(files) for href in addresses(page)]
    found += [
        (name, address)
        for name, content in files.items()
        if name.endswith((".jsonld", ".json", ".xml")) and not name.startswith("pagefind/")
        for address in strings_of(content, base)
        if not _ENTRY.search(address)
    ]
    broken = []
    for name, address in found:
        parts = urlsplit(address)
        if parts.netloc == "built.example":
            target = unquote(parts.path).removeprefix(urlsplit(base).path)
            target += "index.html" if target.endswith("/") or not target else ""
            is_there = address.startswith(base) and target in files
            if is_there and parts.fragment and target.endswith(".html"):
                is_there = unquote(parts.fragment) in ids(target)
            if not is_there:
                broken.append((name, address))
    assert found
    assert broken == []


def test_no_page_has_a_script_or_a_style_of_its_own(built: tuple[str, dict[str, bytes]]) -> None:
    for name, page in pages(built[1]):
        assert select(page, "//style | //@style | //base | //iframe | //object | //embed") == [], name
        assert [a for a in select(page, "//@*") if a.attrname.lower().startswith("on")] == [], name
        inline = [script.get("type") for script in select(page, "//script[not(@src)]")]
        assert set(inline) <= set(_DATA), name
        for script in select(page, "//script[not(@src)]/text()"):
            json.loads(str(script))
        for href in addresses(page):
            assert urlsplit(href).scheme in ("", "http", "https", "mailto"), (name, href)


def test_pages_load_scripts_and_styles_from_the_site_alone(built: tuple[str, dict[str, bytes]]) -> None:
    for name, page in pages(built[1]):
        for address in select(page, "//script/@src | //link[@rel='stylesheet' or @rel='icon']/@href"):
            assert "//" not in str(address), name


def test_a_link_out_says_that_it_is_one(built: tuple[str, dict[str, bytes]]) -> None:
    for name, page in pages(built[1]):
        for link in select(page, "//a[contains(@href, '://')]"):
            assert {"external", "noopener"} <= set((link.get("rel") or "").split()), (name, link.get("href"))
