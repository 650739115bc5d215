"""What the preview's server answers: the built site as a host would serve it, and news of its changes."""

from __future__ import annotations

import asyncio
import hashlib
import json
import stat
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from mimetypes import MimeTypes
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Receive, Scope, Send

from postil.building.header_rules import HeaderRule, headers_for

OWN = "/.postil/"
"""The path below which the server's own files stand; no file of a site begins with a dot."""

_LIVE = Path(__file__).resolve().parent.parent / "live"
_HOSTS_ALONE = ("_headers", "_redirects")  # what hosts read, and never serve
_STILL_HERE = 15  # seconds between words that keep a silent connection open

_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".avif": "image/avif",
        ".bib": "application/x-bibtex",
        ".css": "text/css",
        ".csv": "text/csv",
        ".epub": "application/epub+zip",
        ".flac": "audio/flac",
        ".js": "text/javascript",
        ".json": "application/json",
        ".jsonld": "application/ld+json",
        ".m4a": "audio/mp4",
        ".md": "text/markdown",
        ".mjs": "text/javascript",
        ".oga": "audio/ogg",
        ".ogg": "audio/ogg",
        ".ogv": "video/ogg",
        ".opus": "audio/ogg",
        ".ris": "application/x-research-info-systems",
        ".tei.xml": "application/tei+xml",
        ".vtt": "text/vtt",
        ".wasm": "application/wasm",
        ".webm": "video/webm",
        ".webmanifest": "application/manifest+json",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
        ".xml": "application/xml",
    }
)
"""What systems disagree about; the rest is as Python knows it, not as the machine is set up."""


@dataclass(frozen=True, slots=True)
class Showing:
    """What there is to show.

    ``base`` is the path that the site stands at, or None as long as there was no good build. ``problems``
    are what hinders a newer one. ``edition`` tells one state of copied files (pictures, sound) from the next.
    """

    base: str | None = None
    rules: Sequence[HeaderRule] = ()
    problems: Sequence[Mapping[str, str]] = ()
    edition: int = 0


