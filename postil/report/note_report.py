"""One note as Markdown, for those who judge it: its words in their context, what it says, its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff

from postil.model.config import Config
from postil.model.note import Note, Revision, Source, Status
from postil.model.review import ChangedNote, PlacedNote
from postil.model.transcript import Person
from postil.report.markdown import address, block, bold, clipped, code, plain

_AROUND = 240  # code points of the passage shown on each side
_LONGEST_WORDS = 600
_LONGEST_TEXT = 2_000
_LONGEST_BODY = 20_000
_NOTHING = "*nothing*"


@dataclass(frozen=True, slots=True)
class NoteReport:
    """Writes notes in the words of a site: its kinds, its verdicts, its contributors."""

    config: Config | None
    contributors: Mapping[str, Person]

    def whole(self, placed: PlacedNote) -> Iterator[str]:
        """The paragraphs of a note that is new or gone."""
        note = placed.note
        yield f"### {self.heading(note)}"
        yield from self.place(placed)
        yield from _labelled("Title", note.title)
        yield from _labelled("Claim", note.claim)
        yield block(clipped(note.markdown, _LONGEST_BODY), "markdown")
        yield _sources(note)
        for revision in note.revisions:
            yield f"Revised: {self._revision(revision)}"
        yield self._about(note)

    def changed(self, change: ChangedNote) -> Iterator[str]:
        """The paragraphs of a note whose fields changed: what they were, and what they are."""
        old, new = change.old.note, change.new.note
        yield f"### {self.heading(new)}"
        if "verdict" in change.fields:
            yield f"**Verdict: {self._verdict(old.verdict)} → {self._verdict(new.verdict)}**"
        yield from self.place(change.new)
        if "claim" not in change.fields:
            yield from _labelled("Claim", new.claim)
        rows = []
        for field in change.fields:
            if field == "body":
                continue
            before, after = (self._shown(note, field) for note in (old, new))
            rows.append(f"| {field} | {before} | {after} |")
        if rows:
            yield "\n".join(["| field | was | is |", "|---|---|---|", *rows])
        if "body" in change.fields:
            lines = unified_diff(old.markdown.splitlines(), new.markdown.splitlines(), n=2, lineterm="")
            yield "The text:"
            yield block(clipped("\n".join(list(lines)[2:]), _LONGEST_BODY), "diff")
        if "sources" not in change.fields:
            yield _sources(new)
        yield self._about(new)

    def heading(self, note: Note) -> str:
        """What heads a note: its verdict or its kind, its id, and whether readers see it."""
        verdict = self._verdict(note.verdict) if note.verdict is not None else self._kind(note.kind)
        seen = "" if note.status is Status.PUBLISHED else f" ({note.status})"
        return f"{verdict} · {code(note.id)}{seen}"

    def place(self, placed: PlacedNote) -> Iterator[str]:
        """Where a note stands, with the words in their context; or why it stands nowhere."""
        note, transcript, place = placed.note, placed.transcript, placed.range
        if transcript is None:
            yield f"On {code(note.transcript)}, a transcript that cannot be read."
            return
        title = plain(clipped(transcript.title, _LONGEST_TEXT))
        if not placed.attached:
            yield f"On “{title}”: **attached to no words.**"
            if note.selector.quote is not None:
                yield f"> {plain(clipped(note.selector.quote, _LONGEST_WORDS))}"
        elif place is None:
            yield f"On “{title}”, the whole transcript ({code(transcript.file.path)})."
        else:
            line = transcript.line_at(place.start)
            turn = transcript.turn_at(place.start)
            who = (
                "" if turn is None else f"turn {turn.number}, {plain(transcript.people[turn.speaker].name)}, "
            )
            yield f"On “{title}”, {who}{code(f'{transcript.file.path}:{line}')}:"
            yield f"> {in_context(transcript.text, place.start, place.end)}"
        for problem in placed.problems:
            yield f"**{problem.severity}** {code(problem.code)}: {plain(problem.message)}"

    def _about(self, note: Note) -> str:
        authors = ", ".join(self._author(a.name, a.contributor) for a in note.authors)
        parts = [f"By {authors}" if authors else "No author is named"]
        parts += [
            f"{name} {plain(d.text)}"
            for name, d in (("created", note.created), ("updated", note.updated))
            if d
        ]
        if note.review_by is not None:
            parts.append(f"to be reviewed by {plain(note.review_by.text)}")
        if note.topics:
            parts.append("topics: " + ", ".join(map(plain, note.topics)))
        parts.append(f"status: {note.status}")
        return f"{'; '.join(parts)}. {code(f'{note.span.path}:{note.span.line}')}"

    def _author(self, name: str, contributor: str | None) -> str:
        known = self.contributors.get(contributor) if contributor is not None else None
        return plain(name if known is None else known.name)

    def _verdict(self, id: str | None) -> str:
        labels = {v.id: v.label for v in self.config.verdicts} if self.config is not None else {}
        return "none" if id is None else plain(labels.get(id, id))

    def _kind(self, id: str) -> str:
        labels = {k.id: k.label for k in self.config.kinds} if self.config is not None else {}
        return plain(labels.get(id, id))

    def _shown(self, note: Note, field: str) -> str:
        """The value of a field for a cell of a table."""
        values: Iterable[str]
        match field:
            case "verdict":
                values = [self._verdict(note.verdict)] if note.verdict is not None else []
            case "kind":
                values = [self._kind(note.kind)]
            case "sources":
                values = map(source, note.sources)
            case "authors":
                values = [self._author(a.name, a.contributor) for a in note.authors]
            case "revisions":
                values = map(self._revision, note.revisions)
            case "topics":
                values = map(plain, note.topics)
            case "quote" | "prefix" | "suffix" | "speaker" | "turn":
                values = _given(getattr(note.selector, field))
            case "created" | "updated" | "review_by":
                date = getattr(note, field)
                values = _given(None if date is None else date.text)
            case _:
                values = _given(getattr(note, field))
        return "<br>".join(values) or _NOTHING

    def _revision(self, revision: Revision) -> str:
        verdicts = ""
        if revision.verdict_from is not None or revision.verdict_to is not None:
            verdicts = f" ({self._verdict(revision.verdict_from)} → {self._verdict(revision.verdict_to)})"
        return f"{plain(revision.date.text)}, {plain(clipped(revision.summary, _LONGEST_TEXT))}{verdicts}"


def source(given: Source) -> str:
    """A source on one line, its addresses in full, so that they can be opened and judged."""
    parts = [plain(clipped(given.title, _LONGEST_TEXT))]
    parts += [plain(given.publisher)] if given.publisher is not None else []
    parts += [plain(given.date.text)] if given.date is not None else []
    line = ", ".join(parts)
    if given.url is not None:
        line += f": {address(given.url)}"
    if given.archived is not None:
        line += f", archived at {address(given.archived)}"
    if given.accessed is not None:
        line += f", seen {plain(given.accessed.text)}"
    if given.quote is not None:
        line += f", “{plain(clipped(given.quote, _LONGEST_TEXT))}”"
    return line


def in_context(text: str, start: int, end: int) -> str:
    """The words of a range in bold, with a little of what stands around them."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    if start > _AROUND:
        before = "… " + before.partition(" ")[2]
    if end + _AROUND < len(text):
        after = after.rpartition(" ")[0] + " …"
    words = text[start:end]
    if len(words) > _LONGEST_WORDS:
        half = _LONGEST_WORDS // 2
        words = f"{words[:half]} […] {words[-half:]}"
    return f"{_joined(before, '')}{bold(words)}{_joined('', after)}".strip()


def _joined(before: str, after: str) -> str:
    """What stands around the words, with the space at the seam if there is one."""
    seam = " " if before[-1:].isspace() or after[:1].isspace() else ""
    return f"{plain(before)}{seam}" if before else f"{seam}{plain(after)}"


def _given(value: object) -> list[str]:
    return [] if value is None else [plain(clipped(str(value), _LONGEST_TEXT))]


def _labelled(label: str, text: str | None) -> Iterator[str]:
    if text is not None:
        yield f"**{label}:** {plain(clipped(text, _LONGEST_TEXT))}"


def _sources(note: Note) -> str:
    lines = [f"{number}. {source(given)}" for number, given in enumerate(note.sources, 1)]
    return "\n".join(lines) or "*No sources.*"
