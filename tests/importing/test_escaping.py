from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from postil.importing.escaping import escape
from postil.importing.lines import one_line

PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")


def visible(markdown: str) -> list[str]:
    """What the paragraphs of a Markdown text show; anything but plain paragraphs fails."""
    tokens = PARSER.parse(markdown)
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    shown = []
    for token in tokens:
        if token.type == "inline":
            assert {child.type for child in token.children or ()} <= {"text", "text_special"}
            shown.append("".join(child.content for child in token.children or ()))
    return shown


@pytest.mark.parametrize(
    "words",
    [
        "Ordinary prose, with (parentheses) and “quotes”: nothing else – at all!",
        "[Applause.]",
        "He [the minister] said so [sic].",
        "5 * 3 is 15, and 5 * 4 is 20.",
        "file_name and other_file_name",
        "AT&T and R&D, so",
        "I <3 you, and 1 < 2 > 0",
        "https://example.org/a_b?c=1#d",
        "#hashtag and C# and number #1",
        "-40 degrees, +1, 1.5 percent, 2020.",
        "O`Brien",
        "f*** that",
        "a ________ b",
        "C:\\users\\ann and a trailing \\",
        "a | b | c",
        "===",
        "Wow!",
        "~5 people ~ or so",
    ],
)
def test_prose_needs_no_backslash(words: str) -> None:
    assert escape(words) == words
    assert visible(escape(words)) == [words]


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("*so*", "\\*so\\*"),
        ("_so_ snake_case", "\\_so\\_ snake_case"),
        ("`so`", "\\`so\\`"),
        ("```", "\\`\\`\\`"),
        ("~~~ so", "\\~~~ so"),
        ("# so", "\\# so"),
        ("> so", "\\> so"),
        ("- so", "\\- so"),
        ("+", "\\+"),
        ("* so", "\\* so"),
        ("1. so", "1\\. so"),
        ("12) so", "12\\) so"),
        ("---", "\\---"),
        ("* * *", "\\* * *"),
        ("____", "\\____"),
        ("R&D; so", "R\\&D; so"),
        ("[a](b)", "[a\\](b)"),
        ("![a](b)", "![a\\](b)"),
        ("[a]: b", "\\[a]: b"),
        ("<https://a.b>", "\\<https://a.b>"),
        ("<b>so</b>", "\\<b>so\\</b>"),
        ("&amp; &#35;", "\\&amp; \\&#35;"),
        ("\\* so", "\\\\* so"),
        ("\\\\", "\\\\\\"),
    ],
)
def test_what_would_be_markup_gets_a_backslash(words: str, written: str) -> None:
    assert escape(words) == written
    assert visible(written) == [words]


SPECIAL = st.text(st.sampled_from("*_`[]()<>&\\#-+.=|~!:;/\"'0123ab éя记 \u00a0\u3000@"), max_size=30)
FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "**",
            "__",
            "***",
            "*",
            "_",
            "`",
            "``",
            "[a]",
            "(b)",
            "]:",
            "](",
            "![",
            "<a@b.c>",
            "<http://x>",
            "&amp;",
            "&#x41;",
            "\\",
            "\\\\",
            " ",
            "word",
            "1.",
            "9)",
            "---",
            "# ",
            "> ",
            "- ",
            "|",
            "é",
            "“",
            "…",
            "~~~",
            "=",
            "\u00a0",
            "::",
        ]
    ),
    max_size=14,
).map("".join)


@given(st.one_of(SPECIAL, FRAGMENTS, st.text()).map(one_line).filter(bool))
@example("a*\u00a0*b")
@example("*\u2003a*")
def test_words_come_back_from_markdown_as_they_were(words: str) -> None:
    document = f"before\n\n{escape(words)}\n\n{escape(f'[00:01:02] A_b: {words}')}\n\nafter\n"
    assert visible(document) == ["before", words, f"[00:01:02] A_b: {words}", "after"]
