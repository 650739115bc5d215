"""What ``postil reanchor`` does for a site whose transcripts were corrected."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.building.folders import SMALL_SITE, contents, write_files
from tests.building.repositories import commit
from tests.conftest import Answer, MakeSite, Postil

TALK = "content/transcripts/2020/talk.md"
NOTES = "annotations/2020/talk.yaml"
NOTE = SMALL_SITE[NOTES]
TRANSCRIPT = SMALL_SITE[TALK]


def corrected(site: Path, *edits: tuple[str, str]) -> Path:
    """Commit the site as it is, and correct its transcript."""
    commit(site)
    text = (site / TALK).read_text("utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    write_files(site, {TALK: text})
    return site


TYPO = ("expires", "expirres")
MISQUOTED = NOTE.replace("quote: expires", "quote: expirres")


@pytest.fixture
def site(make_site: MakeSite) -> Path:
    """A site whose transcript, and note, have a typo in them."""
    return make_site({TALK: TRANSCRIPT.replace(*TYPO), NOTES: MISQUOTED})


def test_a_mended_typo_is_shown_and_nothing_is_written(site: Path, postil: Postil) -> None:
    corrected(site, TYPO[::-1])
    before = contents(site / "annotations")
    answer = postil("reanchor", "--site", site)
    head = commit(site)  # of nothing new but the transcript
    assert head
    assert answer.status == 1
    lines = answer.out.splitlines()
    assert lines[0] == f"{NOTES}:1 treaty-expiry: lost its words"
    assert lines[1].startswith("   old  [-expirres-] next February (turn 2, ann-lee, in ")
    assert lines[2] == "   new  {+expires+} next February (turn 2, ann-lee)"
    assert lines[3] == "   97 % alike; new quote"
    assert lines[4] == "   nothing speaks against it: --write"
    assert lines[-1] == "1 note to look at: 0 written, 1 left"
    assert contents(site / "annotations") == before


def test_write_puts_the_new_words_into_the_file_and_leaves_the_rest(site: Path, postil: Postil) -> None:
    raw = (
        "# The notes.\n"
        + MISQUOTED.replace("quote: expirres next February", "quote:   'expirres next February'  # so")
        + "  # the end\n"
    ).replace("\n", "\r\n")
    write_files(site, {NOTES: raw.encode()})
    corrected(site, TYPO[::-1])
    answer = postil("reanchor", "--site", site, "--write")
    assert (answer.status, answer.out.splitlines()[-1]) == (0, "1 note to look at: 1 written, 0 left")
    assert (site / NOTES).read_bytes() == raw.replace("expirres", "expires").encode()
    assert postil("check", "--site", site).status == 0
    again = postil("reanchor", "--site", site)
    assert (again.status, again.out) == (0, "every note stands on its words\n")


def test_a_corrected_transcript_that_was_committed_is_traced_too(site: Path, postil: Postil) -> None:
    corrected(site, TYPO[::-1])
    commit(site)
    write_files(site, {TALK: (site / TALK).read_text("utf-8").replace("We shall", "Well, we shall")})
    commit(site)
    assert postil("reanchor", "--site", site, "--write").status == 0
    assert "quote: expires next February\n" in (site / NOTES).read_text("utf-8")


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (("It expirres **next", "It expirres **not next"), "a negation changed: “not” was added"),
        (("It expirres", "It is not true that it expires"), "a negation before the words came or went"),
        (("next February", "next March"), "a name changed: “February” became “March”"),
    ],
)
def test_what_changes_the_meaning_is_never_written_unasked(
    site: Path, postil: Postil, edit: tuple[str, str], said: str
) -> None:
    corrected(site, edit)
    before = contents(site / "annotations")
    answer = postil("reanchor", "--site", site, "--write")
    assert answer.status == 1
    assert f"   look: {said}" in answer.out.splitlines()
    assert "   if it is right: --accept treaty-expiry" in answer.out.splitlines()
    assert contents(site / "annotations") == before
    assert postil("reanchor", "--site", site, "--accept", "treaty-expiry").status == 0
    assert postil("check", "--site", site).status == 0


def test_another_speaker_is_said_and_never_written_unasked(site: Path, postil: Postil) -> None:
    text = (site / NOTES).read_text("utf-8").replace("  verdict:", "  speaker: ann-lee\n  verdict:", 1)
    write_files(site, {NOTES: text})
    corrected(site, TYPO[::-1], ("A: It", "Q: It"))
    answer = postil("reanchor", "--site", site, "--write")
    assert answer.status == 1
    assert "   look: the speaker changed: “ann-lee” became “the-reporter”" in answer.out.splitlines()
    assert postil("reanchor", "--site", site, "--accept", "treaty-expiry").status == 0
    assert "  speaker: the-reporter\n" in (site / NOTES).read_text("utf-8")
    assert postil("check", "--site", site).status == 0


def test_words_that_another_says_now_are_reported(make_site: MakeSite, postil: Postil) -> None:
    site = corrected(make_site({}), ("A: It", "Q: It"))
    assert postil("check", "--site", site).status == 0
    answer = postil("reanchor", "--site", site, "--write")
    assert answer.status == 1
    assert "treaty-expiry: its words are somebody else's now" in answer.out
    assert postil("reanchor", "--site", site, "--accept", "treaty-expiry").status == 0
    assert (site / NOTES).read_text("utf-8") == NOTE.replace(
        "February\n", "February\n  speaker: the-reporter\n", 1
    )
    assert postil("reanchor", "--site", site).status == 0


def test_a_speaker_with_a_new_id_is_the_same_person(make_site: MakeSite, postil: Postil) -> None:
    site = corrected(make_site({}), ("A: {name: Ann Lee", "A: {id: lee, name: Ann Lee"))
    assert postil("reanchor", "--site", site).status == 0


def test_a_sentence_that_moved_takes_its_note_along(make_site: MakeSite, postil: Postil) -> None:
    site = make_site({TALK: TRANSCRIPT.replace("We shall see.", "We shall see. It is late. Let us go.")})
    corrected(
        site,
        ("It expires **next February**, as everybody knows.", "It is known."),
        ("It is late.", "It is late. It expires **next February**, as everybody knows."),
    )
    assert postil("check", "--site", site).status == 0
    assert postil("reanchor", "--site", site).status == 0


def test_words_that_are_gone_are_reported_as_such(site: Path, postil: Postil) -> None:
    corrected(site, ("It expirres **next February**, as everybody knows.", "Who can tell?"))
    answer = postil("reanchor", "--site", site, "--write")
    assert answer.status == 1
    assert "gone for good" in answer.out
    assert "status: retracted" in answer.out
    retracted = MISQUOTED.replace("quote: expirres next February", "status: retracted")
    advised = retracted + "  revisions: [{date: 2026-11-25, summary: Nobody said it.}]\n"
    refused = postil("reanchor", "--site", site, "--accept", "treaty-expiry")
    assert (refused.status, "retract it instead" in refused.err) == (2, True)
    write_files(site, {NOTES: advised})
    assert postil("check", "--site", site).status == 0
    assert postil("reanchor", "--site", site).status == 0


def test_the_turn_of_a_note_follows_its_words(make_site: MakeSite, postil: Postil) -> None:
    site = make_site({NOTES: NOTE.replace("  verdict:", "  turn: 2\n  verdict:", 1)})
    corrected(site, ("Q: How", "A: Good morning.\n\nQ: How"))
    answer = postil("reanchor", "--site", site, "--write")
    assert answer.status == 0
    assert "turn: 2 → 3" in answer.out
    assert (site / NOTES).read_text("utf-8") == NOTE.replace("  verdict:", "  turn: 3\n  verdict:", 1)


WHOLE_TURN = NOTE.replace("quote: expires next February", "turn: 2")


def test_a_note_on_a_turn_that_is_another_one_now_is_found(make_site: MakeSite, postil: Postil) -> None:
    site = corrected(make_site({NOTES: WHOLE_TURN}), ("Q: How", "A: Good morning.\n\nQ: How"))
    assert postil("check", "--site", site).status == 0
    answer = postil("reanchor", "--site", site, "--write")
    assert answer.status == 1
    assert "treaty-expiry: stands on other words than before" in answer.out
    assert "   now on  How long does the treaty last? (turn 2, the-reporter)" in answer.out.splitlines()
    assert postil("reanchor", "--site", site, "--accept", "treaty-expiry").status == 0
    assert (site / NOTES).read_text("utf-8") == WHOLE_TURN.replace("turn: 2", "turn: 3")


def test_a_note_whose_prefix_is_gone_keeps_its_place(make_site: MakeSite, postil: Postil) -> None:
    twice = TRANSCRIPT.replace("We shall see.", "As I said, it expires next February.")
    site = make_site({TALK: twice, NOTES: NOTE.replace("  verdict:", "  prefix: said, it\n  verdict:", 1)})
    corrected(site, ("As I said, it", "As I told you, it"))
    answer = postil("reanchor", "--site", site)
    assert "   look: 1 other place reads the same" in answer.out.splitlines()
    assert postil("reanchor", "--site", site, "--accept", "treaty-expiry").status == 0
    assert postil("check", "--site", site).status == 0
    assert "you, it" in (site / NOTES).read_text("utf-8") or "suffix" in (site / NOTES).read_text("utf-8")


def test_without_git_likeness_asks(site: Path, postil: Postil) -> None:
    write_files(site, {TALK: TRANSCRIPT})
    answer = postil("reanchor", "--site", site, "--write")
    assert answer.status == 1
    assert "likeness alone" in answer.out
    assert "   look: no old version tells who said it" in answer.out.splitlines()
    assert postil("reanchor", "--site", site, "--accept", "treaty-expiry").status == 0
    assert (site / NOTES).read_text("utf-8") == NOTE


def test_a_quote_that_skips_keeps_skipping(make_site: MakeSite, postil: Postil) -> None:
    skipping = NOTE.replace("expires next February", "It expirres […] everybody knows")
    site = make_site({TALK: TRANSCRIPT.replace(*TYPO), NOTES: skipping})
    corrected(site, TYPO[::-1])
    assert postil("reanchor", "--site", site, "--write").status == 0
    assert (site / NOTES).read_text("utf-8") == skipping.replace("expirres", "expires")


def test_json_has_everything(site: Path, postil: Postil) -> None:
    corrected(site, TYPO[::-1])
    answer = postil("reanchor", "--site", site, "--format", "json")
    said = json.loads(answer.out)
    note = said["notes"][0]
    assert (note["path"], note["line"], note["id"], note["fate"]) == (NOTES, 1, "treaty-expiry", "lost")
    assert note["old"] == {"words": "expirres next February", "turn": 2, "speakers": ["ann-lee"]}
    assert note["new"] == {"words": "expires next February", "turn": 2, "speakers": ["ann-lee"]}
    assert note["proposal"]["changes"] == {"quote": "expires next February"}
    assert (note["proposal"]["score"], note["proposal"]["certain"], note["written"]) == (97, True, False)
    assert (said["written"], said["left"], answer.status) == (0, 1, 1)


def test_the_bar_is_what_is_asked_for(site: Path, postil: Postil) -> None:
    corrected(site, TYPO[::-1])
    answer = postil("reanchor", "--site", site, "--write", "--at-least", "98")
    assert answer.status == 1
    assert "   look: less than 98 % alike" in answer.out.splitlines()


def test_misuse_is_status_2(site: Path, postil: Postil, tmp_path: Path) -> None:
    corrected(site, TYPO[::-1])
    assert postil("reanchor", "--site", site, "--from", "nowhere").status == 2
    assert postil("reanchor", "--site", site, "--accept", "nobody").status == 2
    assert postil("reanchor", "--site", tmp_path).status == 2
    assert postil("reanchor", "--site", site, tmp_path).status == 2


def test_paths_choose_the_notes(site: Path, postil: Postil) -> None:
    corrected(site, TYPO[::-1])
    assert postil("reanchor", "--site", site, site / "content" / "pages").status == 0
    assert postil("reanchor", "--site", site, site / NOTES).status == 1
    assert postil("reanchor", "--site", site, site / TALK).status == 1


def test_a_comment_is_never_lost_for_a_note(make_site: MakeSite, postil: Postil) -> None:
    placed = NOTE.replace("  verdict:", "  prefix: It # so\n  verdict:", 1)
    site = corrected(make_site({NOTES: placed}), ("A: It ", "A: That "))
    answer = postil("reanchor", "--site", site, "--write")
    assert answer.status == 1
    assert "not written: a comment stands on the line that would be removed" in answer.out
    assert (site / NOTES).read_text("utf-8") == placed


def test_the_old_version_is_that_of_the_revision_given(site: Path, postil: Postil) -> None:
    corrected(site, TYPO[::-1])
    commit(site)
    assert postil("reanchor", "--site", site, "--from", "HEAD~1", "--write").status == 0


def test_a_file_with_errors_is_named(site: Path, postil: Postil) -> None:
    corrected(site, TYPO[::-1])
    write_files(site, {NOTES: "- id: [\n"})
    answer = postil("reanchor", "--site", site)
    assert answer.status == 1
    assert f"not read whole, see “postil check”: {NOTES}" in answer.out.splitlines()
    assert answer.out.endswith("every note that could be read stands on its words\n")


def test_several_notes_of_one_file_are_written_together(make_site: MakeSite, postil: Postil) -> None:
    second = (
        "# the second\n- {id: second, kind: context, body: Why., "
        "quote: as everibody knows, prefix: 'February,'} # so\n"
    )
    typos = TRANSCRIPT.replace(*TYPO).replace("everybody", "everibody")
    site = make_site({TALK: typos, NOTES: MISQUOTED + second})
    corrected(site, TYPO[::-1], ("everibody", "everybody"))
    assert postil("reanchor", "--site", site, "--write").status == 0
    assert (site / NOTES).read_text("utf-8") == NOTE + second.replace("everibody", "everybody")


def test_a_note_in_a_file_of_its_own_is_written(make_site: MakeSite, postil: Postil) -> None:
    own = "annotations/2020/talk/own.yaml"
    text = "id: own\nkind: context\nquote: >-\n  as everibody\n  knows\nbody: Why.\n"
    site = make_site({TALK: TRANSCRIPT.replace("everybody", "everibody"), own: text})
    corrected(site, ("everibody", "everybody"))
    assert postil("reanchor", "--site", site, "--write", "--from", "HEAD").status == 0
    assert (site / own).read_text("utf-8") == text.replace("everibody\n  knows", "everybody knows")


def test_an_id_on_two_transcripts_must_be_told_apart(make_site: MakeSite, postil: Postil) -> None:
    other = TALK.replace("talk", "other"), NOTES.replace("talk", "other")
    wrong = TRANSCRIPT.replace(*TYPO)
    site = make_site({TALK: wrong, NOTES: MISQUOTED, other[0]: wrong, other[1]: MISQUOTED})
    corrected(site, TYPO[::-1])
    write_files(site, {other[0]: TRANSCRIPT})
    answer = postil("reanchor", "--site", site, "--accept", "treaty-expiry")
    assert answer.status == 2
    assert "2020/other#treaty-expiry, 2020/talk#treaty-expiry" in answer.err
    assert postil("reanchor", "--site", site, "--accept", "2020/talk#treaty-expiry").status == 1
    assert (site / NOTES).read_text("utf-8") == NOTE
    assert (site / other[1]).read_text("utf-8") == MISQUOTED


DEBATE = """\
---
title: A debate
date: 2020-12-30
speakers: {Ann: {name: Ann Lee}, Bob: {name: Bob Ray}, Cho: {name: Cho Min}}
---

