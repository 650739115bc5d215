from __future__ import annotations

import errno
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from postil.building import output as output_module
from postil.building.output import OutputRefusedError, check_output, new_site
from postil.building.swapping import MARKER
from postil.cli.options import CACHE
from tests.building.folders import BUILD, ROOT, SITE_YAML, SMALL_SITE, contents, run, write_files
from tests.building.staged import FIRST, SECOND, by_path, pages, put
from tests.conftest import Postil


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_files(tmp_path / "site", SMALL_SITE)


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
    ("target", "name"),
    [(output_module, "_write_new"), (Path, "chmod"), (Path, "mkdir"), (shutil, "copyfileobj")],
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

    monkeypatch.setattr("postil.building.swapping._exchange", lambda _first, _second: False)
    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(OSError, match="Input/output"):
        put(output, SECOND)
    assert pages(output) == by_path(FIRST)
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_system_without_an_exchange_gets_the_new_site_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("postil.building.swapping._exchange", lambda _first, _second: False)
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
