from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.importing import Draft, LeftOut, Paragraph, ProposedSpeaker, read_plain_text
from tests.importing.accounting import assert_all_accounted

INTERVIEW = (Path(__file__).parent / "data" / "lavrov-tass-2020-12-30.txt").read_text(encoding="utf-8")


def turns(draft: Draft) -> list[tuple[str | None, str | None, str]]:
    return [(p.label, p.timecode, p.text) for p in draft.paragraphs]


def read(text: str, *labels: str) -> Draft:
    draft = read_plain_text(text, labels=labels)
    assert_all_accounted(text, draft)
    return draft


def test_a_published_interview_as_it_is_copied_from_its_page() -> None:
    draft = read(INTERVIEW)
    assert (
        draft.title == "Foreign Minister Sergey Lavrov’s interview with TASS News Agency, December 30, 2020"
    )
    assert draft.date == "2020-12-30"
    assert draft.speakers == (
        ProposedSpeaker("Question", "question", "Question", 2),
        ProposedSpeaker("Sergey Lavrov", "sergey-lavrov", "Sergey Lavrov", 2),
    )
    assert [(p.line, p.label) for p in draft.paragraphs] == [
        (7, "Question"),
        (9, "Sergey Lavrov"),
        *((line, None) for line in (11, 13, 15, 17)),
        (19, "Question"),
        (21, "Sergey Lavrov"),
        *((line, None) for line in (23, 25, 27, 29, 31)),
    ]
    assert draft.paragraphs[6].text.endswith("How far do you think the nascent arms race might go?")
    assert draft.left_out == (
        LeftOut(1, "Skip to Content", "a link that skips to the content"),
        LeftOut(34, "To be continued...", "a publisher's notice, not said by anybody"),
        LeftOut(36, "link to source", "a link to the source"),
    )
    assert draft.doubts == ()


TWO_SPEAKERS = [
    ("Ann Lee", None, "Are you well?"),
    ("BOB", None, "I am."),
    ("Ann Lee", None, "Good."),
    ("BOB", None, "So."),
]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee: Are you well?\n\nBOB: I am.\n\nAnn Lee: Good.\n\nBOB: So.\n",
        "Ann Lee: Are you well?\nBOB: I am.\nAnn Lee: Good.\nBOB: So.",
        "\ufeffAnn Lee: Are you well?\r\n\r\nBOB:\tI am.\r\nAnn Lee:  Good.\rBOB: So.\r\n",
        "Ann Lee:\u00a0Are you well?\n\nBOB:\u00a0 I am.\n\nAnn\u00a0Lee:\u202fGood. \u00a0\n\nBOB:\u00a0So.",
        "Ann Lee : Are you well?\n\nBOB\u00a0: I am.\n\nAnn Lee\u202f: Good.\n\nBOB : So.",
        "Ann Lee：Are you well?\n\nBOB： I am.\n\nAnn Lee：Good.\n\nBOB：So.",
        "**Ann Lee:** Are you well?\n\n**BOB**: I am.\n\n**Ann Lee: Good.**\n\n__BOB:__ So.",
        "Ann Lee:\nAre you well?\n\nBOB:\n\nI am.\n\nAnn Lee:\nGood.\n\nBOB:\n\n\nSo.",
        "   Ann Lee: Are you well?\n\t\tBOB: I am.\n\fAnn Lee: Good.\n\n\n\n   BOB:   So.",
        "\u200eAnn Lee: Are you well?\nBOB: I am.\n\u200fAnn Lee: Good.\nBOB\u200b: So.",
    ],
    ids=[
        "blank lines",
        "a line each",
        "CRLF",
        "no-break",
        "French",
        "fullwidth",
        "bold",
        "own line",
        "tabs",
        "unseen",
    ],
)
def test_labels_in_every_manner(text: str) -> None:
    draft = read(text)
    assert turns(draft) == TWO_SPEAKERS
    assert [(s.label, s.id, s.turns) for s in draft.speakers] == [
        ("Ann Lee", "ann-lee", 2),
        ("BOB", "bob", 2),
    ]
    assert (draft.left_out, draft.doubts) == ((), ())


TIMED = [
    ("Ann", "00:00:05", "Well?"),
    ("Bob", "00:01:02", "I am."),
    ("Ann", "00:01:09", "Good."),
    ("Bob", "01:00:00", "So."),
]


