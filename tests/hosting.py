"""A host that goes by the ``_headers`` and ``_redirects`` of a site, as Cloudflare Pages does."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit


def parsed_headers(text: str) -> dict[str, dict[str, str]]:
    """The rules of a ``_headers`` file by path; of two rules for one path the last one counts."""
    rules: dict[str, dict[str, str]] = {}
    path = ""
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("/"):
            path = line
            rules[path] = {}
        elif not line.startswith(("#", "!")):
            name, _, value = line.partition(":")
            rules[path][name.strip()] = value.strip()
    return rules


def headers_for(rules: Mapping[str, Mapping[str, str]], path: str) -> dict[str, str]:
    """What goes with an address: the values of all the rules that fit."""
    found: dict[str, str] = {}
    for pattern, headers in rules.items():
        parts = re.split(r"(\*|:[a-z]\w*)", pattern)
        expression = "".join(
            ".*" if part == "*" else "[^/]+" if part.startswith(":") else re.escape(part) for part in parts
        )
        if re.fullmatch(expression, path):
            for name, value in headers.items():
                found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def parsed_redirects(text: str) -> dict[str, str]:
    """Where the addresses of a ``_redirects`` file lead; a line whose status is no number is left out."""
    rules: dict[str, str] = {}
    for line in text.splitlines():
        match line.split():
            case [source, target, "301"]:
                rules.setdefault(source, target)
    return rules


class _Handler(SimpleHTTPRequestHandler):
    not_found: Path
    """The site's page for addresses that lead nowhere."""
    header_rules: Mapping[str, Mapping[str, str]]
    redirect_rules: Mapping[str, str]

    def do_GET(self) -> None:
        """Answer with a redirect, a file or the page for addresses that lead nowhere."""
        target = self.redirect_rules.get(urlsplit(self.path).path)
        if target is None:
            super().do_GET()
        else:
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", target)
            self.send_header("Content-Length", "0")
            self.end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Show the site's own page for addresses that lead nowhere."""
        if code != HTTPStatus.NOT_FOUND or not self.not_found.is_file():
            super().send_error(code, message, explain)
            return
        content = self.not_found.read_bytes()
        self.send_response(code)
        self.send_header("Content-type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def send_header(self, keyword: str, value: str) -> None:
        """Leave out what the rules set."""
        ruled = {name.lower() for name in headers_for(self.header_rules, urlsplit(self.path).path)}
        if keyword.lower() not in ruled:
            super().send_header(keyword, value)

    def end_headers(self) -> None:
        """Send what the rules set."""
        for name, value in headers_for(self.header_rules, urlsplit(self.path).path).items():
            super().send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has there
        """Say nothing."""


@contextmanager
def hosting(folder: Path, base: str = "/") -> Iterator[str]:
    """Serve a folder that holds a built site at a base path, by the site's own rules; its address."""
    site = folder / base.strip("/")
    rules = {name: site / name for name in ("_headers", "_redirects")}
    texts = {name: path.read_text("utf-8") if path.exists() else "" for name, path in rules.items()}

    class Handler(_Handler):
        not_found = site / "404.html"
        header_rules = parsed_headers(texts["_headers"])
        redirect_rules = parsed_redirects(texts["_redirects"])

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{base}"
        finally:
            server.shutdown()
            thread.join()