class Answers:
    """The application that a server runs: one for the life of the server."""

    def __init__(self, site: Path, is_ours: Callable[[str], bool]) -> None:
        """Serve the folder of a site to requests for hosts that are ours."""
        self._site = StaticFiles(directory=site, check_dir=False)
        self._own = StaticFiles(directory=_LIVE)
        self._is_ours = is_ours
        self._types = MimeTypes()
        self._showing = Showing()
        self._is_closing = False
        self._listening: set[asyncio.Event] = set()

    def show(self, showing: Showing) -> None:
        """Show this from now on, and tell the pages that are open. To be called in the server's loop."""
        self._showing = showing
        self._tell()

    def close(self) -> None:
        """Let go of the pages that are open. To be called in the server's loop."""
        self._is_closing = True
        self._tell()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        response = self._answer(Request(scope))
        await response(scope, receive, send)

    def _tell(self) -> None:
        for event in self._listening:
            event.set()

    def _answer(self, request: Request) -> Response:
        if not self._is_ours(_host_of(request.headers.get("host", ""))):
            return PlainTextResponse(
                "This address is not the preview's own. Use the one that “postil serve” printed,\n"
                "or name this one with --host.\n",
                HTTPStatus.FORBIDDEN,
            )
        if request.method not in ("GET", "HEAD"):
            return PlainTextResponse("", HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": "GET, HEAD"})
        path: str = request.scope["path"]
        if path.startswith(OWN):
            return self._own_answer(path.removeprefix(OWN), request)
        base = self._showing.base
        if base is not None and (path == "/" or f"{path}/" == base) and path != base:
            return RedirectResponse(base, HTTPStatus.FOUND)
        return self._page(path, request)

    def _own_answer(self, name: str, request: Request) -> Response:
        if name == "events":
            told = self._events(request.query_params.get("page", "/"))
            return StreamingResponse(
                told, headers={"Cache-Control": "no-store"}, media_type="text/event-stream"
            )
        found = _find(self._own, name)
        if found is None:
            return PlainTextResponse("Not found\n", HTTPStatus.NOT_FOUND)
        return FileResponse(found, media_type=self._type_of(name), headers={"Cache-Control": "no-cache"})

    async def _events(self, page: str) -> AsyncIterator[str]:
        """What a page wants to know: its version, and what hinders a newer one; again with each change."""
        changed = asyncio.Event()
        self._listening.add(changed)
        try:
            yield "retry: 500\n\n"
            while not self._is_closing:
                news = {"version": self._version(page), "problems": self._showing.problems}
                yield f"data: {json.dumps(news)}\n\n"
                while not changed.is_set():
                    try:
                        await asyncio.wait_for(changed.wait(), _STILL_HERE)
                    except TimeoutError:
                        yield ": still here\n\n"
                changed.clear()
        finally:
            self._listening.discard(changed)

    def _page(self, path: str, request: Request) -> Response:
        status, file = self._look_up(path)
        if file is None:
            return _plain(status)
        if status is HTTPStatus.FOUND:
            return RedirectResponse(quote(f"{path}/"), status)
        rules = {"cache-control": "no-cache", **headers_for(self._showing.rules, path)}
        # What is published is for everyone; drafts are not for every page that is open in the browser.
        rules.pop("access-control-allow-origin", None)
        rules["cross-origin-resource-policy"] = "same-origin"
        if file.suffix == ".html":
            content = _with_script(file.read_bytes(), path, self._version(path))
            return Response(content, status, rules, "text/html; charset=utf-8")
        response = FileResponse(file, status, media_type=self._type_of(file.name), stat_result=file.stat())
        response.headers.update(rules)
        if self._site.is_not_modified(response.headers, request.headers):
            return NotModifiedResponse(response.headers)
        return response

    def _look_up(self, path: str) -> tuple[HTTPStatus, Path | None]:
        """The status and the file for an address; FOUND for a folder whose address lacks its last slash."""
        base = self._showing.base
        if base is None:
            return HTTPStatus.SERVICE_UNAVAILABLE, _LIVE / "waiting.html"
        name = path.removeprefix(base)
        if path.startswith(base) and name not in _HOSTS_ALONE and "/." not in f"/{name}":
            file = _find(self._site, f"{name}index.html" if not name or name.endswith("/") else name)
            if file is not None:
                return HTTPStatus.OK, file
            if (folder := _find(self._site, f"{name}/index.html")) is not None:
                return HTTPStatus.FOUND, folder
        return HTTPStatus.NOT_FOUND, _find(self._site, "404.html")

    def _version(self, path: str) -> str:
        """What tells one state of a page from the next."""
        status, file = self._look_up(path)
        content = b"" if file is None else file.read_bytes()
        return hashlib.sha256(b"%d %d %b" % (self._showing.edition, status, content)).hexdigest()

    def _type_of(self, name: str) -> str:
        first, second = Path(name).suffix, "".join(Path(name).suffixes[-2:])
        known = _TYPES.get(second) or _TYPES.get(first) or self._types.guess_type(name)[0]
        return known or "application/octet-stream"


def _host_of(header: str) -> str:
    """The host in a Host header, without its port."""
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""


def _find(files: StaticFiles, name: str) -> Path | None:
    """A regular file in a folder, and never one outside it."""
    try:
        found, state = files.lookup_path(name)
    except (OSError, ValueError):
        return None
    return Path(found) if state is not None and stat.S_ISREG(state.st_mode) else None


def _plain(status: HTTPStatus) -> Response:
    return PlainTextResponse(f"{status.phrase}\n", status)


def _with_script(page: bytes, path: str, version: str) -> bytes:
    """The page with the script that follows its changes, before the end of its body."""
    about = f'data-page="{quote(path)}" data-version="{version}"'
    script = f'<script defer src="{OWN}follow.js" {about}></script>\n'.encode()
    at = page.lower().rfind(b"</body>")
    at = len(page) if at < 0 else at
    return page[:at] + script + page[at:]
