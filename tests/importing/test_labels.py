from __future__ import annotations

from postil.importing.labels import find_openings
from postil.importing.lines import split_lines


def labels(text: str, *given: str) -> list[str]:
    return [o.label for o in find_openings(split_lines(text), given).by_line if o is not None]


PROSE = "\n\nIt goes on.\n\nAnd on.\n\n"


def test_a_label_must_stand_twice() -> None:
    assert labels(f"Ann: One.{PROSE}Bob: Two.{PROSE}Ann: Three.{PROSE}Conclusion of Part: so.") == [
        "Ann",
        "Ann",
    ]


def test_a_role_may_stand_once() -> None:
    assert labels(f"Ann: One.{PROSE}Moderator: Two.{PROSE}Ann: Three.{PROSE}") == ["Ann", "Moderator", "Ann"]


def test_a_label_in_the_manner_of_all_others_may_stand_once() -> None:
    assert labels(f"MR. LEE: One.{PROSE}MS. ROE: Two.{PROSE}MR. LEE: Three.{PROSE}") == [
        "MR. LEE",
        "MS. ROE",
        "MR. LEE",
    ]
    assert labels(f"**Ann:** One.{PROSE}**Bob:** Two.{PROSE}**Ann:** Three.{PROSE}Eve: no.") == [
        "Ann",
        "Bob",
        "Ann",
    ]
    assert labels(f"[0:01] Ann: One.{PROSE}[0:02] Bob: Two.{PROSE}[0:03] Ann: Three.{PROSE}Eve: no.") == [
        "Ann",
        "Bob",
        "Ann",
    ]


def test_a_name_may_stand_once_where_every_block_opens_with_a_label() -> None:
    assert labels("Ann: One.\n\nBob: Two.\n\nAnn: Three.\n\nEve: Four.") == ["Ann", "Bob", "Ann", "Eve"]


def test_a_label_with_a_remark_is_still_that_label() -> None:
    assert labels(f"Ann: One.{PROSE}Ann (by phone): Two.{PROSE}Ann: Three.{PROSE}") == [
        "Ann",
        "Ann (by phone)",
        "Ann",
    ]


def test_words_on_captions_are_no_names() -> None:
    assert labels("0:01\nYeah\n0:02\nWell\n0:03\nYeah\n0:04\nSo") == []


def test_a_name_with_a_time_needs_words_below_it() -> None:
    assert labels("Ann  0:01\n\nAnn  0:02\n\nAnn  0:03\n") == []
    assert labels("[0:01] Yes\n[0:02] Yes\n[0:03] Yes\n") == []


def test_doubts_name_labels_that_stand_once() -> None:
    found = find_openings(split_lines(f"Ann: One.{PROSE}Bob Roe: Two.{PROSE}Ann: Three.{PROSE}"))
    assert [(d.line, d.text) for d in found.doubts] == [(7, "Bob Roe")]
    assert found.first == 0
