"""The command ``serve`` run as authors run it: started, listened to, asked, and ended with Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from queue import Queue
from urllib.parse import urlsplit

from tests.building.folders import BUILD, ROOT

PATIENCE = 60  # seconds


@dataclass(frozen=True)
class Reply:
    """What the server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Serving:
    """A running ``serve``."""

    process: subprocess.Popen[str]
    lines: Queue[str | None]
    said: list[str] = field(default_factory=list)

    def wait_for(self, words: str) -> str:
        """Read on until a line has the words; the line."""
        while (line := self.lines.get(timeout=PATIENCE)) is not None:
            self.said.append(line)
            if words in line:
                return line
        raise AssertionError(f"it ended without “{words}”:\n{''.join(self.said)}")

    def url(self) -> str:
        """Where the site is, once it is there."""
        return self.wait_for("Ctrl-C ends it").split()[0]

    def end(self, by: signal.Signals = signal.SIGINT) -> int:
        """End it with a signal, and read what it says last; the exit status."""
        self.process.send_signal(by)
        status = self.process.wait(PATIENCE)
        while (line := self.lines.get(timeout=PATIENCE)) is not None:
            self.said.append(line)
        return status


@contextmanager
def served(site: Path, *arguments: str, **variables: str) -> Iterator[Serving]:
    """``serve`` for a site, with both its outputs in one."""
    process = subprocess.Popen(
        [*BUILD, "serve", "--site", str(site), *arguments],
        cwd=ROOT,
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    lines: Queue[str | None] = Queue()

    def read() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            lines.put(line)
        lines.put(None)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield Serving(process, lines)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)
        reader.join()
        assert process.stdout is not None
        process.stdout.close()


def ask(url: str, path: str, method: str = "GET", **headers: str) -> Reply:
    """Ask the server of an address for a path, which goes out as it is written here."""
    connection = HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE)
    try:
        skip_host = "Host" in headers
        connection.putrequest(method, path, skip_host=skip_host, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        return Reply(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
    finally:
        connection.close()
