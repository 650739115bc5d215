"""Addresses on forges."""

from __future__ import annotations

import pytest

from postil.model.config import Repository
from postil.planning.forge import edit_url, new_file_url

FILE = "annotations/2020/a talk/x.yaml"


@pytest.mark.parametrize(
    ("host", "edit", "new"),
    [
        (
            "github",
            "https://f.example/o/r/edit/a/b/annotations/2020/a%20talk/x.yaml",
            "https://f.example/o/r/new/a/b/annotations/2020",
        ),
        (
            "gitlab",
            "https://f.example/o/r/-/edit/a/b/annotations/2020/a%20talk/x.yaml",
            "https://f.example/o/r/-/new/a/b/",
        ),
        (
            "gitea",
            "https://f.example/o/r/_edit/a/b/annotations/2020/a%20talk/x.yaml",
            "https://f.example/o/r/_new/a/b/annotations/2020",
        ),
    ],
)
def test_each_forge_has_its_own_addresses(host: str, edit: str, new: str) -> None:
    repository = Repository("https://f.example/o/r", "a/b", host)
    assert edit_url(repository, FILE) == edit
    assert new_file_url(repository, "annotations/2020") == new


@pytest.mark.parametrize("repository", [None, Repository("https://f.example/o/r", "main", None)])
def test_where_nobody_knows_there_is_no_address(repository: Repository | None) -> None:
    assert edit_url(repository, FILE) is None
    assert new_file_url(repository, "annotations/2020") is None
