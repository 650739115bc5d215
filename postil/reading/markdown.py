"""CommonMark with tables, raw HTML off, read into blocks over a text layer."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import zip_longest

from markdown_it.token import Token

from postil.model.text import (
    HEADING_PREFIX,
    Block,
    Container,
    Image,
    Leaf,
    LeafKind,
    Link,
    Markup,
    MarkupKind,
    Prose,
    Rule,
)
from postil.naming import kebab
from postil.reading.commonmark import parser
from postil.source import Span

Locator = Callable[[int, int, int], Span]
"""From a 0-based line of a Markdown text, a 0-based column and a length to a place in its file."""

MAX_MARKDOWN_BYTES = 2 * 1024 * 1024
"""Bytes a Markdown text may have: about 350,000 words, or forty hours of speech."""

MAX_PARSING_SECONDS = 2.0
"""What a Markdown text may cost by `parsing_seconds`; real transcripts stay far below."""

_SECONDS_EACH = {"[": 45e-6, "\n": 25e-6, "*": 14e-6, "_": 14e-6, "|": 30e-6, "!": 3e-6, "&": 5e-6}
_LINE_END = re.compile("\n")
_SPACES = re.compile(r"[ \t\n\r\f]+")  # \r and \f come from character references
_UNTIDY = re.compile(r"[\t\n\r\f]| [ \t\n\r\f]")
_EDGES = " \t\n\r\f\u00a0\u2007\u202f"  # white space and no-break spaces: trimmed at the ends of a block
_ADDRESS_OPENING = re.compile(r"\]\(\s*<?")
_MARKUP = {"em_open": MarkupKind.EMPHASIS, "strong_open": MarkupKind.STRONG, "link_open": MarkupKind.LINK}
_CONTAINERS = {
    "bullet_list_open": "ul",
    "ordered_list_open": "ol",
    "list_item_open": "li",
    "blockquote_open": "blockquote",
    "table_open": "table",
    "thead_open": "thead",
    "tbody_open": "tbody",
    "tr_open": "tr",
}
_CONTAINER_ENDS = frozenset(name.replace("_open", "_close") for name in _CONTAINERS)
_CELLS = {"th_open": LeafKind.HEADER_CELL, "td_open": LeafKind.CELL}
_ALIGNMENT = re.compile(r"text-align:(left|right|center)")


@dataclass(frozen=True, slots=True)
class Draft:
    """A leaf that has no place in a text layer yet: all its offsets count from its own start."""

    kind: LeafKind
    text: str
    lines: tuple[tuple[int, int], ...]
    markup: tuple[Markup, ...] = ()
    images: tuple[Image, ...] = ()
    breaks: tuple[int, ...] = ()
    level: int = 1
    align: str | None = None
    timecode: str | None = None

    def without_opening(self, length: int) -> Draft:
        """The leaf without its first ``length`` code points, which a label takes up."""
        text = self.text[length:]
        cut = length + len(text) - len(text.lstrip(_EDGES))
        return replace(
            self,
            text=self.text[cut:],
            lines=_moved_lines(self.lines, cut),
            markup=tuple(
                replace(m, start=max(m.start - cut, 0), end=m.end - cut) for m in self.markup if m.end > cut
            ),
            images=tuple(replace(i, offset=max(i.offset - cut, 0)) for i in self.images),
            breaks=tuple(b - cut for b in self.breaks if b >= cut),
        )


@dataclass(frozen=True, slots=True)
class DraftContainer:
    """A container whose leaves have no place in a text layer yet."""

    tag: str
    children: tuple[DraftBlock, ...]
    number: int | None = None


DraftBlock = Draft | DraftContainer | Rule


def parsing_seconds(text: str) -> float:
    """About how long a Markdown text keeps the parser, at worst.

    Measured with half a megabyte of each of these and nothing else, on two shared cores; ordinary prose
    takes a hundredth of that.
    """
    return sum(text.count(character) * seconds for character, seconds in _SECONDS_EACH.items())


def read_blocks(text: str, locate: Locator) -> tuple[DraftBlock, ...]:
    """The blocks of a Markdown text. Line numbers in them are 1-based lines of the file."""
    return tuple(_blocks(iter(parser().parse(text)), text.split("\n"), locate))


def read_prose(text: str, locate: Locator) -> Prose:
    """A Markdown text that is no transcript: a note's body or a page."""
    layout = Layout()
    blocks = tuple(layout.place(block) for block in read_blocks(text, locate))
    return Prose(layout.text, blocks)


