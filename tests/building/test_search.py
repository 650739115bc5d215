from __future__ import annotations

import json
import signal
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from postil.building.search import SearchIndexError, index_shard
from postil.building.search_page import index_page
from postil.model.search import Label, Record, Unit, shard_of
from tests.searching import indexed


def turn(number: int, words: str, speaker: str = "ada") -> Unit:
    return Unit(f"t{number}", speaker.title(), words, {"speaker": (speaker,)}, "00:01")


def record(*units: Unit, language: str = "en", url: str = "transcripts/talk/") -> Record:
    ids = {id for unit in units for id in unit.facets["speaker"]}
    labels = {"speaker": {id: Label(id.title()) for id in ids}}
    return Record("turn", language, url, "A talk", "2020-01-02", units, labels)


def fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str) -> None:
    """Put a script in the place of Pagefind's binary."""
    binary = tmp_path / "pagefind"
    binary.write_text(f"#!{sys.executable}\n{script}\n", encoding="utf-8")
    binary.chmod(0o755)
    module = ModuleType("pagefind_bin")
    module.get_executable = lambda: binary  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pagefind_bin", module)


def test_the_table_says_where_each_unit_and_its_words_begin() -> None:
    files, report = indexed([record(turn(1, "three words here"), turn(2, "and two", "bo"))])
    table = json.loads(files["pagefind/en/units.json"])
    assert table["labels"] == {"speaker": [["ada", "Ada"], ["bo", "Bo"]]}
    (row,) = table["records"]
    id = row.pop("id")
    assert row == {
        "type": "turn",
        "day": "2020-01-02",
        "starts": [0, 4],
        "leads": [1, 1],
        "all": {},
        "each": {"speaker": [0, 1]},
    }
    assert f"pagefind/en/fragment/{id}.pf_fragment" in files
    assert report.records == 1
    assert report.size == sum(map(len, files.values()))


def test_the_same_records_give_the_same_bytes() -> None:
    units = [turn(n, f"Some words of number{n}, “quoted” & <marked>.") for n in range(1, 40)]
    assert indexed([record(*units)]) == indexed([record(*units)])


def test_there_is_one_index_a_language() -> None:
    english, german = record(turn(1, "hello")), record(turn(1, "guten Tag"), language="de")
    files, report = indexed([english, german])
    assert {path.split("/")[1] for path in files} == {"de", "en"}
    assert report.records == 2


def test_what_nobody_needs_is_left_out() -> None:
    files, _ = indexed([record(turn(1, "hello"))])
    assert not [path for path in files if "ui" in Path(path).stem or "highlight" in path]


def test_a_missing_binary_is_told_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    with pytest.raises(
        SearchIndexError, match=r"not installed; install it again .* or build with --no-search"
    ):
        index_shard("en", [index_page(record(turn(1, "hello")))])


def test_a_binary_that_dies_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fake(monkeypatch, tmp_path, f"import os; os.kill(os.getpid(), {int(signal.SIGKILL)})")
    with pytest.raises(SearchIndexError, match="was killed by signal 9; build again, or with --no-search"):
        index_shard("en", [index_page(record(turn(1, "hello")))])


def test_a_binary_that_fails_is_quoted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fake(monkeypatch, tmp_path, "import sys; sys.exit('no room\\nleft')")
    with pytest.raises(SearchIndexError, match="Pagefind failed: no room left;"):
        index_shard("en", [index_page(record(turn(1, "hello")))])


def test_a_binary_that_cannot_start_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fake(monkeypatch, tmp_path, "")
    (tmp_path / "pagefind").chmod(0o644)
    with pytest.raises(SearchIndexError, match="Pagefind does not start"):
        index_shard("en", [index_page(record(turn(1, "hello")))])


# Shards


TALKS = tuple(
    record(
        turn(1, f"Talk number{n} is about treaties."), turn(2, "Yes.", f"guest{n}"), url=f"transcripts/{n}/"
    )
    for n in range(12)
)


def test_shards_hold_every_record_once_and_each_is_whole() -> None:
    files, report = indexed(TALKS, 3)
    tables = {path: json.loads(content) for path, content in files.items() if path.endswith("/units.json")}
    assert sorted(tables) == [f"pagefind/en/{shard}/units.json" for shard in range(3)]
    assert sum(len(table["records"]) for table in tables.values()) == len(TALKS)
    for name in ("pagefind.js", "wasm.en.pagefind"):
        found = sorted(path for path in files if path.endswith(f"/{name}"))
        assert found == [f"pagefind/en/{shard}/{name}" for shard in range(3)]
    assert report.records == len(TALKS)
    assert report.size == sum(map(len, files.values()))


def test_shards_have_the_same_bytes_in_any_order() -> None:
    assert indexed(TALKS, 3) == indexed(TALKS[::-1], 3)


def test_an_edit_changes_the_files_of_one_shard() -> None:
    edited = record(turn(1, "Another word."), turn(2, "No.", "stranger"), url=TALKS[5].url)
    before, after = (indexed(talks, 4)[0] for talks in (TALKS, (*TALKS[:5], edited, *TALKS[6:])))
    shard = shard_of(edited.url, 4)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert all(path.startswith(f"pagefind/en/{shard}/") for path in changed)
    assert f"pagefind/en/{shard}/units.json" in changed


def test_a_transcript_that_is_added_leaves_the_texts_of_others_as_they_are() -> None:
    before, after = indexed(TALKS[1:])[0], indexed(TALKS)[0]
    texts = {path: content for path, content in before.items() if "/fragment/" in path}
    assert len(texts) == len(TALKS) - 1
    assert texts.items() < after.items()


def test_a_shard_is_made_of_its_pages_alone() -> None:
    pages = [index_page(talk) for talk in TALKS[:2]]
    shard = index_shard("en", pages)
    assert (shard.records, index_shard("en", pages[::-1])) == (2, shard)
    files = {f"pagefind/en/{name}": content for name, content in shard.files.items()}
    assert indexed(TALKS[:2])[0] == files


def test_a_facets_values_have_their_rank_in_the_table() -> None:
    talk = record(turn(1, "hello"))
    talk = replace(talk, labels={"speaker": {"ada": Label("Ada", -2020)}})
    table = json.loads(indexed([talk])[0]["pagefind/en/units.json"])
    assert table["labels"] == {"speaker": [["ada", "Ada", -2020]]}
