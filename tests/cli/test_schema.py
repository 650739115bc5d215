from __future__ import annotations

import json
from pathlib import Path

import pytest

from postil.reading.json_schema import KINDS
from tests.building.folders import contents
from tests.conftest import MakeSite, Postil


def test_a_kind_is_printed_and_nothing_else(make_site: MakeSite, postil: Postil) -> None:
    answer = postil(
        "schema", "note", "--site", make_site({"content/contributors.yaml": "jdoe: {name: Jane}\n"})
    )
    assert (answer.status, answer.err) == (0, "")
    schema = json.loads(answer.out)
    assert schema["properties"]["kind"]["enum"] == ["fact-check", "context", "correction"]
    assert schema["properties"]["authors"]["items"]["examples"] == ["jdoe"]


def test_without_a_kind_all_are_printed(make_site: MakeSite, postil: Postil) -> None:
    assert sorted(json.loads(postil("schema", "--site", make_site({})).out)) == sorted(KINDS)


def test_without_a_site_the_schemas_are_for_any(tmp_path: Path, postil: Postil) -> None:
    answer = postil("schema", "note", "--site", tmp_path)
    assert answer.status == 0
    assert "enum" not in json.loads(answer.out)["properties"]["kind"]


def test_all_are_written_into_a_folder_again_and_again(make_site: MakeSite, postil: Postil) -> None:
    site = make_site({})
    for _ in range(2):
        answer = postil("schema", "--site", site, "--output", site / "schemas")
        assert (answer.status, answer.out) == (0, f"{site / 'schemas'}: {len(KINDS)} schemas\n")
    written = contents(site / "schemas")
    assert sorted(written) == sorted(f"{kind}.json" for kind in KINDS)
    assert json.loads(written["note.json"]) == json.loads(postil("schema", "note", "--site", site).out)


def test_an_unknown_kind_names_the_nearest(postil: Postil) -> None:
    answer = postil("schema", "nots")
    assert answer.status == 2
    assert "there is no kind “nots”; did you mean “note" in answer.err


@pytest.mark.parametrize("name", ["site.yaml", "content/contributors.yaml"])
def test_errors_in_the_settings_are_status_1(make_site: MakeSite, postil: Postil, name: str) -> None:
    answer = postil("schema", "--site", make_site({name: "["}))
    assert answer.status == 1
    assert f"{name}:1" in answer.out


def test_a_folder_that_cannot_be_written_is_told(make_site: MakeSite, postil: Postil, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    answer = postil("schema", "--site", make_site({}), "--output", tmp_path / "file" / "x")
    assert answer.status == 2
    assert "the schemas were not written" in answer.err
