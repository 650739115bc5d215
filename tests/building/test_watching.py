from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from postil.building.watching import changes
from tests.building.folders import SMALL_SITE, write_files


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_files(tmp_path / "site", SMALL_SITE)


@pytest.fixture
def told(site: Path) -> Iterator[frozenset[str]]:
    """What is told, from the first, empty set on."""
    found = changes(site)
    assert next(found) == frozenset()
    return found


def until(told: Iterator[frozenset[str]], name: str) -> set[str]:
    """All that is told until a file is."""
    names: set[str] = set()
    while name not in names:
        names |= next(told)
    return names


def test_files_of_every_source_are_told(site: Path, told: Iterator[frozenset[str]]) -> None:
    for name in ("site.yaml", "content/pages/about.md", "annotations/2020/talk.yaml"):
        (site / name).write_text("changed\n", encoding="utf-8")
        assert until(told, name) == {name}


def test_a_file_that_is_replaced_or_removed_is_told(site: Path, told: Iterator[frozenset[str]]) -> None:
    for name in ("site.yaml", "content/pages/about.md"):
        (site / "aside").write_text("other\n", encoding="utf-8")
        (site / "aside").replace(site / name)
        assert until(told, name) == {name}
        (site / name).unlink()
        assert until(told, name) == {name}


def test_new_folders_are_watched(site: Path, told: Iterator[frozenset[str]]) -> None:
    write_files(site, {"themes/own/templates/x.html": "1"})
    until(told, "themes")
    write_files(site, {"themes/own/templates/x.html": "2"})
    until(told, "themes/own/templates/x.html")
    write_files(site, {"content/deep/er/x.svg": "1"})
    until(told, "content/deep")
    write_files(site, {"content/deep/er/x.svg": "2"})
    until(told, "content/deep/er/x.svg")


def test_a_folder_that_was_replaced_is_watched(site: Path, told: Iterator[frozenset[str]]) -> None:
    (site / "content").rename(site / "aside")
    until(told, "content")
    (site / "aside").rename(site / "content")
    until(told, "content")
    write_files(site, {"content/pages/about.md": "changed"})
    until(told, "content/pages/about.md")


def test_hidden_files_and_other_folders_are_not_told(site: Path, told: Iterator[frozenset[str]]) -> None:
    write_files(site, {"content/.x.md.swp": "", "_site/index.html": "", "README.md": ""})
    write_files(site, {"content/pages/about.md": "changed"})
    assert until(told, "content/pages/about.md") == {"content/pages/about.md"}


def test_what_changes_meanwhile_is_told_together(site: Path, told: Iterator[frozenset[str]]) -> None:
    names = {f"content/pages/p{n}.md" for n in range(20)}
    write_files(site, dict.fromkeys(sorted(names), "new"))
    assert until(told, "content/pages/p19.md") == names


def test_a_site_of_settings_alone_is_watched(tmp_path: Path) -> None:
    site = write_files(tmp_path, {"site.yaml": "title: x\n"})
    told = changes(site)
    assert next(told) == frozenset()
    write_files(site, {"site.yaml": "title: y\n"})
    assert until(told, "site.yaml") == {"site.yaml"}
