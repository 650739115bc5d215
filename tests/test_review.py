"""What ``check --against`` tells those who review a change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import pytest

from postil.building.revision import RevisionError
from postil.model.review import Effect
from postil.pipeline import Options
from postil.review import Reviewed, review
from tests.building.folders import SMALL_SITE, write_files
from tests.building.repositories import commit
from tests.conftest import MakeSite, Postil
from tests.report.markup import GITHUB

TALK = "content/transcripts/2020/talk.md"
NOTES = "annotations/2020/talk.yaml"
NOTE = SMALL_SITE[NOTES]
TRANSCRIPT = SMALL_SITE[TALK]

Changes = Mapping[str, str | None]
"""New texts of files by path; None for one that is removed."""


class Reviewer(Protocol):
    """Reviews changes to the small site, with files put over it before."""

    def __call__(self, changes: Changes, before: Mapping[str, str] | None = None) -> Reviewed: ...


def change(site: Path, changes: Changes) -> None:
    """Commit the site as it is, and change it."""
    commit(site)
    for path, text in changes.items():
        if text is None:
            (site / path).unlink()
        else:
            write_files(site, {path: text})


@pytest.fixture
def reviewed(make_site: MakeSite) -> Reviewer:
    """The review of changes to the small site, with files put over it before."""

    def call(changes: Changes, before: Mapping[str, str] | None = None) -> Reviewed:
        site = make_site(before or {})
        change(site, changes)
        return review(site, "HEAD", Options(drafts=True))

    return call


def effects(found: Reviewed) -> dict[str, Effect]:
    """What became of each note, by its id."""
    return {e.new.note.id: e.effect for t in found.review.transcripts for e in t.effects}


def test_nothing_changed(reviewed: Reviewer) -> None:
    found = reviewed({})
    assert found.review.is_empty
    assert found.diagnostics == found.old_diagnostics == ()


def test_notes_added_changed_and_removed(reviewed: Reviewer) -> None:
    found = reviewed(
        {
            NOTES: NOTE.replace("verdict: accurate", "verdict: misleading").replace("*ten*", "twelve"),
            "annotations/2020/talk/applause.yaml": "id: applause\nkind: context\nquote: Applause\nbody: b\n",
            "annotations/2020/talk/how-long.yaml": None,
        },
        {"annotations/2020/talk/how-long.yaml": "id: how-long\nkind: context\nturn: 1\nbody: Hm.\n"},
    ).review
    assert [p.note.id for p in found.added] == ["applause"]
    assert [(c.new.note.id, c.fields) for c in found.changed] == [("treaty-expiry", ("verdict", "body"))]
    assert [(p.note.id, p.words) for p in found.removed] == [("how-long", "How long does the treaty last?")]
    assert not found.unread
    assert not found.transcripts


def test_every_field_is_compared(reviewed: Reviewer) -> None:
    everything = """\
- id: treaty-expiry
  kind: context
  quote: It expires next February
  prefix: last?
  suffix: ", as"
  speaker: ann-lee
  turn: 2
  claim: Other.
  title: A title
  body: Other.
  sources: [{title: Another}]
  topics: [arms]
  authors: [Somebody Else]
  created: 2026-11-25
  updated: 2026-11-26
  review_by: 2026-11-27
  status: draft
  revisions: [{date: 2026-11-26, summary: Mended.}]
