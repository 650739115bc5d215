"""A new note: the transcript it is about, the place of its words, and whether it will pass ``check``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from postil.anchoring.anchor import anchor, around
from postil.anchoring.describing import describe
from postil.anchoring.matching import SKIP, Ground
from postil.building.tree import SiteFolder, find_files
from postil.diagnostics import Code, Diagnostic, Severity, has_errors, ordered
from postil.editing.note_file import NewNote, UnwritableTextError, write_note
from postil.model.anchored import AnchoredTranscript, Range
from postil.model.config import Config, Kind
from postil.model.note import Note, Selector
from postil.naming import kebab
from postil.pipeline import read_site
from postil.planning.outlining import outline
from postil.planning.plan import Documents, check_ids, plan_site
from postil.reading.decoding import decode
from postil.reading.names import proposed_name
from postil.reading.sidecar import read_sidecar
from postil.suggestion import nearest

_LONGEST_ID = 48
_TRANSCRIPTS = "content/transcripts"
_OF_LOST_NOTES = (Code.QUOTE_NOT_FOUND, Code.QUOTE_AMBIGUOUS)
_KEY = re.compile(r"(\w+):")


class UnknownTranscriptError(Exception):
    """No transcript goes by this name; the message names the nearest."""


@dataclass(frozen=True)
class Desk:
    """What it takes to write a note: the site, the transcript with its notes, and the ids that are taken."""

    documents: Documents
    anchored: AnchoredTranscript
    notes: tuple[Note, ...]
    taken: frozenset[str]

    @property
    def path(self) -> str:
        """The path of the transcript."""
        return self.anchored.transcript.path


@dataclass(frozen=True, slots=True)
class Place:
    """One of the places that a quote may mean, and what tells it from the others."""

    range: Range
    where: str
    line: int
    words: str
    selector: Selector


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a note that was not written yet; ``field`` is None for the note as a whole.

    ``places`` are those that a quote may mean; ``unwritable`` is a text that no file can hold.
    """

    field: str | None
    message: str
    hint: str | None = None
    severity: Severity = Severity.ERROR
    places: tuple[Place, ...] = ()
    unwritable: bool = False


def kind_of(config: Config, id: str) -> Kind | None:
    """The kind of note with an id, if the site has it."""
    return next((kind for kind in config.kinds if kind.id == id), None)


def transcript_named(site: Path, name: str) -> str:
    """The path of the transcript with a name: its path, its file, the list of its notes, or its URL.

    Raises UnknownTranscriptError.
    """
    known = sorted(
        found.path.removeprefix(f"{_TRANSCRIPTS}/").removesuffix(".md")
        for found in find_files(site, _TRANSCRIPTS)
        if found.path.endswith(".md")
    )
    for folder, suffix in ((_TRANSCRIPTS, ".md"), ("annotations", ".yaml")):
        root = (site / folder).resolve()
        file = Path(name.replace("\0", "")).resolve()
        if file.is_file() and file.is_relative_to(root):
            path = file.relative_to(root).as_posix().removesuffix(suffix)
            if path in known:
                return path
    parts = urlsplit(name) if name.startswith(("http://", "https://")) else None
    path = unquote(parts.path) if parts else name.partition("#")[0]
    path = path.replace("\\", "/").strip("/").removesuffix(".md").removesuffix(".yaml")
    # A file or a URL has a folder of this name before the path; the path may have one of its own.
    tails = [path, *(path[m.end() :] for m in re.finditer(r"(?:^|/)(?:transcripts|annotations)/", path))]
    for tail in tails:
        if tail in known:
            return tail
    if not known:
        raise UnknownTranscriptError(f"there is no transcript in {_TRANSCRIPTS}/")
    near = nearest(tails[-1], known) or nearest(tails[-1], [p.rpartition("/")[2] for p in known])
    named = next((p for p in known if near in (p, p.rpartition("/")[2])), None)
    hint = f"did you mean “{named}”?" if named else f"known here: {', '.join(known[:8])}"
    raise UnknownTranscriptError(f"there is no transcript “{name}”; {hint}")


def open_desk(site: Path, path: str) -> tuple[Desk | None, tuple[Diagnostic, ...]]:
    """The desk for a note on a transcript, or the errors of the files it rests on, which come first.

    These are the settings, the people, the transcript and the notes it has. An error elsewhere, or a note
    that lost its words, does not keep anybody from writing another.
    """
    problems: list[Diagnostic] = []
    material = read_site(SiteFolder(site), problems)
    documents = material.documents
    needed = ("site.yaml", "content/speakers.yaml", "content/contributors.yaml")
    own = (f"{_TRANSCRIPTS}/{path}.md", f"annotations/{path}.yaml", f"annotations/{path}")
    faults = [
        d
        for d in problems
        if (d.span.path in needed or _lies_in(d.span.path, own)) and d.code not in _OF_LOST_NOTES
    ]
    found = [a for a in material.transcripts if a.transcript.path == path]
    if documents is None or not found or has_errors(faults):
        return None, ordered(faults)
    notes = tuple(material.notes.get(path, ()))
    return Desk(documents, found[0], notes, _taken(site, documents, path, notes)), ()


def _lies_in(path: str, roots: Iterable[str]) -> bool:
    return any(path == root or path.startswith(f"{root}/") or root.startswith(f"{path}/") for root in roots)


def _taken(site: Path, documents: Documents, path: str, notes: Sequence[Note]) -> frozenset[str]:
    """The ids of the notes, the names of their files, and those that would be another transcript's list."""
    files = (found.path for found in find_files(site, f"annotations/{path}"))
    names = {file.removeprefix(f"annotations/{path}/").removesuffix(".yaml") for file in files}
    deeper = {t.description.path.removeprefix(f"{path}/") for t in documents.transcripts}
    return frozenset({note.id for note in notes} | names | deeper)


