"""From foreign notes to files of the site: each on its transcript, at its one place, as good as any other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from postil.adopting.addresses import known_addresses, reduced
from postil.adopting.fields import DEFAULT_KIND, Fields
from postil.anchoring.anchor import anchor, around
from postil.anchoring.context import choose
from postil.anchoring.describing import describe
from postil.anchoring.matching import Ground
from postil.building.tree import SiteFolder
from postil.diagnostics import Diagnostic, Severity, ordered
from postil.editing.note_file import NewNote, UnwritableTextError, write_note
from postil.importing.notes import ForeignNote, Quote
from postil.model.anchored import Range
from postil.model.config import Config
from postil.model.note import Note, Selector
from postil.noting import Desk, note_path, open_desk, proposed_id, site_faults
from postil.pipeline import read_site
from postil.planning.plan import Documents
from postil.reading.decoding import decode
from postil.reading.names import name_fault
from postil.reading.sidecar import read_sidecar
from postil.suggestion import did_you_mean

_WORDS_OF_ID = 8
_SHOWN_PLACES = 4


@dataclass(frozen=True, slots=True)
class Terms:
    """What the command line says: the transcript and the kind of all notes, and whether they are drafts."""

    transcript: str | None = None
    kind: str | None = None
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Adopted:
    """A note that fits: its file below the site, and the words it is on (None: the whole transcript).

    ``remarks`` say what a person should look at.
    """

    label: str
    file: str
    text: str
    words: str | None
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A note that becomes none: what it says, why, and what may help."""

    label: str
    said: str
    reason: str
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Adoption:
    """What came of the notes of a file, in its order. ``problems`` are those of the site's own files."""

    adopted: tuple[Adopted, ...] = ()
    refused: tuple[Refused, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


class UnknownKindError(Exception):
    """The site has no such kind of note; the message names those it has."""


class _RefusedError(Exception):
    """A note does not fit; the message says why."""

    def __init__(self, message: str, *hints: str) -> None:
        super().__init__(message)
        self.hints = hints


class _LostError(Exception):
    """The words of a note stand nowhere; the message is these words."""


@dataclass(frozen=True, slots=True)
class _Fitted:
    """A note with its place, before the whole site was asked."""

    foreign: ForeignNote
    note: NewNote
    place: Range | None
    text: str
    read: Note
    remarks: list[str]


def adopt(site: Path, notes: Sequence[ForeignNote], terms: Terms) -> Adoption:
    """Make notes of the site from foreign ones, in memory.

    Each that is adopted was written, read back, anchored and planned with the whole site: it is at
    its place and passes ``check``. With problems in the files that the notes rest on there is none.
    Raises UnknownKindError.
    """
    problems: list[Diagnostic] = []
    documents = read_site(SiteFolder(site), problems).documents
    if documents is None:
        return Adoption(problems=ordered(d for d in problems if d.span.path == "site.yaml"))
    _check_kind(terms.kind or DEFAULT_KIND, documents.config)
    guide = _Guide(documents, notes, terms)
    refused: list[tuple[int, Refused]] = []
    by_transcript: dict[str, list[tuple[int, ForeignNote]]] = {}
    for index, note in enumerate(notes):
        try:
            by_transcript.setdefault(guide.transcript_of(note), []).append((index, note))
        except _RefusedError as error:
            refused.append((index, _refused(note, error)))
    adopted: list[tuple[int, Adopted]] = []
    for path, numbered in by_transcript.items():
        desk, faults = open_desk(site, path)
        if desk is None:
            return Adoption(problems=faults)
        adopter = _Adopter(desk, terms)
        adopter.take(numbered)
        adopted += adopter.adopted()
        refused += adopter.refused
    return Adoption(
        tuple(note for _, note in sorted(adopted, key=lambda pair: pair[0])),
        tuple(note for _, note in sorted(refused, key=lambda pair: pair[0])),
    )


def _check_kind(kind: str, config: Config) -> None:
    kinds = [known.id for known in config.kinds]
    if kind not in kinds:
        hint = did_you_mean(kind, kinds) or f"it has {', '.join(kinds)}"
        raise UnknownKindError(f"the site has no kind “{kind}”; name another with --kind: {hint}")


def _refused(note: ForeignNote, error: _RefusedError) -> Refused:
    return Refused(note.label, note.body, str(error), error.hints)


class _Guide:
    """Finds the transcript of each note."""

    def __init__(self, documents: Documents, notes: Sequence[ForeignNote], terms: Terms) -> None:
        self._known = known_addresses(documents.config, (t.description for t in documents.transcripts))
        self._given = terms.transcript
        strange = [note for note in notes if note.addresses and self._told(note) is None]
        self._strange = {reduced(note.addresses[0]) for note in strange}

    def transcript_of(self, note: ForeignNote) -> str:
        """The path of the transcript a note is about."""
        told = self._told(note)
        where = note.addresses[0] if note.addresses else "no address"
        if self._given is None:
            if told is None:
                raise _RefusedError(
                    f"it is on {where}, and no transcript is known to stand there",
                    "name the transcript with --transcript, or its “source” in the front matter",
                )
            return told
        if told is not None and told != self._given:
            raise _RefusedError(f"it is on the transcript “{told}”", "import it without --transcript")
        if told is None and note.quote is None and len(self._strange) > 1:
            raise _RefusedError(
                f"it is on the whole of {where}, and the file has notes on other documents, too"
            )
        return self._given

    def _told(self, note: ForeignNote) -> str | None:
        return next((self._known[a] for a in map(reduced, note.addresses) if a in self._known), None)


@dataclass
class _Adopter:
    """Adopts notes for one transcript."""

    desk: Desk
    terms: Terms
    refused: list[tuple[int, Refused]] = field(default_factory=list)
    _fitted: dict[int, _Fitted] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ground = Ground(self.desk.anchored.transcript)
        self._said = {(a.range, a.note.markdown.strip()): a.note.id for a in self.desk.anchored.annotations}

    def take(self, numbered: Sequence[tuple[int, ForeignNote]]) -> None:
        """Fit every note by itself, and then all of them into the site."""
        self.ground.prepare(Selector(note.quote.exact) for _, note in numbered if note.quote is not None)
        lost: list[tuple[int, ForeignNote, str]] = []
        for index, foreign in numbered:
            try:
                fitted = self._fit(foreign)
            except _LostError as error:
                lost.append((index, foreign, str(error)))
                continue
            except _RefusedError as error:
                self.refused.append((index, _refused(foreign, error)))
                continue
            self._fitted[index] = fitted
            self._said[fitted.place, fitted.note.body.strip()] = fitted.note.id
            self.desk = replace(self.desk, taken=self.desk.taken | {fitted.note.id})
        self._refuse_lost(lost)
        while self._drop_misfits():
            pass

    def adopted(self) -> list[tuple[int, Adopted]]:
        """The notes that fit, with their places in the file they come from."""
        return [
            (
                index,
                Adopted(
                    fitted.foreign.label,
                    note_path(self.desk, fitted.note.id),
                    fitted.text,
                    None if fitted.place is None else around(self.ground.transcript.text, fitted.place),
                    tuple(fitted.remarks),
                ),
            )
            for index, fitted in self._fitted.items()
        ]

    def _fit(self, foreign: ForeignNote) -> _Fitted:
        documents = self.desk.documents
        fields = Fields(foreign, documents.config, documents.contributors or {}, self.terms.kind)
        note = fields.new_note(draft=self.terms.draft)
        place = None
        if foreign.quote is not None:
            place, remark = self._place(foreign.quote, foreign.position)
            words = describe(self.ground, place)
            note = replace(note, quote=words.quote, prefix=words.prefix, suffix=words.suffix)
            fields.remarks += remark
        same = self._said.get((place, note.body.strip()))
        if same is not None:
            raise _RefusedError(f"the note “{same}” says the same at the same place")
        note = replace(note, id=self._id(foreign, note))
        return self._read_back(foreign, note, place, fields.remarks)

    def _refuse_lost(self, lost: Sequence[tuple[int, ForeignNote, str]]) -> None:
        """Say of each note whose words are nowhere what ``check`` would say: the nearest passages."""
        notes: list[Note] = []
        for index, _, words in lost:
            try:
                notes += self._read(NewNote(f"lost-{index}", DEFAULT_KIND, words, body="-\n"), [])[1]
            except UnwritableTextError:
                continue  # no file of the site can have such words, so there is none like them
        found = {d.span.path: d for d in anchor(self.ground.transcript, notes).diagnostics}
        for index, foreign, _ in lost:
            problem = found.get(note_path(self.desk, f"lost-{index}"))
            error = (
                _RefusedError("no passage has its words")
                if problem is None
                else _RefusedError(problem.message, *([problem.hint] if problem.hint else []))
            )
            self.refused.append((index, _refused(foreign, error)))

    def _place(self, quote: Quote, position: tuple[int, int] | None) -> tuple[Range, list[str]]:
        row: list[Quote] = [quote]
        while row[0].within is not None:
            row.insert(0, row[0].within)
        choice = choose(self.ground, [(q.exact, q.prefix, q.suffix) for q in row], position)
        if choice.place is not None:
            shown = around(self.ground.transcript.text, choice.place)
            return choice.place, (
                [f"the words around it are not all the same there: “{shown}”"] if choice.one_side else []
            )
        if not choice.places:
            raise _LostError(row[-1].exact)
        places = [self._shown(place) for place in choice.places[:_SHOWN_PLACES]]
        more = len(choice.places) - len(places)
        reason = (
            "its words stand once, and other words around them than those it names"
            if len(choice.places) == 1
            else f"{len(choice.places)} places have its words, and the words around them fit not just one"
        )
        raise _RefusedError(reason, *places, *([f"… and {more} more"] if more else []))

    def _shown(self, place: Range) -> str:
        transcript = self.ground.transcript
        turn = transcript.turn_at(place.start)
        where = "outside the turns" if turn is None else f"turn {turn.number}"
        return f"{where}, line {transcript.line_at(place.start)}: “{around(transcript.text, place)}”"

    def _id(self, foreign: ForeignNote, note: NewNote) -> str:
        if foreign.id is not None and name_fault(foreign.id) is None:
            if foreign.id in self.desk.taken:
                raise _RefusedError(f"the transcript has a note “{foreign.id}”, and nothing is overwritten")
            return foreign.id
        words = " ".join(note.body.split()[:_WORDS_OF_ID])
        return proposed_id(self.desk, note if note.quote is not None else replace(note, title=words))

    def _read_back(
        self, foreign: ForeignNote, note: NewNote, place: Range | None, remarks: list[str]
    ) -> _Fitted:
        """The note as the reader of the site's files has it. Raises _RefusedError if it is not as good."""
        problems: list[Diagnostic] = []
        try:
            text, read = self._read(note, problems)
        except UnwritableTextError as error:
            raise _RefusedError(str(error)) from None
        _refuse_errors(problems)
        remarks += [problem.message for problem in ordered(problems)]
        return _Fitted(foreign, note, place, text, read[0], remarks)

    def _read(self, note: NewNote, problems: list[Diagnostic]) -> tuple[str, tuple[Note, ...]]:
        text = write_note(note)
        file = decode(note_path(self.desk, note.id), text.encode(), problems)
        assert file is not None, "what is written can be read"
        return text, read_sidecar(self.desk.path, note.id, file, self.desk.documents.config, problems)

    def _drop_misfits(self) -> bool:
        """Drop the notes that the transcript or the site has no room for; whether there were any."""
        anchoring = anchor(self.ground.transcript, [fitted.read for fitted in self._fitted.values()])
        places = {a.note.span.path: a.range for a in anchoring.result.annotations}
        problems = [*anchoring.diagnostics, *site_faults(self.desk, anchoring.result)]
        by_path: dict[str, list[Diagnostic]] = {}
        for problem in ordered(problems):
            by_path.setdefault(problem.span.path, []).append(problem)
        dropped = False
        for index, fitted in list(self._fitted.items()):
            path = fitted.read.span.path
            mine = by_path.get(path, [])
            try:
                _refuse_errors(mine)
                _refuse_other_place(places.get(path), fitted.place)
            except _RefusedError as error:
                self.refused.append((index, _refused(fitted.foreign, error)))
                del self._fitted[index]
                dropped = True
        if not dropped:
            for fitted in self._fitted.values():
                fitted.remarks.extend(problem.message for problem in by_path.get(fitted.read.span.path, []))
        return dropped


def _refuse_other_place(found: Range | None, meant: Range | None) -> None:
    if found != meant:
        raise _RefusedError("a note cannot quote just these words")


def _refuse_errors(problems: Sequence[Diagnostic]) -> None:
    errors = [problem for problem in ordered(problems) if problem.severity is Severity.ERROR]
    if errors:
        more = (error.message for error in errors[1:])
        raise _RefusedError(errors[0].message, *more, *(error.hint for error in errors if error.hint))
