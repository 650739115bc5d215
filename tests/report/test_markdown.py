"""Whatever strangers write, a reader sees it as it is, and nothing comes of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.token import Token

from postil.report.markdown import address, block, bold, clipped, code, plain
from tests.report.markup import GITHUB

HOSTILE = st.text(
    st.sampled_from(
        [*"\\`*_{}[]<>()#+-.!|~&\"'$:=@^/ \n\t1a", "é", "😀", "\u202e", "\x1b", "\u2028", "\u200d"]
    ),
    max_size=40,
)
FRAGMENTS = st.lists(
    st.sampled_from(
        [
            *(
                "# ",
                "> ",
                "- ",
                "1. ",
                "```",
                "~~~",
                "***",
                "---",
                "===",
                "\n",
                "\n\n",
                "    ",
                "| a |",
                "|-|",
            ),
            *("<b>", "</details>", "<!--", "-->", "<script>", "<img src=x>", "![a](b)", "[a](b)", "[a]: b"),
            *("&lt;", "&#60;", "\\", "\\*", "*a*", "__a__", "`", "``", "@someone", "#12", "GH-12", "a/b#1"),
            *("https://example.org", "<https://example.org>", "www.example.org", "a@b.org", "$x$", "[^1]"),
        ]
    ),
    max_size=8,
).map("".join)


def inline(markdown: str) -> list[Token]:
    """The inline tokens of a paragraph, which is all there is."""
    tokens = GITHUB.parse(markdown)
    assert [t.type for t in tokens] == ["paragraph_open", "inline", "paragraph_close"], markdown
    return tokens[1].children or []


def seen(text: str) -> str:
    """A text as it is shown: on one line, without what hides."""
    line = " ".join(text.split())
    return re.sub("[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "\ufffd", line)


@given(st.one_of(HOSTILE, FRAGMENTS, st.text()))
def test_plain_text_is_text_alone(text: str) -> None:
    if not text.split():
        assert plain(text) == ""
        return
    for markdown in (plain(text), f"**Claim:** {plain(text)}"):
        tokens = inline(markdown)
        shown = "".join(t.content for t in tokens if t.type in ("text", "text_special"))
        assert shown.replace("\u200b", "").endswith(seen(text).replace("\u200b", ""))
        assert {t.type for t in tokens} <= {"text", "text_special", "strong_open", "strong_close"}
    assert [t.type for t in inline(plain(text)) if t.type.startswith("strong")] == []


@given(st.one_of(HOSTILE, FRAGMENTS))
def test_nobody_is_called_and_no_issue_is_named(text: str) -> None:
    said = plain(text)
    assert not re.search(r"@(?!&#8203;)", said)
    assert not re.search(r"#(?=\d)(?!\d+;)", said)
    assert not re.search(r"gh-\d", said, re.IGNORECASE)
    assert "://" not in said
    assert not re.search(r"\bwww\.", said, re.IGNORECASE)


@given(st.one_of(HOSTILE, FRAGMENTS).filter(str.split))
def test_bold_is_bold(text: str) -> None:
    kinds = [t.type for t in inline(f"a{bold(text)}b")]
    content = [t.content for t in inline(f"a{bold(text)}b") if t.type == "html_inline"]
    assert kinds.count("strong_open") + content.count("<strong>") == 1
    assert content in ([], ["<strong>", "</strong>"])


@given(st.one_of(HOSTILE, FRAGMENTS))
def test_code_is_one_span(text: str) -> None:
    tokens = inline(f"see {code(text)} there")
    assert [t.type for t in tokens] == ["text", "code_inline", "text"]
    assert tokens[1].content.strip() == seen(text).strip()


@given(st.one_of(HOSTILE, FRAGMENTS))
def test_a_block_holds_all_of_it(text: str) -> None:
    tokens = GITHUB.parse(f"before\n\n{block(text, 'markdown')}\n\nafter")
    assert [t.type for t in tokens if t.type != "inline"] == [
        *("paragraph_open", "paragraph_close", "fence", "paragraph_open", "paragraph_close")
    ]


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/a?b=c&d=%20#e", "<https://example.org/a?b=c&d=%20#e>"),
        ("https://example.org/a>b<c d`|", "<https://example.org/a%3Eb%3Cc%20d%60%7C>"),
        ("https://example.org/é", "<https://example.org/%C3%A9>"),
    ],
)
def test_addresses_are_links_that_show_where_they_lead(url: str, shown: str) -> None:
    assert address(url) == shown
    assert [t.type for t in inline(address(url))] == ["link_open", "text", "link_close"]


def test_clipped_says_how_much_is_missing() -> None:
    assert clipped("abc", 3) == "abc"
    assert clipped("a" * 1500, 300) == "a" * 300 + "… (1,200 more characters)"
