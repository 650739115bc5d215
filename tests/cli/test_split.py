from __future__ import annotations

from pathlib import Path

import pytest

from postil.pipeline import Options, check
from tests.building.folders import NOTE, SMALL_SITE, contents, write_files
from tests.conftest import MakeSite, Postil

LIST = "annotations/2020/talk.yaml"
SHALL = "{id: shall, kind: context, quote: We shall see, body: Did we?}"
TWO = f"# On the talk\n\n{NOTE}\n# why not\n- {SHALL}\n"
EXPECTED = {
    "annotations/2020/talk/treaty-expiry.yaml": (
        "# On the talk\n\nid: treaty-expiry\nkind: fact-check\nquote: expires next February\n"
        "verdict: accurate\n"
        "claim: The treaty expires in February 2021.\nbody: It was signed for *ten* years.\n"
        "sources: [{title: The treaty, url: https://example.org/treaty, date: 2010-04}]\n"
        "created: 2026-11-24\n"
    ),
    "annotations/2020/talk/shall.yaml": (f"# why not\n{SHALL}\n"),
}


@pytest.mark.parametrize(
    "name", ["2020/talk", LIST, "content/transcripts/2020/talk.md", "/transcripts/2020/talk/"]
)
def test_a_list_becomes_one_file_a_note(make_site: MakeSite, postil: Postil, name: str) -> None:
    site = make_site({LIST: TWO})
    answer = postil("split", name, "--site", site)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out == f"{site / 'annotations/2020/talk'}: 2 notes, one file each\n"
    found = {n: c.decode() for n, c in contents(site).items() if n.startswith("annotations/")}
    assert found == EXPECTED
    assert check(site, Options()).diagnostics == ()


def test_line_ends_of_windows_stay(make_site: MakeSite, postil: Postil) -> None:
    site = make_site({LIST: TWO.replace("\n", "\r\n")})
    assert postil("split", "2020/talk", "--site", site).status == 0
    for name, text in EXPECTED.items():
        assert (site / name).read_bytes() == text.replace("\n", "\r\n").encode()


@pytest.mark.parametrize(
    ("files", "status", "said"),
    [
        ({LIST: ""}, 2, f"there is no note in {LIST}"),
        (
            {LIST: TWO, "annotations/2020/talk/shall.yaml": "x"},
            2,
            "talk/shall.yaml exists, and nothing is overwritten",
        ),
        ({LIST: TWO.replace("shall,", "treaty-expiry,", 1)}, 2, "two notes have the id “treaty-expiry”"),
        (
            {
                LIST: TWO,
                "content/transcripts/2020/talk/shall.md": SMALL_SITE["content/transcripts/2020/talk.md"],
            },
            2,
            "would be the notes on the transcript 2020/talk/shall",
        ),
        ({LIST: TWO + "- id: x\n"}, 1, f"{LIST}:"),
        ({LIST: TWO + "- ["}, 1, f"{LIST}:"),
    ],
)
def test_what_cannot_be_split_stays_as_it_is(
    make_site: MakeSite, postil: Postil, files: dict[str, str], status: int, said: str
) -> None:
    site = make_site(files)
    before = contents(site)
    answer = postil("split", "2020/talk", "--site", site)
    assert answer.status == status
    assert said in answer.out + answer.err
    assert contents(site) == before


def test_without_a_list_there_is_nothing_to_split(make_site: MakeSite, postil: Postil) -> None:
    site = make_site({})
    (site / LIST).unlink()
    answer = postil("split", "2020/talk", "--site", site)
    assert (answer.status, answer.err) == (2, f"postil: there is no list {LIST} to split\n")


def test_an_unknown_transcript_names_the_nearest(make_site: MakeSite, postil: Postil) -> None:
    answer = postil("split", "2020/tlak", "--site", make_site({}))
    assert answer.status == 2
    assert "did you mean “2020/talk”?" in answer.err


def test_a_list_that_cannot_be_removed_stays_alone(
    make_site: MakeSite, postil: Postil, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site({LIST: TWO})
    before = contents(site)
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.name == "talk.yaml":
            raise PermissionError(13, "Permission denied", str(path))
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    answer = postil("split", "2020/talk", "--site", site)
    assert answer.status == 2
    assert "Permission denied" in answer.err
    assert contents(site) == before


def test_the_sample_of_this_repository_can_be_split(tmp_path: Path, postil: Postil) -> None:
    root = Path(__file__).parents[2]
    files = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for name in ("site.yaml", "content", "annotations")
        for path in [root / name, *(root / name).rglob("*")]
        if path.is_file()
    }
    site = write_files(tmp_path, files)
    before = check(site, Options(drafts=True))
    assert postil("split", "2026/workshop", "--site", site).status == 0
    after = check(site, Options(drafts=True))
    assert after.diagnostics == before.diagnostics == ()
    assert before.plan is not None
    assert after.plan is not None
    ids = [
        {n.note.id: n.outlined.range for t in plan.transcripts for n in t.notes}
        for plan in (before.plan, after.plan)
    ]
    assert ids[0] == ids[1]
