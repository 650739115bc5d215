"""The parser of CommonMark with tables, raw HTML off, addresses as written, and each link's place noted."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, autolink, escape, image, link, newline
from markdown_it.token import Token

_INLINE = re.compile(r"[\n!&*<\[\\\]_`]")
_PLAIN = re.compile(r"(?:\[[0-9:.]+\](?!\())?[^\n&*<\[\\_`]+")  # a timecode in brackets may come first


def _recording(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """An inline rule that also notes, on the token it makes, where in the text it began."""

    def recorded(state: StateInline, silent: bool) -> bool:
        start, made = state.pos, len(state.tokens)
        matched = rule(state, silent)
        if matched and not silent:
            for token in state.tokens[made:]:
                if token.type in ("link_open", "image", "softbreak", "hardbreak"):
                    token.meta |= {"start": start, "end": state.pos}
                    break
        return matched

    return recorded


def _inline(state: StateCore) -> None:
    """The words of every block; the short way where no rule but that of text can match."""
    has_references = bool(state.env.get("references"))
    for token in state.tokens:
        if token.type != "inline":
            continue
        if not has_references and _PLAIN.fullmatch(token.content):
            token.children = [Token("text", "", 0, content=token.content)]
        else:
            token.children = state.md.inline.parse(token.content, state.md, state.env, [])


def _any_address(url: str) -> bool:
    del url  # addresses are judged later
    return True


@cache
def parser() -> MarkdownIt:
    """The one parser: it holds no state between two texts."""
    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    rules = {"link": link, "image": image, "autolink": autolink, "newline": newline, "escape": escape}
    for name, rule in rules.items():
        made.inline.ruler.at(name, _recording(rule))
    made.core.ruler.at("inline", _inline)
    # Words run up to the next character that one of the rules begins with: all others are text anyhow.
    made.inline.terminator_re = _INLINE
    # Addresses are kept as written and judged later, by a diagnostic and not by silence.
    made.validateLink = _any_address  # type: ignore[method-assign]
    made.normalizeLink = str  # type: ignore[method-assign,assignment]
    return made
