from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postil.importing.notes.html_text import html_to_markdown
from postil.importing.notes.plain_body import plain_to_markdown
from postil.reading.markdown import read_prose
from postil.source import Span


def visible(markdown: str) -> str:
    """The words that Markdown shows."""
    return read_prose(
        markdown, lambda line, column, length: Span("x", line, column, line, column + length)
    ).text


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>One &amp; two.</p><p>Three<br>four</p>", "One & two.\n\nThree\n\nfour"),
        ("so <b>it</b> <i>is</i>", "so it is"),
        (
            'see <a href="https://example.org/a_b?c=d">the <b>report</b></a>.',
            "see [the report](https://example.org/a_b?c=d).",
        ),
        ('<a href="javascript:alert(1)">so</a> <a>it</a> <a href="https://x) [y](z">is</a>', "so it is"),
        ("<ul><li>one<li>two</ul>", "- one\n\n- two"),
        ("<blockquote>said</blockquote>so", "> said\n\nso"),
        ("a<script>alert(1)</script>b<style>p {}</style><!-- c -->", "ab"),
        ("*a* _b_ `c` [d](e) ~f~ a|b \\", r"\*a\* \_b\_ \`c\` \[d\](e) \~f\~ a\|b \\"),
        ("&lt;script&gt;", r"\<script\>"),
        ("<p># a<p>1. b<p>- c<p>+ d<p>2020<p>===", "\\# a\n\n1\\. b\n\n\\- c\n\n\\+ d\n\n2020\n\n\\==="),
        ('<img src="x" alt="A map" onerror="alert(1)">', "A map"),
        ("", ""),
    ],
)
def test_html_as_markdown(html: str, markdown: str) -> None:
    assert html_to_markdown(html).replace(r"\&", "&") == markdown


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@settings(deadline=None)
@given(st.text("ab *_`[]()<>&~|\\#+=-1.)!:\n\u00a0é", max_size=40))
def test_the_words_of_a_body_are_shown_letter_for_letter(text: str) -> None:
    html = text.replace("&", "&amp;").replace("<", "&lt;")
    assert squeezed(visible(html_to_markdown(html))) == squeezed(text)
    assert squeezed(visible(html_to_markdown(f"<ul><li>{html}</ul>"))) == squeezed(text)
    assert squeezed(visible(plain_to_markdown(text))) == squeezed(text)


@settings(deadline=None)
@given(st.text("<>/!-?abpscriplv =\"'&;", max_size=80))
def test_no_html_is_too_broken(html: str) -> None:
    html_to_markdown(html)
