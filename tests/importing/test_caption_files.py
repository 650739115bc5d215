"""The captions here are made up, in the manner of what people and programs write."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postil.diagnostics import Code, Diagnostic
from postil.importing import Draft, LeftOut, read_subrip, read_webvtt, write_markdown
from postil.importing.caption_turns import UNNAMED
from postil.model.transcript import Transcript
from postil.reading.transcript import read_transcript
from postil.source import SourceFile


def read_back(draft: Draft) -> Transcript:
    """The draft as a transcript, which has nothing to mend."""
    markdown = write_markdown(draft, title="T", date="2020-12-30")
    problems: list[Diagnostic] = []
    transcript = read_transcript("x", SourceFile("content/transcripts/x.md", markdown), {}, problems)
    # A character that overrides the direction of the text is kept, as every other, and warned of.
    assert [problem for problem in problems if problem.code is not Code.SUSPICIOUS_TEXT] == []
    assert transcript is not None
    return transcript


def turns(draft: Draft) -> list[tuple[str | None, str | None, str]]:
    transcript = read_back(draft)
    assert [turn.label for turn in transcript.turns] == [p.label for p in draft.paragraphs if p.label]
    return [(p.label, p.timecode, p.text) for p in draft.paragraphs]


def subrip(*texts: str, seconds: int = 2) -> str:
    """Captions of two seconds each."""
    starts = range(0, len(texts) * seconds, seconds)
    return "\n".join(
        f"{number}\n{clock(start)} --> {clock(start + 2)}\n{text}\n"
        for number, (start, text) in enumerate(zip(starts, texts, strict=True), start=1)
    )


def clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02},000"


def spoken(*texts: str, labels: tuple[str, ...] = ()) -> list[tuple[str | None, str]]:
    return [(label, text) for label, _, text in turns(read_subrip(subrip(*texts), labels=labels))]


def test_voices_are_speakers_and_their_captions_turns() -> None:
    draft = read_webvtt(
        "WEBVTT The talk of 12 March 2021\n\n"
        "00:01.000 --> 00:03.000\n<v Ann Lee>We began in the\n\n"
        "00:03.000 --> 00:05.500\n<v Ann Lee>summer.</v> <v Bob>Did we?</v>\n\n"
        "00:05.500 --> 00:07.000\n[Laughter]\n\n"
        "00:07.000 --> 00:08.000\n<v Bob>We did.\n"
    )
    assert (draft.title, draft.date) == ("The talk of 12 March 2021", "2021-03-12")
    assert turns(draft) == [
        ("Ann Lee", "00:00:01", "We began in the summer."),
        ("Bob", "00:00:03", "Did we?"),
        (None, "00:00:05.500", "[Laughter]"),
        (None, "00:00:07", "We did."),
    ]
    assert [(s.label, s.id, s.turns) for s in draft.speakers] == [
        ("Ann Lee", "ann-lee", 1),
        ("Bob", "bob", 1),
    ]


def test_a_caption_without_a_voice_among_voices_is_nobodys_who_is_known() -> None:
    draft = read_webvtt("00:01.000 --> 00:02.000\n<v Ann>One,\n\n00:02.000 --> 00:03.000\ntwo.\n")
    assert turns(draft) == [("Ann", "00:00:01", "One,"), (UNNAMED, "00:00:02", "two.")]


def test_labels_before_words() -> None:
    said = [("Host", "Welcome to the show."), ("Guest", "Thank you."), ("Host", "Well?"), ("Guest", "Well.")]
    assert spoken("Host: Welcome to", "the show.", "Guest: Thank you.", "Host: Well?", "Guest: Well.") == said
    assert (
        spoken("Host:\nWelcome to", "Host: the show.", "Guest: Thank you.\nHost: Well?", "Guest: Well.")
        == said
    )


def test_what_is_no_label_stays_with_the_words() -> None:
    assert spoken("He said: no.", "And then: yes.") == [(None, "He said: no. And then: yes.")]


def test_arrows_name_the_next_speaker_or_nobody() -> None:
    assert spoken(
        ">> ANNA KIM: The vote", "is over.", ">> What vote?", ">> The one", ">> ANNA KIM: In May."
    ) == [
        ("ANNA KIM", "The vote is over."),
        (UNNAMED, "What vote?"),
        (UNNAMED, "The one"),
        ("ANNA KIM", "In May."),
    ]


def test_arrows_inside_a_line() -> None:
    assert spoken("&gt;&gt; you know &gt;&gt; yes") == [(UNNAMED, "you know"), (UNNAMED, "yes")]


@pytest.mark.parametrize("dash", ["- ", "-", "– ", "—"])
def test_dashes_are_turns_of_people_without_a_name(dash: str) -> None:
    assert spoken("Host: Now.", "Host: So", f"{dash}Is it on?\n{dash}It is,", "is it?", "Host: Good.") == [
        ("Host", "Now. So"),
        (UNNAMED, "Is it on?"),
        (UNNAMED, "It is, is it?"),
        ("Host", "Good."),
    ]


def test_a_dash_that_is_none_of_a_dialogue() -> None:
    assert spoken("—and so we left", "at -5 degrees") == [(None, "—and so we left at -5 degrees")]


def test_where_nobody_is_named_one_label_is_that_of_all() -> None:
    assert spoken("One,", "two.") == [(None, "One, two.")]
    assert spoken("One,", "two.", labels=("Ann Lee:",)) == [("Ann Lee", "One, two.")]
    assert spoken("One,", "two.", labels=("Ann", "Bob")) == [(None, "One, two.")]
    assert spoken("Ann: One,", "- two.", labels=("Ann",)) == [("Ann", "One,"), (UNNAMED, "two.")]


@pytest.mark.parametrize("remark", ["[Music]", "(applause)", "[men\nshouting]", "[Music]\n[Applause]"])
def test_remarks_are_incidents(remark: str) -> None:
    found = spoken("Host: Now.", "Host: And.", remark, "so on")
    expected = [remark.replace("\n", " ")] if "]\n[" not in remark else remark.split("\n")
    assert found == [("Host", "Now. And."), *((None, text) for text in expected), (None, "so on")]


def test_words_in_parentheses_inside_a_sentence_are_words() -> None:
    assert spoken("We went there", "(as planned)", "and left.") == [
        (None, "We went there (as planned) and left.")
    ]


def test_a_pause_behind_a_sentence_ends_a_paragraph() -> None:
    draft = read_subrip(subrip("One.", "Two", "three.", seconds=4))
    assert turns(draft) == [(None, "00:00:00", "One."), (None, "00:00:04", "Two three.")]


def test_long_paragraphs_end_with_a_sentence() -> None:
    draft = read_subrip(subrip(*["Words and more words,", "and an end."] * 60))
    assert all(p.text.endswith("end.") for p in draft.paragraphs)
    assert all(600 <= len(p.text) < 700 for p in draft.paragraphs[:-1])


def test_without_sentences_paragraphs_end_all_the_same() -> None:
    draft = read_subrip(subrip(*["words and more words"] * 600))
    assert max(len(p.text) for p in draft.paragraphs) < 2100


def test_a_word_cut_by_a_hyphen_is_looked_at() -> None:
    draft = read_subrip(subrip("One inter-", "national."))
    assert [(doubt.text, doubt.reason) for doubt in draft.doubts] == [
        ("inter- national.", "joined after a hyphen; one word?")
    ]


ROLLING = """\
WEBVTT
Kind: captions
Language: en

