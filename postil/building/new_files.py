"""Files that commands write into a site: new ones, all of them or none, and those made again each time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def create_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write new files by their paths below a folder, and the folders they stand in.

    Raises FileExistsError rather than replace a file, and OSError. Whatever happens, an interruption
    included, either all files are there or none, and no folder is left that was not there before.
    """
    written: list[Path] = []
    folders: list[Path] = []
    try:
        for name, content in files.items():
            path = folder / name
            missing = [parent for parent in path.parents if not parent.exists()]
            for parent in reversed(missing):
                parent.mkdir()
                folders.append(parent)
            with path.open("xb") as file:
                written.append(path)
                file.write(content)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        for parent in reversed(folders):
            parent.rmdir()
        raise


def replace_by_files(old: Path, folder: Path, files: Mapping[str, bytes]) -> None:
    """Write new files, as ``create_files`` does, and then remove the file that they stand for."""
    create_files(folder, files)
    try:
        old.unlink()
    except BaseException:
        for name in files:
            (folder / name).unlink(missing_ok=True)
        raise


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files that are made again each time: those of the same names are replaced. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