"""
    (changed,) = reviewed({NOTES: everything}).review.changed
    assert set(changed.fields) == {
        *("kind", "quote", "prefix", "suffix", "speaker", "turn", "verdict", "claim", "title", "body"),
        *("sources", "topics", "authors", "created", "updated", "review_by", "status", "revisions"),
    }


def test_a_list_made_into_files_changes_nothing(reviewed: Reviewer) -> None:
    lines = NOTE.replace("- id", "  id").splitlines()
    single = "".join(f"{line[2:]}\n" for line in lines)
    assert reviewed({NOTES: None, "annotations/2020/talk/treaty-expiry.yaml": single}).review.is_empty


@pytest.mark.parametrize(
    ("transcript", "effect"),
    [
        (TRANSCRIPT.replace("as everybody knows", "as you know"), Effect.SAME),
        (
            TRANSCRIPT.replace("Q: How long", "Q: Good evening.\n\nA: Good evening.\n\nQ: How long"),
            Effect.SAME,
        ),
        (TRANSCRIPT.replace("next February", "next March"), Effect.LOST),
        (
            TRANSCRIPT.replace("It expires **next February**, ", "Well, ") + "It expires next February.\n",
            Effect.ELSEWHERE,
        ),
        (TRANSCRIPT + "\nIt expires next February.\n", Effect.LOST),
    ],
)
def test_what_becomes_of_a_quote(reviewed: Reviewer, transcript: str, effect: Effect) -> None:
    assert effects(reviewed({TALK: transcript})) == {"treaty-expiry": effect}


@pytest.mark.parametrize(
    ("transcript", "effect"),
    [
        (TRANSCRIPT.replace("We shall see", "We shall certainly see"), Effect.CHANGED),
        (TRANSCRIPT.replace("Q: How long", "Q: Hello.\n\nA: Good evening.\n\nQ: How long"), Effect.OTHER),
        (TRANSCRIPT.partition("[Applause.]")[0], Effect.LOST),
        (TRANSCRIPT.replace("next February", "next March"), Effect.SAME),
    ],
)
def test_what_becomes_of_a_note_on_a_whole_turn(reviewed: Reviewer, transcript: str, effect: Effect) -> None:
    turn = "- {id: third, kind: context, turn: 3, body: Text.}\n"
    assert effects(reviewed({TALK: transcript}, {NOTES: turn})) == {"third": effect}


def test_a_quote_that_fits_again_or_still_does_not(reviewed: Reviewer) -> None:
    wrong = NOTE.replace("next February", "next March")
    mended = TRANSCRIPT.replace("next February", "next March")
    assert effects(reviewed({TALK: mended}, {NOTES: wrong})) == {"treaty-expiry": Effect.FOUND}


def test_a_quote_that_never_fitted(reviewed: Reviewer) -> None:
    wrong = NOTE.replace("next February", "next March")
    found = reviewed({TALK: TRANSCRIPT.replace("We shall see", "Wait and see")}, {NOTES: wrong})
    assert effects(found) == {"treaty-expiry": Effect.ADRIFT}
    assert [d.code for d in found.old_diagnostics] == ["quote-not-found"]


def test_a_lost_note_comes_with_its_diagnostic(reviewed: Reviewer) -> None:
    found = reviewed({TALK: TRANSCRIPT.replace("February", "March")}).review
    ((effect,),) = [t.effects for t in found.transcripts]
    assert not effect.new.attached
    assert [p.code for p in effect.new.problems] == ["quote-not-found"]
    assert effect.old.words == "expires next February"


def test_notes_that_suffer_from_another_file_are_told(reviewed: Reviewer) -> None:
    before = {
        TALK: TRANSCRIPT.replace("A: {name: Ann Lee, role: Minister}", "A: lee"),
        "content/speakers.yaml": "lee: {name: Ann Lee}\nmoe: {name: Moe}\n",
        NOTES: NOTE.replace("  verdict", "  speaker: lee\n  verdict"),
    }
    found = reviewed({TALK: before[TALK].replace("A: lee", "A: moe")}, before)
    assert effects(found) == {"treaty-expiry": Effect.LOST}


def test_a_note_with_errors_is_not_taken_for_another_or_for_removed(reviewed: Reviewer) -> None:
    for broken in (
        NOTE.replace("  kind:", "  knd:"),
        "- id: [\n",
        NOTE.replace("treaty-expiry", "Treaty Expiry"),
    ):
        found = reviewed({NOTES: broken}).review
        assert (len(found.added), len(found.changed), len(found.removed)) == (0, 0, 0)
        assert "treaty-expiry" in {p.note.id for p in found.unread}


def test_a_transcript_with_errors_is_not_taken_for_removed(reviewed: Reviewer) -> None:
    (found,) = reviewed({TALK: TRANSCRIPT.replace("date:", "dte:")}).review.transcripts
    assert found.is_unread
    assert found.new is None


def test_transcripts_added_and_removed(reviewed: Reviewer) -> None:
    found = reviewed(
        {
            TALK: None,
            NOTES: None,
            "content/transcripts/2021/other.md": TRANSCRIPT,
            "content/pages/about.md": "---\ntitle: About\n---\nWho.\n",
        }
    ).review
    assert [(t.old is None, t.new is None) for t in found.transcripts] == [(False, True), (True, False)]
    assert [p.note.id for p in found.removed] == ["treaty-expiry"]


def test_two_notes_with_one_id_are_both_there(reviewed: Reviewer) -> None:
    found = reviewed({NOTES: NOTE + NOTE.replace("ten", "nine")})
    assert [p.note.id for p in found.review.added] == ["treaty-expiry"]
    assert [d.code for d in found.diagnostics] == ["duplicate-id"]


def test_broken_settings_still_leave_a_comparison(reviewed: Reviewer) -> None:
    found = reviewed({"site.yaml": "title: [\n", NOTES: NOTE.replace("*ten*", "nine")})
    assert [c.fields for c in found.review.changed] == [("body",)]
    assert found.config is None


def test_before_there_was_a_site_everything_is_new(tmp_path: Path) -> None:
    commit(write_files(tmp_path / "site", {"README": "x"}))
    write_files(tmp_path / "site", SMALL_SITE)
    found = review(tmp_path / "site", "HEAD", Options())
    assert [p.note.id for p in found.review.added] == ["treaty-expiry"]
    assert found.old_diagnostics == ()


def test_no_such_revision(make_site: MakeSite) -> None:
    site = make_site({})
    commit(site)
    with pytest.raises(RevisionError):
        review(site, "nowhere", Options())


# The command


def test_the_report(make_site: MakeSite, postil: Postil) -> None:
    site = make_site({})
    change(site, {NOTES: NOTE.replace("verdict: accurate", "verdict: misleading").replace("*ten*", "nine")})
    answer = postil("check", "--site", site, "--against", "HEAD")
    name = commit(site)  # for the shape alone: the report names the commit before
    report = re.sub(r"`[0-9a-f]{12}`", "`<commit>`", answer.out)
    assert len(name) == 40
    assert (answer.status, answer.err) == (0, "")
    assert (
        report
        == """\
