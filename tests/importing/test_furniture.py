from __future__ import annotations

import pytest

from postil.importing.furniture import find_furniture
from postil.importing.labels import find_openings
from postil.importing.lines import split_lines


def left_out(text: str) -> list[str]:
    lines = split_lines(text)
    return [lines[i].text for i in sorted(find_furniture(lines, find_openings(lines)))]


TALK = "Ann: One.\n\nBob: Two.\n\nAnn: Three.\n\nBob: Four.\n\n"


@pytest.mark.parametrize(
    "line",
    [
        "Skip to main content",
        "SHARE",
        "Print",
        "| Print |",
        "« Share",
        "link to source",
        "Advertisement",
        "Версия для печати",
        "We use cookies to make this site better.",
        "By continuing to use this site you accept cookies.",
        "© 2020 The Agency",
        "Copyright The Agency. All rights reserved.",
        "Page 3 of 12",
        "Seite 3 von 12",
    ],
)
def test_page_furniture_before_and_after_the_words(line: str) -> None:
    assert left_out(f"{line}\n\nA title\n\n{TALK}") == [line]
    assert left_out(f"A title\n\n{TALK}{line}\n") == [line]


@pytest.mark.parametrize(
    "line", ["To be continued...", "(To be continued.)", "Продолжение следует", "[未完待续]"]
)
def test_a_publishers_notice_at_the_end_only(line: str) -> None:
    assert left_out(f"{TALK}{line}\n\nPrint") == [line, "Print"]
    assert left_out(f"{line}\n\n{TALK}") == []


def test_phrases_among_the_words_are_kept() -> None:
    assert left_out(f"{TALK}Print\n\nWell, that is what it says.\n") == []
    assert left_out(f"{TALK}Ann:\nPrint\n\nBob:\n\nPage 3 of 12\n") == []
    assert left_out(f"{TALK}Share it with your friends\n") == []
    assert left_out(f"{TALK}Print.\n") == []
    assert left_out("0:01\nwe\n0:02\nshare\n") == []


def test_page_numbers_need_evidence() -> None:
    assert left_out(f"{TALK}7\n\n{TALK}") == []
    assert left_out(f"{TALK}7\n\n{TALK}8\n\n{TALK}9\n\n{TALK}") == ["7", "8", "9"]
    assert left_out(f"{TALK}7\n\n{TALK}9\n\n{TALK}11\n\n{TALK}") == []
    assert left_out(f"{TALK}- 1 -\n\f{TALK}- 2 -\n\f{TALK}") == ["- 1 -", "- 2 -"]
    assert left_out(f"{TALK}1990\n\f{TALK}") == []
    assert left_out("Ann: Count.\nBob:\n1\n2\n3\nAnn: Good.\nBob: So.") == []


def test_running_heads_need_pages() -> None:
    page = f"Hearing on Trees\n\n{TALK}"
    assert left_out(f"{page}\f{page}\f{page}") == ["Hearing on Trees", "Hearing on Trees"]
    assert left_out(f"{page}\n{page}\n{page}") == []
    remark = f"{TALK}[Applause.]\n"
    assert left_out(f"{remark}\f{remark}\f{remark}") == []
