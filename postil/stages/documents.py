"""One transcript with its notes: read, and anchored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from postil.anchoring.anchor import anchor
from postil.building.tree import SiteFiles
from postil.diagnostics import Code, Diagnostic, diagnose
from postil.model.anchored import AnchoredTranscript
from postil.model.config import Config
from postil.model.note import Note, Status
from postil.model.outline import Outline
from postil.model.transcript import Person
from postil.planning.outlining import outline
from postil.planning.plan import check_ids
from postil.reading.decoding import decode, too_intricate, too_large
from postil.reading.markdown import MAX_MARKDOWN_BYTES, MAX_PARSING_SECONDS, parsing_seconds
from postil.reading.sidecar import read_sidecar
from postil.reading.sources import Sidecar
from postil.reading.strict_yaml import MAX_YAML_BYTES
from postil.reading.transcript import read_transcript
from postil.source import SourceFile, Span, whole_file


@dataclass(frozen=True, slots=True)
class DocumentFiles:
    """The files of one document. ``transcript`` is the source of the transcript, None if there is none."""

    path: str
    transcript: str | None
    sidecars: tuple[Sidecar, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The paths of the files."""
        own = () if self.transcript is None else (self.transcript,)
        return (*own, *(sidecar.path for sidecar in self.sidecars))


@dataclass(frozen=True, slots=True)
class Registry:
    """What documents are read against: the site's settings and its speakers, None where they are wrong."""

    config: Config | None
    speakers: Mapping[str, Person] | None


@dataclass(frozen=True, slots=True)
class Due:
    """A note that was to be reviewed by an ISO date, and where it says so."""

    date: str
    span: Span


@dataclass(frozen=True, slots=True)
class Findings:
    """What the rest of the site must know of a document. ``outline`` is None without a transcript."""

    outline: Outline | None
    due: tuple[Due, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A transcript with its notes in their places; ``notes`` are all of them, placed or not."""

    anchored: AnchoredTranscript | None
    notes: tuple[Note, ...]
    findings: Findings


def read_document(files: SiteFiles, names: DocumentFiles, registry: Registry) -> Document:
    """Read and anchor one document: all problems of its files."""
    problems: list[Diagnostic] = []
    transcript = None
    if names.transcript is not None and (file := read_source(files, problems, names.transcript)) is not None:
        transcript = read_transcript(names.path, file, registry.speakers, problems)
    notes: list[Note] = []
    for sidecar in names.sidecars:
        file = read_source(files, problems, sidecar.path)
        if file is not None:
            notes += read_sidecar(sidecar.transcript, sidecar.stem, file, registry.config, problems)
    anchored = None
    if transcript is not None:
        check_ids(notes, problems)
        anchoring = anchor(transcript, notes)
        problems += anchoring.diagnostics
        anchored = anchoring.result
    findings = Findings(None if anchored is None else outline(anchored), tuple(_due(notes)), tuple(problems))
    return Document(anchored, tuple(notes), findings)


def without_places(anchored: AnchoredTranscript) -> AnchoredTranscript:
    """The same without its source and places in it, which nothing needs once all is read."""
    transcript = anchored.transcript
    return AnchoredTranscript(
        replace(transcript, spans={}, file=SourceFile(transcript.file.path, "")),
        tuple(replace(a, note=replace(a.note, spans={})) for a in anchored.annotations),
    )


def _due(notes: Sequence[Note]) -> list[Due]:
    return [
        Due(note.review_by.iso, note.place("review_by"))
        for note in notes
        if note.review_by is not None and note.status is not Status.RETRACTED
    ]


def read_source(files: SiteFiles, problems: list[Diagnostic], path: str) -> SourceFile | None:
    """A file as text, if it is one and not too large."""
    try:
        content = files.read(path)
    except OSError as error:
        problems.append(
            diagnose(
                Code.NOT_A_REGULAR_FILE,
                whole_file(path),
                f"the file cannot be read: {error.strerror}",
                hint="give yourself the right to read it, or take it out of the site",
            )
        )
        return None
    is_yaml = path.endswith(".yaml")
    limit, code = (MAX_YAML_BYTES, Code.YAML_LIMIT) if is_yaml else (MAX_MARKDOWN_BYTES, Code.TOO_LARGE)
    if len(content) > limit:
        problems.append(too_large(path, len(content), limit, code))
        return None
    file = decode(path, content, problems)
    if file is not None and not is_yaml and parsing_seconds(file.text) > MAX_PARSING_SECONDS:
        problems.append(too_intricate(file.whole(), "the file"))
        return None
    return file
