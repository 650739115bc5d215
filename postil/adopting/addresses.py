"""Which transcript a document on the web is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import unquote, urlsplit

from postil.model.config import Config
from postil.model.transcript import Description
from postil.planning.urls import transcript_url

_FILES = ("", "transcript.txt", "annotations.jsonld")


def known_addresses(config: Config, transcripts: Iterable[Description]) -> Mapping[str, str]:
    """The path of a transcript by each address, reduced, at which its words are known to stand.

    These are its page and files on the site, its aliases, and where it was published first. An
    address that two transcripts share says nothing.
    """
    found: dict[str, set[str]] = {}
    for transcript in transcripts:
        page = config.base_url + transcript_url(transcript.path)
        addresses = [page + name for name in _FILES]
        addresses += [config.base_url + alias.strip("/") for alias in transcript.aliases]
        if transcript.source is not None:
            addresses += [a for a in (transcript.source.url, transcript.source.archived) if a is not None]
        for address in addresses:
            found.setdefault(reduced(address), set()).add(transcript.path)
    return {address: next(iter(paths)) for address, paths in found.items() if len(paths) == 1}


def reduced(address: str) -> str:
    """An address without what does not tell one document from another: scheme, fragment, last slash."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    path = unquote(parts.path).removesuffix("index.html").rstrip("/")
    return (
        f"{unquote(parts.netloc).lower().removeprefix('www.')}{path}{'?' if parts.query else ''}{parts.query}"
    )
