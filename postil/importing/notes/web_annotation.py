"""W3C Web Annotations: the model's JSON-LD, whoever wrote it, Postil included.

https://www.w3.org/TR/annotation-model/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from postil.importing.notes.foreign import (
    Creator,
    Findings,
    ForeignNote,
    MalformedError,
    Quote,
    Reference,
    items_in,
    read_quote,
    text_in,
)
from postil.importing.notes.html_text import html_to_markdown
from postil.importing.notes.json_text import Json
from postil.importing.notes.plain_body import plain_to_markdown

_OWN_TEXT = "transcript.txt"
_OWN_ID = re.compile(r"(?:#note-|notes/)([a-z0-9-]+)/?")
_RETRACTED = "retracted"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE)
_CONTENT_TYPES = {"text/html", "application/xhtml+xml"}
_SETS = {"Choice", "List", "Composite", "Independents", "Set"}


def types_of(record: Mapping[str, Json]) -> set[str]:
    """The types of a JSON-LD object, without the prefix ``oa:`` that some give them."""
    found = [*items_in(record, "type"), *items_in(record, "@type")]
    return {value.removeprefix("oa:") for value in found if isinstance(value, str)}


def read_annotation(record: Mapping[str, Json], label: str, findings: Findings) -> None:
    """Add what an annotation is to the findings. Raises MalformedError."""
    targets = [_Target.read(target, record) for target in items_in(record, "target")]
    bodies = _Bodies(own=bool(targets) and all(target.id is not None for target in targets))
    for body in items_in(record, "body"):
        bodies.read(body, None)
    value = text_in(record, "bodyValue")
    if value is not None:
        bodies.texts.append(plain_to_markdown(value))
    text = "\n\n".join(part.strip() for part in bodies.texts if part.strip())
    motivations = _words(record, "motivation")
    if not targets:
        raise MalformedError("it has no “target”")
    for what in bodies.unread:
        findings.pass_over(label, what, "a body that is neither text, nor a tag, nor a link")
    for target in targets:
        if "replying" in motivations:
            findings.pass_over(label, text, "it is a reply to another annotation")
        elif not text:
            words = "" if target.quote is None else target.quote.exact
            findings.pass_over(label, words, "it has no text of its own")
        else:
            findings.notes.append(_note(record, label, text, bodies, motivations, target))


def _note(
    record: Mapping[str, Json],
    label: str,
    text: str,
    bodies: _Bodies,
    motivations: list[str],
    target: _Target,
) -> ForeignNote:
    retracted = target.id is not None and _RETRACTED in bodies.tags
    return ForeignNote(
        label,
        target.addresses,
        f"{text}\n",
        target.quote,
        target.position,
        tuple(tag for tag in bodies.tags if not (retracted and tag == _RETRACTED)),
        bodies.verdict,
        motivations[0] if motivations else None,
        tuple(bodies.references),
        tuple(_creators(record)),
        text_in(record, "created"),
        text_in(record, "modified"),
        target.id,
        bodies.kind,
        bodies.claim,
        _title(record) if bodies.own else None,
        retracted,
    )


@dataclass(slots=True)
class _Bodies:
    """The bodies of an annotation, by what they are for; ``own`` if Postil published it."""

    own: bool
    texts: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    verdict: str | None = None
    kind: str | None = None
    claim: str | None = None
    unread: list[str] = field(default_factory=list)

    def read(self, body: Json, purpose: str | None) -> None:
        """Take a body; ``purpose`` is that of the resource it stands in."""
        if isinstance(body, str):
            self._address(body, None)
            return
        if not isinstance(body, dict):
            raise MalformedError("a “body” is neither an address nor an object")
        purpose = next(iter(_words(body, "purpose")), purpose)
        value = text_in(body, "value")
        if value is not None:
            self._text(value, purpose, text_in(body, "format"))
        elif types_of(body) & _SETS:
            for item in items_in(body, "items"):
                self.read(item, purpose)
        elif isinstance(body.get("source"), dict):
            self.read(body["source"], purpose)
        else:
            address = text_in(body, "source") or text_in(body, "id") or text_in(body, "@id")
            if address is not None:
                self._address(address, _title(body))

    def _text(self, value: str, purpose: str | None, media_type: str | None) -> None:
        if self.own and purpose == "classifying":
            self.kind = value.strip()
        elif self.own and purpose == "describing":
            self.claim = " ".join(value.split()) or None
        elif purpose in ("tagging", "classifying"):
            self.tags.append(value.strip())
        elif purpose == "linking" and not _ADDRESS.fullmatch(value.strip()):
            self.references.append(Reference(None, " ".join(value.split())))
        elif purpose == "linking":
            self._address(value.strip(), None)
        elif purpose == "assessing" and self.verdict is None and len(value.split("\n")) == 1:
            self.verdict = value.strip()
        elif media_type in _CONTENT_TYPES:
            self.texts.append(html_to_markdown(value))
        elif media_type == "text/markdown":
            self.texts.append(value)
        else:
            self.texts.append(plain_to_markdown(value))

    def _address(self, address: str, title: str | None) -> None:
        if re.match(r"https?://", address):
            self.references.append(Reference(address, title))
        else:
            self.unread.append(address)


@dataclass(frozen=True, slots=True)
class _Target:
    """What an annotation is on; ``id`` is that of a note of ours."""

    addresses: tuple[str, ...]
    quote: Quote | None
    position: tuple[int, int] | None
    id: str | None

    @classmethod
    def read(cls, target: Json, record: Mapping[str, Json]) -> _Target:
        """A target, which may be an address alone."""
        if isinstance(target, str):
            return cls((target,), None, None, None)
        if not isinstance(target, dict):
            raise MalformedError("a “target” is neither an address nor an object")
        if types_of(target) & _SETS:
            raise MalformedError("its target is a set of places")
        source = target.get("source")
        address = (text_in(source, "id") or text_in(source, "@id")) if isinstance(source, dict) else source
        if address is None:
            address = text_in(target, "id") or text_in(target, "@id")
        if not isinstance(address, str):
            raise MalformedError("its target has no address")
        scopes = [scope for scope in items_in(target, "scope") if isinstance(scope, str)]
        own = [scope for scope in scopes if address == scope + _OWN_TEXT]
        selectors = [s for s in items_in(target, "selector") if isinstance(s, dict)]
        quote = next((q for s in selectors if (q := _quote(s, None)) is not None), None)
        if target.get("selector") is not None and quote is None:
            kinds = ", ".join(sorted(kind for s in selectors for kind in types_of(s))) or "no type"
            raise MalformedError(f"it says where its words are ({kinds}), and not which")
        position = next((p for s in selectors if (p := _position(s)) is not None), None) if own else None
        return cls((address, *scopes), quote, position, _own_id(record, own))


def _quote(selector: Mapping[str, Json], within: Quote | None) -> Quote | None:
    """The words a selector names, refined as far as it goes; None if it names none."""
    quote = within
    if "TextQuoteSelector" in types_of(selector):
        quote = read_quote(selector, within)
    refined = selector.get("refinedBy")
    if refined is None:
        return quote
    inner = [q for s in items_in(selector, "refinedBy") if isinstance(s, dict) and (q := _quote(s, quote))]
    # A part that is not told in words would leave the whole, which is not what the note is on.
    return next((q for q in inner if q is not quote), None)


def _position(selector: Mapping[str, Json]) -> tuple[int, int] | None:
    start, end = selector.get("start"), selector.get("end")
    if "TextPositionSelector" in types_of(selector) and isinstance(start, int) and isinstance(end, int):
        return start, end
    return None


def _own_id(record: Mapping[str, Json], pages: list[str]) -> str | None:
    address = text_in(record, "id") or text_in(record, "@id") or ""
    for page in pages:
        found = _OWN_ID.fullmatch(address.removeprefix(page))
        if address.startswith(page) and found:
            return found[1]
    return None


def _creators(record: Mapping[str, Json]) -> Iterator[Creator]:
    for creator in items_in(record, "creator"):
        if isinstance(creator, str):
            yield Creator(creator.removeprefix("acct:"), creator.removeprefix("acct:"))
        elif isinstance(creator, dict):
            names = [*_words(creator, "name"), *_words(creator, "nickname")]
            address = text_in(creator, "id") or text_in(creator, "@id")
            if names or address:
                yield Creator(names[0] if names else address or "", address)


def _title(body: Mapping[str, Json]) -> str | None:
    keys = ("title", "dc:title", "dcterms:title", "name", "label", "rdfs:label")
    return next((words[0] for key in keys if (words := _words(body, key)) and words[0].strip()), None)


def _words(record: Mapping[str, Json], key: str) -> list[str]:
    """The texts of a field, without the prefix ``oa:``."""
    return [value.removeprefix("oa:") for value in items_in(record, key) if isinstance(value, str)]
