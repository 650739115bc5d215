"""sitemap.xml, by the protocol of https://www.sitemaps.org/protocol.html."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement

from postil.exporting.serialising import xml_file
from postil.model.dates import PartialDate, latest
from postil.model.files import OutputFile

MOST = 50_000
"""Addresses in one sitemap, as the protocol has it; of more, sitemap.xml lists several sitemaps."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

Changed = tuple[str, PartialDate | None]
"""A whole address, and the day on which what is there changed last, if it is known."""


def sitemaps(base_url: str, pages: Sequence[Changed], most: int = MOST) -> Iterator[OutputFile]:
    """The sitemap of a site's pages, or an index and its sitemaps."""
    if len(pages) <= most:
        yield OutputFile("sitemap.xml", _listing("urlset", "url", pages))
        return
    parts: list[Changed] = []
    for number, start in enumerate(range(0, len(pages), most), start=1):
        part = pages[start : start + most]
        name = f"sitemap-{number}.xml"
        yield OutputFile(name, _listing("urlset", "url", part))
        parts.append((base_url + name, latest(changed for _, changed in part)))
    yield OutputFile("sitemap.xml", _listing("sitemapindex", "sitemap", parts))


def _listing(root: str, item: str, entries: Sequence[Changed]) -> bytes:
    listing = Element(root, {"xmlns": _NAMESPACE})
    for address, changed in entries:
        element = SubElement(listing, item)
        SubElement(element, "loc").text = address
        if changed is not None:
            SubElement(element, "lastmod").text = changed.known
    return xml_file(listing)
