"""What the import contract in pyproject.toml cannot say."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.building.folders import ROOT

MODULES = sorted((ROOT / "postil").rglob("*.py"))
LONGEST = 400
"""Lines a module may have before it is more than one thing."""


def name_of(module: Path) -> str:
    return module.relative_to(ROOT).as_posix()


def printing(module: Path) -> Iterator[int]:
    """The lines that write to the terminal or end the program."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Name("print" | "exit" | "quit" | "input")):
                yield node.lineno
            case ast.Attribute(ast.Name("click"), "echo" | "secho" | "prompt" | "confirm"):
                yield node.lineno
            case ast.Attribute(ast.Name("sys"), "stdout" | "stderr" | "stdin" | "exit"):
                yield node.lineno
            case ast.Name("SystemExit"):
                yield node.lineno


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_only_the_command_line_prints_and_exits(module: Path) -> None:
    if not name_of(module).startswith("postil/cli/"):
        assert list(printing(module)) == []


def test_the_command_line_prints() -> None:
    assert any(list(printing(module)) for module in MODULES if name_of(module).startswith("postil/cli/"))


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "shared", "base", "core", "types"}
    assert [name_of(module) for module in MODULES if module.stem in drawers] == []


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_is_one_thing(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_no_module_keeps_state(module: Path) -> None:
    """Nothing at the top of a module can change: no list, and nobody says ``global``."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    assert not [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Global)]
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [target.id for target in targets if isinstance(target, ast.Name)]
            changing = isinstance(node.value, ast.List | ast.ListComp)
            assert names == ["__all__"] or not changing, f"{name_of(module)}:{node.lineno}"


def test_the_entry_point_only_hands_over() -> None:
    assert len((ROOT / "build.py").read_text(encoding="utf-8").splitlines()) <= 10
