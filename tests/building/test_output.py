from __future__ import annotations

import errno
import fcntl
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from postil.building.output import MARKER, OutputRefusedError, check_output, new_site
from postil.cli.options import CACHE
from postil.model.files import OutputFile
from tests.building.folders import BUILD, ROOT, SITE_YAML, SMALL_SITE, contents, run, write_files
from tests.conftest import Postil

FIRST = [OutputFile("index.html", b"first"), OutputFile("a/index.html", b"first a"), OutputFile("gone", b"")]
SECOND = [OutputFile("index.html", b"second"), OutputFile("a/index.html", b"second a")]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_files(tmp_path / "site", SMALL_SITE)


def put(output: Path, files: list[OutputFile]) -> None:
    with new_site(output) as staging:
        for file in files:
            staging.write(file)


def pages(output: Path) -> dict[str, bytes]:
    found = contents(output)
    del found[MARKER]
    return found


def by_path(files: list[OutputFile]) -> dict[str, bytes]:
    return {file.path: file.content for file in files}


# What is refused


@pytest.mark.parametrize(
    "output",
    [
        ".",
        "..",
        "../..",
        "content",
        "content/transcripts",
        "content/new",
        "annotations",
        "annotations/2020/deep",
        "themes",
        "themes/mine",
        "site.yaml",
        "folder-of-someone-else",
        "link-to-content",
    ],
)
def test_an_output_that_would_cost_somebody_their_files_is_refused(
    site: Path, postil: Postil, output: str
) -> None:
    write_files(site, {"folder-of-someone-else/thesis.txt": "years of work", "themes/mine/templates/x": ""})
    (site / "link-to-content").symlink_to("content")
    before = contents(site.parent)
    with pytest.raises(OutputRefusedError):
        check_output(site, site / output)
    answer = postil("--site", site, "--output", site / output)
    assert answer.status == 2
    assert answer.out == ""
    assert answer.err.startswith("postil: the output ")
    assert contents(site.parent) == before


def test_the_output_is_refused_as_seen_from_the_folder_one_stands_in(
    site: Path, postil: Postil, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site)
    before = contents(site)
    for output in (".", "content", "./annotations/../content"):
        assert postil("--output", output).status == 2
    assert contents(site) == before


def test_a_marker_makes_a_folder_replaceable_and_nothing_else_does(site: Path, tmp_path: Path) -> None:
    output = write_files(tmp_path / "out", {"index.html": "mine", "a/b": "mine"})
    with pytest.raises(OutputRefusedError, match="no build made"):
        check_output(site, output)
    (output / MARKER).write_bytes(b"")
    check_output(site, output)


# Where a site can be put


@pytest.mark.parametrize("output", ["_site", "new/and/nested", "empty", "with space", "-odd", "été"])
def test_first_build_and_rebuild(site: Path, tmp_path: Path, postil: Postil, output: str) -> None:
    (site / "empty").mkdir()
    assert postil("--site", site, "--output", site / output).status == 0
    first = contents(site / output)
    assert b"next February" in first["transcripts/2020/talk/transcript.txt"]
    assert first["logo.svg"] == SMALL_SITE["content/pages/logo.svg"].encode()
    (site / "content/pages/about.md").unlink()
    (site / "content/pages/logo.svg").unlink()
    assert postil("--site", site, "--output", site / output).status == 0
    second = contents(site / output)
    assert set(first) - set(second) == {"about/index.html", "logo.svg"}
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_the_default_output_is_below_the_site_and_not_read_as_a_part_of_it(
    site: Path, postil: Postil, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert postil("--site", site).status == 0
    first = contents(site / "_site")
    monkeypatch.chdir(site)
    assert postil().status == 0
    assert contents(site / "_site") == first


def test_an_output_that_is_a_link_to_a_folder_stays_one(site: Path, tmp_path: Path, postil: Postil) -> None:
    real = tmp_path / "www"
    real.mkdir()
    link = tmp_path / "public"
    link.symlink_to("www")
    for _ in range(2):
        assert postil("--site", site, "--output", link).status == 0
        assert link.readlink() == Path("www")
        assert (real / "index.html").is_file()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["public", "site", "www"]


@pytest.mark.parametrize("umask", [0o000, 0o027, 0o077])
def test_a_web_server_can_read_every_file_whatever_the_umask(site: Path, umask: int) -> None:
    (site / "content/pages/logo.svg").chmod(0o600)
    subprocess.run([*BUILD, "--site", site], umask=umask, capture_output=True, timeout=60, check=True)
    modes = {
        path.relative_to(site).as_posix(): path.stat().st_mode & 0o7777
        for path in (site / "_site", *(site / "_site").rglob("*"))
    }
    assert len(modes) > 10
    assert modes == {name: 0o755 if (site / name).is_dir() else 0o644 for name in modes}


# What fails


def failing(real: Callable[..., Any], after: int, error: OSError) -> Callable[..., Any]:
    calls = iter(range(after))

    def fail(*arguments: Any, **keywords: Any) -> Any:
        if next(calls, None) is None:
            raise error
        return real(*arguments, **keywords)

    return fail


@pytest.mark.parametrize("after", [0, 1, 2, 5])
@pytest.mark.parametrize(
    ("target", "name"), [(Path, "write_bytes"), (Path, "chmod"), (Path, "mkdir"), (shutil, "copyfileobj")]
)
def test_a_write_that_fails_leaves_the_old_site_and_no_litter(
    site: Path,
    monkeypatch: pytest.MonkeyPatch,
    postil: Postil,
    target: object,
    name: str,
    after: int,
) -> None:
    write_files(site, {f"content/{number}.txt": "copied" for number in range(6)})
    assert postil("--site", site).status == 0
    before = contents(site / "_site")
    write_files(site, {f"content/{number}.txt": "copied again" for number in range(6)})
    write_files(site, {"site.yaml": SITE_YAML.replace("Talks", "Speeches")})  # which all pages show
    full = OSError(errno.ENOSPC, "No space left on device")
    with monkeypatch.context() as patch:
        patch.setattr(target, name, failing(getattr(target, name), after, full))
        answer = postil("--site", site)
    assert answer.status == 2
    assert "No space left on device" in answer.err
    assert "_site is as it was" in answer.err
    assert answer.out == ""
    assert contents(site / "_site") == before
    assert sorted(p.name for p in site.iterdir()) == [CACHE, "_site", "annotations", "content", "site.yaml"]
    assert postil("--site", site).status == 0
    assert postil("--site", site, "--output", site.parent / "fresh", "--clean").status == 0
    assert contents(site / "_site") == contents(site.parent / "fresh")


def test_a_file_that_the_system_cuts_short_is_never_published(site: Path) -> None:
    assert run("--site", site).returncode == 0
    before = contents(site / "_site")
    write_files(site, {"content/large.bin": bytes(1_000_000)})

    program = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))\n"
        "from postil.cli import main\n"
        "main(sys.argv[1:])\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program, "--site", site],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert answer.returncode == 2
    assert "File too large" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert contents(site / "_site") == before
    assert [path.name for path in site.glob(".*")] == [CACHE]


