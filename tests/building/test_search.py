from __future__ import annotations

import json
import signal
import sys
from pathlib import Path
from types import ModuleType

import pytest

from postil.building.search import SearchIndexError, search_index
from postil.model.search import Record, SearchPlan, Unit


def turn(number: int, words: str, speaker: str = "ada") -> Unit:
    return Unit(f"t{number}", speaker.title(), words, {"speaker": (speaker,)}, "00:01")


def plan(*units: Unit, language: str = "en") -> SearchPlan:
    record = Record("turn", language, "transcripts/talk/", "A talk", "2020-01-02", units)
    return SearchPlan((record,), {"speaker": {"bo": "Bo", "ada": "Ada"}})


def fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str) -> None:
    """Put a script in the place of Pagefind's binary."""
    binary = tmp_path / "pagefind"
    binary.write_text(f"#!{sys.executable}\n{script}\n", encoding="utf-8")
    binary.chmod(0o755)
    module = ModuleType("pagefind_bin")
    module.get_executable = lambda: binary  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pagefind_bin", module)


def test_the_table_says_where_each_unit_and_its_words_begin() -> None:
    files, report = search_index(plan(turn(1, "three words here"), turn(2, "and two", "bo")))
    table = json.loads(next(f.content for f in files if f.path == "pagefind/en/units.json"))
    assert table["labels"] == {"speaker": [["bo", "Bo"], ["ada", "Ada"]]}
    (record,) = table["records"]
    id = record.pop("id")
    assert record == {
        "type": "turn",
        "day": "2020-01-02",
        "starts": [0, 4],
        "leads": [1, 1],
        "all": {},
        "each": {"speaker": [1, 0]},
    }
    assert f"pagefind/en/fragment/{id}.pf_fragment" in {file.path for file in files}
    assert report.records == 1
    assert report.size == sum(len(file.content) for file in files)


def test_the_same_records_give_the_same_bytes() -> None:
    units = [turn(n, f"Some words of number{n}, “quoted” & <marked>.") for n in range(1, 40)]
    assert search_index(plan(*units)) == search_index(plan(*units))


def test_there_is_one_index_a_language() -> None:
    english, german = plan(turn(1, "hello")), plan(turn(1, "guten Tag"), language="de")
    files, report = search_index(SearchPlan(english.records + german.records, english.labels))
    assert {file.path.split("/")[1] for file in files} == {"de", "en"}
    assert report.records == 2


def test_what_nobody_needs_is_left_out() -> None:
    files, _ = search_index(plan(turn(1, "hello")))
    assert not [file.path for file in files if "ui" in Path(file.path).stem or "highlight" in file.path]


def test_a_missing_binary_is_told_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    with pytest.raises(
        SearchIndexError, match=r"not installed; install it again .* or build with --no-search"
    ):
        search_index(plan(turn(1, "hello")))


def test_a_binary_that_dies_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fake(monkeypatch, tmp_path, f"import os; os.kill(os.getpid(), {int(signal.SIGKILL)})")
    with pytest.raises(SearchIndexError, match="was killed by signal 9; build again, or with --no-search"):
        search_index(plan(turn(1, "hello")))


def test_a_binary_that_fails_is_quoted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fake(monkeypatch, tmp_path, "import sys; sys.exit('no room\\nleft')")
    with pytest.raises(SearchIndexError, match="Pagefind failed: no room left;"):
        search_index(plan(turn(1, "hello")))


def test_a_binary_that_cannot_start_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fake(monkeypatch, tmp_path, "")
    (tmp_path / "pagefind").chmod(0o644)
    with pytest.raises(SearchIndexError, match="Pagefind does not start"):
        search_index(plan(turn(1, "hello")))
