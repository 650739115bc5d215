"""A record of the search as Pagefind reads it: a small page."""

from __future__ import annotations

import hashlib
import html
import json
from urllib.parse import quote

from postil.model.search import IndexPage, Record

_PLAIN = "/:,{}[]()"  # what needs no escape in an id, and reads better without


def index_page(record: Record) -> IndexPage:
    """A record made ready for its shard. Nothing but the record is needed for it.

    Empty links mark where each unit, and its words, begin. Their ids come back with the text of a hit,
    so they hold what the hit shows beside its words: no table is needed for it.
    """
    about = {"type": record.kind, "url": record.url, "title": record.title, "day": record.day}
    # One value, for turns alone: Pagefind writes several values of a filter in any order.
    turns = ' data-pagefind-filter="type:turn"' if record.kind == "turn" else ""
    body = f"<body data-pagefind-body{turns}>"
    parts = [f'<html lang="{html.escape(record.language)}">{body}{_mark(about)}']
    for number, unit in enumerate(record.units):
        facts = [record.labels[f][id].text for f in ("kind", "verdict") for id in unit.facets.get(f, ())]
        shown = {"id": unit.id, "about": [*facts, *([] if unit.timecode is None else [unit.timecode])]}
        if unit.status is not None:
            shown["status"] = unit.status
        lead, words = html.escape(unit.lead), html.escape(unit.words)
        parts.append(f"<p>{_mark(shown)}{lead} {_mark({'words': number})}{words}</p>")
    # By its own name a record keeps its files, whatever comes to stand beside it.
    name = hashlib.sha256(f"{record.kind} {record.url}".encode()).hexdigest()[:20]
    return IndexPage(
        name,
        record.language,
        record.url,
        "\n".join([*parts, "</body></html>"]),
        record.kind,
        record.day,
        tuple(unit.facets for unit in record.units),
        record.labels,
    )


def _mark(content: object) -> str:
    """An anchor that holds JSON: in ids Pagefind keeps anything but spaces."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f'<a id="{quote(text, safe=_PLAIN)}"></a>'
