"""The cache: values come back as they were, and nothing else comes out of it."""

from __future__ import annotations

import errno
import os
import pickle
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postil.building.cache import Cache, DamagedCacheError, digest, opened, packed, unpacked
from postil.building.ledger import Group, Ledger, Stamp
from postil.building.output import Staging
from postil.diagnostics import Code, diagnose
from postil.source import whole_file
from tests.building.repositories import git

KEY = digest("a key")
FOUND = diagnose(Code.STALE_NOTE, whole_file("annotations/a.yaml"), "old", hint="look")
LEDGER = Ledger(b"build", {"a/": Group({"why": b"x"}, (Stamp("a/index.html", 3, 10**18),))}, (FOUND,))


class Calls:
    """Pickled, it calls a function when it is read."""

    def __init__(self, function: Any, *arguments: Any) -> None:
        self.call = function, arguments

    def __reduce__(self) -> Any:
        return self.call


def test_members_of_enumerations_come_back_whatever_python_makes_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # As Python 3.11.0 to 3.11.3 pickle them: by a function that no cache may call.
    monkeypatch.setattr(Code, "__reduce_ex__", lambda code, _: (getattr, (Code, code.name)))
    assert unpacked(packed(FOUND)) == FOUND


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def files(cache: Cache) -> list[Path]:
    return [path for path in cache.folder.rglob("*") if path.is_file()]


def test_values_come_back_part_by_part(cache: Cache) -> None:
    assert cache.read("kind", KEY) is None
    assert not cache.holds("kind", KEY)
    cache.write("kind", KEY, LEDGER, [1, "two"], None)
    assert cache.holds("kind", KEY)
    assert cache.read("kind", KEY) == (LEDGER,)
    assert cache.read("kind", KEY, 3) == (LEDGER, [1, "two"], None)
    assert cache.read("kind", KEY, 4) is None
    assert cache.part("kind", KEY, 1) == [1, "two"]
    assert cache.read("another kind", KEY) is None


def test_what_was_packed_elsewhere_is_kept_as_it_is(cache: Cache) -> None:
    cache.keep("kind", KEY, packed(LEDGER) + packed("more"))
    assert cache.packed("kind", KEY) == packed(LEDGER) + packed("more")
    assert unpacked(cache.packed("kind", KEY)) == LEDGER
    assert cache.part("kind", KEY, 1) == "more"


def test_a_digest_tells_values_apart_and_not_objects() -> None:
    text = "some text"
    same = text.encode().decode()
    assert text is not same
    assert digest((text, text)) == digest((text, same))
    assert digest((FOUND, LEDGER)) == digest((unpacked(packed(FOUND)), unpacked(packed(LEDGER))))
    several = [(), ("a", "b"), ("ab",), ("a", ("b",)), ["a", "b"], b"a", "a", None, 0, False, {"a": "b"}]
    assert len({digest(value) for value in several}) == len(several)


@given(st.data())
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_is_no_value(cache: Cache, data: st.DataObject) -> None:
    cache.write("kind", KEY, LEDGER, "more")
    (file,) = files(cache)
    whole = file.read_bytes()
    damaged = data.draw(
        st.one_of(
            st.integers(0, len(whole) - 1).map(lambda length: whole[:length]),
            st.tuples(st.integers(0, len(whole) - 1), st.integers(1, 255)).map(
                lambda at: whole[: at[0]] + bytes([whole[at[0]] ^ at[1]]) + whole[at[0] + 1 :]
            ),
            st.binary(max_size=100),
            st.binary(min_size=1, max_size=9).map(lambda more: whole + more),
        )
    )
    file.write_bytes(damaged)
    assert cache.read("kind", KEY) is None
    for take in (lambda: cache.part("kind", KEY, 0), lambda: cache.packed("kind", KEY)):
        with pytest.raises(DamagedCacheError, match="--clean"):
            take()


@given(st.binary(max_size=200))
def test_no_bytes_are_more_than_damaged(content: bytes) -> None:
    with suppress(DamagedCacheError):
        unpacked(content)


