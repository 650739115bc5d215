"""HTML as a browser would read it."""

from __future__ import annotations

from typing import Any

from lxml import etree


def parsed(content: bytes) -> etree._Element:
    """The root of a page."""
    return etree.fromstring(content, etree.HTMLParser(encoding="utf-8"))


def select(element: etree._Element, path: str) -> list[Any]:
    """What an XPath that asks for elements, attributes or texts finds."""
    found = element.xpath(path)
    assert isinstance(found, list)
    return found
