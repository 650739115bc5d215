from __future__ import annotations

import pytest

from postil.diagnostics import Code, Diagnostic
from postil.model.config import Config, Kind
from postil.model.note import Author, Note, Selector, Status
from postil.reading.sidecar import read_sidecar
from postil.source import SourceFile
from tests.reading.texts import reported

CONFIG = Config("The Record", "https://example.org/")

FULL = """\
- id: new-start-expiry
  kind: fact-check
  quote: it expires next February
  prefix: remind everyone that
  suffix: .
  speaker: lavrov
  turn: 4
  verdict: accurate
  claim: New START expires in February 2021.
  title: Until 2021
  body: |
    It *does*.
  sources:
    - {title: T, publisher: P, url: https://a.example, date: 2020, accessed: 2020-08, quote: q}
  topics: [Arms control]
  authors: [jdoe, Jane Doe]
  created: 2026-11-24
  updated: 2026-11-25
  review_by: 2027-11-24
  status: retracted
  revisions:
    - {date: 2026-11-25, summary: s, verdict: {from: mostly-accurate, to: accurate}}
"""


def read(
    text: str, stem: str | None = None, config: Config = CONFIG
) -> tuple[tuple[Note, ...], list[Diagnostic]]:
    """The notes of a sidecar, and the problems."""
    problems: list[Diagnostic] = []
    return read_sidecar("2020/talk", stem, SourceFile("annotations/x.yaml", text), config, problems), problems


def test_every_field() -> None:
    (note,), problems = read(FULL)
    assert problems == []
    assert (note.id, note.transcript, note.kind) == ("new-start-expiry", "2020/talk", "fact-check")
    assert note.selector == Selector("it expires next February", "remind everyone that", ".", "lavrov", 4)
    assert (note.verdict, note.title, note.status) == ("accurate", "Until 2021", Status.RETRACTED)
    assert note.claim == "New START expires in February 2021."
    assert (note.markdown, note.body.text) == ("It *does*.\n", "It does.\n")
    (source,) = note.sources
    assert (source.title, source.date and source.date.iso, source.accessed and source.accessed.iso) == (
        "T",
        "2020",
        "2020-08",
    )
    assert note.authors == (Author("jdoe", "jdoe"), Author("Jane Doe", None))
    assert note.topics == ("Arms control",)
    assert [(r.date.iso, r.summary, r.verdict_from, r.verdict_to) for r in note.revisions] == [
        ("2026-11-25", "s", "mostly-accurate", "accurate")
    ]
    assert (note.span.line, note.span.column) == (1, 3)
    assert (note.place("authors.1").line, note.place("authors.1").column) == (16, 19)


def test_one_note_in_a_file() -> None:
    (note,), problems = read("id: a\nkind: context\nbody: b\n", stem="a")
    assert (problems, note.id, note.status, note.selector) == ([], "a", Status.PUBLISHED, Selector())


@pytest.mark.parametrize("text", ["", "# later\n", "[]\n"])
def test_nothing_yet(text: str) -> None:
    assert read(text) == ((), [])


@pytest.mark.parametrize(
    ("verdict", "sources", "given", "codes"),
    [
        ("required", "optional", "", [Code.MISSING_FIELD]),
        ("required", "optional", "  verdict: accurate\n", []),
        ("optional", "optional", "", []),
        ("optional", "optional", "  verdict: accurate\n", []),
        ("none", "optional", "", []),
        ("none", "optional", "  verdict: accurate\n", [Code.BAD_VALUE]),
        ("optional", "required", "", [Code.MISSING_SOURCE]),
        ("optional", "required", "  sources: []\n", [Code.MISSING_SOURCE]),
        ("optional", "required", "  sources: [{title: t}]\n", []),
        ("required", "required", "", [Code.MISSING_FIELD, Code.MISSING_SOURCE]),
    ],
)
def test_what_a_kind_requires(verdict: str, sources: str, given: str, codes: list[Code]) -> None:
    kind = Kind("k", "K", verdict, sources)  # type: ignore[arg-type]  # the values above are Needs
    config = Config("x", "https://example.org/", kinds=(kind,))
    _, problems = read(f"- id: a\n  kind: k\n  body: b\n{given}", config=config)
    assert [p.code for p in problems] == codes