def places(desk: Desk, selector: Selector) -> tuple[Place, ...]:
    """Every place that matches all a selector states; none where it makes no sense."""
    transcript = desk.anchored.transcript
    turn = selector.turn
    if selector.quote is None or (turn is not None and turn > len(transcript.turns)):
        return ()
    ground = Ground(transcript)
    return tuple(
        Place(
            place,
            _where(desk, place),
            transcript.line_at(place.start),
            around(transcript.text, place),
            replace(describe(ground, place), speaker=selector.speaker),
        )
        for place in ground.places(selector)
    )


def _where(desk: Desk, place: Range) -> str:
    turn = desk.anchored.transcript.turn_at(place.start)
    return "outside the turns" if turn is None else f"turn {turn.number}"


def settled(desk: Desk, note: NewNote) -> NewNote:
    """The note with its quote in the transcript's own letters, and with a prefix and suffix if it recurs.

    Those outlive a transcript whose turns are counted anew: they stand instead of ``turn``. A note
    that matches no place, or several, is left as it is.
    """
    selector = selector_of(note)
    found = places(desk, selector)
    if len(found) != 1 or SKIP.search(note.quote or ""):
        return note
    if note.prefix is not None or note.suffix is not None:
        return replace(note, quote=found[0].selector.quote)
    return at_place(note, found[0])


def at_place(note: NewNote, place: Place) -> NewNote:
    """The note on one of the places that its quote may mean."""
    words = place.selector
    return replace(note, quote=words.quote, prefix=words.prefix, suffix=words.suffix, turn=None)


def selector_of(note: NewNote) -> Selector:
    """What a new note states about its place."""
    return Selector(note.quote, note.prefix, note.suffix, note.speaker, note.turn)


def proposed_id(desk: Desk, note: NewNote) -> str:
    """An id from the note's claim, title or quote that no other note on the transcript has."""
    words = next((kebab(t) for t in (note.claim, note.title, note.quote) if t and kebab(t)), note.kind)
    if len(words) > _LONGEST_ID:
        words = words[: _LONGEST_ID + 1].rpartition("-")[0] or words[:_LONGEST_ID]
    id = first = proposed_name(words)
    number = 1
    while id in desk.taken:
        number += 1
        id = f"{first}-{number}"
    return id


def note_path(desk: Desk, id: str) -> str:
    """The file of a note, relative to the site."""
    return f"annotations/{desk.path}/{id}.yaml"


def faults_of(desk: Desk, note: NewNote, *, alone: bool = False) -> tuple[Fault, ...]:
    """Everything that ``check`` would say about the note's file; ``alone`` without the rest of the site."""
    try:
        text = write_note(note)
    except UnwritableTextError as error:
        return (Fault(None, str(error), unwritable=True),)
    problems: list[Diagnostic] = []
    file = decode(note_path(desk, note.id), text.encode(), problems)
    assert file is not None, "what is written can be read"
    notes = read_sidecar(desk.path, note.id, file, desk.documents.config, problems)
    anchoring = anchor(desk.anchored.transcript, notes)
    problems += anchoring.diagnostics
    if not alone and not has_errors(problems):
        check_ids([*desk.notes, *notes], problems)
        problems += site_faults(desk, anchoring.result)
    fields = _fields_by_line(text)
    faults = tuple(_fault(desk, note, d, file.path, fields) for d in ordered(problems))
    twin = None if alone else _twin(desk, anchoring.result)
    if twin is None:
        return faults
    said = f"the same kind of note says the same on these words already, in {twin.span.path}:{twin.span.line}"
    return (Fault(None, said, hint="correct that one if need be, or say something else"), *faults)


def _twin(desk: Desk, new: AnchoredTranscript) -> Note | None:
    """A note that is there already with the kind, the text and the words of a new one."""
    said = {(a.range, a.note.kind, a.note.markdown.strip()): a.note for a in desk.anchored.annotations}
    keys = ((a.range, a.note.kind, a.note.markdown.strip()) for a in new.annotations)
    return next((said[key] for key in keys if key in said), None)


def site_faults(desk: Desk, new: AnchoredTranscript) -> list[Diagnostic]:
    """What is wrong with the site with new notes that is not without them."""
    whole = replace(desk.anchored, annotations=(*desk.anchored.annotations, *new.annotations))
    others = [t for t in desk.documents.transcripts if t.description.path != desk.path]
    before: list[Diagnostic] = []
    after: list[Diagnostic] = []
    for drafts in (False, True):
        plan_site(desk.documents, before, drafts=drafts)
        plan_site(replace(desk.documents, transcripts=[*others, outline(whole)]), after, drafts=drafts)
    known = set(before)
    return [d for d in after if d not in known]


def _fields_by_line(text: str) -> Sequence[str]:
    """The field of a note that each line of its file belongs to."""
    fields = []
    field = ""
    for line in text.split("\n"):
        found = _KEY.match(line)
        field = found[1] if found else field
        fields.append(field)
    return fields


def _fault(desk: Desk, note: NewNote, problem: Diagnostic, path: str, fields: Sequence[str]) -> Fault:
    span = problem.span
    if span.path != path:
        return Fault(None, f"{span.path}:{span.line}: {problem.message}", problem.hint, problem.severity)
    whole = span.line == 1 and span.column == 1  # the note's first key stands for the note
    field = None if whole else fields[span.line - 1]
    found = places(desk, selector_of(note)) if field == "quote" else ()
    return Fault(field, problem.message, problem.hint, problem.severity, found if len(found) > 1 else ())
