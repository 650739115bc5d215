"""Sites written by somebody who means harm.

injections.json has strings of our own making that would run ``ran()``, take a page apart or pass for a part
of it, if any page took them for more than text. Each has a transcript, two notes and a page of its own, in
which every field that takes it is the string.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from postil.planning.links import is_internal
from postil.reading.fields import Name, Topic, Url, url_fault
from postil.reading.markdown import read_prose
from postil.source import Span

STRINGS: Sequence[str] = json.loads(Path(__file__).with_name("injections.json").read_text(encoding="utf-8"))
_AT_ONCE = 25  # strings that share what a site has but one of
_PLACE = Span("x")
_PHRASES = (
    "skip",
    "site-menu",
    "transcripts",
    "notes",
    "search",
    "newest-notes",
    "not-found-text",
    "moved-here",
)


@cache
def _adapter(kind: Any) -> TypeAdapter[str]:
    return TypeAdapter(kind)


def takes(kind: Any, text: str) -> bool:
    """Whether a field of a kind takes the text."""
    try:
        _adapter(kind).validate_python(text)
    except ValidationError:
        return False
    return True


def is_refused(text: str) -> bool:
    """Whether Markdown with the text in it is an error: it leads where nothing may lead, or nothing is."""
    prose = read_prose(text, lambda *_: _PLACE)
    pictures = [image for leaf in prose.leaves for image in leaf.images]
    return bool(pictures) or any(
        url_fault(link.href, relative=True) is not None or is_internal(link.href) for link in prose.links
    )


def escaped(text: str) -> str:
    """The text as Markdown that shows it letter by letter, on one line."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))


def markdown(text: str, marker: str) -> str:
    """The text as Markdown in every way in which it may stand: as it is, escaped, and as code."""
    raw = "" if is_refused(text) else f"{marker} {text}\n\n"
    fence = "~" * 5
    return f"{raw}Then {escaped(text)}\n\n{fence}\n{text}\n{fence}\n\n| {escaped(text)} |\n|---|\n| x |\n"


def _where(kind: Any, **fields: str) -> dict[str, str]:
    """The fields that take their text."""
    return {name: text for name, text in fields.items() if takes(kind, text)}


def _url(text: str) -> str:
    return f"https://example.net/?{''.join(text.split())}"


def _person(number: int, text: str) -> dict[str, str]:
    name = text if takes(Name, text) else f"Speaker {number}"
    return {"name": name, **_where(Name, role=text), **_where(Url, url=_url(text))}


def _source(text: str) -> dict[str, str]:
    url = _url(text)
    return {"title": text, "publisher": text, **_where(Url, url=url, archived=url)}


def _topics(number: int, text: str) -> list[str]:
    return [topic for topic in (f"{number} {text}",) if takes(Topic, topic)]


def _transcript(number: int, text: str) -> str:
    url = _url(text)
    alias = "".join(c for c in text if c.isprintable() and not c.isspace() and c not in "?#\\%:/.")
    one_line = " ".join(text.split())
    can_be_label = re.search(r"\w", text) and ":" not in text and len(text) < 60
    label = one_line if can_be_label else "Label"
    head = {
        "title": text,
        "date": "2020-01-02",
        "speakers": {label: f"s{number}"},
        "summary": text,
        "place": text,
        "event": text,
        "topics": _topics(number, text),
        "source": _source(text),
        "license": {"name": text, **_where(Url, url=url)},
        "media": _where(Url, audio=url, video=url, captions=url),
        "aliases": [f"/old/{number}-{alias}"[:180] + "/"],
    }
    words = markdown(text, "And")
    spoken = f"{escaped(label)}: marker{number} is said.\n\n{escaped(label)}: {words}"
    return f"---\n{_yaml(head)}\n---\n\n# {escaped(text)}\n\n{markdown(text, 'First')}\n\n{spoken}"


def _notes(number: int, text: str) -> str:
    is_id = re.fullmatch(r"[a-z0-9-]+", text) is not None
    shared = {
        "kind": f"k{number // _AT_ONCE}",
        "verdict": f"v{number // _AT_ONCE}",
        "title": text,
        "claim": text,
        "body": markdown(text, "Body"),
        "sources": [{**_source(text), "quote": text}],
        "topics": _topics(number, text),
        "authors": [f"c{number}", *([text] if takes(Name, text) and not is_id else [])],
        "created": "2026-11-24",
        "revisions": [{"date": "2026-11-25", "summary": text}],
    }
    words, turn = {"id": "words", "quote": f"marker{number}"}, {"id": "turn", "turn": "2"}
    return _yaml([{**words, **shared}, {**turn, **shared}])


def _page(text: str) -> str:
    return f"---\n{_yaml({'title': text, 'summary': text})}\n---\n{markdown(text, 'On')}"


def _yaml(content: object) -> str:
    """JSON is YAML; what YAML does not print as it is is escaped."""
    text = json.dumps(content, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in text)


def site() -> Mapping[str, str]:
    """A site with a transcript, notes, a page and people for each string; kinds and verdicts have many."""
    numbered = list(enumerate(STRINGS))
    many = [" ".join(strings) for strings in _groups()]
    settings = {
        "title": "Hostile",
        "base_url": "https://example.org/archive/",
        "kinds": {f"k{n}": {"label": s} for n, s in enumerate(many)},
        "verdicts": [{"id": f"v{n}", "label": s, "meaning": s, "rating": "3"} for n, s in enumerate(many)],
    }
    people = {n: _person(n, s) for n, s in numbered}
    return {
        "site.yaml": _yaml(settings),
        "content/speakers.yaml": _yaml({f"s{n}": person for n, person in people.items()}),
        "content/contributors.yaml": _yaml({f"c{n}": person for n, person in people.items()}),
        **{f"content/transcripts/t{n}.md": _transcript(n, s) for n, s in numbered},
        **{f"content/pages/p{n}.md": _page(s) for n, s in numbered},
        **{f"annotations/t{n}.yaml": _notes(n, s) for n, s in numbered},
    }


def sites_of_few_words() -> Sequence[Mapping[str, str]]:
    """Sites in which all that a site has but one of, and the words of the interface, are made of strings."""
    return [_few(strings) for strings in _groups()]


def _groups() -> Sequence[Sequence[str]]:
    return [STRINGS[start : start + _AT_ONCE] for start in range(0, len(STRINGS), _AT_ONCE)]


def _few(strings: Sequence[str]) -> Mapping[str, str]:
    text = " ".join(strings)
    name = " ".join(s for s in strings if takes(Name, s))
    url = next((_url(s) for s in strings if takes(Url, _url(s))), "https://example.net/")
    settings = {
        "title": text,
        "tagline": text,
        "base_url": "https://example.org/archive/",
        "publisher": {"name": name, "url": url},
        "license": {"name": text, "url": url},
        "nav": [{"label": s, "url": _url(s) if takes(Url, _url(s)) else "/notes/"} for s in strings],
    }
    words = {phrase: re.sub("[{}]", "", text) for phrase in _PHRASES}
    return {"site.yaml": _yaml(settings), "themes/default/locales/en.yaml": _yaml(words)}
