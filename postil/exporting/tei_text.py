"""Text as TEI: blocks, markup and the anchors of notes.

The string value of what is made is the text layer itself, character for character: nothing is
indented, and a newline stands only where one stands between two blocks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from postil.exporting.xml_text import attributes, legal, xml_text
from postil.model.numbered import NumberedNote
from postil.model.text import Block, Leaf, LeafKind, Link, Markup, MarkupKind, Rule

Points = Mapping[int, Sequence[tuple[int, str]]]
"""What stands in a leaf, which is known by where it starts: offsets, and the elements at them, in order."""

_CONTAINERS = {"ul": "list", "ol": "list", "li": "item", "blockquote": "quote", "table": "table", "tr": "row"}
_LEAVES = {LeafKind.CELL: ("cell", None), LeafKind.HEADER_CELL: ("cell", "label")}
_INLINE = {
    MarkupKind.EMPHASIS: ("emph", None),
    MarkupKind.STRONG: ("hi", "bold"),
    MarkupKind.CODE: ("hi", "code"),
    MarkupKind.LINK: ("ref", None),
}


def anchors(leaves: Iterable[Leaf], notes: Iterable[NumberedNote]) -> Points:
    """An empty element where each note's words begin and where they end."""
    filled = [leaf for leaf in leaves if leaf.end > leaf.start]
    starts, ends = [leaf.start for leaf in filled], [leaf.end for leaf in filled]
    found: defaultdict[int, list[tuple[int, int, int, str]]] = defaultdict(list)
    for numbered in notes:
        place, id = numbered.range, numbered.note.id
        if place is None:
            continue
        first = filled[bisect_right(ends, place.start)]
        last = filled[bisect_left(starts, place.end) - 1]
        # At one place, the end of a note stands before the beginning of another.
        found[first.start].append((max(place.start, first.start), 1, numbered.number, f"from-{id}"))
        found[last.start].append((min(place.end, last.end), 0, numbered.number, f"to-{id}"))
    return {
        start: [(offset, f"<anchor{attributes(xml_id=id)}/>") for offset, _, _, id in sorted(points)]
        for start, points in found.items()
    }


class TextEmitter:
    """Emits the blocks of one text layer. ``synch`` names the moment of a timecode."""

    def __init__(
        self,
        text: str,
        leaves: Sequence[Leaf],
        resolve: Callable[[Link], str],
        points: Points,
        synch: Callable[[str], str],
    ) -> None:
        self._text = text
        self._resolve = resolve
        self._points = points
        self._synch = synch
        starts = [*(leaf.start for leaf in leaves), len(text)]
        self._gaps = {id(leaf): text[leaf.end : starts[index]] for index, leaf in enumerate(leaves, 1)}

    def blocks(self, blocks: Iterable[Block], paragraph: str) -> str:
        """Several blocks; ``paragraph`` is the element for a paragraph: ``p`` or ``seg``."""
        return "".join(self._block(block, paragraph) for block in blocks)

    def head(self, leaf: Leaf) -> str:
        """A heading as the head of a division."""
        return f"<head{attributes(xml_id=leaf.anchor)}>{self._inline(leaf)}</head>{self._gap(leaf)}"

    def _block(self, block: Block, paragraph: str) -> str:
        if isinstance(block, Rule):
            return '<milestone unit="section" rend="rule"/>'
        if isinstance(block, Leaf):
            return self._leaf(block, paragraph)
        inner = self.blocks(block.children, paragraph)
        element = _CONTAINERS.get(block.tag)
        if element is None:
            return inner
        rend = {"ul": "bulleted", "ol": "numbered"}.get(block.tag)
        first = str(block.number) if block.number is not None else None
        return f"<{element}{attributes(rend=rend, n=first)}>{inner}</{element}>"

    def _leaf(self, leaf: Leaf, paragraph: str) -> str:
        content, gap = self._inline(leaf), self._gap(leaf)
        if leaf.kind is LeafKind.ITEM:
            return content + gap
        if leaf.kind is LeafKind.INCIDENT:
            # Anchors cannot stand in a desc, but in a hi within it.
            said = f"<hi>{content}</hi>" if leaf.start in self._points else content
            return f"<incident><desc>{said}</desc></incident>{gap}"
        if leaf.kind in _LEAVES:
            element, role = _LEAVES[leaf.kind]
            return f"<{element}{attributes(role=role)}>{content}</{element}>{gap}"
        kind = {LeafKind.HEADING: "heading", LeafKind.CODE: "code"}.get(leaf.kind)
        space = "preserve" if leaf.kind is LeafKind.CODE else None
        if paragraph == "p" and kind is not None:
            element = "ab"
        else:
            element, kind = paragraph, kind or ("paragraph" if paragraph == "seg" else None)
        opening = attributes(type=kind, xml_id=leaf.anchor, xml_space=space)
        synch = f"<anchor{attributes(synch=self._synch(leaf.timecode))}/>" if leaf.timecode else ""
        return f"<{element}{opening}>{synch}{content}</{element}>{gap}"

    def _gap(self, leaf: Leaf) -> str:
        return self._gaps[id(leaf)]

    def _inline(self, leaf: Leaf) -> str:
        """The words with their markup, cut at every boundary; anchors stand outside of markup."""
        if not (leaf.start in self._points or leaf.markup or leaf.images or leaf.breaks):  # as most are
            return xml_text(self._text[leaf.start : leaf.end])
        opening: defaultdict[int, list[Markup]] = defaultdict(list)
        for markup in leaf.markup:
            opening[markup.start].append(markup)
        points: defaultdict[int, list[str]] = defaultdict(list)
        for offset, element in self._points.get(leaf.start, ()):
            points[offset].append(element)
        for offset in leaf.breaks:
            points[offset + 1].append("<lb/>")
        if leaf.kind is not LeafKind.INCIDENT:
            for image in leaf.images:
                points[image.offset].append(
                    f"<graphic{attributes(url=_pointer(self._resolve(image.link)))}/>"
                )
        edges = {leaf.start, leaf.end, *opening, *points, *(markup.end for markup in leaf.markup)}
        out: list[str] = []
        opened: list[Markup] = []
        position = leaf.start
        for edge in sorted(edges):
            out.append(xml_text(self._text[position:edge]))
            position = edge
            while opened and opened[-1].end <= edge:
                out.append(f"</{_INLINE[opened.pop().kind][0]}>")
            out += points[edge]
            for markup in opening[edge]:
                element, rend = _INLINE[markup.kind]
                target = _pointer(self._resolve(markup.link)) if markup.link is not None else None
                out.append(f"<{element}{attributes(rend=rend, target=target)}>")
                opened.append(markup)
        return "".join(out)


def _pointer(href: str) -> str:
    """An address as the value of an attribute that may hold several, parted by spaces."""
    return "%20".join(legal(href).split()) or "."