@pytest.mark.parametrize(
    "text",
    [
        "[00:05] Ann: Well?\n[00:01:02] Bob: I am.\n[00:01:09] Ann: Good.\n[01:00:00] Bob: So.",
        "(0:05) Ann: Well?\n(1:02) Bob: I am.\n(1:09) Ann: Good.\n(60:00) Bob: So.",
        "00:00:05 Ann: Well?\n\n00:01:02 Bob: I am.\n\n00:01:09 Ann: Good.\n\n1:00:00 Bob: So.",
        "Ann (00:00:05): Well?\nBob (01:02): I am.\nAnn [1:09]: Good.\nBob (1:00:00): So.",
        "**[00:00:05] Ann:** Well?\n**Bob** (01:02): I am.\n[1:09] **Ann**: Good.\n**Bob (1:00:00):** So.",
        "Ann (00:05):\nWell?\n\nBob (01:02):\nI am.\n\nAnn (01:09):\nGood.\n\nBob (01:00:00):\nSo.",
        "Ann  0:05\nWell?\n\nBob  1:02\nI am.\n\nAnn  1:09\nGood.\n\nBob  1:00:00\nSo.",
        "Ann | 00:05\nWell?\n\nBob | 01:02\nI am.\n\nAnn | 01:09\nGood.\n\nBob | 01:00:00\nSo.",
        "0:05 Ann\nWell?\n\n1:02 Bob\nI am.\n\n1:09 Ann\nGood.\n\n1:00:00 Bob\nSo.",
        "[Ann] 00:00:05\nWell?\n\n[Bob] 00:01:02\nI am.\n\n[Ann] 00:01:09\nGood.\n\n[Bob] 01:00:00\nSo.",
        "00:00:05\nAnn\nWell?\n\n00:01:02\nBob\nI am.\n\n00:01:09\nAnn\nGood.\n\n01:00:00\nBob\nSo.",
        "00:00:05\nAnn: Well?\n\n00:01:02\n\nBob: I am.\n\n[1:09]\nAnn: Good.\n1:00:00\nBob: So.",
        "Ann\n0:05\nWell?\n\nBob\n1:02\nI am.\n\nAnn\n1:09\nGood.\n\nBob\n1:00:00\nSo.",
        "Ann:\n0:05\nWell?\n\nBob:\n1:02\nI am.\n\nAnn:\n1:09\nGood.\n\nBob:\n1:00:00\nSo.",
    ],
)
def test_labels_with_timecodes_in_every_manner(text: str) -> None:
    draft = read(text)
    assert turns(draft) == TIMED
    assert (draft.left_out, draft.doubts) == ((), ())


def test_captions_lose_their_numbers_and_the_ends_of_their_times_in_the_open() -> None:
    draft = read(
        "1\n00:00:01,000 --> 00:00:02,500\nAnn: One.\n\n2\n00:00:03,000 --> 00:00:04,000\nBob: Two.\n\n"
        "3\n00:00:05,250 --> 00:00:06,000\nAnn: Three.\n\n4\n00:00:07,000 --> 00:00:08,000\nand four.\n"
    )
    assert turns(draft) == [
        ("Ann", "00:00:01.000", "One."),
        (None, "00:00:03.000", "Bob: Two."),
        ("Ann", "00:00:05.250", "Three."),
        (None, "00:00:07.000", "and four."),
    ]
    assert [(entry.line, entry.text) for entry in draft.left_out] == [
        (1, "1"),
        (2, "00:00:02,500"),
        (5, "2"),
        (6, "00:00:04,000"),
        (9, "3"),
        (10, "00:00:06,000"),
        (13, "4"),
        (14, "00:00:08,000"),
    ]
    assert [(doubt.line, doubt.text) for doubt in draft.doubts] == [(7, "Bob")]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "Вопрос: Как дела?\n\nС. В. Лавров: Хорошо.\n\nВопрос: Почему?\n\nС. В. Лавров: Так.",
            ["Вопрос", "С. В. Лавров"],
        ),
        (
            "记者：你好吗？\n\n王毅：我们认为有三点：一、二、三。\n\n记者：好。\n\n王毅：好。",
            ["记者", "王毅"],
        ),
        ("سؤال: كيف الحال؟\n\nالوزير: بخير.\n\nسؤال: لماذا؟\n\nالوزير: هكذا.", ["سؤال", "الوزير"]),
        ("שאלה: מה שלומך?\n\nהשר: טוב.\n\nשאלה: למה?\n\nהשר: כך.", ["שאלה", "השר"]),
        ("質問：元気？\n\n大臣：はい。\n\n質問：なぜ？\n\n大臣：さあ。", ["質問", "大臣"]),
        (
            "Question : Ça va ?\n\nLe ministre : Oui.\n\nQuestion : Et ?\n\nLe ministre : Non.",
            ["Question", "Le ministre"],
        ),
    ],
)
def test_labels_in_other_scripts(text: str, labels: list[str]) -> None:
    draft = read(text)
    assert [s.label for s in draft.speakers] == labels
    assert [p.label for p in draft.paragraphs] == labels * 2


