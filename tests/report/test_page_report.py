from __future__ import annotations

from postil.diagnostics import Code, diagnose
from postil.report.page_report import failure, problems
from postil.source import SourceFile, whole_file


def test_an_error_is_shown_as_check_prints_it() -> None:
    file = SourceFile("a/x.yaml", "kind: contxt\n")
    wrong = diagnose(Code.UNKNOWN_KIND, file.span(6, 12), "no such kind", hint="did you mean “context”?")
    assert problems([wrong]) == [
        {
            "place": "a/x.yaml:1:7",
            "title": "error[unknown-kind]: no such kind",
            "excerpt": "    1 | kind: contxt\n      |       ^^^^^^",
            "help": "hint: did you mean “context”?",
        }
    ]


def test_an_error_without_a_line_has_no_excerpt() -> None:
    (shown,) = problems([diagnose(Code.BAD_NAME, whole_file("a/B.md"), "bad", hint="rename it")])
    assert (shown["place"], shown["excerpt"], shown["help"]) == ("a/B.md:1:1", "", "hint: rename it")


def test_warnings_hinder_nothing() -> None:
    assert problems([diagnose(Code.STALE_NOTE, whole_file("a.yaml"), "old")]) == []


def test_a_failure_is_in_no_file() -> None:
    assert failure("the disk is full") == {
        "place": "",
        "title": "the disk is full",
        "excerpt": "",
        "help": "",
    }
