"""The site before the present one is put away, and the next one is put together in its folder."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postil.building.ledger import Stamp
from postil.building.output import new_site
from postil.building.swapping import MARKER
from postil.model.files import OutputFile
from tests.building.folders import contents, write_files

PAGES = {f"t{number}/index.html": f"page {number}" for number in range(20)}


class Site:
    """A site that is built again and again, as builds do: what did not change is taken over."""

    def __init__(self, folder: Path) -> None:
        self.output, self.spare = folder / "www" / "out", folder / "cache" / "spares" / "out"
        self.spare.parent.parent.mkdir(exist_ok=True)
        self.files: Mapping[str, str] = {}
        self._stamps: dict[str, Stamp] = {}

    def build(self, files: Mapping[str, str], *, is_finished: bool = True) -> None:
        """Build a site of these files, by path."""
        before = contents(self.output) if self.output.exists() else {}
        with new_site(self.output, self.spare) as staging:
            stamps: dict[str, Stamp] = {}
            for path, text in files.items():
                known = self._stamps.get(path)
                if known is not None and self.files[path] == text and staging.keep([known]):
                    stamps[path] = known
                else:
                    stamps[path] = staging.write(OutputFile(path, text.encode()))
            if is_finished:
                staging.finish([staging.marker, *stamps.values()])
            assert (contents(self.output) if before else {}) == before, "the old site stands until the swap"
        if is_finished:
            self.files, self._stamps = dict(files), stamps
        self.stands()

    def forget(self, path: str) -> None:
        """Have a file made again, though it is what it was."""
        del self._stamps[path]

    def stands(self) -> None:
        """Nothing but the site is there, and all of it."""
        expected = {path: text.encode() for path, text in self.files.items()}
        found = contents(self.output) if self.output.exists() else {MARKER: b""}
        assert {path: content for path, content in found.items() if path != MARKER} == expected
        assert [p.name for p in self.output.parent.iterdir()] in ([], [self.output.name])
        folders = [path for path in self.output.rglob("*") if not path.is_file()]
        assert all(stat.filemode(folder.lstat().st_mode) == "drwxr-xr-x" for folder in folders)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    found = Site(tmp_path)
    found.build(PAGES)
    found.build({**PAGES, "t3/index.html": "another"})
    return found


def test_the_site_before_is_put_together_anew_in_its_own_folder(site: Site) -> None:
    folder = site.spare.stat().st_ino
    assert contents(site.spare)["t3/index.html"] == b"page 3"
    untouched = (site.spare / "t4").stat()
    site.build({**PAGES, "t3/index.html": "a third", "new/index.html": "new"})
    assert site.output.stat().st_ino == folder
    now = (site.output / "t4").stat()
    assert (now.st_ino, now.st_mtime_ns) == (untouched.st_ino, untouched.st_mtime_ns)
    assert contents(site.spare)["t3/index.html"] == b"another"


def test_a_site_that_is_mostly_new_leaves_nothing_behind(site: Site) -> None:
    site.build({path: f"{text}, again" for path, text in PAGES.items()})
    assert not site.spare.exists()
    site.build({path: f"{text}, again" for path, text in PAGES.items()})
    assert site.spare.exists()


_NAMES = st.sampled_from(["a", "b", "index.html", "été"])
_PATHS = st.lists(_NAMES, min_size=1, max_size=3).map("/".join)


def _is_possible(files: Mapping[str, str]) -> bool:
    return not any(other.startswith(f"{path}/") for path in files for other in files)


@given(
    st.lists(
        st.tuples(
            st.dictionaries(_PATHS, st.sampled_from(["x", "y"]), max_size=8).filter(_is_possible),
            st.booleans(),
        ),
        max_size=8,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_a_site_becomes_nothing_of_an_earlier_one_is_in_it(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[dict[str, str], bool]]
) -> None:
    """Files turn into folders and back; some builds end before they are done."""
    site = Site(tmp_path_factory.mktemp("site"))
    for files, is_finished in steps:
        site.build({**PAGES, **files}, is_finished=is_finished)


def test_what_somebody_left_there_is_not_in_the_site(site: Site, tmp_path: Path) -> None:
    elsewhere = write_files(tmp_path / "elsewhere", {"index.html": "mine"})
    for path, target in (("t3", elsewhere), ("t5", elsewhere), ("t10", site.output / "t10")):
        (site.spare / path / "index.html").unlink()
        (site.spare / path).rmdir()
        (site.spare / path).symlink_to(target)
    site.forget("t10/index.html")
    (site.spare / "t6/index.html").unlink()
    (site.spare / "t6/index.html").symlink_to(elsewhere / "index.html")
    (site.spare / "t9/index.html").unlink()
    (site.spare / "t7/index.html").unlink()
    write_files(site.spare, {"t7/index.html": "forged", "t8/more.html": "forged", "t9/index.html/x": ""})
    site.build({**PAGES, "t5/index.html": "changed"})
    assert contents(elsewhere) == {"index.html": b"mine"}


def test_a_file_of_the_site_that_stands_is_never_written_through(site: Site) -> None:
    before = (site.output / "t4/index.html").stat().st_ino
    assert (site.spare / "t4/index.html").stat().st_ino == before, "both have the one file"
    site.build({**PAGES, "t4/index.html": "changed"}, is_finished=False)
    assert (site.output / "t4/index.html").read_text() == "page 4"


def test_file_systems_may_tell_names_in_other_code_points(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site(tmp_path)
    files = {**PAGES, "caf\u00e9/index.html": "one", "caf\u00e9.txt": "two"}
    site.build(files)
    site.build({**files, "t1/index.html": "another"})
    real = os.listdir
    with monkeypatch.context() as patch:
        patch.setattr(os, "listdir", lambda path: [unicodedata.normalize("NFD", name) for name in real(path)])
        site.build(files)
    # Where both names can be, only the right one stays.
    write_files(site.spare, {"cafe\u0301/index.html": "leftover"})
    site.build({**files, "t1/index.html": "a third"})


def test_where_names_do_not_tell_files_apart_nothing_is_used_again(site: Site) -> None:
    (site.spare / MARKER.upper()).touch()  # as if .postil-build were found by this name, too
    untouched = (site.spare / "t4").stat().st_mtime_ns
    site.build(PAGES)
    assert (site.output / "t4").stat().st_mtime_ns > untouched


def test_a_spare_site_on_another_file_system_is_left_there(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(site.spare)
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if "spares" in self.parts or "spares" in target.parts:
            raise OSError(18, os.strerror(18))
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    site.build({**PAGES, "t4/index.html": "changed"})
    assert contents(site.spare) == before
