"""URLs within the site."""

from __future__ import annotations

import posixpath
from urllib.parse import quote, unquote

_SAFE = "/.~-_()!$'*+,;=@"


def transcript_url(path: str) -> str:
    """The URL of a transcript's page."""
    return f"transcripts/{path}/"


def note_page_url(path: str, note: str) -> str:
    """The URL of a note's own page."""
    return f"transcripts/{path}/notes/{note}/"


def page_url(path: str) -> str:
    """The URL of a page; ``index`` parts cannot occur."""
    return f"{path}/"


def speaker_url(id: str) -> str:
    """The URL of a speaker's page."""
    return f"speakers/{id}/"


def topic_url(id: str) -> str:
    """The URL of a topic's page."""
    return f"topics/{id}/"


def publisher_url(id: str | None) -> str:
    """The URL of the page of a publisher of sources; without an id, of the sources that have none."""
    return f"sources/publishers/{id}/" if id is not None else "sources/unnamed/"


def numbered_url(url: str, number: int) -> str:
    """The URL of the nth page of a list that begins at ``url``; the first page is the list itself."""
    return url if number == 1 else f"{url}page/{number}/"


def output_path(url: str) -> str:
    """The file in the output folder that answers to a URL."""
    return f"{url}index.html" if url == "" or url.endswith("/") else url


def relative_url(page: str, target: str) -> str:
    """The shortest address that leads from one page of the site to another.

    Relative addresses hold at any base path, in any copy of the site, and on a disk.
    """
    path, hash_sign, fragment = target.partition("#")
    if path == page:
        if hash_sign:
            return f"#{fragment}"
        return "./" if page == "" or page.endswith("/") else page.rpartition("/")[2]
    here, there = page.split("/")[:-1], path.split("/")
    shared = 0
    for ours, theirs in zip(here, there[:-1], strict=False):
        if ours != theirs:
            break
        shared += 1
    found = "../" * (len(here) - shared) + "/".join(there[shared:])
    return quote(found or "./", safe=_SAFE) + hash_sign + fragment


def absolute_url(base_path: str, target: str) -> str:
    """The address of a URL of the site from its host's root, for a page that may be shown anywhere."""
    path, hash_sign, fragment = target.partition("#")
    return base_path + quote(path, safe=_SAFE) + hash_sign + fragment


def joined(base: str, href: str) -> str | None:
    """The path that a relative address leads to from a base path, or None if it climbs out."""
    path = unquote(href.partition("#")[0].partition("?")[0])
    combined = path[1:] if path.startswith("/") else posixpath.join(posixpath.dirname(base), path)
    normal = posixpath.normpath(combined) if combined else ""
    if normal == ".." or normal.startswith("../"):
        return None
    if normal == ".":
        normal = ""
    ends = path.endswith(("/", "/.", "/..")) or path in (".", "..")
    return f"{normal}/" if ends and normal else normal
