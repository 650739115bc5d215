from __future__ import annotations

from postil.importing.lines import ends_sentence, joined, one_line, split_lines


def test_lines_are_numbered_as_an_editor_numbers_them() -> None:
    lines = split_lines("\ufeffone\r\n\r\ntwo\rthree\nfour\fpage two\n\u2028five")
    assert [(line.number, line.text, line.page) for line in lines] == [
        (1, "one", 0),
        (2, "", 0),
        (3, "two", 0),
        (4, "three", 0),
        (5, "four", 0),
        (5, "page two", 1),
        (6, "", 1),
        (6, "five", 1),
    ]


def test_spaces_are_single_and_ends_trimmed_but_no_break_spaces_stay_inside() -> None:
    assert one_line("\u00a0 a\t\tb  c\u00a0d\n\r\n e\u3000") == "a b c\u00a0d e"


def test_control_characters_are_dropped_and_counted() -> None:
    (line,) = split_lines("a\x00b\x9f\x1f c")
    assert (line.text, line.dropped) == ("ab c", 2)


def test_ends_of_sentences() -> None:
    assert all(ends_sentence(text) for text in ("So.", "“So?”", "好。", "so:", "(so.)", "so…"))
    assert not any(ends_sentence(text) for text in ("so", "so,", "so –", "so-", "3.5", "(so)", ""))


def test_wrapped_pieces_are_joined_with_a_space_where_the_script_has_spaces() -> None:
    assert joined("one", "two") == "one two"
    assert joined("形势", "的看法") == "形势的看法"
    assert joined("形势", "NATO") == "形势 NATO"
    assert joined("우리는", "간다") == "우리는 간다"
