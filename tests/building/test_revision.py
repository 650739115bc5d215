from __future__ import annotations

from pathlib import Path

import pytest

from postil.building.revision import RevisionError, former_versions, read_revision
from postil.building.tree import FoundFile
from tests.building.folders import SMALL_SITE, write_files
from tests.building.repositories import commit, git


def test_the_sources_as_they_were(tmp_path: Path) -> None:
    first = commit(write_files(tmp_path, {**SMALL_SITE, "postil/code.py": "", "_site/index.html": ""}))
    write_files(tmp_path, {"site.yaml": "title: Other\n", "content/pages/new.md": "new"})
    (tmp_path / "content/pages/about.md").unlink()
    commit(tmp_path)
    revision = read_revision(tmp_path, "HEAD~1")
    assert revision.commit == first
    assert set(revision.entries) == set(SMALL_SITE)
    for path in ("site.yaml", "content/pages/about.md", "annotations/2020/talk.yaml"):
        assert revision.read(path) == SMALL_SITE[path].encode()
    assert {found.path for found in revision.find("annotations")} == {"annotations/2020/talk.yaml"}
    assert list(revision.find("annot")) == []
    with pytest.raises(FileNotFoundError):
        revision.read("content/pages/new.md")
    logo = revision.entries["content/pages/logo.svg"]
    assert logo == FoundFile(logo.path, len(SMALL_SITE[logo.path]), is_file=True, is_link=False)


def test_every_byte_and_every_name(tmp_path: Path) -> None:
    odd = {
        "site.yaml": b"",
        'content/pages/\xe9 \n"x".md': b"\0\xff\r\n\n",
        "content/pages/no-end.md": b"a\nb",
        "annotations/empty.yaml": b"",
    }
    commit(write_files(tmp_path, odd))
    revision = read_revision(tmp_path, "HEAD")
    assert {path: revision.read(path) for path in revision.entries} == odd


def test_a_site_in_a_folder_of_the_repository(tmp_path: Path) -> None:
    write_files(tmp_path / "docs/site", SMALL_SITE)
    commit(write_files(tmp_path, {"site.yaml": "title: Not this one\n", "content/x.md": "x"}))
    revision = read_revision(tmp_path / "docs/site", "main")
    assert set(revision.entries) == set(SMALL_SITE)
    assert revision.read("site.yaml") == SMALL_SITE["site.yaml"].encode()


def test_a_site_that_was_not_there_yet(tmp_path: Path) -> None:
    commit(write_files(tmp_path, {"README": "x"}))
    write_files(tmp_path / "site", SMALL_SITE)
    assert read_revision(tmp_path, "HEAD").entries == {}
    assert read_revision(tmp_path / "site", "HEAD").entries == {}


def test_links_are_entries_and_are_not_followed(tmp_path: Path) -> None:
    write_files(tmp_path, SMALL_SITE)
    (tmp_path / "content/pages/secret.md").symlink_to("/etc/hostname")
    (tmp_path / "annotations/folder").symlink_to("../content")
    commit(tmp_path)
    revision = read_revision(tmp_path, "HEAD")
    for path in ("content/pages/secret.md", "annotations/folder"):
        assert revision.entries[path].is_link
        assert not revision.entries[path].is_file
        with pytest.raises(OSError, match="No such file"):
            revision.read(path)


@pytest.mark.parametrize(
    "name", ["nowhere", "HEAD~1", "--help", "-h", "--output=x", "0" * 40, "", "a b", "HEAD:site.yaml"]
)
def test_no_such_revision(tmp_path: Path, name: str) -> None:
    commit(write_files(tmp_path, SMALL_SITE))
    with pytest.raises(RevisionError) as error:
        read_revision(tmp_path, name)
    assert str(error.value) == f"there is no revision “{name}” in this repository"


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    write_files(tmp_path, SMALL_SITE)
    with pytest.raises(RevisionError, match="is in no git repository") as error:
        read_revision(tmp_path, "HEAD")
    assert "\n" not in str(error.value)


def test_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RevisionError, match="git is not installed"):
        read_revision(tmp_path, "HEAD")


def test_a_shallow_clone_says_how_to_get_the_rest(tmp_path: Path) -> None:
    first = commit(write_files(tmp_path / "whole", SMALL_SITE))
    write_files(tmp_path / "whole", {"site.yaml": "title: Other\n"})
    second = commit(tmp_path / "whole")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{tmp_path}/whole", "shallow")
    assert read_revision(tmp_path / "shallow", second).read("site.yaml") == b"title: Other\n"
    with pytest.raises(RevisionError, match="shallow clone; fetch more of it: git fetch --unshallow"):
        read_revision(tmp_path / "shallow", first)


def test_the_older_versions_of_files_are_listed_newest_first(tmp_path: Path) -> None:
    site = tmp_path / "a" / "site"
    write_files(site, {"content/a.md": "1", "content/b.md": "1", "content/c.md": "1"})
    first = commit(tmp_path)
    write_files(site, {"content/a.md": "2"})
    commit(tmp_path)
    write_files(site, {"content/c.md": "2"})
    assert former_versions(site, "content") == {
        "content/a.md": [first],
        "content/b.md": [],
        "content/c.md": [first],
    }


def test_there_are_no_older_versions_without_a_repository(tmp_path: Path) -> None:
    with pytest.raises(RevisionError, match="in no git repository"):
        former_versions(tmp_path, "content")


def test_some_sources_can_be_read_alone(tmp_path: Path) -> None:
    write_files(tmp_path, {"content/a.md": "1", "content/b.md": "1"})
    assert list(read_revision(tmp_path, commit(tmp_path), ("content/a.md",)).contents) == ["content/a.md"]
