from __future__ import annotations

from pathlib import Path
from queue import Queue

from postil.building.indexing import Indexer
from postil.model.search import Record, SearchPlan, Unit
from tests.building.folders import contents

PATIENCE = 60


def plan(words: str, turns: int = 1) -> SearchPlan:
    units = tuple(Unit(f"t{n}", "Ada", f"{words} {n}", {"speaker": ("ada",)}) for n in range(turns))
    record = Record("turn", "en", "transcripts/talk/", "A talk", "2020-01-02", units)
    return SearchPlan((record,), {"speaker": {"ada": "Ada"}})


def test_the_index_is_put_into_the_folder(tmp_path: Path) -> None:
    ended: Queue[str | None] = Queue()
    indexer = Indexer(tmp_path / "index", ended.put)
    indexer.follow(plan("one"))
    assert ended.get(timeout=PATIENCE) is None
    first = contents(tmp_path / "index")
    assert "pagefind/en/units.json" in first
    indexer.follow(plan("another"))
    assert ended.get(timeout=PATIENCE) is None
    assert contents(tmp_path / "index") != first


def test_a_plan_that_was_indexed_is_not_indexed_again(tmp_path: Path) -> None:
    ended: Queue[str | None] = Queue()
    indexer = Indexer(tmp_path / "index", ended.put)
    indexer.follow(plan("one"))
    assert ended.get(timeout=PATIENCE) is None
    (tmp_path / "index" / "pagefind" / "en" / "units.json").write_text("mine", encoding="utf-8")
    indexer.follow(plan("one"))
    indexer.follow(plan("two"))
    assert ended.get(timeout=PATIENCE) is None
    assert ended.empty()


def test_what_was_begun_is_taken_back(tmp_path: Path) -> None:
    ended: Queue[str | None] = Queue()
    indexer = Indexer(tmp_path / "index", ended.put)
    indexer.follow(plan("first", turns=20_000))
    indexer.stop()
    assert list(tmp_path.iterdir()) == []
    assert ended.empty()


def test_a_failure_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    ended: Queue[str | None] = Queue()
    Indexer(tmp_path / "file" / "index", ended.put).follow(plan("one"))
    fault = ended.get(timeout=PATIENCE)
    assert fault is not None
    assert "\n" not in fault
