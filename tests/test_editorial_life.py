"""The life of a note, as readers and other programs see it: draft, published, corrected, retracted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from postil.pipeline import Options, build, check
from tests.building.folders import SMALL_SITE, contents, write_files
from tests.rendering.markup import parsed, select
from tests.searching import indexed, records_of

NOTES = "annotations/2020/talk.yaml"
FOLDER = "annotations/2020/talk"
NOTE_PAGE = "transcripts/2020/talk/notes/treaty-expiry/index.html"
RETRACTED = "  status: retracted\n"


def built(folder: Path, notes: str, **more: str) -> dict[str, bytes]:
    site = write_files(folder / "site", {**SMALL_SITE, NOTES: notes, **more})
    assert build(site, folder / "out", Options()).diagnostics == ()
    return contents(folder / "out")


def corrections(files: dict[str, bytes]) -> list[str]:
    """What the list of corrections says, without the notes it is about."""
    heads = select(
        parsed(files["corrections/index.html"]), "//ol/li[@class='listed']/p[@class='listed-head']"
    )
    return [" ".join("".join(map(str, head.itertext())).split()) for head in heads]


@pytest.mark.parametrize(
    "page",
    [
        NOTE_PAGE,
        "transcripts/2020/talk/index.html",
        "index.html",
        "notes/index.html",
        "notes/by-verdict/index.html",
        "notes/kind/fact-check/index.html",
        "notes/verdict/accurate/index.html",
        "speakers/ann-lee/index.html",
        "sources/publishers/example-org/index.html",
        "corrections/index.html",
    ],
)
def test_a_retracted_note_keeps_its_place_and_says_so_wherever_it_is_shown(tmp_path: Path, page: str) -> None:
    before = built(tmp_path / "before", SMALL_SITE[NOTES])
    after = built(tmp_path / "after", SMALL_SITE[NOTES] + RETRACTED)
    assert page in before
    shown = select(parsed(after[page]), "//*[@data-status='retracted']")
    assert shown
    for note in shown:
        assert "Retracted" in "".join(note.itertext())
    assert select(parsed(before[page]), "//*[@data-status='retracted']") == []


def test_the_page_of_a_retracted_note_says_so_to_those_who_see_only_its_title(tmp_path: Path) -> None:
    page = parsed(built(tmp_path, SMALL_SITE[NOTES] + RETRACTED)[NOTE_PAGE])
    (title,) = select(page, "//title/text()")
    assert title.startswith("Retracted: Accurate: A talk about treaties")
    assert select(page, "//meta[@name='description']/@content") == ["Retracted: this note no longer stands."]


def test_the_map_names_a_retracted_note_as_such(tmp_path: Path) -> None:
    page = parsed(built(tmp_path, SMALL_SITE[NOTES] + RETRACTED)["transcripts/2020/talk/index.html"])
    (label,) = select(page, "//*[local-name()='svg'][@class='map']//*[local-name()='a']/@aria-label")
    assert label == "Note 1, Accurate (Retracted): expires next February"


def test_a_retracted_note_counts_no_more(tmp_path: Path) -> None:
    before = built(tmp_path / "before", SMALL_SITE[NOTES])["index.html"]
    after = built(tmp_path / "after", SMALL_SITE[NOTES] + RETRACTED)["index.html"]
    assert select(parsed(before), "//section[@aria-labelledby='verdicts']")
    assert select(parsed(after), "//section[@aria-labelledby='verdicts']") == []


def test_a_hit_knows_that_a_note_is_retracted(tmp_path: Path) -> None:
    site = write_files(tmp_path, {**SMALL_SITE, NOTES: SMALL_SITE[NOTES] + RETRACTED})
    records = records_of(site)
    assert [unit.status for record in records for unit in record.units] == [None] * 3 + ["retracted"]
    files, _ = indexed(records)
    assert files


def test_other_programs_are_told(tmp_path: Path) -> None:
    files = built(tmp_path, SMALL_SITE[NOTES] + RETRACTED)
    (note,) = json.loads(files["data/notes.json"])["notes"]
    assert note["status"] == "retracted"
    assert json.loads(files["data/claimreviews.json"])["dataFeedElement"] == []
    (annotation,) = json.loads(files["transcripts/2020/talk/annotations.jsonld"])["first"]["items"]
    purposes = {body["purpose"]: body.get("value") for body in annotation["body"]}
    assert purposes["tagging"] == "retracted"
    assert "assessing" not in purposes
    assert b"<title>Retracted: " in files["feeds/notes.xml"]
    assert b"<title>Retracted: " in files["feeds/corrections.xml"]


def test_no_program_is_told_of_a_draft(tmp_path: Path) -> None:
    draft = "- {id: hush, kind: context, quote: We shall see, body: Unripe words., status: draft}\n"
    for name, content in built(tmp_path, SMALL_SITE[NOTES] + draft).items():
        assert b"Unripe" not in content, name
        assert b"hush" not in content, name


REVISIONS = """\
  updated: 2026-12-03
  revisions:
    - {date: 2026-12-01, summary: First.}
    - {date: 2026-12-03, summary: Second., verdict: {from: disputed, to: accurate}}
    - {date: 2026-12-03, summary: Third.}
