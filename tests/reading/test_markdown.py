from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postil.model.text import LeafKind
from postil.reading.markdown import read_prose
from tests.reading.texts import layer, locator


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("", ""),
        ("a", "a\n"),
        ("a\n\nb", "a\nb\n"),
        ("a\n\n\n\nb\n\n", "a\nb\n"),
        # White space within a block
        ("a  b \t c", "a b c\n"),
        ("a\nb", "a b\n"),
        ("a  \nb", "a b\n"),
        ("a\\\nb", "a b\n"),
        ("a \n   b", "a b\n"),
        ("a&#10;&#9; &#13;b&#12;c", "a b c\n"),
        ("a *b *  c", "a *b * c\n"),
        ("*a * b", "*a * b\n"),
        # No-break spaces: kept within, trimmed at the ends
        ("a\u00a0\u00a0b", "a\u00a0\u00a0b\n"),
        ("\u00a0a\u202f", "a\n"),
        ("&nbsp; a &nbsp;", "a\n"),
        # Markup
        ("*a* **b** `c` [d](e) <https://x.org>", "a b c d https://x.org\n"),
        ("a*b*c", "abc\n"),
        ("`a  b`", "a b\n"),
        ("`a\nb`", "a b\n"),
        ("a ![picture](x.png) b", "a b\n"),
        ("![picture](x.png)", ""),
        ("[![picture](x.png)](y)", ""),
        # Escapes and references
        (r"\*a\* 1\. \[b\]", "*a* 1. [b]\n"),
        ("&amp; &mdash; &#x1F600; &lt;b&gt; &nope;", "& — 😀 <b> &nope;\n"),
        # Raw HTML is words
        ("<b>a</b> <script>x</script>", "<b>a</b> <script>x</script>\n"),
        ("<div>\na\n</div>", "<div> a </div>\n"),
        # Blocks
        ("# A *b*\n\nc", "A b\nc\n"),
        ("A\n===\nb", "A\nb\n"),
        ("- a\n- b\n  - c\n\n1. d", "a\nb\nc\nd\n"),
        ("- a\n\n  b", "a\nb\n"),
        ("> a\n> b\n>\n> c", "a b\nc\n"),
        ("a\n\n---\n\nb", "a\nb\n"),
        ("| a | b |\n|---|--:|\n| c *d* | e \\| f |", "a\nb\nc d\ne | f\n"),
        ("| a | b |\n|---|---|\n| | c |", "a\nb\nc\n"),
        # Lines of code blocks are kept
        ("```\na  b\n\n  c\n```", "a  b\n\n  c\n"),
        ("    a\n      b", "a\n  b\n"),
        ("```py\n*a*\n```\n\nb", "*a*\nb\n"),
        ("a\n\n[x]: y\n\nb", "a\nb\n"),
        ("e\u0301 😀 \u200bx", "e\u0301 😀 \u200bx\n"),
    ],
)
def test_the_text_layer(markdown: str, text: str) -> None:
    assert layer(markdown) == text


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("a\nb\n\nc", {"a": 1, "b": 2, "c": 4}),
        ("a  \nb\\\nc", {"a": 1, "b": 2, "c": 3}),
        ("`a\nb` c\nd", {"a": 1, "d": 3}),
        ("[a](\n<x>) b\nc", {"a": 1, "c": 3}),
        ("a ![x\ny](z)\nb", {"a": 1, "b": 3}),
        ("# a\n\n- b\n  c\n- > d\n  > e", {"a": 1, "b": 3, "c": 4, "d": 5, "e": 6}),
        ("```\na\n\nb\n```\nc", {"a": 2, "b": 4, "c": 6}),
        ("    a\n    b", {"a": 1, "b": 2}),
        ("| a |\n|---|\n| b |", {"a": 1, "b": 3}),
        ("\n\na", {"a": 3}),
    ],
)
def test_words_know_their_line(markdown: str, lines: dict[str, int]) -> None:
    prose = read_prose(markdown, locator(markdown))
    starts = sorted(pair for leaf in prose.leaves for pair in leaf.lines)
    for word, line in lines.items():
        offset = prose.text.index(word)
        assert [found for start, found in starts if start <= offset][-1] == line, word


@pytest.mark.parametrize(
    ("markdown", "places"),
    [
        ("[a](b)", [("b", 1, 5)]),
        ("[b](b) [b](<b> 'b')", [("b", 1, 5), ("b", 1, 13)]),
        ("a\n![b](c) <xx:y>", [("xx:y", 2, 10), ("c", 2, 6)]),
        ("> - a\n>   [b](\n>   c)", [("c", 3, 5)]),
        ("[d ![a](b)](c)", [("c", 1, 13), ("b", 1, 9)]),
        ("[a][b]\n\n[b]: c", [("c", 1, 1)]),
        ("é😀 [a](b)", [("b", 1, 8)]),
        ("| [a](b) | [c](d) |\n|---|---|", [("b", 1, 7), ("d", 1, 16)]),
    ],
)
def test_links_know_their_place(markdown: str, places: list[tuple[str, int, int]]) -> None:
    links = read_prose(markdown, locator(markdown)).links
    assert [(k.href, k.span.line, k.span.column) for k in links] == places


def test_addresses_are_kept_as_written() -> None:
    links = read_prose("[a](jAvAscript:x) [b](../é.md#t3 'Title')", locator("")).links
    assert [(k.href, k.title) for k in links] == [("jAvAscript:x", None), ("../é.md#t3", "Title")]


def test_images_stand_between_words_with_their_alternative() -> None:
    (leaf,) = read_prose("a ![b *c*](d) e", locator("")).leaves
    assert [(i.offset, i.alternative, i.link.href) for i in leaf.images] == [(2, "b c", "d")]


def test_breaks_that_are_meant_are_kept() -> None:
    (leaf,) = read_prose("a\nb  \nc\\\nd", locator("")).leaves
    assert leaf.breaks == (3, 5)


def test_headings_have_anchors_that_differ() -> None:
    prose = read_prose("# Über uns\n\n## Über uns\n\n## 俄罗斯\n\n# !!!", locator(""))
    anchors = [leaf.anchor for leaf in prose.leaves if leaf.kind is LeafKind.HEADING]
    assert anchors[:2] == ["h-uber-uns", "h-uber-uns--2"]
    assert anchors[3] == "h-section"
    assert len(set(anchors)) == 4


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab \n\t*_`[]()!<>#-|\\&;1.~:é\u00a0", max_size=60))
def test_the_layer_is_tidy_whatever_is_written(markdown: str) -> None:
    prose = read_prose(markdown, locator(markdown))
    assert prose.text == "" or prose.text.endswith("\n")
    end = 0
    for leaf in prose.leaves:
        words = prose.text[leaf.start : leaf.end]
        if not words:
            continue
        assert leaf.start == end
        assert prose.text[leaf.end] == "\n"
        end = leaf.end + 1
        if leaf.kind is not LeafKind.CODE:
            assert words == words.strip(" \t\n\u00a0")
            assert "\n" not in words
            assert "  " not in words
        assert all(leaf.start <= m.start < m.end <= leaf.end for m in leaf.markup)
        assert all(1 <= line <= markdown.count("\n") + 1 for _, line in leaf.lines)
    assert end == len(prose.text)
