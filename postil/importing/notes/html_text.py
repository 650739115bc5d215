"""HTML bodies as Markdown: words, paragraphs, lists and links, and nothing else of them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from postil.importing.lines import one_line

_UNSEEN = frozenset(("script", "style", "template", "title", "head", "noscript", "iframe", "object"))
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "details", "div", "dl"),
        *("dt", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"),
        *(
            "html",
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "summary",
            "table",
            "td",
            "th",
            "tr",
            "ul",
        ),
    )
)
_MEANS_SOMETHING = re.compile(r"[\\`*_\[\]<>&~|]")
# A backslash behind this keeps a paragraph from being a heading, a list or a line.
_AT_START = re.compile(r"\d{1,9}(?=[.)])|(?=[#+=-])")
_LINK = re.compile(r"https?://[^\s<>()\\]+")


def html_to_markdown(html: str) -> str:
    """The words of an HTML text as Markdown.

    Only http links are kept. What a browser would not show (scripts, styles, comments) is no text.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return "\n\n".join(reader.blocks)


class _Reader(HTMLParser):
    """Collects blocks of Markdown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self._marker = ""
        self._words: list[str] = []
        self._link: str | None = None
        self._linked: list[str] = []
        self._unseen: str | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Begin a block, or a link."""
        if self._unseen is not None:
            return
        if tag in _UNSEEN:
            self._unseen = tag
        elif tag == "a":
            self._end_link()
            href = dict(attributes).get("href") or ""
            self._link = href if _LINK.fullmatch(href) else None
        elif tag == "img":
            self.handle_data(dict(attributes).get("alt") or "")
        elif tag in _BLOCKS:
            self.end_block()
            self._marker = "- " if tag == "li" else "> " if tag == "blockquote" else ""

    def handle_endtag(self, tag: str) -> None:
        """End a block, or a link."""
        if self._unseen is not None:
            self._unseen = None if tag == self._unseen else self._unseen
        elif tag == "a":
            self._end_link()
        elif tag in _BLOCKS:
            self.end_block()
            self._marker = ""

    def handle_data(self, text: str) -> None:
        """Words."""
        if self._unseen is None:
            literal = _MEANS_SOMETHING.sub(r"\\\g<0>", text)
            (self._words if self._link is None else self._linked).append(literal)

    def end_block(self) -> None:
        """The end of a paragraph."""
        self._end_link()
        words = one_line("".join(self._words))
        self._words.clear()
        if words:
            start = _AT_START.match(words)
            if start is not None:
                words = f"{start[0]}\\{words[start.end() :]}"
            self.blocks.append(self._marker + words)
            self._marker = ""

    def _end_link(self) -> None:
        link, self._link = self._link, None
        words = one_line("".join(self._linked))
        self._linked.clear()
        if link is not None and words:
            self._words.append(f"[{words}]({link})")