00:00:00.160 --> 00:00:03.429 align:start position:0%
\x20
so<00:00:00.960><c> today</c><00:00:01.520><c> we</c>

00:00:03.429 --> 00:00:03.439 align:start position:0%
so today we
\x20

00:00:03.439 --> 00:00:05.749 align:start position:0%
so today we
look<00:00:03.760><c> at</c><00:00:04.000><c> maps</c>

00:00:05.749 --> 00:00:05.759 align:start position:0%
look at maps
\x20

00:00:05.759 --> 00:00:07.749 align:start position:0%
look at maps
look<00:00:06.000><c> at</c><00:00:06.100><c> maps</c>
"""


def test_captions_that_roll_up_are_read_once() -> None:
    draft = read_webvtt(ROLLING)
    assert turns(draft) == [(None, "00:00:00.160", "so today we look at maps look at maps")]
    assert [left for left in draft.left_out if left.repeated] == [
        LeftOut(line, text, "a line that captions show again while they roll up", repeated=True)
        for line, text in [
            (10, "so today we"),
            (14, "so today we"),
            (18, "look at maps"),
            (22, "look at maps"),
        ]
    ]


def test_repeated_words_of_other_captions_stay() -> None:
    assert spoken("No.", "No.", "No.") == [(None, "No. No. No.")]


WORDS = st.lists(
    st.sampled_from(["so", "No.", "[Music]", "(all)", ">>", "5", "漢", "e\u0301", "a-"]),
    min_size=1,
    max_size=4,
).map(" ".join)
LINE = st.tuples(
    st.sampled_from(["", "", "- ", ">> ", ">> Bob: ", "Ann: ", "Bob:", "Q. ", "A. "]), WORDS
).map("".join)
CUE = st.lists(LINE, min_size=1, max_size=3)
_MARKS = re.compile(r"[\s>-]|Ann:|Bob:|\b[QA]\.")


@settings(deadline=None)  # the first example loads what it needs
@given(st.lists(CUE, max_size=12), st.sampled_from([(), ("Ann",), ("Ann", "Bob")]), st.booleans())
def test_every_word_is_kept_or_left_out(cues: list[list[str]], labels: tuple[str, ...], webvtt: bool) -> None:
    texts = ["\n".join(lines) for lines in cues]
    draft = (read_webvtt if webvtt else read_subrip)(subrip(*texts), labels=labels)
    said = _MARKS.sub("", " ".join(p.text for p in draft.paragraphs))
    written = _MARKS.sub("", " ".join(texts))
    gone = "".join(_MARKS.sub("", left.text) for left in draft.left_out)
    assert sorted(said + gone) == sorted(written)
    if not gone:
        assert said == written
    read_back(draft)


VOICES = st.sampled_from(["Ann", "Ann Lee", "[x]", "00:05", "A: B", "*Q*", "记者", "No", "index", ""])


@settings(deadline=None)
@given(st.lists(st.tuples(VOICES | st.text(max_size=5), LINE | st.text(max_size=20)), max_size=8))
def test_whatever_stands_in_a_file_the_transcript_can_be_read(said: list[tuple[str, str]]) -> None:
    cues = [f"00:0{i}.000 --> 00:0{i}.900\n<v {voice}>{text}" for i, (voice, text) in enumerate(said)]
    for read in (read_webvtt, read_subrip):
        turns(read("\n\n".join(["WEBVTT", *cues])))
        turns(read("\n\n".join(cue.replace("<v ", "") for cue in cues)))


@settings(deadline=None)
@given(st.text(alphabet="<>&;{}\\v/c[]():-.0123456789 \nab\u00a0", max_size=200))
def test_hostile_markup_is_read_in_one_pass(text: str) -> None:
    turns(read_webvtt(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}\n"))


@pytest.mark.parametrize("piece", ["<v ", "<", "&#", ">> ", "{\\", "[", "00:01.000 --> ", "a\n\n", "- x\n"])
def test_a_long_row_of_marks_takes_no_long_time(piece: str) -> None:
    draft = read_webvtt("WEBVTT\n\n00:01.000 --> 00:02.000\n" + piece * (200_000 // len(piece)))
    assert isinstance(draft, Draft)
