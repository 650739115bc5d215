"""The fields of a note from what another program said: kind, verdict, topics, sources, authors, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from postil.editing.note_file import NewNote, NewSource
from postil.importing.notes import Creator, ForeignNote, Reference
from postil.model.config import Config, Kind, Verdict
from postil.model.dates import PartialDate
from postil.model.transcript import Person
from postil.naming import kebab
from postil.reading.fields import url_fault
from postil.reading.names import ID, name_fault

DEFAULT_KIND = "context"
"""The kind of a note that does not tell its kind, if the site has it."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LINE_END = re.compile("\r\n?")
_CORRECTION = "correction"
_Scale = TypeVar("_Scale", Kind, Verdict)


class Fields:
    """What becomes of a foreign note, but for its place and id; ``remarks`` say what does not."""

    def __init__(
        self, note: ForeignNote, config: Config, contributors: Mapping[str, Person], kind: str | None
    ) -> None:
        self.remarks: list[str] = []
        self._note = note
        self._config = config
        self._contributors = contributors
        self._tags = [tag for tag in dict.fromkeys(tag.strip() for tag in note.tags) if tag]
        self._verdict = self._told_verdict()
        self._kind = kind or self._told_kind()
        self._fit_verdict()

    def new_note(self, *, draft: bool) -> NewNote:
        """The note without id and place."""
        note = self._note
        created, updated = self._day("created", note.created), self._day("updated", note.updated)
        status = "retracted" if note.retracted else "draft" if draft or note.restricted else None
        if note.restricted and not draft:
            self.remarks.append("not everybody could read it, so it is a draft")
        return NewNote(
            id="",
            kind=self._kind,
            verdict=None if self._verdict is None else self._verdict.id,
            claim=note.claim,
            title=note.title,
            body=_LINE_END.sub("\n", note.body).strip("\n") + "\n",
            sources=tuple(self._sources()),
            topics=tuple(self._topics()),
            authors=tuple(dict.fromkeys(self._author(creator) for creator in note.creators)),
            created=created,
            updated=updated if updated != created else None,
            status=status,
        )

    def _told_verdict(self) -> Verdict | None:
        told = self._note.verdict
        if told is not None:
            verdict = _named(told, self._config.verdicts)
            if verdict is None:
                self.remarks.append(f"the verdict “{told}” is none of the site's, and was left out")
            return verdict
        for tag in self._tags_that_tell():
            verdict = _named(tag, self._config.verdicts)
            if verdict is not None:
                self._tags.remove(tag)
                return verdict
        return None

    def _told_kind(self) -> str:
        kinds = self._config.kinds
        if self._note.kind is not None:
            kind = _named(self._note.kind, kinds)
            if kind is not None and not (self._note.retracted and self._lacks_verdict(kind)):
                return kind.id
            self.remarks.append(
                f"the kind “{self._note.kind}” is none of the site's"
                if kind is None
                else f"its kind was “{kind.id}”: the verdict of a retracted note is not published"
            )
        for tag in self._tags_that_tell():
            kind = _named(tag, kinds)
            if kind is not None:
                self._tags.remove(tag)
                return kind.id
        if self._note.motivation == "editing" and _named(_CORRECTION, kinds):
            return _CORRECTION
        if self._verdict is not None:
            for need in ("required", "optional"):
                for kind in kinds:
                    if kind.verdict == need:
                        return kind.id
        return DEFAULT_KIND

    def _tags_that_tell(self) -> list[str]:
        """The tags that may be a verdict or a kind. A note of ours has bodies for these."""
        return [] if self._note.id is not None else self._tags

    def _lacks_verdict(self, kind: Kind) -> bool:
        return kind.verdict == "required" and self._verdict is None

    def _fit_verdict(self) -> None:
        kind = _named(self._kind, self._config.kinds)
        if self._verdict is None or kind is None or kind.verdict != "none":
            return
        if self._note.verdict is None:
            self._tags.append(self._verdict.label)
        else:
            self.remarks.append(
                f"the verdict “{self._verdict.label}” was left out: a note of the kind “{kind.id}” has none"
            )
        self._verdict = None

    def _topics(self) -> Iterator[str]:
        seen = set()
        for tag in self._tags:
            id = kebab(tag)
            if not id or name_fault(id) is not None:
                self.remarks.append(f"the tag “{tag}” can be no topic, and was left out")
            elif id not in seen:
                seen.add(id)
                yield tag

    def _sources(self) -> Iterator[NewSource]:
        seen: set[Reference] = set()
        for reference in self._note.references:
            if reference in seen or not (reference.url or reference.title):
                continue
            seen |= {reference, replace(reference, title=None)}
            fault = None if reference.url is None else url_fault(reference.url)
            if fault is None:
                yield NewSource(reference.title or reference.url or "", url=reference.url)
            else:
                self.remarks.append(f"the link {reference.url} was left out: the address {fault}")

    def _author(self, creator: Creator) -> str:
        """A name; an id of the site only in a note that it published itself."""
        if self._note.id is not None:
            named = [id for id, person in self._contributors.items() if person.name == creator.name]
            return named[0] if len(named) == 1 else creator.name
        # A word in kebab-case would be an id of the site's own contributors: somebody else, perhaps.
        return creator.account if creator.account and ID.fullmatch(creator.name) else creator.name

    def _day(self, name: str, text: str | None) -> str | None:
        if text is None or not text.strip():
            return None
        found = _DAY.match(text.strip())
        try:
            return PartialDate.parse(found[0] if found else text).iso
        except ValueError:
            self.remarks.append(f"“{text}” ({name}) is no date, and was left out")
            return None


def _named(name: str, known: Sequence[_Scale]) -> _Scale | None:
    """The kind or verdict whose id or label a word is, whatever its case."""
    folded = name.casefold()
    return next((one for one in known if folded in (one.id, one.label.casefold())), None)
