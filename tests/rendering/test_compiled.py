"""Compiled templates: kept for the program's own, and for nobody else's."""

from __future__ import annotations

import sys
from pathlib import Path

import jinja2
import pytest

from postil.rendering import compiled
from postil.rendering.theme import Theme, ThemeFile


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where compiled templates are kept."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(compiled, "_FOLDER", tmp_path / "__pycache__")
    return tmp_path / "__pycache__"


def theme(built_in: str, own: str | None = None) -> Theme:
    def files(folder: str, text: str) -> dict[str, ThemeFile]:
        return {"templates/page.html": ThemeFile(f"themes/{folder}/templates/page.html", text.encode())}

    return Theme(files("default", built_in), {} if own is None else files("mine", own))


def render(of: Theme, template: str = "page.html") -> str:
    return of.render(template, str, x="<b>")


def forbid(patch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("compiled again")

    patch.setattr(jinja2.Environment, "compile", fail)


def test_a_built_in_template_is_compiled_once(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert render(theme("one {{ x }}")) == "one &lt;b&gt;"
    with monkeypatch.context() as patch:
        forbid(patch)
        assert render(theme("one {{ x }}")) == "one &lt;b&gt;"
    assert render(theme("two {{ x }}")) == "two &lt;b&gt;"
    assert len(list(kept.iterdir())) == 1, "the later one is kept in the place of the earlier"


def test_a_template_of_the_site_leaves_nothing_that_could_run(kept: Path) -> None:
    mine = theme("built in", "mine {{ x }}")
    assert render(mine) == "mine &lt;b&gt;"
    assert not kept.exists()
    assert render(mine, "default/page.html") == "built in"
    (file,) = kept.iterdir()
    assert b"mine" not in file.read_bytes()


@pytest.mark.parametrize("content", [b"", b"\0" * 50, b"cut off"])
def test_what_is_damaged_is_compiled_again(kept: Path, content: bytes) -> None:
    render(theme("one {{ x }}"))
    (file,) = kept.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] if content == b"cut off" else content)
    assert render(theme("one {{ x }}")) == "one &lt;b&gt;"
    assert file.read_bytes() == whole


def test_where_nothing_can_be_written_templates_are_compiled_each_time(kept: Path) -> None:
    kept.write_text("a file in the way", encoding="ascii")
    assert render(theme("one {{ x }}")) == "one &lt;b&gt;"
    assert kept.read_text(encoding="ascii") == "a file in the way"


def test_python_is_obeyed_where_it_keeps_nothing(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    render(theme("one {{ x }}"))
    assert not kept.exists()
