"""Addresses on forges."""

from __future__ import annotations

import pytest

from postil.model.config import Repository
from postil.planning.forge import edit_url, new_file_url

FILE = "annotations/2020/a talk/x.yaml"


@pytest.mark.parametrize(
    ("host", "edit", "new", "line"),
    [
        ("github", "edit/a/b%23c/{}", "new/a/b%23c?filename={}", "#L12"),
        ("gitlab", "-/edit/a/b%23c/{}", "-/new/a/b%23c?file_name={}", "#L12"),
        ("gitea", "_edit/a/b%23c/{}", "_new/a/b%23c/?filename={}", ""),
    ],
)
def test_each_forge_has_its_own_addresses(host: str, edit: str, new: str, line: str) -> None:
    repository = Repository("https://f.example/o/r", "a/b#c", host)
    edit, new = (
        f"https://f.example/o/r/{form.format('annotations/2020/a%20talk/x.yaml')}" for form in (edit, new)
    )
    assert edit_url(repository, FILE) == edit
    assert edit_url(repository, FILE, 12) == edit + line
    assert new_file_url(repository, FILE) == new


@pytest.mark.parametrize("repository", [None, Repository("https://f.example/o/r", "main", None)])
def test_where_nobody_knows_there_is_no_address(repository: Repository | None) -> None:
    assert edit_url(repository, FILE) is None
    assert new_file_url(repository, FILE) is None
