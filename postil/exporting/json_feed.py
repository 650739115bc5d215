"""feeds/notes.json: the feed of notes as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

from typing import Any

from postil.exporting.entries import Entry, note_entries
from postil.exporting.serialising import json_file
from postil.exporting.texts import Texts
from postil.model.plan import SitePlan
from postil.model.transcript import Person


def export(plan: SitePlan, texts: Texts) -> bytes:
    """The feed."""
    config = plan.config
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{texts.phrase('notes')} · {config.title}",
        "home_page_url": f"{config.base_url}notes/",
        "feed_url": f"{config.base_url}feeds/notes.json",
        "language": config.language,
    }
    if config.tagline is not None:
        feed["description"] = config.tagline
    if config.publisher is not None:
        feed["authors"] = [_author(Person("", config.publisher.name, url=config.publisher.url))]
    return json_file({**feed, "items": [_item(entry) for entry in note_entries(plan, texts)]})


def _item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.html,
        "date_modified": entry.changed.utc,
        "tags": list(entry.tags),
    }
    if entry.published is not None:
        item["date_published"] = entry.published.utc
    if entry.authors:
        item["authors"] = [_author(author) for author in entry.authors]
    return item


def _author(person: Person) -> dict[str, str]:
    return {"name": person.name} | ({} if person.url is None else {"url": person.url})
