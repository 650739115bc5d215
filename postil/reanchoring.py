"""Notes whose transcript was corrected: where their words are now, and their files put right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, partial
from pathlib import Path, PurePosixPath

from postil.anchoring.anchor import anchor
from postil.anchoring.likeness import Likeness
from postil.anchoring.matching import Ground
from postil.anchoring.proposing import Former, Proposal, propose, propose_speaker, propose_traced
from postil.anchoring.tracing import Tracing
from postil.building.replacing import replace_file
from postil.building.revision import RevisionError, former_versions, read_revision
from postil.building.tree import SiteFolder, read_file
from postil.diagnostics import Code, Diagnostic
from postil.editing.replacing import EditError, Field, replace_fields
from postil.model.anchored import AnchoredTranscript, Range
from postil.model.note import Note, Selector
from postil.model.transcript import Transcript
from postil.pipeline import read_site
from postil.planning.comparing import FIELDS
from postil.reading.decoding import decode
from postil.reading.nodes import MappingNode, SequenceNode
from postil.reading.sidecar import read_sidecar
from postil.reading.strict_yaml import read_yaml

_COMMITS = 50  # of a transcript that are looked through for the words of a note
_PLACE = ("quote", "prefix", "suffix", "speaker", "turn")
_MOST_LOST = 0.5  # of the words of a note; with fewer left, a trace is chance
_UNREADABLE = frozenset(
    (
        Code.YAML_SYNTAX,
        Code.YAML_DUPLICATE_KEY,
        Code.YAML_FORBIDDEN,
        Code.YAML_LIMIT,
        Code.ENCODING,
        Code.TOO_LARGE,
        Code.NOT_A_REGULAR_FILE,
        Code.BAD_NAME,
        Code.UNKNOWN_TRANSCRIPT,
        Code.MISSING_FIELD,
    )
)


class Fate(StrEnum):
    """What became of a note's place."""

    LOST = "lost"
    MOVED = "moved"
    SPOKEN = "speaker-changed"


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a transcript, with the turn and the speakers they belong to."""

    words: str
    turn: int | None
    speakers: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A note that lost its words, or that stands on other words or another's without having been changed.

    ``commit`` is where its old place was found and ``old`` that place; None if nothing tells. ``now`` is
    where a moved note stands, ``new`` the proposed place. Without a proposal the words are gone.
    """

    note: Note
    fate: Fate
    commit: str | None
    old: Place | None
    now: Place | None
    new: Place | None
    proposal: Proposal | None


@dataclass(frozen=True, slots=True)
class Search:
    """Every case, in the order of files.

    ``notice`` says why no old version was looked at; ``unread`` are files that could not be read whole.
    """

    cases: tuple[Case, ...]
    notice: str | None
    unread: tuple[str, ...]


def find_cases(site: Path, revision: str | None, wanted: Callable[[str], bool]) -> Search:
    """The notes that need another place, and the places proposed.

    ``revision`` is where the old versions are taken from; without it, the newest in which a note has its
    words. ``wanted`` chooses files by path. Raises RevisionError if the given revision is not there.
    """
    problems: list[Diagnostic] = []
    material = read_site(SiteFolder(site), problems)
    language = material.config.language if material.config is not None else None
    history = _History(site, revision)
    cases: list[Case] = []
    for anchored in material.transcripts:
        transcript = anchored.transcript
        notes = material.notes.get(transcript.path, ())
        if not wanted(transcript.file.path):
            notes = [note for note in notes if wanted(note.span.path)]
        if notes:
            cases += _cases(anchored, notes, history, transcript.language or language)
    cases.sort(key=lambda case: case.note.span)
    unread = sorted({d.span.path for d in problems if d.code in _UNREADABLE and wanted(d.span.path)})
    return Search(tuple(cases), history.notice, tuple(unread))


