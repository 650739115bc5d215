from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.diagnostics import Code, Diagnostic, Related, diagnose
from postil.report.github_report import report
from postil.source import SourceFile, Span, whole_file


def test_an_error_and_a_warning_with_their_cures() -> None:
    file = SourceFile("annotations/2020/x.yaml", "id: a\n😀😀 quote: it expires\nreview_by: 2020-01-01\n")
    diagnostics = [
        diagnose(
            Code.QUOTE_NOT_FOUND, file.span(16, 26), "no passage reads “it expires”", hint="look in turn 4"
        ),
        diagnose(Code.STALE_NOTE, file.line_span(3, 12), "stale", hint="set a later “review_by”"),
    ]
    assert report(diagnostics) == (
        "::error file=annotations/2020/x.yaml,line=2,col=11,title=quote-not-found"
        "::no passage reads “it expires”%0Ahint: look in turn 4\n"
        "::warning file=annotations/2020/x.yaml,line=3,col=12,title=stale-note"
        "::stale%0Ahint: set a later “review_by”\n"
    )


def test_percents_line_ends_colons_and_commas() -> None:
    diagnostic = diagnose(
        Code.BAD_NAME, whole_file("content/a,b: 100%25.md"), "50%: a, b\r\nc\nd\re", hint="write %0A"
    )
    assert report([diagnostic]) == (
        "::error file=content/a%2Cb%3A 100%2525.md,line=1,col=1,title=bad-name"
        "::50%25: a, b%0D%0Ac%0Ad%0De%0Ahint: write %250A\n"
    )


def test_related_places_are_lines_of_the_message() -> None:
    file = SourceFile("a.yaml", "a: 1\na: 2\n")
    diagnostic = diagnose(
        Code.YAML_DUPLICATE_KEY,
        file.span(5, 6),
        "twice",
        hint="keep one",
        related=[Related(file.span(0, 1), "the first")],
    )
    assert report([diagnostic]) == (
        "::error file=a.yaml,line=2,col=1,title=yaml-duplicate-key"
        "::twice%0Ahint: keep one%0Aa.yaml:1: the first\n"
    )


def test_nothing_to_report() -> None:
    assert report([]) == ""


@pytest.mark.parametrize("sign", ["\x1b", "\0", "\x85", "\u2028", "\x0c"])
def test_what_would_act_on_a_log_is_replaced(sign: str) -> None:
    assert report([Diagnostic(Code.BAD_NAME, f"a{sign}b", Span(f"c{sign}d"))]) == (
        "::error file=c\ufffdd,line=1,col=1,title=bad-name::a\ufffdb\n"
    )


@given(st.lists(st.tuples(st.text(), st.text(), st.text()), max_size=4))
def test_one_command_a_line_whatever_the_text(texts: list[tuple[str, str, str]]) -> None:
    diagnostics = [diagnose(Code.BAD_VALUE, Span(path), message, hint=hint) for path, message, hint in texts]
    lines = report(diagnostics).splitlines()
    assert len(lines) == len(texts)
    for line, (path, message, hint) in zip(lines, texts, strict=True):
        _, properties, said = line.split("::", 2)
        assert properties.startswith("error file=")
        assert properties.count(",") == 3
        if (path + message + hint).isprintable():
            assert unescaped(properties.split(",")[0]) == f"error file={path}"
            assert unescaped(said) == f"{message}\nhint: {hint}"


def unescaped(text: str) -> str:
    """A text as GitHub's runner reads it."""
    for sign, code in (("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C"), ("%", "%25")):
        text = text.replace(code, sign)
    return text
