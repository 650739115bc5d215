"""What each file of a site is, from its path alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath

from postil.diagnostics import Code, Diagnostic, diagnose
from postil.model.files import Copy
from postil.reading.names import name_fault, proposed_path
from postil.source import whole_file
from postil.suggestion import nearest


class EntryKind(StrEnum):
    """What the file system says an entry is. Folders are not listed."""

    FILE = "file"
    LINK = "symbolic link"
    OTHER = "special file"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file below content/ or annotations/; ``path`` is relative to the site, ``size`` in bytes."""

    path: str
    kind: EntryKind
    size: int


@dataclass(frozen=True, slots=True)
class Sidecar:
    """A file of notes. ``stem`` is the note's id in a one-note file, or None in a list."""

    path: str
    transcript: str
    stem: str | None


@dataclass(slots=True)
class Sources:
    """The files of a site by what they are. Keys are paths without folder and suffix."""

    transcripts: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    sidecars: list[Sidecar] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)
    speakers: str | None = None
    contributors: str | None = None


SPEAKERS = "content/speakers.yaml"
"""The file of the people that transcripts share."""

_ROOT_ONLY = frozenset({"CNAME", "_headers", "_redirects"})
_UNSAFE = re.compile(r'[\0-\x1f\x7f\\:*?"<>|\u202a-\u202e\u2066-\u2069]|[. ]$')
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


def classify(entries: Iterable[Entry], problems: list[Diagnostic]) -> Sources:
    """Sort the files of a site. Those that cannot be used are problems and left out."""
    sources = Sources()
    for entry in sorted(entries, key=lambda e: e.path):
        path = PurePosixPath(entry.path)
        if any(part.startswith(".") for part in path.parts):
            continue
        if any("\ud800" <= c <= "\udfff" for c in entry.path):
            shown = entry.path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            problems.append(
                diagnose(
                    Code.BAD_NAME,
                    whole_file(shown),
                    "the name of this file is not UTF-8",
                    hint="rename it in plain letters and digits",
                )
            )
        elif entry.kind is not EntryKind.FILE:
            problems.append(
                diagnose(
                    Code.NOT_A_REGULAR_FILE,
                    whole_file(entry.path),
                    f"this is a {entry.kind}, not a regular file",
                    hint="put a copy of the file here instead",
                )
            )
        elif path.parts[0] == "annotations":
            _sort_sidecar(path, sources, problems)
        else:
            _sort_content(path, sources, problems)
    return sources


def _sort_content(path: PurePosixPath, sources: Sources, problems: list[Diagnostic]) -> None:
    section = path.parts[1]
    if str(path) == SPEAKERS:
        sources.speakers = str(path)
    elif str(path) == "content/contributors.yaml":
        sources.contributors = str(path)
    elif section in ("transcripts", "pages") and len(path.parts) > 2 and path.suffix.lower() == ".md":
        inner = path.relative_to(f"content/{section}")
        if _is_good(path, inner, problems):
            target = sources.transcripts if section == "transcripts" else sources.pages
            target[str(inner.with_suffix(""))] = str(path)
    else:
        _sort_copy(path, sources, problems)


def _sort_copy(path: PurePosixPath, sources: Sources, problems: list[Diagnostic]) -> None:
    for part in path.parts:
        if _UNSAFE.search(part) or _DEVICES.fullmatch(part) or len(part.encode()) > 200:
            problems.append(
                diagnose(
                    Code.BAD_NAME,
                    whole_file(str(path)),
                    f"the name “{_visible(part)}” does not work on every system",
                    hint=f"rename it to “{proposed_path(PurePosixPath(part))}”",
                )
            )
            return
    if path.name in _ROOT_ONLY and len(path.parts) > 2:
        problems.append(
            diagnose(
                Code.BAD_NAME,
                whole_file(str(path)),
                f"“{path.name}” has a meaning for hosts and works at the root of content/ alone",
                hint=f"move it to content/{path.name}",
            )
        )
        return
    inner = path.relative_to("content/pages" if path.parts[1] == "pages" else "content")
    sources.copies.append(Copy(str(path), str(inner)))


def _sort_sidecar(path: PurePosixPath, sources: Sources, problems: list[Diagnostic]) -> None:
    inner = path.relative_to("annotations")
    if path.suffix.lower() != ".yaml":
        problems.append(
            diagnose(
                Code.BAD_NAME,
                whole_file(str(path)),
                "files in annotations/ end in .yaml",
                hint=f"rename it to “{inner.stem}.yaml”, or move it out of annotations/",
            )
        )
    elif _is_good(path, inner, problems):
        sources.sidecars.append(Sidecar(str(path), str(inner.with_suffix("")), None))


def assign(sources: Sources, problems: list[Diagnostic]) -> Sources:
    """Tell list files from one-note files, now that the transcripts are known.

    ``annotations/a/b.yaml`` is the list of the transcript ``a/b`` if there is one, else the note ``b``
    of the transcript ``a``. A file that belongs to no transcript is a problem.
    """
    sidecars = []
    for sidecar in sources.sidecars:
        inner = PurePosixPath(sidecar.transcript)
        if sidecar.transcript in sources.transcripts:
            sidecars.append(sidecar)
        elif str(inner.parent) in sources.transcripts:
            sidecars.append(Sidecar(sidecar.path, str(inner.parent), inner.name))
        else:
            near = nearest(str(inner.parent), sources.transcripts) or nearest(str(inner), sources.transcripts)
            hint = f"expected content/transcripts/{inner}.md, or {inner.parent}.md for a single note"
            if near is not None:
                hint = f"did you mean the transcript “{near}”?"
            problems.append(
                diagnose(
                    Code.UNKNOWN_TRANSCRIPT,
                    whole_file(sidecar.path),
                    "no transcript belongs to these notes",
                    hint=hint,
                )
            )
    sources.sidecars = sidecars
    return sources


def _is_good(path: PurePosixPath, inner: PurePosixPath, problems: list[Diagnostic]) -> bool:
    """Whether every segment of a path can stand in a URL."""
    for part in (*inner.parent.parts, inner.stem):
        fault = name_fault(part)
        if fault is not None:
            proposal = proposed_path(inner)
            problems.append(
                diagnose(
                    Code.BAD_NAME,
                    whole_file(str(path)),
                    f"the name “{_visible(part)}” {fault}",
                    hint=f"rename the file to “{proposal}”",
                )
            )
            return False
    if path.suffix != path.suffix.lower():
        problems.append(
            diagnose(
                Code.BAD_NAME,
                whole_file(str(path)),
                f"the suffix “{path.suffix}” must be lower-case",
                hint=f"rename the file to “{proposed_path(inner)}”",
            )
        )
        return False
    return True


def _visible(text: str) -> str:
    """The text with what cannot be seen written out, and not too long."""
    shown = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)
    return shown if len(shown) <= 60 else shown[:57] + "…"