"""


def test_revisions_stand_on_the_note_in_their_order_and_among_corrections_newest_first(
    tmp_path: Path,
) -> None:
    files = built(tmp_path, SMALL_SITE[NOTES] + REVISIONS)
    history = select(parsed(files[NOTE_PAGE]), "//ul[@class='history']/li")
    assert [" ".join("".join(item.itertext()).split()) for item in history] == [
        "December 1, 2026: First.",
        "December 3, 2026: Second. (Disputed → Accurate)",
        "December 3, 2026: Third.",
    ]
    assert corrections(files) == [
        "December 3, 2026: Third.",
        "December 3, 2026: Second. (Disputed → Accurate)",
        "December 1, 2026: First.",
    ]


def test_the_last_revision_of_a_retracted_note_says_why(tmp_path: Path) -> None:
    files = built(tmp_path, SMALL_SITE[NOTES] + REVISIONS + RETRACTED)
    assert corrections(files)[:2] == [
        "December 3, 2026: Retracted: Third.",
        "December 3, 2026: Second. (Disputed → Accurate)",
    ]


def test_a_retraction_after_the_last_revision_is_listed_by_itself(tmp_path: Path) -> None:
    notes = SMALL_SITE[NOTES] + REVISIONS.replace("updated: 2026-12-03", "updated: 2027-01-01") + RETRACTED
    assert corrections(built(tmp_path, notes))[:2] == [
        "January 1, 2027: Retracted",
        "December 3, 2026: Third.",
    ]


def test_a_retraction_without_a_day_has_none(tmp_path: Path) -> None:
    assert corrections(built(tmp_path, SMALL_SITE[NOTES] + RETRACTED)) == ["Retracted"]


def test_a_correction_that_was_taken_back_is_a_retraction_alone(tmp_path: Path) -> None:
    note = (
        "- {id: m, kind: correction, body: B, created: 2026-12-01, status: retracted, updated: 2026-12-02}\n"
    )
    assert corrections(built(tmp_path, note)) == ["December 2, 2026: Retracted"]


def test_lists_and_files_of_one_note_are_mixed_freely(tmp_path: Path) -> None:
    one = "id: other\nkind: context\nquote: We shall see\nbody: B\n"
    files = built(tmp_path, SMALL_SITE[NOTES], **{f"{FOLDER}/other.yaml": one})
    found = [note["id"] for note in json.loads(files["data/notes.json"])["notes"]]
    assert found == ["treaty-expiry", "other"]


def test_one_id_in_a_list_and_in_a_file_is_an_error_that_names_both(tmp_path: Path) -> None:
    one = "id: treaty-expiry\nkind: context\nquote: We shall see\nbody: B\n"
    site = write_files(tmp_path, {**SMALL_SITE, f"{FOLDER}/treaty-expiry.yaml": one})
    (problem,) = check(site, Options()).diagnostics
    assert (problem.code, problem.span.path) == ("duplicate-id", f"{FOLDER}/treaty-expiry.yaml")
    assert (problem.span.line, problem.span.column) == (1, 5)
    assert [related.span.path for related in problem.related] == [NOTES]


@pytest.mark.parametrize(
    ("today", "status", "is_stale"),
    [
        ("2026-11-24", "", False),
        ("2026-11-25", "", True),
        ("2026-11-25", "  status: draft\n", True),
        ("2026-11-25", RETRACTED, False),
    ],
)
def test_a_note_is_stale_after_its_day_unless_it_was_taken_back(
    tmp_path: Path, today: str, status: str, is_stale: bool
) -> None:
    notes = f"{SMALL_SITE[NOTES]}  review_by: 2026-11-24\n{status}"
    site = write_files(tmp_path, {**SMALL_SITE, NOTES: notes})
    found = check(site, Options(today=today)).diagnostics
    assert [(d.code, d.span.line, d.span.column) for d in found] == (
        [("stale-note", 9, 14)] if is_stale else []
    )
    if is_stale:
        assert "review_by" in (found[0].hint or "")