# What changes

| | |
|---|---:|
| notes changed | 1 |
| verdicts changed | **1** |
| errors | 0 |

Compared with `<commit>`.

## Verdicts changed

### Misleading · `treaty-expiry`

**Verdict: Accurate → Misleading**

On “A talk about treaties”, turn 2, Ann Lee, `content/transcripts/2020/talk.md:9`:

> How long does the treaty last? It **expires next February**, as everybody knows. [Applause.] We shall see.

**Claim:** The treaty expires in February 2021.

| field | was | is |
|---|---|---|
| verdict | Accurate | Misleading |

The text:

```diff
@@ -1 +1 @@
-It was signed for *ten* years.
+It was signed for nine years.
```

1. The treaty, 2010-04: <https://example.org/treaty>

No author is named; created 2026-11-24; status: published. `annotations/2020/talk.yaml:1`
""".replace("[Applause.]", "\\[Applause.\\]")
    )


def test_a_lost_note_is_an_error_and_stands_in_the_table(make_site: MakeSite, postil: Postil) -> None:
    site = make_site({})
    change(site, {TALK: TRANSCRIPT.replace("February", "March")})
    answer = postil("check", "--site", site, "--against", "HEAD")
    assert answer.status == 1
    assert "| existing notes that lost their words | **1** |" in answer.out
    assert "| errors | **1** |" in answer.out
    assert "- **error** `quote-not-found` `annotations/2020/talk.yaml:3:10`: " in answer.out
    assert "**Accurate · `treaty-expiry`: lost its words.**" in answer.out
    assert (
        "Was: How long does the treaty last? It **expires next February**, as everybody knows." in answer.out
    )


def test_the_old_state_had_errors(make_site: MakeSite, postil: Postil) -> None:
    site = make_site({NOTES: NOTE.replace("February", "March")})
    change(site, {NOTES: NOTE})
    answer = postil("check", "--site", site, "--against", "HEAD")
    assert answer.status == 0
    assert "**The state compared with has 1 error of its own.**" in answer.out


def test_a_link_in_the_old_tree_is_not_followed(make_site: MakeSite, postil: Postil, tmp_path: Path) -> None:
    site = make_site({})
    write_files(tmp_path, {"secret.yaml": NOTE.replace("treaty-expiry", "secret")})
    link = site / "annotations/2020/talk/secret.yaml"
    link.parent.mkdir()
    link.symlink_to(tmp_path / "secret.yaml")
    change(site, {"annotations/2020/talk/secret.yaml": None})
    answer = postil("check", "--site", site, "--against", "HEAD")
    assert answer.status == 0
    assert "secret" not in answer.out
    assert "1 error of its own" in answer.out


HOSTILE = """\
id: hostile
kind: context
quote: We shall see
title: "</summary> @octocat | # x"
claim: "![x](https://evil.example/a.png) <img src=x> #1 GH-2 [a](javascript:x)"
body: |
  ```
  # A heading
  </details> @octocat
  ````
sources:
  - {title: "x](https://evil.example) **b**", url: "https://example.org/a|b`c", quote: "<b>\\n\\n# x"}
