"""Two states of a site compared: what was added, changed and removed, and what became of the notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from postil.diagnostics import Diagnostic, Severity
from postil.model.anchored import AnchoredTranscript
from postil.model.note import Note
from postil.model.review import ChangedNote, Effect, NoteEffect, PlacedNote, Review, TranscriptChange
from postil.model.transcript import Transcript
from postil.planning.alignment import Alignment

FIELDS: Mapping[str, Callable[[Note], object]] = {
    "verdict": lambda note: note.verdict,
    "kind": lambda note: note.kind,
    "status": lambda note: note.status,
    "title": lambda note: note.title,
    "quote": lambda note: note.selector.quote,
    "prefix": lambda note: note.selector.prefix,
    "suffix": lambda note: note.selector.suffix,
    "speaker": lambda note: note.selector.speaker,
    "turn": lambda note: note.selector.turn,
    "claim": lambda note: note.claim,
    "body": lambda note: note.markdown,
    "sources": lambda note: note.sources,
    "topics": lambda note: note.topics,
    "authors": lambda note: note.authors,
    "created": lambda note: note.created,
    "updated": lambda note: note.updated,
    "review_by": lambda note: note.review_by,
    "revisions": lambda note: note.revisions,
}
"""What is compared of a note, in the order in which it is shown; the id is what makes it the same note."""

_Key = tuple[str, str, int]  # transcript, id, and which of several with that id


@dataclass(frozen=True, slots=True)
class State:
    """A site at one time: what was read, and everything that was wrong with it."""

    transcripts: Sequence[AnchoredTranscript]
    notes: Mapping[str, Sequence[Note]]
    diagnostics: Sequence[Diagnostic]


def compare(old: State, new: State) -> Review:
    """What changed from the old state to the new one."""
    before, after = _placed(old), _placed(new)
    wrong = {d.span.path for d in new.diagnostics if d.severity is Severity.ERROR}
    added: list[PlacedNote] = []
    changed: list[ChangedNote] = []
    removed: list[PlacedNote] = []
    unread: list[PlacedNote] = []
    for key in before.keys() | after.keys():
        a, b = before.get(key), after.get(key)
        if b is None:
            assert a is not None
            (unread if a.note.span.path in wrong else removed).append(a)
        elif not b.is_whole:
            unread.append(b)
        elif a is None or not a.is_whole:
            added.append(b)
        elif fields := tuple(name for name, value in FIELDS.items() if value(a.note) != value(b.note)):
            changed.append(ChangedNote(a, b, fields))
    return Review(
        tuple(sorted(added, key=_order)),
        tuple(sorted(changed, key=lambda c: _order(c.new))),
        tuple(sorted(removed, key=_order)),
        tuple(sorted(unread, key=_order)),
        tuple(_transcripts(old, new, before, after, wrong)),
    )


def _placed(state: State) -> dict[_Key, PlacedNote]:
    """Every note of a state with its place."""
    found: dict[_Key, PlacedNote] = {}
    anchored = {t.transcript.path: t for t in state.transcripts}
    problems: dict[tuple[str, int, int], list[Diagnostic]] = {}
    for diagnostic in state.diagnostics:
        span = diagnostic.span
        problems.setdefault((span.path, span.line, span.column), []).append(diagnostic)
    for path, notes in state.notes.items():
        transcript = anchored.get(path)
        places = {id(a.note): a.range for a in transcript.annotations} if transcript is not None else {}
        seen = Counter[str]()
        for note in notes:
            attached = id(note) in places
            spans = dict.fromkeys((note.span, *note.spans.values()))
            of_note = tuple(d for s in spans for d in problems.get((s.path, s.line, s.column), ()))
            number = seen[note.id]
            seen[note.id] += 1
            found[path, note.id, number] = PlacedNote(
                note,
                None if transcript is None else transcript.transcript,
                attached,
                places.get(id(note)),
                of_note,
            )
    return found


def _order(placed: PlacedNote) -> tuple[str, int, int, str, int]:
    note, place = placed.note, placed.range
    return (
        note.transcript,
        -1 if place is None else place.end,
        -1 if place is None else place.start,
        note.span.path,
        note.span.line,
    )


def _transcripts(
    old: State,
    new: State,
    before: Mapping[_Key, PlacedNote],
    after: Mapping[_Key, PlacedNote],
    wrong: Iterable[str],
) -> Iterator[TranscriptChange]:
    was = {t.transcript.path: t.transcript for t in old.transcripts}
    now = {t.transcript.path: t.transcript for t in new.transcripts}
    pairs: dict[str, list[tuple[PlacedNote, PlacedNote]]] = {}
    for key, earlier in before.items():
        if key in after:
            pairs.setdefault(key[0], []).append((earlier, after[key]))
    for path in sorted(was.keys() | now.keys()):
        a, b = was.get(path), now.get(path)
        if a is None or b is None:
            is_unread = a is not None and a.file.path in wrong
            yield TranscriptChange(a, b, is_unread)
            continue
        changed = a.file.text != b.file.text
        effects = tuple(_effects(a, b, sorted(pairs.get(path, ()), key=lambda pair: _order(pair[1]))))
        # A note whose own quote was changed is shown among the notes.
        moved = [e for e in effects if e.effect is not Effect.SAME and _same_selector(e)]
        if changed or moved:
            yield TranscriptChange(a, b, is_unread=False, effects=effects if changed else tuple(moved))


def _same_selector(effect: NoteEffect) -> bool:
    return effect.old.note.selector == effect.new.note.selector


def _effects(
    old: Transcript, new: Transcript, pairs: Iterable[tuple[PlacedNote, PlacedNote]]
) -> Iterator[NoteEffect]:
    alignment = Alignment(old.text, new.text)
    for a, b in pairs:
        yield NoteEffect(_effect(alignment, a, b), a, b)


def _effect(alignment: Alignment, old: PlacedNote, new: PlacedNote) -> Effect:
    if not new.attached:
        return Effect.LOST if old.attached else Effect.ADRIFT
    if not old.attached:
        return Effect.FOUND
    if old.range is None or new.range is None:
        return Effect.SAME if old.range == new.range else Effect.OTHER
    here = alignment.carried(old.range)
    overlaps = here is not None and here.start < new.range.end and new.range.start < here.end
    if old.words == new.words:
        return Effect.SAME if overlaps else Effect.ELSEWHERE
    return Effect.CHANGED if overlaps else Effect.OTHER