def test_prose_with_colons_opens_no_turn() -> None:
    text = (
        "Q: Why?\n\nA: There are three points: one, two and three.\n\nNote: this is prose.\n\n"
        "There are three "
        "points: again.\n\nTime: 10:30\n\nNote: and this.\n\nHe said: no.\n\nHe said: yes.\n\nsee: this\n\n"
        "https://example.org: that\n\nhttps://example.org: this\n\nQ: So?\n\nA: So."
    )
    draft = read(text)
    assert [s.label for s in draft.speakers] == ["Q", "A"]
    assert [p.label for p in draft.paragraphs if p.label] == ["Q", "A", "Q", "A"]


def test_questions_and_answers_by_initials_and_a_name_that_begins_like_one() -> None:
    draft = read("Q. Did he go?\nA. He did.\nA. Smith saw him.\nQ. And then?\nA.  He came back.\n")
    assert turns(draft) == [
        ("Q", None, "Did he go?"),
        ("A", None, "He did."),
        (None, None, "A. Smith saw him."),
        ("Q", None, "And then?"),
        ("A", None, "He came back."),
    ]


def test_initials_that_do_not_alternate_are_names() -> None:
    draft = read("A. Smith came.\nA. Smith went.\nQ. Jones came.\nQ. Jones went.\n")
    assert draft.speakers == ()


def test_wrapped_paragraphs_are_joined_and_the_breaks_between_them_kept() -> None:
    draft = read(
        "MR. SMITH: I thank the committee for the time it has\ngiven me today, and I will be brief about\n"
        "the trees.\n[Applause.]\nTrees are the first thing to be said about\nthe city.\n"
        "THE CHAIR: Thank you, Mr. Smith, that was very kind of\nyou.\n\n"
        "We go on.\n\nMR. SMITH: Gladly, and with\nthe well-\nknown facts."
    )
    assert turns(draft) == [
        (
            "MR. SMITH",
            None,
            "I thank the committee for the time it has given me today, and I will be brief about the trees.",
        ),
        (None, None, "[Applause.]"),
        (None, None, "Trees are the first thing to be said about the city."),
        ("THE CHAIR", None, "Thank you, Mr. Smith, that was very kind of you."),
        (None, None, "We go on."),
        ("MR. SMITH", None, "Gladly, and with the well- known facts."),
    ]
    assert [(d.line, d.text) for d in draft.doubts] == [(14, "well- known")]


def test_lines_that_end_sentences_are_paragraphs() -> None:
    draft = read("Ann: One thing.\nAnother thing.\nA third thing!\nBob: Yes.\nAnn: So.\nBob: Well.")
    assert [p.text for p in draft.paragraphs] == [
        "One thing.",
        "Another thing.",
        "A third thing!",
        "Yes.",
        "So.",
        "Well.",
    ]


def test_wrapped_chinese_is_joined_without_spaces() -> None:
    draft = read(
        "记者：我们今天想请您谈谈关于国际形势\n的看法。\n\n王毅：好。\n\n记者：谢谢。\n\n王毅：不客气。"
    )
    assert draft.paragraphs[0].text == "我们今天想请您谈谈关于国际形势的看法。"


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    draft = read(
        "ANN: The first page ends here and\n\nPage 1 of 2\n\f\nthe second goes on.\n\n"
        "BOB: Yes.\n\nANN: So.\n\nPage 2 of 2\n"
    )
    assert turns(draft)[0] == ("ANN", None, "The first page ends here and the second goes on.")
    assert [(entry.line, entry.text) for entry in draft.left_out] == [(3, "Page 1 of 2"), (11, "Page 2 of 2")]


def test_given_labels_count_however_rare_or_odd_they_are() -> None:
    text = "note: Ladies and gentlemen.\n\nthe man at the very back of the room: Hear, hear.\n\nAnn\nYes."
    assert read(text).speakers == ()
    draft = read(text, "Note:", "the man at the very back of the room", "ANN")
    assert turns(draft) == [
        ("note", None, "Ladies and gentlemen."),
        ("the man at the very back of the room", None, "Hear, hear."),
        ("Ann", None, "Yes."),
    ]


def test_an_interview_of_two_turns() -> None:
    draft = read("Interviewer: How are you?\n\nDr. Jones: Fine.\n")
    assert [s.label for s in draft.speakers] == ["Interviewer", "Dr. Jones"]
    assert [doubt.text for doubt in draft.doubts] == ["Dr. Jones"]


