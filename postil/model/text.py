"""Text with its structure: blocks of words, and markup as ranges over them.

All offsets are code points into the text layer the blocks were read into.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from postil.source import Span

HEADING_PREFIX = "h-"
"""What the ids of headings begin with, so that no heading can take the name of something in a page."""


class LeafKind(StrEnum):
    """What a block of words is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    CELL = "cell"
    HEADER_CELL = "header-cell"
    CODE = "code"
    INCIDENT = "incident"


class MarkupKind(StrEnum):
    """Inline markup; the values are the HTML elements."""

    EMPHASIS = "em"
    STRONG = "strong"
    CODE = "code"
    LINK = "a"


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link or an image points, as written; ``span`` is the address in the source."""

    href: str
    title: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Markup:
    """Inline markup over a range of the text layer. Ranges of one block nest."""

    start: int
    end: int
    kind: MarkupKind
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """An image that stands before the code point at ``offset``; ``target`` is where it leads as a link."""

    offset: int
    link: Link
    alternative: str
    target: Link | None = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """A block of the text layer: a heading, paragraph, list item, cell or code block.

    ``lines`` are (offset, 1-based source line) pairs, one where each source line begins;
    ``breaks`` the offsets of the spaces that are hard line breaks. ``anchor`` is a heading's id.
    """

    kind: LeafKind
    start: int
    end: int
    lines: tuple[tuple[int, int], ...]
    markup: tuple[Markup, ...] = ()
    images: tuple[Image, ...] = ()
    breaks: tuple[int, ...] = ()
    level: int = 1
    anchor: str | None = None
    timecode: str | None = None
    align: str | None = None


@dataclass(frozen=True, slots=True)
class Container:
    """A block that holds blocks; ``tag`` is its HTML element, ``number`` where a list starts."""

    tag: str
    children: tuple[Block, ...]
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""


Block = Leaf | Container | Rule


@dataclass(frozen=True, slots=True)
class Prose:
    """A Markdown text: its text layer, its blocks, and the problems' places kept in the links."""

    text: str
    blocks: tuple[Block, ...]

    @property
    def leaves(self) -> Iterator[Leaf]:
        """Every leaf in document order."""
        return leaves_of(self.blocks)

    @property
    def links(self) -> Iterator[Link]:
        """Every link and image in document order."""
        for leaf in self.leaves:
            yield from leaf_links(leaf)


def leaves_of(blocks: Iterable[Block]) -> Iterator[Leaf]:
    """Every leaf of the blocks in document order."""
    for block in blocks:
        if isinstance(block, Leaf):
            yield block
        elif isinstance(block, Container):
            yield from leaves_of(block.children)


def leaf_links(leaf: Leaf) -> Iterator[Link]:
    """The links and images of one leaf."""
    for markup in leaf.markup:
        if markup.link is not None:
            yield markup.link
    for image in leaf.images:
        yield image.link
        if image.target is not None:
            yield image.target
