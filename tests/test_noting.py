from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postil import noting
from postil.building.new_files import create_files
from postil.diagnostics import has_errors
from postil.editing.note_file import NewNote, write_note
from postil.pipeline import Options, check
from tests.building.folders import SMALL_SITE, write_files
from tests.conftest import MakeSite

TALK = """\
---
title: A talk
date: 2020-12-30
speakers: {Q: {name: The Reporter}, A: {name: Ann Lee}}
---

Q: The treaty, the “treaty”, the treaty -- what of it?

A: The *treaty* ends. It ends next year, I say.

Q: It ends next year?
"""


@pytest.fixture
def desk(make_site: MakeSite) -> noting.Desk:
    site = make_site({"content/transcripts/2020/talk.md": TALK, "annotations/2020/talk.yaml": ""})
    opened, problems = noting.open_desk(site, "2020/talk")
    assert problems == ()
    assert opened is not None
    return opened


def note(**fields: object) -> NewNote:
    return NewNote(**{"id": "n", "kind": "context", "body": "Words.\n", **fields})  # type: ignore[arg-type]


# The transcript


@pytest.mark.parametrize(
    "name",
    [
        *("2020/talk", "2020/talk.md", "/2020/talk/", "content/transcripts/2020/talk.md"),
        *("/transcripts/2020/talk/", "transcripts/2020/talk", "/archive/transcripts/2020/talk/#t3"),
        *(
            "https://example.org/archive/transcripts/2020/talk/?q=a#note-x",
            "content\\transcripts\\2020\\talk.md",
        ),
    ],
)
def test_a_transcript_goes_by_path_file_and_address(make_site: MakeSite, name: str) -> None:
    assert noting.transcript_named(make_site({}), name) == "2020/talk"


def test_a_transcript_goes_by_its_file_from_any_folder(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site({"content/transcripts/talk.md": TALK})
    monkeypatch.chdir(site / "content/transcripts/2020")
    assert noting.transcript_named(site, "talk.md") == "2020/talk"
    assert noting.transcript_named(site, "talk") == "talk"
    assert noting.transcript_named(site, str(site / "content/transcripts/talk.md")) == "talk"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2020/tlak", "did you mean “2020/talk”?"),
        ("talk", "did you mean “2020/talk”?"),
        ("/transcripts/2021/talk/", "did you mean “2020/talk”?"),
        ("nothing/like/that/at-all", "known here: 2020/talk"),
        ("../../etc/passwd", "known here: 2020/talk"),
        ("", "known here: 2020/talk"),
    ],
)
def test_an_unknown_transcript_names_the_nearest(make_site: MakeSite, name: str, said: str) -> None:
    with pytest.raises(noting.UnknownTranscriptError) as refused:
        noting.transcript_named(make_site({}), name)
    assert str(refused.value) == f"there is no transcript “{name}”; {said}"


def test_errors_in_what_a_note_rests_on_come_first_and_others_do_not(make_site: MakeSite) -> None:
    site = make_site({"annotations/2020/talk/x.yaml": "id: x\n", "content/pages/about.md": "no title\n"})
    opened, problems = noting.open_desk(site, "2020/talk")
    assert opened is None
    assert {p.span.path for p in problems} == {"annotations/2020/talk/x.yaml"}
    (site / "annotations/2020/talk/x.yaml").unlink()
    opened, problems = noting.open_desk(site, "2020/talk")
    assert opened is not None
    assert problems == ()


def test_a_note_that_lost_its_words_keeps_its_id_and_hinders_nobody(make_site: MakeSite) -> None:
    site = make_site({"annotations/2020/talk/x.yaml": "id: x\nkind: context\nquote: gone\nbody: b\n"})
    desk, problems = noting.open_desk(site, "2020/talk")
    assert problems == ()
    assert desk is not None
    assert noting.proposed_id(desk, note(claim="x")) == "x-2"
    assert any("has the id “x”" in f.message for f in noting.faults_of(desk, note(id="x")))


# The place


def test_a_quote_is_written_in_the_letters_of_the_transcript(desk: noting.Desk) -> None:
    assert noting.settled(desk, note(quote='the "treaty",')).quote == "the “treaty”,"
    assert noting.settled(desk, note(quote="treaty — what")).quote == "treaty -- what"


def test_a_quote_that_occurs_once_has_no_prefix(desk: noting.Desk) -> None:
    settled = noting.settled(desk, note(quote="I say"))
    assert (settled.prefix, settled.suffix, settled.turn) == (None, None, None)


def test_every_place_comes_with_what_tells_it_from_the_others(desk: noting.Desk) -> None:
    found = noting.places(desk, noting.selector_of(note(quote="treaty")))
    assert [(p.where, p.line) for p in found] == [("turn 1", 7)] * 3 + [("turn 2", 9)]
    assert found[0].words.startswith("The treaty, the “treaty”")
    for place in found:
        chosen = noting.at_place(note(quote="treaty"), place)
        again = noting.places(desk, noting.selector_of(chosen))
        assert [p.range for p in again] == [place.range]
        assert noting.faults_of(desk, chosen) == ()


def test_a_turn_chooses_and_prefix_and_suffix_outlive_it(desk: noting.Desk) -> None:
    settled = noting.settled(desk, note(quote="It ends next year", turn=3))
    assert settled.turn is None
    assert (settled.prefix, settled.suffix) != (None, None)
    (place,) = noting.places(desk, noting.selector_of(settled))
    assert place.where == "turn 3"