Ann: Good evening to everybody here. We shall not sign the paper this year.

Bob: That is a pity, since others would. Perhaps the next one will do it.

Ann: Thank you all for coming tonight.
"""
ACROSS = NOTE.replace("expires next February", "sign the paper this year. That is a pity")


@pytest.fixture
def debate(make_site: MakeSite) -> Path:
    """A site with a note on the words of two speakers. Everything in it is made up."""
    return make_site({TALK: DEBATE, NOTES: ACROSS})


def report(answer: Answer) -> str:
    """What reanchor said, without the names of commits."""
    return re.sub(r"in [0-9a-f]{10}\)", "in …)", answer.out)


def test_one_of_two_speakers_was_corrected(debate: Path, postil: Postil) -> None:
    corrected(debate, ("Bob: That", "Cho: That"))
    assert postil("check", "--site", debate).status == 0
    answer = postil("reanchor", "--site", debate, "--write")
    assert report(answer) == (
        "annotations/2020/talk.yaml:1 treaty-expiry: its words are somebody else's now\n"
        "   old  sign the paper this year. That is a pity (turn 1, ann-lee and bob-ray, in …)\n"
        "   new  sign the paper this year. That is a pity (turn 1, ann-lee and cho-min)\n"
        '   100 % alike; prefix: "We shall not"\n'
        "   look: the speaker of “That is a pity” changed: “bob-ray” became “cho-min”\n"
        "   if it is right: --accept treaty-expiry\n"
        "\n"
        "1 note to look at: 0 written, 1 left\n"
    )
    assert answer.status == 1
    assert (debate / NOTES).read_text("utf-8") == ACROSS
    assert postil("reanchor", "--site", debate, "--accept", "treaty-expiry").status == 0
    assert (debate / NOTES).read_text("utf-8") == ACROSS.replace(
        "a pity\n", "a pity\n  prefix: We shall not\n", 1
    )
    assert postil("check", "--site", debate).status == 0
    assert postil("reanchor", "--site", debate).status == 0


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ([("Bob: That", "Ann: That")], "the speaker of “That is a pity” changed: “bob-ray” became “ann-lee”"),
        (
            [("this year.\n\nBob: That is", "this\n\nBob: year. That is")],
            "the speaker of “year” changed: “ann-lee” became “bob-ray”",
        ),
        (
            [("Ann: Good", "Cho: Good"), ("Bob: That", "Ann: That"), ("Cho: Good", "Bob: Good")],
            "the speaker of “sign the paper this year” changed: “ann-lee” became “bob-ray”",
        ),
        (
            [("We shall not sign", "\n\nBob: We shall not sign")],
            "the speaker of “sign the paper this year” changed: “ann-lee” became “bob-ray”",
        ),
    ],
)
@pytest.mark.parametrize("lost", [False, True])
def test_no_speaker_of_several_changes_unsaid(
    debate: Path, postil: Postil, edits: list[tuple[str, str]], said: str, *, lost: bool
) -> None:
    corrected(debate, *edits, *([("a pity", "a pitty")] if lost else []))
    if lost:
        said = said.replace("a pity", "a pitty")
    answer = postil("reanchor", "--site", debate, "--write")
    assert answer.status == 1
    assert f"   look: {said}" in answer.out.splitlines()
    assert (debate / NOTES).read_text("utf-8") == ACROSS
    assert postil("reanchor", "--site", debate, "--accept", "treaty-expiry").status == 0
    assert postil("check", "--site", debate).status == 0


def test_words_taken_over_by_another_are_reported(make_site: MakeSite, postil: Postil) -> None:
    note = NOTE.replace("expires next February", "Perhaps the next one")
    site = corrected(
        make_site({TALK: DEBATE, NOTES: note}),
        (" Perhaps the next one will do it.", ""),
        ("Ann: Thank", "Ann: Perhaps the next one will do it. Thank"),
    )
    assert postil("check", "--site", site).status == 0
    answer = postil("reanchor", "--site", site, "--write")
    assert report(answer) == (
        "annotations/2020/talk.yaml:1 treaty-expiry: its words are somebody else's now\n"
        "   old  Perhaps the next one (turn 2, bob-ray, in …)\n"
        "   new  Perhaps the next one (turn 3, ann-lee)\n"
        '   100 % alike; speaker: "ann-lee"\n'
        "   look: the speaker changed: “bob-ray” became “ann-lee”\n"
        "   if it is right: --accept treaty-expiry\n"
        "\n"
        "1 note to look at: 0 written, 1 left\n"
    )
    assert (answer.status, (site / NOTES).read_text("utf-8")) == (1, note)


def test_a_turn_that_lost_half_its_words_to_another_is_reported(make_site: MakeSite, postil: Postil) -> None:
    note = NOTE.replace("quote: expires next February", "turn: 2")
    site = corrected(make_site({TALK: DEBATE, NOTES: note}), (" Perhaps the", "\n\nCho: Perhaps the"))
    answer = postil("reanchor", "--site", site)
    assert answer.status == 1
    assert (
        "   look: the speaker of “Perhaps the next one will do it” changed: “bob-ray” became “cho-min”"
        in answer.out.splitlines()
    )


def test_a_name_that_two_ids_share_is_no_excuse(make_site: MakeSite, postil: Postil) -> None:
    shared = DEBATE.replace("{name: Cho Min}", "{id: bob-2, name: Bob Ray}")
    site = corrected(make_site({TALK: shared, NOTES: ACROSS}), ("Bob: That", "Cho: That"))
    answer = postil("reanchor", "--site", site)
    assert "   look: the speaker of “That is a pity” changed: “bob-ray” became “bob-2”" in answer.out.split(
        "\n"
    )


def test_new_ids_of_both_speakers_are_no_change(debate: Path, postil: Postil) -> None:
    corrected(debate, ("{name: Ann", "{id: a, name: Ann"), ("{name: Bob", "{id: b, name: Bob"))
    assert postil("reanchor", "--site", debate).status == 0