class _History:
    """The old versions of transcripts, from git if there is any."""

    def __init__(self, site: Path, revision: str | None) -> None:
        self._site, self._revision = site, revision
        self._commits_by_file: Mapping[str, Sequence[str]] | None = None
        self.notice: str | None = None

    def versions(self, transcript: Transcript) -> Iterator[tuple[str, AnchoredTranscript]]:
        """The versions of a transcript that differ from it, newest first, with the notes they had."""
        path, name = transcript.path, transcript.file.path
        sources = (name, "content/speakers.yaml", f"annotations/{path}.yaml", f"annotations/{path}")
        for commit in self._commits(name):
            before = read_revision(self._site, commit, sources)
            if name not in before.contents:
                continue
            material = read_site(before, [])
            for anchored in material.transcripts:
                if anchored.transcript.path == path and _differ(anchored.transcript, transcript):
                    yield before.commit, anchored

    def _commits(self, name: str) -> Sequence[str]:
        if self._revision is not None:
            return (self._revision,)
        if self._commits_by_file is None:
            try:
                self._commits_by_file = former_versions(self._site, "content/transcripts")
            except RevisionError as error:
                self.notice = f"{error}; places are found by likeness alone"
                self._commits_by_file = {}
        return self._commits_by_file.get(name, ())[:_COMMITS]


def _differ(old: Transcript, new: Transcript) -> bool:
    return (old.text, old.speech, len(old.turns)) != (new.text, new.speech, len(new.turns))


def _cases(
    anchored: AnchoredTranscript, notes: Sequence[Note], history: _History, language: str | None
) -> Iterator[Case]:
    transcript = anchored.transcript
    places = {id(annotation.note): annotation.range for annotation in anchored.annotations}
    lost = [note for note in notes if id(note) not in places and _has_place(note)]
    standing = [note for note in notes if places.get(id(note)) is not None]
    ground = Ground(transcript)
    likeness = cache(partial(Likeness, ground.folded))
    is_newest = True
    for commit, old in history.versions(transcript):
        former = Ground(old.transcript)
        tracing = Tracing(old.transcript.text, transcript.text)
        if is_newest:
            is_newest = False
            yield from _moved(old, standing, places, former, tracing, ground, language, commit)
        for annotation in anchor(old.transcript, lost).result.annotations:
            note = annotation.note
            if annotation.range is not None:
                lost.remove(note)
                there = Former(former, annotation.range, tracing)
                found = propose(note.selector, there, ground, likeness, language)
                yield _case(note, Fate.LOST, commit, there, None, found, ground)
        if not lost:
            return
    for note in lost:
        found = propose(note.selector, None, ground, likeness, language)
        yield _case(note, Fate.LOST, None, None, None, found, ground)


def _has_place(note: Note) -> bool:
    return note.selector.quote is not None or note.selector.turn is not None


def _moved(
    old: AnchoredTranscript,
    standing: Sequence[Note],
    places: Mapping[int, Range | None],
    former: Ground,
    tracing: Tracing,
    ground: Ground,
    language: str | None,
    commit: str,
) -> Iterator[Case]:
    """The notes that the old version has, with the same selector, on words that went elsewhere."""
    was = {a.note.id: (a.note.selector, a.range) for a in old.annotations}
    for note in standing:
        selector, before = was.get(note.id, (None, None))
        now = places[id(note)]
        if selector != note.selector or before is None or now is None:
            continue
        there = Former(former, before, tracing)
        if _stayed(note.selector, before, now, tracing):
            stated = propose_speaker(note.selector, there, now, ground)
            if stated is not None:
                yield _case(note, Fate.SPOKEN, commit, there, now, stated, ground)
            continue
        found = propose_traced(note.selector, there, ground, language)
        if found is not None:
            stands = "the note stands on words in another place now, and nobody changed it"
            found = replace(found, doubts=(stands, *found.doubts))
        yield _case(note, Fate.MOVED, commit, there, now, found, ground)


def _stayed(selector: Selector, before: Range, now: Range, tracing: Tracing) -> bool:
    """Whether a note is still on its own words, as far as the difference of the texts tells."""
    trace = tracing.trace(before)
    if trace is None or trace.survived < _MOST_LOST:
        # Words that are new where they stand were moved there, and the note went with them.
        return selector.quote is not None and tracing.is_new(now)
    shared = min(trace.range.end, now.end) - max(trace.range.start, now.start)
    least = (trace.range.end - trace.range.start) / 2 if selector.quote is None else 1
    return shared >= least


def _case(
    note: Note,
    fate: Fate,
    commit: str | None,
    there: Former | None,
    now: Range | None,
    proposal: Proposal | None,
    ground: Ground,
) -> Case:
    return Case(
        note,
        fate,
        commit,
        None if there is None else _place(there.ground, there.place),
        None if now is None else _place(ground, now),
        None if proposal is None else _place(ground, proposal.range),
        proposal,
    )


