"""Addresses at the host of the repository."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from postil.model.config import Repository
from postil.planning.forge import edit_page, new_file_address, new_file_page

PATH = "annotations/2020/talk/a-note.yaml"
TEXT = "id: a-note\nbody: |\n  50 % & more + “a” #1 \U0001f600?\n"


def repository(host: str | None, branch: str = "main") -> Repository:
    return Repository("https://forge.example/people/talks", branch, host)


@pytest.mark.parametrize(
    ("host", "page", "query"),
    [
        ("github", "/people/talks/new/main", {"filename": [PATH], "value": [TEXT]}),
        ("gitlab", "/people/talks/-/new/main", {"file_name": [PATH]}),
        ("gitea", "/people/talks/_new/main/", {"filename": [PATH], "value": [TEXT]}),
    ],
)
def test_where_a_new_file_is_made(host: str, page: str, query: dict[str, list[str]]) -> None:
    found = new_file_page(repository(host))
    assert found is not None
    address = urlsplit(new_file_address(found, PATH, TEXT))
    assert (address.scheme, address.netloc, address.path) == ("https", "forge.example", page)
    assert parse_qs(address.query, strict_parsing=True) == query
    assert "+" not in address.query, "some hosts take it for what it says"


@pytest.mark.parametrize(
    ("host", "path"),
    [("github", "edit/main"), ("gitlab", "-/edit/main"), ("gitea", "_edit/main")],
)
def test_where_a_file_is_changed(host: str, path: str) -> None:
    base = f"https://forge.example/people/talks/{path}"
    assert edit_page(repository(host), PATH, 1) == f"{base}/{PATH}"
    at_line = "" if host == "gitea" else "#L12"
    assert edit_page(repository(host), "annotations/2020/talk.yaml", 12) == (
        f"{base}/annotations/2020/talk.yaml{at_line}"
    )


@pytest.mark.parametrize("host", ["github", "gitlab", "gitea"])
def test_a_branch_may_have_any_name_that_git_allows(host: str) -> None:
    there = repository(host, "notes/2026#draft?")
    found = new_file_page(there)
    assert found is not None
    assert found.address.rstrip("/").endswith("/notes/2026%23draft%3F")
    assert "/notes/2026%23draft%3F/content/" in (edit_page(there, "content/pages/about.md", 1) or "")


def test_of_an_unknown_host_nothing_is_claimed() -> None:
    assert new_file_page(repository(None)) is None
    assert edit_page(repository(None), PATH, 1) is None