def test_what_skips_words_stays_as_it_is(desk: noting.Desk) -> None:
    skipping = note(quote="ends. […] I say", turn=2)
    assert noting.settled(desk, skipping) == skipping
    assert noting.faults_of(desk, skipping) == ()


def test_a_given_prefix_stays_as_it_is(desk: noting.Desk) -> None:
    settled = noting.settled(desk, note(quote="treaty", prefix="The", speaker="ann-lee"))
    assert (settled.prefix, settled.suffix, settled.speaker) == ("The", None, "ann-lee")


# What is wrong


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"quote": "treaty"}, "quote", "4 places read “treaty”"),
        ({"quote": "traety ends"}, "quote", "no passage reads “traety ends”"),
        ({"quote": "I say", "speaker": "anne"}, "speaker", "nobody in this transcript has the id “anne”"),
        ({"quote": "I say", "turn": 9}, "turn", "there is no turn 9"),
        ({"prefix": "a"}, "prefix", "“prefix” narrows a quote, and there is no “quote”"),
        ({"kind": "x"}, "kind", "there is no kind “x”"),
        ({"verdict": "good"}, "verdict", "the site has no verdict “good”"),
        ({"id": "Not Good"}, "id", "“Not Good” must be lower-case letters, digits and single hyphens"),
        ({"topics": ("…",)}, "topics", "the topic “…” has no letter or digit in it"),
        ({"created": "2026"}, "created", "“2026” is not a whole date"),
        ({"body": "Words.\n\n[a](gone.md)\n"}, "body", "nothing is at “gone.md”"),
        ({"body": "[a](javascript:x)\n"}, "body", "the address has the scheme “javascript:”"),
        ({"title": "a\0"}, None, "the title has the character U+0000 in it"),
        ({"kind": "fact-check", "verdict": "accurate"}, None, "needs at least one source"),
    ],
)
def test_a_fault_is_told_by_its_field(
    desk: noting.Desk, fields: dict[str, object], field: str | None, message: str
) -> None:
    found = [(f.field, f.message) for f in noting.faults_of(desk, note(**fields))]
    assert any(f == field and message in m for f, m in found), found


def test_an_unknown_contributor_is_a_warning(desk: noting.Desk) -> None:
    (fault,) = noting.faults_of(desk, note(authors=("jdoe",)))
    assert (fault.field, fault.severity) == ("authors", "warning")


# The id


def test_an_id_is_made_of_claim_title_or_quote(desk: noting.Desk) -> None:
    assert noting.proposed_id(desk, note(claim="It ends.", title="b", quote="c")) == "it-ends"
    assert noting.proposed_id(desk, note(title="Договор", quote="c")) == "dogovor"
    assert noting.proposed_id(desk, note(claim="…", quote="I say")) == "i-say"
    assert noting.proposed_id(desk, note()) == "context"
    assert noting.proposed_id(desk, note(claim="con")) == "con-1"
    long = noting.proposed_id(desk, note(claim="words and " * 20))
    assert long == "words-and-words-and-words-and-words-and-words"


def test_an_id_is_not_one_that_is_taken(make_site: MakeSite) -> None:
    site = make_site(
        {
            "annotations/2020/talk/a.yaml": "id: a\nkind: context\nbody: b\n",
            "content/transcripts/2020/talk/b.md": TALK,  # annotations/2020/talk/b.yaml is its list
        }
    )
    desk, problems = noting.open_desk(site, "2020/talk")
    assert problems == ()
    assert desk is not None
    assert noting.proposed_id(desk, note(claim="treaty expiry")) == "treaty-expiry-2"
    assert noting.proposed_id(desk, note(claim="a")) == "a-2"
    assert noting.proposed_id(desk, note(claim="b")) == "b-2"


# All together: what is written passes check


words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)


@given(
    start=st.integers(0, 120),
    length=st.integers(1, 60),
    body=words,
    title=st.none() | words,
    claim=st.none() | words,
    author=words,
    topic=words,
)
@settings(max_examples=60, deadline=None)
def test_what_has_no_faults_passes_check(
    tmp_path_factory: pytest.TempPathFactory,
    start: int,
    length: int,
    body: str,
    title: str | None,
    claim: str | None,
    author: str,
    topic: str,
) -> None:
    site = tmp_path_factory.mktemp("site")
    write_files(
        site, {**SMALL_SITE, "content/transcripts/2020/talk.md": TALK, "annotations/2020/talk.yaml": ""}
    )
    desk, _ = noting.open_desk(site, "2020/talk")
    assert desk is not None
    quote = desk.anchored.transcript.text[start : start + length]
    new = note(quote=quote, body=body, title=title, claim=claim, authors=(author,), topics=(topic,))
    found = noting.places(desk, noting.selector_of(new))
    new = noting.at_place(new, found[-1]) if len(found) > 1 else noting.settled(desk, new)
    new = NewNote(**{**{f: getattr(new, f) for f in new.__slots__}, "id": noting.proposed_id(desk, new)})
    faults = noting.faults_of(desk, new)
    try:
        content = write_note(new).encode()
    except ValueError:
        assert [f.unwritable for f in faults] == [True]
        return
    create_files(site, {noting.note_path(desk, new.id): content})
    diagnostics = check(site, Options(drafts=True)).diagnostics
    assert has_errors(diagnostics) == any(f.severity == "error" for f in faults)
    assert sorted(d.message for d in diagnostics) == sorted(f.message for f in faults)
