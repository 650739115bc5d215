"""The files of a site as they were at a revision, read from git without touching the disk."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from postil.building.tree import FoundFile

_READ = (".md", ".yaml")  # what is text of the site; the rest is copied and need not be read here
_SOURCES = ("site.yaml", "content", "annotations")


class RevisionError(Exception):
    """The revision cannot be read; the message is one line that says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Revision:
    """The sources of a site in one commit. Links and submodules are entries without content."""

    commit: str
    entries: Mapping[str, FoundFile]
    contents: Mapping[str, bytes]

    def find(self, folder: str) -> Iterator[FoundFile]:
        """Every entry below a folder of the site, or the folder itself where it is no folder."""
        for path, entry in self.entries.items():
            if path == folder or path.startswith(f"{folder}/"):
                yield entry

    def read(self, path: str) -> bytes:
        """The bytes of a Markdown or YAML file. Raises OSError for anything else, links too."""
        try:
            return self.contents[path]
        except KeyError:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path) from None


def read_revision(site: Path, name: str, sources: Sequence[str] = _SOURCES) -> Revision:
    """The sources of the site at a revision, by any name that git understands, or some of them.

    Raises RevisionError if there is no git, no repository or no such revision.
    """
    commit = _commit(site, name)
    listed = _git(site, "ls-tree", "-r", "-z", "-l", commit, "--", *sources)
    entries, objects = {}, {}
    for line in filter(None, listed.split(b"\0")):
        about, _, raw_path = line.partition(b"\t")
        mode, kind, object_name, size = about.split()
        path = os.fsdecode(raw_path)
        is_file = kind == b"blob" and mode in (b"100644", b"100755")
        entries[path] = FoundFile(path, int(size) if size.isdigit() else 0, is_file, mode == b"120000")
        if is_file and path.endswith(_READ):
            objects[path] = object_name
    return Revision(commit, entries, dict(zip(objects, _blobs(site, list(objects.values())), strict=True)))


def former_versions(site: Path, folder: str) -> Mapping[str, Sequence[str]]:
    """For each file of a folder of the site, the commits that hold older versions of it, newest first.

    A commit that has the file as it is now is left out where git knows that without comparing. Renames
    are not followed. Raises RevisionError if there is no git or no repository.
    """
    _commit(site, "HEAD")
    log = _git(site, "log", "-z", "-c", "--relative", "--name-only", "--format=%x01%H", "--", folder)
    changed = _git(site, "diff", "-z", "--relative", "--name-only", "HEAD", "--", folder)
    is_changed = {os.fsdecode(path) for path in changed.split(b"\0")}
    commits: dict[str, list[str]] = {}
    commit = ""
    for part in log.split(b"\0"):
        if part.startswith(b"\x01"):
            commit = part[1:].decode().strip()
        elif path := os.fsdecode(part.strip(b"\n")):
            commits.setdefault(path, []).append(commit)
    return {path: found if path in is_changed else found[1:] for path, found in commits.items()}


def _commit(site: Path, name: str) -> str:
    inside = _run(site, "rev-parse", "--is-inside-work-tree")
    if inside.returncode != 0:
        raise RevisionError(f"{site} is in no git repository that can be read ({_said(inside)})")
    found = (
        None if name.startswith("-") else _run(site, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    )
    if found is not None and found.returncode == 0:
        return found.stdout.decode().strip()
    message = f"there is no revision “{name}” in this repository"
    if _git(site, "rev-parse", "--is-shallow-repository").strip() == b"true":
        message += ", which is a shallow clone; fetch more of it: git fetch --unshallow"
    raise RevisionError(message)


def _blobs(site: Path, objects: Sequence[bytes]) -> Iterator[bytes]:
    """The contents of objects, in their order."""
    output = _git(site, "cat-file", "--batch", feed=b"".join(name + b"\n" for name in objects))
    position = 0
    for _ in objects:
        end = output.index(b"\n", position)
        header = output[position:end].split()
        if len(header) != 3:
            raise RevisionError("git lacks an object of the revision; fetch it, then try again")
        start = end + 1
        position = start + int(header[2]) + 1
        yield output[start : position - 1]


def _git(site: Path, *arguments: str, feed: bytes = b"") -> bytes:
    done = _run(site, *arguments, feed=feed)
    if done.returncode != 0:
        raise RevisionError(f"git {arguments[0]} failed: {_said(done)}")
    return done.stdout


def _run(site: Path, *arguments: str, feed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    git = shutil.which("git")
    if git is None:
        raise RevisionError("git is not installed, and only git knows the old version")
    return subprocess.run(
        [git, *arguments],
        cwd=site,
        input=feed,
        capture_output=True,
        check=False,
        env={**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"},
    )


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = done.stderr.decode("utf-8", "replace").splitlines()
    return lines[0].removeprefix("fatal: ") if lines else f"status {done.returncode}"
