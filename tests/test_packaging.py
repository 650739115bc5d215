from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.building.folders import ROOT, SMALL_SITE, contents, run, write_files


def program(*arguments: str | Path, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", **variables},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    answer = program("-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=ROOT)
    assert answer.returncode == 0, answer.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but the package in it."""
    folder = tmp_path_factory.mktemp("installed")
    install = ("-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", folder, wheel)
    answer = program(*install, folder=folder)
    assert answer.returncode == 0, answer.stderr
    return folder


def test_the_wheel_holds_the_package_with_its_theme_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"postil"}
    assert "postil/py.typed" in names
    assert "postil/cli/__init__.py" in names
    theme = {
        path.relative_to(ROOT / "themes").as_posix()
        for path in (ROOT / "themes/default").rglob("*")
        if path.is_file()
    }
    assert theme
    assert {f"postil/themes/{name}" for name in theme} <= set(names)
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]


def test_the_installed_command_builds_what_the_checkout_builds(installed: Path, tmp_path: Path) -> None:
    site = write_files(tmp_path / "site", SMALL_SITE)
    answer = program(installed / "bin" / "postil", folder=site, PYTHONPATH=str(installed))
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.startswith("_site: 1 transcript, 1 note")
    assert run("--site", site, "--output", tmp_path / "expected").returncode == 0
    assert contents(site / "_site") == contents(tmp_path / "expected")


def test_the_installed_program_uses_its_own_theme(installed: Path, tmp_path: Path) -> None:
    code = (
        "import postil; from postil.building.tree import built_in_themes; "
        "print(postil.__file__); print(built_in_themes())"
    )
    answer = program("-c", code, folder=tmp_path, PYTHONPATH=str(installed))
    assert answer.stdout.split() == [
        str(installed / "postil" / "__init__.py"),
        str(installed / "postil" / "themes"),
    ]
    assert (installed / "postil/themes/default/templates/base.html").is_file()


def test_the_version_of_the_package_is_that_of_the_program(
    wheel: Path, installed: Path, tmp_path: Path
) -> None:
    answer = program(installed / "bin" / "postil", "--version", folder=tmp_path, PYTHONPATH=str(installed))
    assert answer.stdout == f"postil, version {wheel.name.split('-')[1]}\n"


def test_the_installed_program_makes_the_same_new_site(installed: Path, tmp_path: Path) -> None:
    answer = program(installed / "bin" / "postil", "init", "new", folder=tmp_path, PYTHONPATH=str(installed))
    assert answer.returncode == 0, answer.stderr
    assert run("init", tmp_path / "expected").returncode == 0
    assert contents(tmp_path / "new") == contents(tmp_path / "expected")