def test_a_swap_that_fails_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = tmp_path / "out"
    put(output, FIRST)
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self.name == "site":
            raise OSError(errno.EIO, "Input/output error")
        return real(self, target)

    monkeypatch.setattr("postil.building.output._exchange", lambda _first, _second: False)
    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(OSError, match="Input/output"):
        put(output, SECOND)
    assert pages(output) == by_path(FIRST)
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_system_without_an_exchange_gets_the_new_site_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("postil.building.output._exchange", lambda _first, _second: False)
    output = tmp_path / "out"
    for files in (FIRST, SECOND):
        put(output, files)
        assert pages(output) == by_path(files)
        assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_copy_that_became_a_link_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    site = write_files(tmp_path / "site", SMALL_SITE)
    (site / "content/logo.svg").symlink_to(secret)
    output = tmp_path / "out"
    secret.chmod(0o600)

    def write() -> None:
        with new_site(output) as staging:
            for file in FIRST:
                staging.write(file)
            staging.copy(site / "content/logo.svg", "logo.svg")

    with pytest.raises(OSError, match=r"logo\.svg"):
        write()
    assert not output.exists()
    assert secret.stat().st_mode & 0o777 == 0o600


# Builds that were killed, and builds that run


def test_what_killed_builds_left_is_cleared_and_what_running_builds_hold_is_not(tmp_path: Path) -> None:
    dead = write_files(tmp_path / ".out.postil-dead", {"site/index.html": "half"})
    alive = write_files(tmp_path / ".out.postil-alive", {"site/index.html": "half"})
    other = write_files(tmp_path / ".other.postil-dead", {"site/index.html": "half"})
    link = tmp_path / ".out.postil-link"
    link.symlink_to(other)
    descriptor = os.open(alive, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        put(tmp_path / "out", FIRST)
        assert not dead.exists()
        assert (alive / "site/index.html").read_text() == "half"
        assert (other / "site/index.html").read_text() == "half"
    finally:
        os.close(descriptor)
    put(tmp_path / "out", SECOND)
    assert not alive.exists()
    assert pages(tmp_path / "out") == by_path(SECOND)


def test_a_staging_folder_that_another_build_cleared_away_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The moment between the making of the folder and its lock is short, but it is there."""
    real = tempfile.mkdtemp
    made: list[str] = []

    def cleared(**keywords: Any) -> str:
        made.append(real(**keywords))
        if len(made) == 1:
            Path(made[0]).rmdir()
        return made[-1]

    monkeypatch.setattr(tempfile, "mkdtemp", cleared)
    put(tmp_path / "out", FIRST)
    assert pages(tmp_path / "out") == by_path(FIRST)
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_staging_folder_that_another_build_is_about_to_clear_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tempfile.mkdtemp
    held: list[int] = []

    def contested(**keywords: Any) -> str:
        folder: str = real(**keywords)
        if not held:
            held.append(os.open(folder, os.O_RDONLY))
            fcntl.flock(held[0], fcntl.LOCK_EX)
        return folder

    monkeypatch.setattr(tempfile, "mkdtemp", contested)
    try:
        put(tmp_path / "out", FIRST)
    finally:
        os.close(held[0])
    assert pages(tmp_path / "out") == by_path(FIRST)


def test_an_abandoned_folder_that_cannot_be_opened_stops_no_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a shared folder it may be somebody else's."""
    foreign = write_files(tmp_path / ".out.postil-foreign", {"site/x": ""})
    real = os.open

    def denied(path: Any, *arguments: Any, **keywords: Any) -> int:
        if path == foreign:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, *arguments, **keywords)

    monkeypatch.setattr(os, "open", denied)
    put(tmp_path / "out", FIRST)
    assert pages(tmp_path / "out") == by_path(FIRST)


