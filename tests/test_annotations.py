"""A pull request with ten different mistakes gets ten annotations at the right lines, each with a cure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.building.folders import SMALL_SITE, write_files
from tests.conftest import Answer, MakeSite, Postil
from tests.report.test_github_report import unescaped

TALK = "content/transcripts/2020/talk.md"
FOLDER = "annotations/2020/talk"

MISTAKES: Mapping[str, str] = {
    f"{FOLDER}/misquoted.yaml": "id: misquoted\nkind: context\nquote: expires next Febuary\nbody: b\n",
    f"{FOLDER}/twice.yaml": "id: twice\nkind: context\n\nquote: xp\nquote: We shall see\nbody: b\n",
    f"{FOLDER}/no-source.yaml": "id: no-source\nkind: fact-check\nverdict: accurate\nbody: b\n",
    f"{FOLDER}/field.yaml": "id: field\nkind: context\n# 😀\nbody: b\n\nautors: [Jo Doe]\n",
    f"{FOLDER}/verdict.yaml": """\
id: verdict
kind: fact-check
quote: We shall see
body: |
  Text, 100%: of
  it.
sources: [{title: A book}]
verdict: acurate
""",
    f"{FOLDER}/address.yaml": """\
id: address
kind: context
quote: We shall see
sources:
  - title: A page
    url: javascript:alert(1)
body: b
""",
    f"{FOLDER}/vague.yaml": "id: vague\nkind: context\nbody: b\nquote: next\n",
    "content/pages/links.md": "---\ntitle: Links\n---\n\n😀\n😀 [talk](../transcripts/2020/tlk.md).\n",
    "content/pages/Bad Name.md": "---\ntitle: Bad\n---\n",
    "annotations/2021/gone.yaml": "- id: gone\n",
    TALK: SMALL_SITE[TALK].replace("We shall see.", "We shall see what comes next."),
}

EXPECTED = [
    (f"{FOLDER}/address.yaml", 6, 10, "bad-url"),
    (f"{FOLDER}/field.yaml", 6, 1, "unknown-field"),
    (f"{FOLDER}/misquoted.yaml", 3, 8, "quote-not-found"),
    (f"{FOLDER}/no-source.yaml", 1, 1, "missing-source"),
    (f"{FOLDER}/twice.yaml", 5, 1, "yaml-duplicate-key"),
    (f"{FOLDER}/vague.yaml", 4, 8, "quote-ambiguous"),
    (f"{FOLDER}/verdict.yaml", 8, 10, "unknown-verdict"),
    ("annotations/2021/gone.yaml", 1, 1, "unknown-transcript"),
    ("content/pages/Bad Name.md", 1, 1, "bad-name"),
    ("content/pages/links.md", 6, 10, "broken-link"),
]

_COMMAND = re.compile(r"::(error|warning) file=([^,:]*),line=(\d+),col=(\d+),title=([^,:]*)::(.*)")


@pytest.fixture
def answer(make_site: MakeSite, postil: Postil) -> Answer:
    """What ``check --format github`` says of the ten mistakes."""
    return postil("check", "--site", make_site(MISTAKES), "--format", "github")


def test_ten_mistakes_are_ten_annotations_at_their_lines(answer: Answer) -> None:
    assert (answer.status, answer.err) == (1, "")
    found = [_COMMAND.fullmatch(line) for line in answer.out.splitlines()]
    assert all(found)
    places = [(unescaped(m[2]), int(m[3]), int(m[4]), m[5]) for m in found if m]
    assert places == EXPECTED
    assert len({code for *_, code in places}) == 10
    assert {m[1] for m in found if m} == {"error"}


def test_each_has_a_cure(answer: Answer) -> None:
    for line in answer.out.splitlines():
        message, hint, *_ = unescaped(line.split("::", 2)[2]).split("\n")
        assert message
        assert re.fullmatch(r"hint: \S.{8,}", hint), line


def test_the_other_forms_have_the_same_places_and_cures(make_site: MakeSite, postil: Postil) -> None:
    site = make_site(MISTAKES)
    found = json.loads(postil("check", "--site", site, "--format", "json").out)
    assert [(d["path"], d["line"], d["column"], d["code"]) for d in found["diagnostics"]] == EXPECTED
    assert all(d["hint"] for d in found["diagnostics"])
    (run,) = json.loads(postil("check", "--site", site, "--format", "sarif").out)["runs"]
    assert [r["ruleId"] for r in run["results"]] == [code for *_, code in EXPECTED]
    for result, diagnostic in zip(run["results"], found["diagnostics"], strict=True):
        assert result["message"]["text"] == f"{diagnostic['message']}\nhint: {diagnostic['hint']}"


@pytest.mark.parametrize("form", ["github", "sarif"])
def test_a_build_reports_in_the_same_forms(make_site: MakeSite, postil: Postil, form: str) -> None:
    site = make_site(MISTAKES)
    built, checked = (postil(command, "--site", site, "--format", form) for command in ("build", "check"))
    assert built == checked
    assert not (site / "_site").exists()


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
def test_a_good_site_says_nothing_more(
    make_site: MakeSite, postil: Postil, tmp_path: Path, form: str
) -> None:
    site = make_site({})
    for command in (["check"], ["build", "--output", str(tmp_path / "out"), "--no-search"]):
        answer = postil(*command, "--site", site, "--format", form)
        assert (answer.status, answer.err) == (0, "")
        assert answer.out == "" if form == "github" else json.loads(answer.out)


def test_windows_line_ends_do_not_move_a_place(make_site: MakeSite, postil: Postil) -> None:
    site = make_site({})
    write_files(site, {path: text.replace("\n", "\r\n") for path, text in MISTAKES.items()})
    answer = postil("check", "--site", site, "--format", "github")
    found = [_COMMAND.fullmatch(line) for line in answer.out.splitlines()]
    assert [(unescaped(m[2]), int(m[3]), int(m[4]), m[5]) for m in found if m] == EXPECTED