class Layout:
    """Lays leaves one after the other into a text layer: one newline between two, one at the end."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._anchors: dict[str, int] = {}
        self.length = 0
        """Code points laid so far: where the next leaf begins."""

    @property
    def text(self) -> str:
        """The text layer so far."""
        return "".join(self._pieces)

    def place(self, block: DraftBlock) -> Block:
        """The block with its offsets in the text layer, to which its words are added."""
        if isinstance(block, Rule):
            return block
        if isinstance(block, DraftContainer):
            return Container(block.tag, tuple(self.place(child) for child in block.children), block.number)
        start, end = self.length, self.length + len(block.text)
        if block.text:
            self._pieces.append(block.text + "\n")
            self.length = end + 1
        return Leaf(
            block.kind,
            start,
            end,
            tuple((start + offset, line) for offset, line in block.lines),
            tuple(replace(m, start=m.start + start, end=m.end + start) for m in block.markup),
            tuple(replace(i, offset=i.offset + start) for i in block.images),
            tuple(b + start for b in block.breaks),
            block.level,
            self._anchor(block.text) if block.kind is LeafKind.HEADING else None,
            block.timecode,
            block.align,
        )

    def _anchor(self, heading: str) -> str:
        name = HEADING_PREFIX + (kebab(heading) or "section")
        self._anchors[name] = count = self._anchors.get(name, 0) + 1
        return name if count == 1 else f"{name}--{count}"


def _blocks(tokens: Iterator[Token], lines: Sequence[str], locate: Locator) -> Iterator[DraftBlock]:
    """The blocks up to the token that closes the one they stand in."""
    kind, level, align = LeafKind.PARAGRAPH, 1, None
    for token in tokens:
        if token.type in _CONTAINERS:
            yield _container(token, tuple(_blocks(tokens, lines, locate)))
        elif token.type == "inline":
            yield _leaf(token, kind, level, align, lines, locate)
        elif token.type in ("fence", "code_block"):
            first = (token.map or [0])[0] + (2 if token.type == "fence" else 1)
            yield _code_leaf(token.content, first, locate)
        elif token.type == "hr":
            yield Rule()
        elif token.type == "heading_open":
            kind, level = LeafKind.HEADING, int(token.tag[1:])
        elif token.type in _CELLS:
            kind = _CELLS[token.type]
            found = _ALIGNMENT.search(str(token.attrGet("style") or ""))
            align = found[1] if found else None
        elif token.type == "paragraph_open":
            kind = LeafKind.PARAGRAPH
        elif token.type in _CONTAINER_ENDS:
            return


def _container(token: Token, children: tuple[DraftBlock, ...]) -> DraftContainer:
    number = token.attrGet("start") if token.type == "ordered_list_open" else None
    if token.type == "list_item_open":
        children = tuple(
            replace(child, kind=LeafKind.ITEM)
            if isinstance(child, Draft) and child.kind is LeafKind.PARAGRAPH
            else child
            for child in children
        )
    return DraftContainer(_CONTAINERS[token.type], children, int(number) if number is not None else None)


def _code_leaf(content: str, first_line: int, locate: Locator) -> Draft:
    text = content.removesuffix("\n")
    lines, offset = [], 0
    for index, line in enumerate(text.split("\n")):
        lines.append((offset, locate(first_line - 1 + index, 0, 0).line))
        offset += len(line) + 1
    return Draft(LeafKind.CODE, text, tuple(lines))


def _leaf(
    token: Token, kind: LeafKind, level: int, align: str | None, source: Sequence[str], locate: Locator
) -> Draft:
    children = token.children or []
    if len(children) == 1 and children[0].type == "text":
        line = locate((token.map or [0])[0], 0, 0).line
        return _tidied(Draft(kind, children[0].content, ((0, line),), level=level, align=align))
    return _marked_up_leaf(token, kind, level, align, source, locate)


def _marked_up_leaf(
    token: Token, kind: LeafKind, level: int, align: str | None, source: Sequence[str], locate: Locator
) -> Draft:
    first = (token.map or [0])[0]
    lines = [(0, locate(first, 0, 0).line)]
    words: list[str] = []
    length = 0
    open_markup: list[tuple[int, MarkupKind, Link | None, int]] = []
    markup: list[Markup] = []
    images: list[Image] = []
    breaks: list[int] = []
    written = _Written(token.content, first, source, locate)
    for child in token.children or ():
        text = ""
        if child.type in _MARKUP:
            address = written.link(child, "href")
            open_markup.append((length, _MARKUP[child.type], address, len(images)))
        elif child.type in ("em_close", "strong_close", "link_close"):
            start, opened, address, pictures = open_markup.pop()
            if length > start:
                markup.append(Markup(start, length, opened, address))
            else:  # a link around an image alone
                images[pictures:] = [replace(image, target=address) for image in images[pictures:]]
        elif child.type == "code_inline":
            text = child.content
            markup.append(Markup(length, length + len(text), MarkupKind.CODE))
        elif child.type == "image":
            address = written.link(child, "src")
            if address is not None:
                images.append(Image(length, address, _plain(child)))
        elif child.type in ("softbreak", "hardbreak"):
            text = "\n"
            # By its place in the source: a line may also end within a code span or an address.
            lines.append((length + 1, locate(written.line_of(child.meta["end"]), 0, 0).line))
            if child.type == "hardbreak":
                breaks.append(length)
        else:
            text = child.content
        words.append(text)
        length += len(text)
    # Outer markup first: the order in which it is opened again when it is emitted.
    markup.sort(key=lambda m: (m.start, -m.end))
    return _tidied(
        Draft(kind, "".join(words), tuple(lines), tuple(markup), tuple(images), tuple(breaks), level, align)
    )


def _tidied(draft: Draft) -> Draft:
    """The leaf with every run of white space as one space and its ends trimmed."""
    text = draft.text
    start = len(text) - len(text.lstrip(_EDGES))
    end = len(text.rstrip(_EDGES))
    if start == 0 and end == len(text) and _UNTIDY.search(text) is None:
        return draft
    end = max(start, end)
    runs = [m.span() for m in _SPACES.finditer(text, start, end)]
    pieces: list[str] = []
    starts, position, length = [(start, 0)], start, 0
    for run_start, run_end in runs:
        pieces += (text[position:run_start], " ")
        length += run_start - position + 1
        starts.append((run_end, length))
        position = run_end
    pieces.append(text[position:end])
    tidy = "".join(pieces)

    def moved(offset: int) -> int:
        index = max(bisect_right(starts, offset, key=lambda pair: pair[0]) - 1, 0)
        base, target = starts[index]
        limit = starts[index + 1][1] if index + 1 < len(starts) else len(tidy)
        return min(max(target + offset - base, 0), limit, len(tidy))

    return replace(
        draft,
        text=tidy,
        lines=tuple((moved(offset), line) for offset, line in draft.lines),
        markup=tuple(
            replace(m, start=moved(m.start), end=moved(m.end))
            for m in draft.markup
            if moved(m.end) > moved(m.start)
        ),
        images=tuple(replace(i, offset=moved(i.offset)) for i in draft.images),
        # A break stands where its run's single space stands.
        breaks=tuple(moved(b + 1) - 1 for b in draft.breaks if 0 < moved(b + 1) < len(tidy)),
    )


def _moved_lines(lines: Iterable[tuple[int, int]], cut: int) -> tuple[tuple[int, int], ...]:
    moved = [(max(offset - cut, 0), line) for offset, line in lines]
    return tuple(
        pair for index, pair in enumerate(moved) if index + 1 == len(moved) or moved[index + 1][0] > pair[0]
    )


def _plain(token: Token) -> str:
    """The alternative text of an image: its description without the markup."""
    return "".join(
        _plain(child) if child.type == "image" else " " if child.type.endswith("break") else child.content
        for child in token.children or ()
    )


class _Written:
    """The source of one leaf's words, as the parser gives it: without indentation and quote marks."""

    def __init__(self, content: str, first: int, source: Sequence[str], locate: Locator) -> None:
        self._content = content
        self._first = first
        self._source = source
        self._locate = locate
        self._starts = [0, *(m.end() for m in _LINE_END.finditer(content))]

    def line_of(self, offset: int) -> int:
        """The 0-based line of the Markdown text on which an offset into the leaf's source lies."""
        return self._first + bisect_right(self._starts, offset) - 1

    def link(self, token: Token, attribute: str) -> Link | None:
        """Where a link or an image leads, and where that is written."""
        href = token.attrGet(attribute)
        if href is None:
            return None
        title = token.attrGet("title")
        return Link(str(href), str(title) if title else None, self._place(token, str(href)))

    def _place(self, token: Token, href: str) -> Span:
        begin, end = token.meta["start"], token.meta["end"]
        find = self._in_brackets if token.markup == "autolink" else self._in_parentheses
        found = find(href, begin, end) if href else None
        at, length = (found, len(href)) if found is not None else (begin, 1)
        line = self.line_of(at)
        column = at - self._starts[line - self._first]
        return self._locate(line, self._indents[line - self._first] + column, length)

    def _in_brackets(self, href: str, begin: int, end: int) -> int | None:
        at = self._content.find(f"<{href}", begin, end)
        return at + 1 if at >= 0 else None

    def _in_parentheses(self, href: str, begin: int, end: int) -> int | None:
        """The last place of an address: the description may hold a link or an image of its own."""
        last = None
        for opening in _ADDRESS_OPENING.finditer(self._content, begin, end):
            # An address may itself begin with what is white space elsewhere.
            own = len(href) - len(href.lstrip())
            for at in (opening.end(), opening.end() - own):
                if self._content.startswith(href, at, end):
                    last = at
                    break
        return last

    @cached_property
    def _indents(self) -> Sequence[int]:
        """How much of each line of the Markdown text stands before what the parser gives."""
        shown = self._content.split("\n")
        lines = self._source[self._first : self._first + len(shown)]
        return [max(line.find(words), 0) for line, words in zip_longest(lines, shown, fillvalue="")]
