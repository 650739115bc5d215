"""A list of notes becomes one file a note: the same notes, letter for letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from postil.building.tree import SiteFolder, read_file
from postil.diagnostics import Diagnostic, has_errors, ordered
from postil.editing.list_file import Item, split_block, split_flow
from postil.model.note import Note
from postil.model.text import Prose
from postil.reading.nodes import Node, SequenceNode
from postil.reading.schema import scalars_of
from postil.reading.sidecar import read_sidecar
from postil.reading.strict_yaml import read_yaml
from postil.source import SourceFile
from postil.stages.documents import read_source


class SplitRefusedError(Exception):
    """The list cannot be taken apart; the message says why."""


@dataclass(frozen=True, slots=True)
class Split:
    """The files that take the place of a list, by path, or the errors in the list."""

    files: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...] = ()


def split(site: Path, path: str) -> Split:
    """Take apart the list of the notes on a transcript; ``path`` is that of the transcript.

    Nothing is written. Raises SplitRefusedError, and OSError if the list cannot be read.
    """
    name = f"annotations/{path}.yaml"
    problems: list[Diagnostic] = []
    content = read_file(site, name)
    file = read_source(SiteFolder(site), problems, name)
    notes = () if file is None else read_sidecar(path, None, file, None, problems)
    if file is None or has_errors(problems):
        return Split({}, ordered(problems))
    root = read_yaml(file, problems)
    if not isinstance(root, SequenceNode) or not notes:
        raise SplitRefusedError(f"there is no note in {name}")
    _require_names(site, path, notes)
    texts = _texts(file, root)
    crlf = content.count(b"\r\n") == content.count(b"\n")
    files = {}
    for note, text in zip(notes, texts, strict=True):
        chosen = next((t for t in (text.rstrip("\n") + "\n", text) if _reads_as(path, note, t)), None)
        if chosen is None:
            raise SplitRefusedError(
                f"{name}:{note.span.line}: the note “{note.id}” would not read the same "
                "in a file of its own; write that one by hand"
            )
        written = chosen.replace("\n", "\r\n") if crlf else chosen
        files[f"annotations/{path}/{note.id}.yaml"] = written.encode()
    return Split(files)


def _require_names(site: Path, path: str, notes: Sequence[Note]) -> None:
    """Every note must have a file's name for itself."""
    ids = [note.id for note in notes]
    for number, id in enumerate(ids):
        if id in ids[:number]:
            raise SplitRefusedError(f"two notes have the id “{id}”; give one of them another id")
        target = f"annotations/{path}/{id}.yaml"
        if (site / target).exists() or (site / target).is_symlink():
            raise SplitRefusedError(f"{target} exists, and nothing is overwritten")
        if (site / f"content/transcripts/{path}/{id}.md").exists():
            raise SplitRefusedError(
                f"{target} would be the notes on the transcript {path}/{id}; give the note another id"
            )


def _texts(file: SourceFile, root: SequenceNode) -> tuple[str, ...]:
    items = [Item(node.start, _last(node)) for node in root.items]
    if file.text[root.start] == "[":
        return split_flow(file.text, [Item(node.start, node.end) for node in root.items])
    column = root.start - (file.text.rfind("\n", 0, root.start) + 1)
    return split_block(file.text, column, items)


def _last(node: Node) -> int:
    """Where the last value of a note ends."""
    return max((scalar.end for scalar in scalars_of(node)), default=node.end)


def _reads_as(path: str, note: Note, text: str) -> bool:
    """Whether a file of this text holds the same note and nothing else."""
    problems: list[Diagnostic] = []
    name = str(PurePosixPath("annotations", path, f"{note.id}.yaml"))
    found = read_sidecar(path, note.id, SourceFile(name, text), None, problems)
    return not has_errors(problems) and [_words(n) for n in found] == [_words(note)]


def _words(note: Note) -> Note:
    """The note without its places in a file."""
    span = replace(note.span, path="", line=1, column=1, end_line=1, end_column=1)
    return replace(note, span=span, spans={}, body=Prose(note.body.text, ()))