@pytest.mark.parametrize(
    "poison",
    [
        pickle.dumps(Calls(os.system, "echo > ran")),
        pickle.dumps(Calls(eval, "open('ran', 'w')")),
        pickle.dumps(Calls(subprocess.Popen, ["touch", "ran"])),
        pickle.dumps(Calls(Path.touch, Path("ran"))),
        pickle.dumps(Calls(Path, "ran")),
        # What modules of the program have from elsewhere: each is reached by a name within one of them.
        *(
            b"\x80\x05\x8c"
            + bytes([len(module)])
            + module
            + b"\x8c"
            + bytes([len(name)])
            + name
            # [["touch", "ran"]] as arguments
            + b"\x93(](\x8c\x05touch\x8c\x03ranetR."
            for module, name in [
                (b"postil.building.search", b"subprocess.Popen"),
                (b"postil.building.search", b"subprocess.run"),
                (b"postil.building.pool", b"ProcessPoolExecutor"),
                (b"postil.building.cache", b"Path"),
                (b"postil.building.cache", b"os.system"),
                (b"postil.building.output", b"Staging"),
                (b"postil.building.output", b"shutil.rmtree"),
                (b"postil.building.starter", b"copy_starter"),
            ]
        ),
        pickle.dumps(Calls(Staging, Path(), Path())),
    ],
)
def test_a_poisoned_file_runs_nothing_and_is_not_read(
    cache: Cache, poison: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    cache.keep("kind", KEY, poison)
    assert cache.read("kind", KEY) is None
    with pytest.raises(DamagedCacheError):
        unpacked(poison)
    assert [path.name for path in tmp_path.iterdir()] == ["cache"]


def test_a_value_is_there_whole_or_not_at_all(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.write("kind", KEY, "first")

    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail)
        with pytest.raises(OSError, match="Input/output"):
            cache.write("kind", KEY, "second")
    assert len(files(cache)) == 1
    assert cache.read("kind", KEY) == ("first",)


def test_what_nobody_used_for_a_month_goes(tmp_path: Path) -> None:
    with opened(tmp_path / "cache") as cache:
        for kind in ("used", "unused", "old"):
            cache.write(kind, KEY, kind)
    month = time.time() - 31 * 86_400
    for path in files(cache):
        if path.parts[-3] in ("used", "old"):
            os.utime(path, (month, month))
    assert cache.holds("used", KEY)
    for name in ("new", "old"):
        cache.spare(name.encode()).mkdir(parents=True)
    os.utime(cache.spare(b"old"), (month, month))
    with opened(tmp_path / "cache"):
        pass
    assert cache.read("old", KEY) == ("old",), "looked for once a day"
    os.utime(cache.folder / ".pruned", (month, month))
    with opened(tmp_path / "cache"):
        pass
    assert [path.name for path in cache.spare(b"new").parent.iterdir()] == [b"new".hex()]
    assert [cache.read(kind, KEY) for kind in ("used", "unused", "old")] == [("used",), ("unused",), None]
    assert (tmp_path / "cache/CACHEDIR.TAG").is_file()


def test_git_leaves_it_out(tmp_path: Path) -> None:
    with opened(tmp_path / "cache") as cache:
        cache.write("kind", KEY, "x")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    assert git(tmp_path, "status", "--short") == ""


def test_clearing_leaves_no_value(tmp_path: Path) -> None:
    with opened(tmp_path / "cache") as cache:
        cache.write("kind", KEY, "x")
        cache.spare(b"out").mkdir(parents=True)
        cache.clear()
        assert cache.read("kind", KEY) is None
        assert not cache.spare(b"out").exists()


def test_what_else_is_in_the_folder_is_not_the_caches(tmp_path: Path) -> None:
    page = tmp_path / "preview/site/en/index.html"
    page.parent.mkdir(parents=True)
    page.touch()
    os.utime(page, (0, 0))
    with opened(tmp_path) as cache:
        cache.clear()
    assert page.is_file()


def test_a_cache_that_is_read_only_is_read_and_not_written(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    with opened(folder) as cache:
        cache.write("kind", KEY, "old")
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    other = digest("another key")
    with opened(folder, is_read_only=True) as cache:
        assert cache.holds("kind", KEY)
        cache.write("kind", other, "new")
        assert (cache.part("kind", KEY, 0), cache.part("kind", other, 0)) == ("old", "new")
        cache.write("kind", KEY, "newer")
        assert cache.part("kind", KEY, 0) == "newer"
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_a_damaged_cache_is_cleared(tmp_path: Path) -> None:
    def use() -> None:
        with opened(tmp_path / "cache") as cache:
            cache.write("kind", KEY, "x")
            cache.part("another", KEY, 0)

    with pytest.raises(DamagedCacheError):
        use()
    assert Cache(tmp_path / "cache").read("kind", KEY) is None


@pytest.mark.parametrize("kind", ["none", "a file", "denied", "below a file"])
def test_without_a_folder_to_write_there_is_one_for_this_run(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    folders = {"none": None, "a file": tmp_path / "file", "below a file": tmp_path / "file/cache"}
    if kind == "denied":  # whoever runs the tests may be allowed everything
        (tmp_path / "cache").mkdir()
        monkeypatch.setattr(os, "access", lambda *_: False)
    with opened(folders.get(kind, tmp_path / "cache")) as cache:
        cache.write("kind", KEY, "x")
        assert cache.read("kind", KEY) == ("x",)
        folder = cache.folder
        assert tmp_path not in folder.parents
    assert not folder.exists()
