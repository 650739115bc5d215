"""Two small sites put into an output folder, and what stands there."""

from __future__ import annotations

from pathlib import Path

from postil.building.output import new_site
from postil.building.swapping import MARKER
from postil.model.files import OutputFile
from tests.building.folders import contents

FIRST = [OutputFile("index.html", b"first"), OutputFile("a/index.html", b"first a"), OutputFile("gone", b"")]
SECOND = [OutputFile("index.html", b"second"), OutputFile("a/index.html", b"second a")]


def put(output: Path, files: list[OutputFile], spare: Path | None = None) -> None:
    """Build a site of these files."""
    with new_site(output, spare) as staging:
        staging.finish([staging.marker, *map(staging.write, files)])


def pages(output: Path) -> dict[str, bytes]:
    """What stands there, but for the mark of a build."""
    found = contents(output)
    del found[MARKER]
    return found


def by_path(files: list[OutputFile]) -> dict[str, bytes]:
    """The files by their paths."""
    return {file.path: file.content for file in files}
