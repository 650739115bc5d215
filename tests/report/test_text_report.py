from __future__ import annotations

import pytest

from postil.diagnostics import Code, Diagnostic, Related, diagnose
from postil.report.text_report import report
from postil.source import SourceFile, Span, whole_file


def shown(line: str, marked: str, message: str = "wrong") -> list[str]:
    """The lines of the report on some words of a one-line file."""
    file = SourceFile("x.yaml", line)
    start = line.index(marked)
    return report([diagnose(Code.BAD_VALUE, file.span(start, start + len(marked)), message)]).splitlines()


def test_the_example_of_the_documentation() -> None:
    file = SourceFile("annotations/2020/x.yaml", "\n" * 11 + "  quote: it expires next Febuary\n")
    place = SourceFile(
        "content/transcripts/2020/x.md", "\n" * 30 + "… it expires next February.\n"
    ).line_span(31)
    diagnostic = diagnose(
        Code.QUOTE_NOT_FOUND,
        file.line_span(12, 10),
        "no passage reads “it expires next Febuary”",
        hint="turn 4 has “it expires next February” (content/transcripts/2020/x.md:31)",
        related=[Related(place, "turn 4")],
    )
    assert report([diagnostic]) == (
        "annotations/2020/x.yaml:12:10: error[quote-not-found]: no passage reads “it expires next Febuary”\n"
        "   12 |   quote: it expires next Febuary\n"
        "      |          ^^^^^^^^^^^^^^^^^^^^^^^\n"
        "   hint: turn 4 has “it expires next February” (content/transcripts/2020/x.md:31)\n"
    )


def test_a_warning_and_several_diagnostics() -> None:
    diagnostics = [
        diagnose(Code.BAD_NAME, whole_file("content/a b.md"), "a bad name"),
        diagnose(Code.STALE_NOTE, SourceFile("a.yaml", "review_by: 2020\n").line_span(1, 12), "stale"),
    ]
    assert report(diagnostics) == (
        "content/a b.md:1:1: error[bad-name]: a bad name\n"
        "\n"
        "a.yaml:1:12: warning[stale-note]: stale\n"
        "    1 | review_by: 2020\n"
        "      |            ^^^^\n"
    )


def test_nothing_to_report() -> None:
    assert report([]) == ""


def test_related_places_are_listed() -> None:
    file = SourceFile("a.yaml", "a: 1\na: 2\n")
    diagnostic = diagnose(
        Code.YAML_DUPLICATE_KEY, file.span(5, 6), "twice", related=[Related(file.span(0, 1), "the first")]
    )
    assert report([diagnostic]).splitlines() == [
        "a.yaml:2:1: error[yaml-duplicate-key]: twice",
        "    2 | a: 2",
        "      | ^",
        "   a.yaml:1: the first",
    ]


def test_an_empty_place_has_one_caret() -> None:
    file = SourceFile("a.yaml", "id:\n")
    assert report([diagnose(Code.BAD_VALUE, file.span(3, 3), "is empty")]).splitlines()[1:] == [
        "    1 | id:",
        "      |    ^",
    ]


def test_a_place_over_several_lines_is_marked_to_the_end_of_the_first() -> None:
    file = SourceFile("a.yaml", 'id: "a\n  b"\n')
    assert report([diagnose(Code.BAD_VALUE, file.span(4, 11), "wrong")]).splitlines()[1:] == [
        '    1 | id: "a',
        "      |     ^^",
    ]


def test_line_numbers_of_every_length_are_aligned() -> None:
    for line in (1, 12345, 123456):
        file = SourceFile("a.yaml", "\n" * (line - 1) + "ab")
        _, excerpt, carets = report([diagnose(Code.BAD_VALUE, file.line_span(line, 2), "x")]).splitlines()
        assert excerpt.index("b") == carets.index("^")
        assert excerpt.index("|") == carets.index("|")


@pytest.mark.parametrize("before", [0, 10, 500, 990])
def test_a_long_line_is_shown_around_the_place(before: int) -> None:
    _, excerpt, carets = shown("a" * before + "wrong" + "b" * (1000 - before), "wrong")
    assert len(excerpt) <= 8 + 110
    assert excerpt[carets.index("^") : carets.rindex("^") + 1] == "wrong"
    assert ("…" in excerpt) == (before > 20)


def test_a_long_value_is_marked_as_far_as_it_is_shown() -> None:
    _, excerpt, carets = shown("quote: " + "a" * 500, "a" * 500)
    assert len(carets) == len(excerpt)


def test_a_tab_is_one_column() -> None:
    assert shown("a:\tb\tc", "c")[1:] == ["    1 | a: b c", "      |      ^"]


def test_wide_characters_take_two_columns() -> None:
    assert shown("引用: 谎言 x", "谎言")[1:] == ["    1 | 引用: 谎言 x", "      |       ^^^^"]
    assert shown("引用: 谎言 x", "x")[1:] == ["    1 | 引用: 谎言 x", "      |            ^"]
    assert shown("😀 x", "x")[1:] == ["    1 | 😀 x", "      |    ^"]


def test_combining_characters_take_none() -> None:
    assert shown("cafe\u0301 x", "x")[1:] == ["    1 | cafe\u0301 x", "      |      ^"]


def test_characters_that_would_act_on_the_terminal_are_replaced() -> None:
    first, excerpt, _ = shown("id: \x1b[31mred", "red", "found \x1b]0;title\x07 and\nmore \u202e here")
    assert first == "x.yaml:1:10: error[bad-value]: found \ufffd]0;title\ufffd and more \ufffd here"
    assert excerpt == "    1 | id: \ufffd[31mred"


def test_a_path_that_would_act_on_the_terminal() -> None:
    diagnostic = Diagnostic(Code.BAD_NAME, "bad", Span("content/\x1b[2J.md"))
    assert report([diagnostic]) == "content/\ufffd[2J.md:1:1: error[bad-name]: bad\n"
