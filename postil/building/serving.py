"""The preview's server: where it listens, whom it answers, and the thread it runs in."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import os
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from postil.building.answering import Answers, Showing
from postil.building.header_rules import header_rules

if sys.platform != "win32":
    from postil.building.locking import lock_folder

FIRST_PORT = 8000
"""The port that is tried first, and the next ones after it."""

_TRIED = 100
_ANY = ("0.0.0.0", "::")  # noqa: S104 - what a person may ask for, to look from a phone
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def listen(host: str, port: int | None) -> socket.socket:
    """A socket that listens on the port; without one on the first that is free from 8000 on.

    Raises OSError.
    """
    try:
        family, *_, address = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except UnicodeError:
        raise OSError(errno.EINVAL, "this is no name of a host") from None
    ports = [port] if port is not None else range(FIRST_PORT, FIRST_PORT + _TRIED)
    for number in ports:
        try:
            return socket.create_server(
                (str(address[0]), number), family=family, backlog=128, dualstack_ipv6=host == "::"
            )
        except OSError as error:
            if error.errno != errno.EADDRINUSE or number == ports[-1]:
                # Python adds the address, which the message of the command has already.
                raise OSError(error.errno, os.strerror(error.errno or 0)) from None
    raise AssertionError("there is a last port")


def addresses(listener: socket.socket) -> tuple[str, ...]:
    """Where a browser finds the server, ``http://…:8000``; on this machine first, then from others."""
    host, port, *_ = listener.getsockname()
    hosts = ["127.0.0.1", *_own_addresses()] if host in _ANY else [host]
    return tuple(f"http://{f'[{h}]' if ':' in h else h}:{port}" for h in hosts)


def is_ours(host: str, name: str) -> bool:
    """Whether a request for this name is meant for a server on ``host``.

    A page elsewhere can let its own name lead to this machine, and would then read the preview: so only
    names of ours count. Numbers cannot be made to lead elsewhere.
    """
    if name in _LOOPBACK or name == host.lower():
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return host in _ANY


class _Server(uvicorn.Server):
    """Tells when its loop runs, so that others can hand it work."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.loop: asyncio.AbstractEventLoop | None = None
        self.is_up = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.loop = asyncio.get_running_loop()
        self.is_up.set()


class Server:
    """A server in a thread of its own, for one built site after the other."""

    def __init__(self, site: Path, host: str) -> None:
        """Serve the site in a folder. ``host`` is what it was asked to be on."""
        self._site = site
        self._answers = Answers(site, lambda name: is_ours(host, name))
        self._server = _Server(
            uvicorn.Config(
                self._answers,
                log_config=None,
                log_level="critical",
                lifespan="off",
                ws="none",
                http="h11",
                loop="asyncio",
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=1,
            ),
        )
        self._showing = Showing()

    @contextmanager
    def running(self, listener: socket.socket) -> Iterator[None]:
        """Answer what comes in at the socket, until the block ends."""
        thread = threading.Thread(target=self._server.run, args=([listener],), name="server", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._in_loop(self._answers.close)
            self._server.should_exit = True
            thread.join()
            listener.close()

    def show(self, base: str, *, are_copies_new: bool = False) -> None:
        """Show what the folder holds now, at this base path."""
        rules = self._site / "_headers"
        self._showing = Showing(
            base,
            header_rules(rules.read_text("utf-8")),
            edition=self._showing.edition + are_copies_new,
        )
        self._publish()

    def refresh(self) -> None:
        """Show that pages in the folder were made anew."""
        self._publish()

    def show_problems(self, problems: Sequence[Mapping[str, str]]) -> None:
        """Show what is wrong, over what was shown before."""
        before = self._showing
        self._showing = Showing(before.base, before.rules, problems, before.edition)
        self._publish()

    def _publish(self) -> None:
        showing = self._showing
        self._in_loop(lambda: self._answers.show(showing))

    def _in_loop(self, action: Callable[[], None]) -> None:
        self._server.is_up.wait()
        assert self._server.loop is not None
        self._server.loop.call_soon_threadsafe(action)


@contextmanager
def private_folder(kept: Path) -> Iterator[Path]:
    """A folder for what is built to be looked at: one that is kept for the next time, if nobody else has it.

    Else it is one that is gone afterwards.
    """
    lock = _lock(kept)
    if lock is None:
        with tempfile.TemporaryDirectory(prefix="postil-serve-", ignore_cleanup_errors=True) as name:
            yield Path(name)
        return
    try:
        yield kept
    finally:
        os.close(lock)


def _lock(folder: Path) -> int | None:
    """A lock on a folder, which is made; None if another process has it, or if there is none to be had."""
    if sys.platform == "win32":
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return lock_folder(folder)
    except OSError:
        return None


def _own_addresses() -> list[str]:
    """The address by which others on the network reach this machine. Nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address of nobody's, kept for documentation
        except OSError:
            return []
        return [probe.getsockname()[0]]
