"""The one place where HTML is made from blocks, markup and notes.

Everything is cut at every boundary of either kind, so that elements nest whatever the ranges are.
Marks are innermost: one around bold and plain words becomes two. White space between blocks is
never wrapped. What is made is well-formed XML too, so that books can hold it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from postil.model.numbered import NumberedNote
from postil.model.text import Block, Container, Image, Leaf, LeafKind, Link, Markup, MarkupKind, Rule
from postil.weaving.segments import Endings, Segment, Segments

_TAGS = {LeafKind.PARAGRAPH: "p", LeafKind.CELL: "td", LeafKind.HEADER_CELL: "th", LeafKind.INCIDENT: "p"}

Resolve = Callable[[Link], str]
"""From a link as written to the address that the page it stands on can use."""


@dataclass(frozen=True)
class Emitter:
    """Emits the blocks of one text layer.

    ``heading_level`` is the level in the page of the text's own highest heading, ``top`` that
    heading's level in the text.
    """

    text: str
    resolve: Resolve
    segments: Segments = field(default_factory=lambda: Segments(()))
    endings: Endings = field(default_factory=lambda: Endings(()))
    heading_level: int = 2
    top: int = 1

    def blocks(self, blocks: Iterable[Block]) -> str:
        """The HTML of several blocks, with a newline between two."""
        return "\n".join(filter(None, map(self.block, blocks)))

    def block(self, block: Block) -> str:
        """The HTML of a block and all it holds; empty for a paragraph without content."""
        if isinstance(block, Rule):
            return "<hr/>"
        if isinstance(block, Leaf):
            return self._leaf(block)
        if block.tag == "li":
            return self._item(block)
        start = f' start="{block.number}"' if block.number is not None else ""
        return f"<{block.tag}{start}>\n{self.blocks(block.children)}\n</{block.tag}>"

    def _item(self, item: Container) -> str:
        bare = sum(isinstance(child, Leaf) and child.kind is LeafKind.ITEM for child in item.children) == 1
        content = [
            self._inline(child)
            if bare and isinstance(child, Leaf) and child.kind is LeafKind.ITEM
            else self.block(child)
            for child in item.children
        ]
        return f"<li>{chr(10).join(content)}</li>"

    def _leaf(self, leaf: Leaf) -> str:
        content = self._inline(leaf)
        if leaf.kind is LeafKind.CODE:
            return f"<pre><code>{content}</code></pre>"
        if leaf.kind is LeafKind.HEADING:
            level = min(self.heading_level + leaf.level - self.top, 6)
            anchor = f' id="{escape(leaf.anchor)}"' if leaf.anchor else ""
            return f"<h{level}{anchor}>{content}</h{level}>"
        tag = _TAGS.get(leaf.kind, "p")
        if tag == "p" and not content:
            return ""
        attributes = ' class="incident"' if leaf.kind is LeafKind.INCIDENT else ""
        if leaf.align:
            attributes = f' class="align-{leaf.align}"'
        timecode = (
            f'<span class="timecode" data-apparatus="">{escape(leaf.timecode)}</span> '
            if leaf.timecode
            else ""
        )
        return f"<{tag}{attributes}>{timecode}{content}</{tag}>"

    def _inline(self, leaf: Leaf) -> str:
        segments = self.segments.within(leaf.start, leaf.end)
        endings = self.endings.within(leaf.start, leaf.end)
        if not (segments or endings or leaf.markup or leaf.images or leaf.breaks):  # as most are
            return escape(self.text[leaf.start : leaf.end], quote=False)
        return _LeafEmitter(self, leaf, segments, endings).emit()

    def link(self, link: Link) -> str:
        """The opening tag of a link."""
        href = self.resolve(link)
        title = f' title="{escape(link.title)}"' if link.title else ""
        outward = ' rel="external noopener"' if "://" in href else ""
        return f'<a href="{escape(href)}"{title}{outward}>'

    def image(self, image: Image, *, in_link: bool) -> str:
        """An image. It is no part of the text layer; ``in_link`` if it stands within the words of a link."""
        del in_link  # an image may stand there
        title = f' title="{escape(image.link.title)}"' if image.link.title else ""
        source, alternative = escape(self.resolve(image.link)), escape(image.alternative)
        html = f'<img src="{source}" alt="{alternative}"{title} loading="lazy" data-apparatus=""/>'
        return html if image.target is None else f"{self.link(image.target)}{html}</a>"

    def reference(self, note: NumberedNote) -> str:
        """The reference to a note: its number, as a link."""
        id = escape(note.note.id)
        return f'<a class="ref" id="ref-{id}" href="#note-{id}" role="doc-noteref">{note.number}</a>'


class _LeafEmitter:
    """Walks one leaf from boundary to boundary, with the markup that is open."""

    def __init__(
        self,
        emitter: Emitter,
        leaf: Leaf,
        segments: Sequence[Segment],
        endings: Sequence[NumberedNote],
    ) -> None:
        self._emitter = emitter
        self._leaf = leaf
        self._open: list[Markup] = []
        self._out: list[str] = []
        self._segments = segments
        self._endings = endings
        self._waiting = list(leaf.markup)[::-1]
        self._images = list(leaf.images)[::-1]

    def emit(self) -> str:
        position = self._leaf.start
        segments = iter(self._segments)
        segment = next(segments, None)
        endings = list(self._endings)[::-1]
        breaks = {offset + 1 for offset in self._leaf.breaks}
        for boundary in self._boundaries():
            if boundary > position:
                while segment is not None and segment.end <= position:
                    segment = next(segments, None)
                covered = segment is not None and segment.start <= position
                self._words(position, boundary, segment.notes if covered and segment is not None else ())
                position = boundary
            self._close(boundary)
            if boundary in breaks:
                self._out.append("<br/>")
            ending = []
            while endings and endings[-1].range is not None and endings[-1].range.end == boundary:
                ending.append(endings.pop())
            self._references(ending)
            while self._images and self._images[-1].offset == boundary:
                in_link = any(markup.kind is MarkupKind.LINK for markup in self._open)
                self._out.append(self._emitter.image(self._images.pop(), in_link=in_link))
            while self._waiting and self._waiting[-1].start == boundary:
                self._start(self._waiting.pop())
        return "".join(self._out)

    def _boundaries(self) -> list[int]:
        leaf = self._leaf
        found = {
            leaf.start,
            leaf.end,
            *(offset + 1 for offset in leaf.breaks),
            *(i.offset for i in leaf.images),
        }
        found.update(edge for markup in leaf.markup for edge in (markup.start, markup.end))
        found.update(edge for segment in self._segments for edge in (segment.start, segment.end))
        return sorted(found)

    def _words(self, start: int, end: int, notes: tuple[NumberedNote, ...]) -> None:
        words = escape(self._emitter.text[start:end], quote=False)
        if notes:
            ids = escape(" ".join(note.note.id for note in notes))
            words = f'<mark data-notes="{ids}">{words}</mark>'
        self._out.append(words)

    def _start(self, markup: Markup) -> None:
        if markup.kind is MarkupKind.LINK and markup.link is not None:
            self._out.append(self._emitter.link(markup.link))
        else:
            self._out.append(f"<{markup.kind}>")
        self._open.append(markup)

    def _close(self, position: int) -> None:
        while self._open and self._open[-1].end <= position:
            self._out.append(f"</{self._open.pop().kind}>")

    def _references(self, notes: list[NumberedNote]) -> None:
        """The references of notes that end here; a link cannot hold one, so it is parted around them."""
        if not notes:
            return
        outer = next((i for i, m in enumerate(self._open) if m.kind is MarkupKind.LINK), len(self._open))
        parted = self._open[outer:]
        for markup in reversed(parted):
            self._out.append(f"</{markup.kind}>")
        del self._open[outer:]
        self._out += map(self._emitter.reference, notes)
        for markup in parted:
            self._start(markup)
