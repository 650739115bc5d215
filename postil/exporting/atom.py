"""feeds/*.xml: Atom feeds (RFC 4287)."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from postil.exporting.entries import Entry, correction_entries, last_change, note_entries
from postil.exporting.serialising import xml_file
from postil.exporting.texts import Texts
from postil.model.plan import SitePlan
from postil.model.transcript import Person

_ATOM = "http://www.w3.org/2005/Atom"


def notes(plan: SitePlan, texts: Texts) -> bytes:
    """The feed of notes."""
    return _feed(plan, "feeds/notes.xml", "notes/", texts.phrase("notes"), note_entries(plan, texts))


def corrections(plan: SitePlan, texts: Texts) -> bytes:
    """The feed of corrections and retractions."""
    entries = correction_entries(plan, texts)
    return _feed(plan, "feeds/corrections.xml", "corrections/", texts.phrase("corrections"), entries)


def _feed(plan: SitePlan, path: str, page: str, subject: str, entries: list[Entry]) -> bytes:
    config = plan.config
    # The name space as an attribute: ElementTree's own prefixes are kept in a table all programs share.
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": config.language})
    _text(feed, "id", config.base_url + path)
    _text(feed, "title", f"{subject} · {config.title}")
    if config.tagline is not None:
        _text(feed, "subtitle", config.tagline)
    _text(feed, "updated", last_change(entries).utc)
    _link(feed, "self", config.base_url + path, "application/atom+xml")
    _link(feed, "alternate", config.base_url + page, "text/html")
    publisher = config.publisher
    _person(
        feed, Person("", config.title) if publisher is None else Person("", publisher.name, url=publisher.url)
    )
    if config.license is not None:
        _text(feed, "rights", config.license.name)
        if config.license.url is not None:
            _link(feed, "license", config.license.url)
    for entry in entries:
        _entry(feed, entry)
    return xml_file(feed)


def _entry(feed: Element, entry: Entry) -> None:
    element = SubElement(feed, "entry")
    _text(element, "id", entry.id)
    _text(element, "title", entry.title)
    _text(element, "updated", entry.changed.utc)
    if entry.published is not None:
        _text(element, "published", entry.published.utc)
    _link(element, "alternate", entry.url, "text/html")
    for author in entry.authors:
        _person(element, author)
    for tag in entry.tags:
        SubElement(element, "category", {"term": tag})
    _text(element, "content", entry.html, {"type": "html"})


def _text(parent: Element, name: str, text: str, attributes: Mapping[str, str] | None = None) -> None:
    SubElement(parent, name, dict(attributes or {})).text = text


def _link(parent: Element, rel: str, href: str, media_type: str | None = None) -> None:
    attributes = {"rel": rel, "href": href} | ({} if media_type is None else {"type": media_type})
    SubElement(parent, "link", attributes)


def _person(parent: Element, person: Person) -> None:
    author = SubElement(parent, "author")
    _text(author, "name", person.name)
    if person.url is not None:
        _text(author, "uri", person.url)