def _place(ground: Ground, place: Range) -> Place:
    transcript = ground.transcript
    turn = transcript.turn_at(place.start)
    return Place(
        transcript.text[place.start : place.end],
        None if turn is None else turn.number,
        tuple(ground.voices(place)),
    )


def is_certain(case: Case, at_least: int) -> bool:
    """Whether a proposal may be written without anybody having looked at it."""
    found = case.proposal
    return found is not None and not found.doubts and found.score >= at_least


def write_cases(site: Path, chosen: Collection[Case]) -> dict[str, str]:
    """Put the proposals into the files of the notes; by ``path:line`` of each note refused, why.

    Raises OSError if a file cannot be written.
    """
    refused: dict[str, str] = {}
    by_file: dict[str, list[Case]] = {}
    for case in chosen:
        by_file.setdefault(case.note.span.path, []).append(case)
    for path, cases in by_file.items():
        old = read_file(site, path)
        file = _Rewriting(cases[0].note, old.decode("utf-8"))
        for case in cases:
            try:
                file.put(case)
            except EditError as error:
                refused[place_of(case)] = str(error)
        new = file.text.encode("utf-8")
        if new != old:
            replace_file(site / path, old, new)
    return refused


def place_of(case: Case) -> str:
    """Where a note stands: ``path:line``."""
    return f"{case.note.span.path}:{case.note.span.line}"


class _Rewriting:
    """The text of a file of notes while one after the other is put elsewhere.

    Notes are told by their order, which no edit changes.
    """

    def __init__(self, example: Note, text: str) -> None:
        self.text = text
        self._was = self._notes = _notes(example, text)
        self._spans = [node.span for node in _nodes(example, text)]

    def put(self, case: Case) -> None:
        """Change the place of one note. Raises EditError if the file would not be read as meant."""
        assert case.proposal is not None
        note, selector = case.note, case.proposal.selector
        if note not in self._was or note.span not in self._spans:
            raise EditError("the file was changed in the meantime")
        node = _nodes(note, self.text)[self._spans.index(note.span)]
        fields = {
            name: Field(e.key.start, e.value.start, e.value.end, getattr(e.value, "style", ""))
            for name, e in node.entries.items()
        }
        changes = {
            name: None if value is None else str(value)
            for name in _PLACE
            if (value := getattr(selector, name)) != getattr(note.selector, name)
        }
        after = "quote" if "quote" in fields else "turn"
        is_flow = node.file.text[node.start] == "{"
        done = replace_fields(self.text, fields, changes, after=after, is_flow=is_flow)
        notes = _notes(note, done)
        _check_alone(self._notes, notes, self._was.index(note), selector)
        self.text, self._notes = done, notes


def _check_alone(before: Sequence[Note], now: Sequence[Note], position: int, selector: Selector) -> None:
    """Refuse an edit that changed anything but the place of one note, or that place otherwise than meant."""
    if len(before) != len(now):
        raise EditError("the file would be read otherwise")
    for number, (a, b) in enumerate(zip(before, now, strict=True)):
        is_it = number == position
        if a.id != b.id or any(
            value(a) != value(b) for name, value in FIELDS.items() if not (is_it and name in _PLACE)
        ):
            raise EditError("another field would be read otherwise")
        if is_it and _spaced(b.selector) != _spaced(selector):
            raise EditError("the new words would be read otherwise")


def _spaced(selector: Selector) -> Selector:
    """A selector in which white space is what matching takes it for."""
    quote, prefix, suffix = (
        None if words is None else " ".join(words.split())
        for words in (selector.quote, selector.prefix, selector.suffix)
    )
    return Selector(quote, prefix, suffix, selector.speaker, selector.turn)


def _nodes(note: Note, text: str) -> list[MappingNode]:
    file = decode(note.span.path, text.encode("utf-8"), [])
    root = None if file is None else read_yaml(file, [])
    items = root.items if isinstance(root, SequenceNode) else [root]
    return [item for item in items if isinstance(item, MappingNode)]


def _notes(note: Note, text: str) -> tuple[Note, ...]:
    path = note.span.path
    file = decode(path, text.encode("utf-8"), [])
    if file is None:
        return ()
    stem = None if path == f"annotations/{note.transcript}.yaml" else PurePosixPath(path).stem
    return read_sidecar(note.transcript, stem, file, None, [])