def test_a_label_without_words_is_kept_and_doubted() -> None:
    draft = read("Ann:\nBob: Yes.\nAnn: So.\nBob: Yes.\nAnn:")
    assert turns(draft)[0] == ("Ann", None, "")
    assert turns(draft)[-1] == ("Ann", None, "")
    assert [(d.line, d.reason) for d in draft.doubts] == [
        (1, "a label without words"),
        (5, "a label without words"),
    ]


def test_text_without_speakers_is_kept_as_it_is() -> None:
    draft = read("A speech\n\nMy friends, it is late.\n\nLet us go.\n")
    assert (draft.title, draft.speakers) == ("A speech", ())
    assert draft.paragraphs == (Paragraph("My friends, it is late.", 3), Paragraph("Let us go.", 5))


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", " \t\f\n", "\x00"])
def test_nothing_gives_nothing(text: str) -> None:
    draft = read_plain_text(text)
    assert (draft.title, draft.date, draft.speakers, draft.paragraphs, draft.left_out) == (
        None,
        None,
        (),
        (),
        (),
    )


def test_control_characters_go_with_a_doubt() -> None:
    draft = read_plain_text("Ann: o\x00ne\x1b.\nBob: Two.\nAnn: Three.\nBob: Four.")
    assert draft.paragraphs[0].text == "one."
    assert [(d.line, d.reason) for d in draft.doubts] == [
        (1, "control characters were taken out of this line")
    ]


PIECES = st.sampled_from(
    [
        "Ann: ",
        "BOB : ",
        "Ann (by phone): ",
        "Question：",
        "**Ann:** ",
        "**Bob",
        "Q. ",
        "A. ",
        "Note: ",
        "Ann",
        "Bob",
        "Skip to content",
        "Print",
        "To be continued...",
        "Page 3 of 9",
        "=====",
        "# ",
        "[Applause.]",
        "A title",
        "link to source",
        "We use cookies on this website.",
        "\f",
        "\r\n",
        "\n",
        "\n\n",
        "\n",
        " ",
        "\u00a0",
        "\t",
        "\u2028",
        "and so it goes on for quite a while longer,",
        "It ended.",
        "记者：",
        "你好",
        "*",
        "_",
        "- ",
        "\u200e",
        "\ufeff",
        "well-",
        "December thirty",
        "© Somebody",
        "Share",
        "e\u0301",
        "\x07",
    ]
)
TIMES = st.sampled_from(
    [
        "[00:01:02] ",
        "(0:05): ",
        "00:05\n",
        "Ann  0:09\n",
        "Bob (01:02): ",
        "1:00:00 Ann: ",
        "0:01 --> 0:02\n",
        "[0:01 - 0:03] ",
    ]
)
ANY = st.text(st.characters(exclude_categories=["Cs", "Nd", "Nl", "No"]), max_size=12)


@given(st.lists(st.one_of(PIECES, ANY), max_size=40).map("".join))
def test_every_word_of_any_text_is_accounted_for(text: str) -> None:
    assert_all_accounted(text, read_plain_text(text))


@given(st.lists(st.one_of(PIECES, TIMES), max_size=40).map("".join))
def test_every_word_and_time_of_any_timed_text_is_accounted_for(text: str) -> None:
    assert_all_accounted(text, read_plain_text(text, labels=["Bob"]))


@given(st.text())
def test_no_text_is_refused(text: str) -> None:
    draft = read_plain_text(text)
    assert {p.label for p in draft.paragraphs if p.label is not None} == {s.label for s in draft.speakers}


LABEL = st.sampled_from(
    ["Question", "Sergey Lavrov", "MR. SMITH", "Вопрос", "记者", "Dr. Ann O’Hara", "Speaker 1"]
)
SENTENCE = st.sampled_from(["It is so.", "Why?", "There are two: one and two.", "Quite.", "“No,” he said."])


@given(
    st.lists(st.tuples(LABEL, st.lists(SENTENCE, min_size=1, max_size=4)), min_size=2, max_size=8),
    st.sampled_from([": ", ":\u00a0", " : ", "：", ":\n"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_a_regular_transcript_is_read_as_it_was_meant(
    script: list[tuple[str, list[str]]], colon: str, newline: str
) -> None:
    script = script * 2  # every label comes twice
    blocks = [label + colon + "\n\n".join(words) for label, words in script]
    text = "\n\n".join(blocks).replace("\n", newline)
    expected = [
        (label if first else None, None, sentence)
        for label, words in script
        for first, sentence in zip([True] + [False] * len(words), words, strict=False)
    ]
    assert turns(read(text)) == expected
