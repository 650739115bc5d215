"""The short ways of the parser lead where its own ones do."""

from __future__ import annotations

import re
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from postil.reading.commonmark import parser

PIECES = [
    *"ab  \n\t[]()<>!&*_`~-=+#:;\\\"'0.@/{}$%^|é",
    "[0:01] ",
    "[0:01]: x",
    "[0:01](x)",
    "\n\n",
    "![",
    "](",
]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
@settings(max_examples=400)
def test_the_parser_reads_as_if_it_tried_every_rule_at_every_punctuation_mark(markdown: str) -> None:
    short_way = parser().parse(markdown)
    stock = MarkdownIt().inline.terminator_re
    never = re.compile("(?!)")
    with (
        mock.patch.object(parser().inline, "terminator_re", stock),
        mock.patch("postil.reading.commonmark._PLAIN", never),
    ):
        assert short_way == parser().parse(markdown)
