"""What the preview's server answers."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.building.header_rules import header_rules, headers_for
from postil.building.serving import Server, addresses, is_ours, listen
from tests.building.folders import write_files
from tests.building.previews import ask

FILES: dict[str, str | bytes] = {
    "site/index.html": "<p>Home</p></BODY></html>",
    "site/fragment.html": "<p>no end",
    "site/404.html": "<body><p>Nothing here</p></body>",
    "site/talk/index.html": "<body>A talk</body>",
    "site/talk/sound.ogg": bytes(range(200)),
    "site/talk/annotations.jsonld": "{}",
    "site/talk/captions.vtt": "WEBVTT\n",
    "site/talk/transcript.tei.xml": "<TEI/>",
    "site/talk/book.epub": b"PK",
    "site/app.webmanifest": "{}",
    "site/x.wasm": b"\0asm",
    "site/_headers": "/a/*\n  X-One: 1\n  Access-Control-Allow-Origin: *\n/a/talk/\n  X-Two: 2\n",
    "site/_redirects": "",
    "site/.postil-build": "",
    "site/pagefind/decoy.txt": "not from here",
    "index/pagefind/en/units.json": "{}",
    "secret.txt": "hidden words",
    "site-beside/secret.txt": "hidden words",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_files(tmp_path_factory.mktemp("served"), FILES)
    (folder / "site" / "link.txt").symlink_to(folder / "secret.txt")
    (folder / "site" / "out").symlink_to(folder / "site-beside")
    return folder


@pytest.fixture(scope="module")
def url(folder: Path) -> Iterator[str]:
    """A server for the files, below /a/."""
    listener = listen("127.0.0.1", None)
    server = Server(folder / "site", "127.0.0.1")
    with server.running(listener):
        server.show("/a/")
        yield addresses(listener)[0]


@pytest.mark.parametrize("path", ["/", "/a"])
def test_what_lies_before_the_base_path_leads_to_it(url: str, path: str) -> None:
    answer = ask(url, path)
    assert (answer.status, answer.headers["location"]) == (302, "/a/")


def test_a_page_is_served_with_the_script_that_follows_it(url: str, folder: Path) -> None:
    answer = ask(url, "/a/")
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.text.startswith('<p>Home</p><script defer src="/.postil/follow.js" data-page="/a/"')
    assert answer.text.endswith("</script>\n</BODY></html>")
    assert ask(url, "/a/fragment.html").text.startswith("<p>no end<script ")
    assert b"script" not in (folder / "site" / "index.html").read_bytes()


@pytest.mark.parametrize(
    "path", ["/a/nowhere", "/a/nowhere/", "/b/", "/talk/", "//a/", "/a/talk/index.html/x"]
)
def test_what_is_not_there_is_the_sites_own_page(url: str, path: str) -> None:
    answer = ask(url, path)
    assert answer.status == 404
    assert "Nothing here" in answer.text
    assert "/.postil/follow.js" in answer.text


def test_a_folder_without_its_slash_leads_to_the_one_with_it(url: str) -> None:
    answer = ask(url, "/a/talk")
    assert (answer.status, answer.headers["location"]) == (302, "/a/talk/")


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("talk/annotations.jsonld", "application/ld+json"),
        ("talk/captions.vtt", "text/vtt; charset=utf-8"),
        ("talk/transcript.tei.xml", "application/tei+xml"),
        ("talk/book.epub", "application/epub+zip"),
        ("talk/sound.ogg", "audio/ogg"),
        ("app.webmanifest", "application/manifest+json"),
        ("x.wasm", "application/wasm"),
    ],
)
def test_files_have_their_media_types(url: str, name: str, media_type: str) -> None:
    assert ask(url, f"/a/{name}").headers["content-type"] == media_type


def test_a_part_of_a_file_can_be_asked_for(url: str) -> None:
    answer = ask(url, "/a/talk/sound.ogg", Range="bytes=10-19")
    assert answer.status == 206
    assert answer.headers["content-range"] == "bytes 10-19/200"
    assert answer.body == bytes(range(10, 20))
    assert ask(url, "/a/talk/sound.ogg", Range="bytes=500-").status == 416


def test_a_file_that_is_known_is_not_sent_again(url: str) -> None:
    tag = ask(url, "/a/talk/sound.ogg").headers["etag"]
    answer = ask(url, "/a/talk/sound.ogg", If_None_Match=tag)
    assert (answer.status, answer.body) == (304, b"")


def test_the_sites_headers_are_sent_but_for_leave_to_read_from_elsewhere(url: str) -> None:
    headers = ask(url, "/a/talk/").headers
    assert (headers["x-one"], headers["x-two"]) == ("1", "2")
    assert "access-control-allow-origin" not in headers
    assert headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    "path",
    [
        "/a/../../secret.txt",
        "/a/%2e%2e/secret.txt",
        "/a/..%2fsecret.txt",
        "/a/talk/..%2f..%2fsecret.txt",
        "/a/..%5csecret.txt",
        "/a/%2e%2e/site-beside/secret.txt",
        "/a//etc/passwd",
        "/a/%2fetc%2fpasswd",
        "/a/talk%00",
        "/a/link.txt",
        "/a/out/secret.txt",
        "/a/_headers",
        "/a/_redirects",
        "/a/.postil-build",
        f"/a/{'x' * 5000}",
        "/a/%ff%fe",
    ],
)
def test_nothing_outside_the_pages_is_served(url: str, path: str) -> None:
    answer = ask(url, path)
    assert answer.status == 404
    assert b"hidden words" not in answer.body


@pytest.mark.parametrize("path", ["/.postil/../secret.txt", "/.postil/..%2f__init__.py", "/.postil/"])
def test_nothing_but_its_own_files_is_served_at_its_own_path(url: str, path: str) -> None:
    assert ask(url, path).status == 404


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P"]), max_size=30))
def test_whatever_is_asked_for_the_secret_stays(url: str, path: str) -> None:
    answer = ask(url, f"/a/{path.replace('#', '%23')}")
    assert answer.status < 500
    assert b"hidden words" not in answer.body


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "localhost:1", "[::1]:8000", "LOCALHOST"])
def test_it_answers_to_its_own_names(url: str, host: str) -> None:
    assert ask(url, "/a/", Host=host).status == 200


@pytest.mark.parametrize(
    "host", ["attacker.example", "localhost.attacker.example", "192.168.1.5", "", "[", "127.0.0.1.x:80"]
)
def test_it_answers_to_nobody_elses_name(url: str, host: str) -> None:
    for path in ("/a/", "/.postil/events"):
        answer = ask(url, path, Host=host)
        assert answer.status in (400, 403)
        assert b"Home" not in answer.body


def test_only_reading_is_allowed(url: str) -> None:
    assert ask(url, "/a/", "POST").status == 405
    assert ask(url, "/a/", "HEAD").body == b""


def test_a_name_that_was_asked_for_counts() -> None:
    assert is_ours("desk.example", "desk.example")
    assert not is_ours("127.0.0.1", "desk.example")
    assert not is_ours("0.0.0.0", "desk.example")  # noqa: S104
    assert is_ours("0.0.0.0", "192.168.1.5")  # noqa: S104


def test_without_a_port_the_next_free_one_is_taken() -> None:
    with closing(listen("127.0.0.1", None)) as first, closing(listen("127.0.0.1", None)) as second:
        assert first.getsockname()[1] < second.getsockname()[1]
        with pytest.raises(OSError, match="in use"):
            listen("127.0.0.1", first.getsockname()[1])


def test_a_page_that_listens_is_let_go_at_the_end(folder: Path) -> None:
    listener = listen("127.0.0.1", None)
    server = Server(folder / "site", "127.0.0.1")
    heard: list[bytes] = []
    with ExitStack() as ending:
        ending.enter_context(server.running(listener))
        server.show("/a/")
        with socket.create_connection(listener.getsockname(), timeout=30) as client:
            client.sendall(b"GET /.postil/events?page=/a/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
            while b"data:" not in b"".join(heard):
                heard.append(client.recv(1 << 16))
            server.show_problems([{"place": "x.yaml:1:1", "title": "wrong", "excerpt": "", "help": ""}])
            while b"x.yaml:1:1" not in b"".join(heard):
                heard.append(client.recv(1 << 16))
            rest = threading.Thread(target=lambda: heard.extend(iter(lambda: client.recv(1 << 16), b"")))
            rest.start()
            ending.close()
            rest.join(30)
    assert heard[-1].endswith(b"0\r\n\r\n")
    assert b"text/event-stream" in b"".join(heard)


def test_rules_for_headers_are_read_as_hosts_do() -> None:
    rules = header_rules(
        "# a comment\n/*\n  A: 1\n/x/:name/*\n  B: 2\n  A: 3\n  ! C\nhttps://other.example/*\n  D: 4\n"
    )
    assert headers_for(rules, "/x/y/z") == {"a": "1, 3", "b": "2"}
    assert headers_for(rules, "/x/") == {"a": "1"}