authors: ["<b>@octocat</b>"]
topics: ["C# | @octocat"]
"""


def test_hostile_notes_are_shown_and_act_on_nothing(make_site: MakeSite, postil: Postil) -> None:
    site = make_site({})
    change(site, {"annotations/2020/talk/hostile.yaml": HOSTILE})
    answer = postil("check", "--site", site, "--against", "HEAD")
    assert answer.status == 0, answer.out
    tokens = GITHUB.parse(answer.out)
    headings = [b.content for a, b in pairwise(tokens) if a.type == "heading_open"]
    assert headings == ["What changes", "Notes added", "Context · `hostile`"]
    assert [t for t in tokens if t.type == "html_block"] == []
    inline = [child for token in tokens for child in token.children or []]
    assert {t.type for t in inline} <= {
        *("text", "text_special", "code_inline", "strong_open", "strong_close", "link_open", "link_close"),
        *("softbreak", "em_open", "em_close"),
    }
    assert [t.attrs["href"] for t in inline if t.type == "link_open"] == ["https://example.org/a%7Cb%60c"]
    assert "`````markdown\n```\n# A heading\n</details> @octocat\n````\n`````" in answer.out
    outside = re.sub(r"(?s)`````.*?`````", "", answer.out)
    assert not re.search(r"@(?!&#8203;)", outside)


def test_a_report_is_never_larger_than_a_summary_may_be(make_site: MakeSite, postil: Postil) -> None:
    site = make_site({})
    body = "Some words. " * 1500
    many = "".join(f"- {{id: n{i}, kind: context, quote: We shall see, body: {body}}}\n" for i in range(80))
    change(site, {NOTES: many})
    answer = postil("check", "--site", site, "--against", "HEAD")
    assert answer.status == 0
    assert len(answer.out.encode()) < 1024 * 1024
    assert re.search(
        r"The report is cut here: \d+ more paragraphs do not fit\. "
        r"GitHub shows no summary of more than 1 MiB\.\n$",
        answer.out,
    )


def on_turns(count: int) -> str:
    """As many notes, each on a turn of its own."""
    return "".join(f"- {{id: n{i}, kind: context, turn: {i + 1}, body: b}}\n" for i in range(count))


def turns(count: int, word: str) -> str:
    """A made-up transcript of as many turns."""
    return TRANSCRIPT.partition("Q: How")[0] + "".join(f"Q: This is {word} {i}.\n\n" for i in range(count))


def test_a_transcript_that_changed_much_is_listed_and_folded(make_site: MakeSite, postil: Postil) -> None:
    site = make_site({TALK: turns(6, "part"), NOTES: on_turns(6)})
    change(site, {TALK: turns(6, "piece")})
    answer = postil("check", "--site", site, "--against", "HEAD")
    listed = "".join(
        f"- Context · `n{i}`: its words changed (`annotations/2020/talk.yaml:{i + 1}`)\n\n" for i in range(6)
    )
    assert "| existing notes whose words changed | 6 |\n" in answer.out
    assert (
        "`content/transcripts/2020/talk.md` is changed.\n\n"
        "Existing notes: 6 whose words changed.\n\n"
        f"{listed}"
        "<details><summary>The words of each, before and after</summary>\n\n"
        "**Context · `n0`: its words changed.**\n\n"
        "Was: **This is part 0.** This is part 1."
    ) in answer.out.replace("<strong>", "**").replace("</strong>", "**")
    assert answer.out.endswith("This is piece 5.</strong>\n\n</details>\n")


def test_few_notes_are_shown_without_a_fold(make_site: MakeSite, postil: Postil) -> None:
    site = make_site({TALK: turns(3, "part"), NOTES: on_turns(3)})
    change(site, {TALK: turns(2, "part") + "Q: This is new.\n"})
    answer = postil("check", "--site", site, "--against", "HEAD")
    assert "Existing notes: 2 on the same words, 1 whose words changed." in answer.out
    assert "<details>" not in answer.out


def test_a_fold_is_closed_where_the_report_is_cut(make_site: MakeSite, postil: Postil) -> None:
    long = "words and " * 50
    site = make_site({TALK: turns(900, f"part {long}"), NOTES: on_turns(900)})
    change(site, {TALK: turns(900, f"piece {long}")})
    answer = postil("check", "--site", site, "--against", "HEAD")
    assert len(answer.out.encode()) < 1024 * 1024
    assert answer.out.count("<details>") == answer.out.count("</details>") == 1
    assert re.search(
        r"\n\n</details>\n\nThe report is cut here: [\d,]+ more paragraphs do not fit\.", answer.out
    )


@pytest.mark.parametrize("revision", ["nowhere", "--help", "HEAD~5"])
def test_a_revision_that_is_not_there_is_one_line(make_site: MakeSite, postil: Postil, revision: str) -> None:
    site = make_site({})
    commit(site)
    answer = postil("check", "--site", site, f"--against={revision}")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == f"postil: there is no revision “{revision}” in this repository\n"


@pytest.mark.parametrize("more", [["--format", "json"], ["content"]])
def test_the_report_takes_neither_a_format_nor_a_path(
    make_site: MakeSite, postil: Postil, more: list[str]
) -> None:
    answer = postil("check", "--site", make_site({}), "--against", "HEAD", *more)
    assert (answer.status, answer.out) == (2, "")
    assert "no PATH, no --format" in answer.err


def test_the_report_is_the_same_every_time(make_site: MakeSite, postil: Postil) -> None:
    site = make_site({})
    change(site, {NOTES: NOTE.replace("ten", "nine"), TALK: TRANSCRIPT.replace("knows", "knew")})
    first = postil("check", "--site", site, "--against", "HEAD")
    assert postil("check", "--site", site, "--against", "HEAD") == first