@pytest.mark.parametrize("field", ["id", "kind", "body"])
def test_what_every_note_requires(field: str) -> None:
    lines = {"id": "id: a", "kind": "kind: context", "body": "body: b"}
    del lines[field]
    _, (problem,) = read("\n".join(lines.values()), stem="a")
    assert (problem.code, problem.span.line, problem.span.column) == (Code.MISSING_FIELD, 1, 1)
    assert problem.message == f"“{field}” is missing"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("kind: fact-check", "kind: gossip", [(Code.UNKNOWN_KIND, 2, 9)]),
        ("verdict: accurate", "verdict: right", [(Code.UNKNOWN_VERDICT, 8, 12)]),
        ("to: accurate", "to: right", [(Code.UNKNOWN_VERDICT, 22, 75)]),
        ("title: T, ", "", [(Code.MISSING_FIELD, 14, 8)]),
        ("date: 2020,", "date: 20,", [(Code.BAD_VALUE, 14, 62)]),
        ("turn: 4", "turn: four", [(Code.BAD_VALUE, 7, 9)]),
        ("[Arms control]", "Arms control", [(Code.BAD_VALUE, 15, 11)]),
        ("summary: s, ", "", [(Code.MISSING_FIELD, 22, 8)]),
        ("  quote: it expires next February\n", "", [(Code.MISSING_FIELD, 3, 3), (Code.MISSING_FIELD, 4, 3)]),
        ("It *does*.", "It [does](javascript:x).", [(Code.BAD_URL, 12, 15)]),
        ("quote: it expires next", "quote: '[…] next' #", [(Code.BAD_VALUE, 3, 10)]),
        ("    It *does*.", "", [(Code.BAD_VALUE, 11, 9)]),
    ],
)
def test_what_is_wrong(old: str, new: str, expected: list[tuple[Code, int, int]]) -> None:
    assert FULL.count(old) == 1
    _, problems = read(FULL.replace(old, new))
    assert reported(problems) == expected


def test_all_mistakes_of_all_notes_at_once() -> None:
    _, problems = read("- id: A\n  knd: context\n- hello\n- id: b\n  kind: x\n  body: c\n  turn: 0\n")
    assert {(p.code, p.span.line) for p in problems} == {
        (Code.BAD_NAME, 1),
        (Code.MISSING_FIELD, 1),
        (Code.UNKNOWN_FIELD, 2),
        (Code.BAD_VALUE, 3),
        (Code.UNKNOWN_KIND, 5),
        (Code.BAD_VALUE, 7),
    }


def test_a_good_note_beside_a_bad_one() -> None:
    notes, problems = read(f"- hello\n{FULL}")
    assert ([note.id for note in notes], len(problems)) == (["new-start-expiry"], 1)


def test_a_long_body_knows_its_lines() -> None:
    lines = "".join(f"    line {number}\n" for number in range(20_000))
    (note,), problems = read(f"id: a\nkind: context\nbody: |\n{lines}", stem="a")
    assert problems == []
    assert [leaf.lines[-1][1] for leaf in note.body.leaves] == [20_003]


def test_words_that_yaml_takes_for_a_comment_are_told() -> None:
    text = FULL.replace("it expires next February", "it expires #1 of all").replace(
        "suffix: .", "suffix: . # a comment"
    )
    problems: list[Diagnostic] = []
    read_sidecar("talk", None, SourceFile("talk.yaml", text), CONFIG, problems)
    assert [(d.code, d.span.line, d.span.column, d.span.end_column) for d in problems] == [
        (Code.SUSPICIOUS_TEXT, 3, 21, 30)
    ]
    assert "“#1 of all” is a comment here" in problems[0].message
