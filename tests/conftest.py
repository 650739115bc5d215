"""What tests of several folders share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from postil.cli import main
from tests.building.folders import SMALL_SITE, write_files


@dataclass(frozen=True)
class Answer:
    """What a run of the program left: its exit status and what it said."""

    status: int
    out: str
    err: str


Postil = Callable[..., Answer]
"""Runs the program in this process, which is faster than in its own."""


@pytest.fixture
def postil(capsys: pytest.CaptureFixture[str]) -> Postil:
    """The program, as a function of its arguments."""

    def call(*arguments: str | Path) -> Answer:
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        code = stopped.value.code
        assert code is None or isinstance(code, int)
        return Answer(code or 0, said.out, said.err)

    return call


MakeSite = Callable[[Mapping[str, str | bytes]], Path]
"""Makes a small site with other files on top, and returns its folder."""


@pytest.fixture
def make_site(tmp_path: Path) -> MakeSite:
    """A maker of sites."""

    def make(files: Mapping[str, str | bytes]) -> Path:
        return write_files(tmp_path / "site", {**SMALL_SITE, **files})

    return make