def versions(folder: Path, copies: int) -> list[tuple[Path, dict[str, bytes]]]:
    """Two versions of a site, and the output of each."""
    found = []
    for name in ("first", "second"):
        files: Mapping[str, str] = {
            **SMALL_SITE,
            "site.yaml": f"title: The {name}\nbase_url: https://example.org/\n",
            **{f"content/{name}-{number}.txt": name * 1000 for number in range(copies)},
        }
        site = write_files(folder / name, files)
        answer = run("--site", site, "--output", folder / f"expected-{name}")
        assert answer.returncode == 0, answer.stderr
        found.append((site, contents(folder / f"expected-{name}")))
    return found


def test_two_builds_at_once_give_one_of_the_two_whole(tmp_path: Path) -> None:
    sites = versions(tmp_path, 100)
    output = tmp_path / "www" / "out"
    for _ in range(3):
        builds = [
            subprocess.Popen(
                [*BUILD, "--site", site, "--output", output],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                encoding="utf-8",
            )
            for site, _ in sites
        ]
        said = [process.communicate(timeout=60)[1] for process in builds]
        assert [process.returncode for process in builds] == [0, 0], said
        assert contents(output) in [expected for _, expected in sites]
        assert [p.name for p in output.parent.iterdir()] == ["out"]


def test_a_build_killed_at_any_moment_leaves_the_old_site_or_the_new(tmp_path: Path) -> None:
    sites = versions(tmp_path, 200)
    output = tmp_path / "out"
    started = time.monotonic()
    assert run("--site", sites[0][0], "--output", output).returncode == 0
    lasts = time.monotonic() - started  # seconds of a build; every one begins from nothing
    chance = random.Random(20)  # noqa: S311 - the same shares of a build in every run
    killed = present = 0
    for number in range(100):
        if killed == 15:
            break
        # Two in three towards the end, where files are written and the folders swapped.
        moment = lasts * (chance.uniform(0.6, 1.05) if number % 3 else chance.random())
        site, wanted = sites[1 - present]
        started = time.monotonic()
        process = subprocess.Popen(
            [*BUILD, "--site", site, "--output", output, "--clean"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(timeout=moment)
            lasts = time.monotonic() - started  # the machine is less busy than it was
        except subprocess.TimeoutExpired:
            process.kill()
        killed += process.wait() == -signal.SIGKILL
        found = contents(output)
        assert found in (sites[present][1], wanted), f"killed after {moment:.3f} of {lasts:.3f} seconds"
        present = 1 - present if found == wanted else present
    assert killed == 15
    site, wanted = sites[1 - present]
    assert run("--site", site, "--output", output).returncode == 0
    assert contents(output) == wanted
    assert not list(tmp_path.glob(".*"))


_DIES = """\
import os, signal, sys
from pathlib import Path
from postil.building.output import new_site
from postil.model.files import OutputFile
site, output, last = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
left = last
def die(event, arguments):
    global left
    if event.startswith(("open", "os.", "shutil.", "tempfile.", "fcntl.", "ctypes.")):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
files = [OutputFile("index.html", b"second"), OutputFile("a/index.html", b"second a")]
sys.addaudithook(die)
with new_site(output) as staging:
    for file in files:
        staging.write(file)
    staging.copy(site / "notes.txt", "notes.txt")
os._exit(0)
"""


def test_a_write_killed_before_each_of_its_steps_leaves_the_old_site_or_the_new(tmp_path: Path) -> None:
    """Every call that reaches the disk is a step; the process kills itself before one after the other."""
    site = write_files(tmp_path / "site", {"notes.txt": "copied"})
    output = tmp_path / "www" / "out"
    old, new = by_path(FIRST), {**by_path(SECOND), "notes.txt": b"copied"}
    found: list[dict[str, bytes]] = []
    status = -signal.SIGKILL
    while status == -signal.SIGKILL and len(found) < 500:
        put(output, FIRST)
        answer = subprocess.run(
            [sys.executable, "-c", _DIES, site, output, str(len(found) + 1)],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        status = answer.returncode
        found.append(pages(output))
        assert found[-1] in (old, new), f"killed before step {len(found)}"
        assert status in (0, -signal.SIGKILL), answer.stderr
    assert status == 0
    assert len(found) > 15
    swapped = found.index(new)
    assert found == [old] * swapped + [new] * (len(found) - swapped)
    assert 1 < swapped < len(found) - 1
    put(output, FIRST)
    assert [p.name for p in output.parent.iterdir()] == ["out"]
