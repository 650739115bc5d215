"""Blocks of text as lines for people, in a form that says how words, markup and references look."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from postil.model.numbered import NumberedNote
from postil.model.text import Block, Container, Image, Leaf, LeafKind, Link, Markup, MarkupKind, Prose, Rule


@dataclass(frozen=True, slots=True)
class Form:
    """How things are written. ``words`` has plain words, and whether a line begins with them.

    ``opening`` and ``closing`` have markup and the address it leads to, if it is a link; ``image``
    the alternative text and the address; ``heading`` the words and their level; ``table`` the cells by
    row, and the alignment of each column.
    """

    words: Callable[[str, bool], str]
    opening: Callable[[Markup], str]
    closing: Callable[[Markup, str], str]
    code_span: Callable[[str], str]
    image: Callable[[str, str], str]
    line_break: str
    reference: Callable[[int], str]
    heading: Callable[[str, int], str]
    code: Callable[[str], str]
    rule: str
    table: Callable[[Sequence[Sequence[str]], Sequence[str | None]], str]


class Writer:
    """Writes the blocks of one text layer.

    ``address`` is where a link leads; ``heading_level`` the level of the highest heading; ``notes`` are
    referred to where their words end.
    """

    def __init__(
        self,
        form: Form,
        prose: Prose,
        address: Callable[[Link], str],
        heading_level: int,
        notes: Iterable[NumberedNote] = (),
    ) -> None:
        self._form = form
        self._text = prose.text
        levels = [leaf.level for leaf in prose.leaves if leaf.kind is LeafKind.HEADING]
        self._raised = heading_level - min(levels, default=1)
        self._address = address
        self._endings = sorted((n.range.end, n.number) for n in notes if n.range is not None)

    def blocks(self, blocks: Iterable[Block], opening: str = "") -> str:
        """Blocks with an empty line between two; ``opening`` stands before the first words."""
        written: list[str] = []
        for block in blocks:
            lines = self._block(block, opening)
            if lines:
                written.append(lines)
                opening = ""
        return "\n\n".join(written)

    def _block(self, block: Block, opening: str) -> str:
        if isinstance(block, Rule):
            return self._form.rule
        if isinstance(block, Leaf):
            return self._leaf(block, opening)
        if block.tag == "table":
            return self._table(block)
        if block.tag == "blockquote":
            return _behind(self.blocks(block.children), "> ", "> ")
        if block.tag not in ("ul", "ol"):
            return self.blocks(block.children)
        items = [child for child in block.children if isinstance(child, Container)]
        first = 1 if block.number is None else block.number
        marks = ["- " if block.tag == "ul" else f"{first + place}. " for place in range(len(items))]
        return "\n".join(
            _behind(self.blocks(item.children), mark, " " * len(mark))
            for item, mark in zip(items, marks, strict=True)
        )

    def _leaf(self, leaf: Leaf, opening: str) -> str:
        if leaf.kind is LeafKind.CODE:
            references = "".join(self._form.reference(number) for _, number in self._ending(leaf))
            code = self._form.code(self._text[leaf.start : leaf.end])
            return f"{code}\n\n{references}" if references else code
        # What stands before the words keeps them from being read as the beginning of something else.
        if leaf.timecode is not None and not opening:
            opening = f"[{leaf.timecode}] "
        words = self._inline(leaf, at_start=not opening)
        if leaf.kind is LeafKind.HEADING:
            return self._form.heading(words, leaf.level + self._raised)
        return (opening + words).rstrip(" ")

    def _table(self, table: Container) -> str:
        rows = list(_rows(table))
        cells = [[self._inline(cell, at_start=False) for cell in row] for row in rows]
        return self._form.table(cells, [cell.align for cell in rows[0]])

    def _inline(self, leaf: Leaf, *, at_start: bool) -> str:
        """The words of a leaf, cut wherever markup, a reference, an image or a line begins or ends."""
        form, breaks = self._form, frozenset(leaf.breaks)
        references = list(self._references(leaf))
        if not (references or leaf.markup or leaf.images or leaf.breaks):  # as most are
            return form.words(self._text[leaf.start : leaf.end], at_start)
        markup_at, images_at, references_at = _placed(leaf, references)
        cuts = {leaf.start, leaf.end, *breaks, *(place + 1 for place in breaks), *markup_at, *images_at}
        cuts |= {*references_at, *(markup.end for markup in leaf.markup)}
        out: list[str] = []
        opened: list[Markup] = []
        written = leaf.start  # up to where a span of code has been written as a whole
        for begin, end in pairwise([*sorted(cuts), None]):
            assert begin is not None
            while opened and opened[-1].end <= begin:
                markup = opened.pop()
                out.append(form.closing(markup, "" if markup.link is None else self._address(markup.link)))
            out += map(form.reference, references_at.get(begin, ()))
            out += (form.image(i.alternative, self._address(i.link)) for i in images_at.get(begin, ()))
            for markup in markup_at.get(begin, ()):
                if markup.kind is MarkupKind.CODE:
                    out.append(form.code_span(self._text[begin : markup.end]))
                    written = markup.end
                else:
                    out.append(form.opening(markup))
                    opened.append(markup)
            if begin in breaks:
                out.append(form.line_break)
            elif end is not None and begin >= written:
                starts_line = at_start if begin == leaf.start else begin - 1 in breaks
                out.append(form.words(self._text[begin:end], starts_line))
        return "".join(out)

    def _references(self, leaf: Leaf) -> Iterator[tuple[int, int]]:
        """Where in a leaf which note is referred to: code and links hold none, it stands behind them."""
        closed: list[Markup] = []  # code in a link aside: it ends no later
        for markup in leaf.markup:
            if markup.kind in (MarkupKind.CODE, MarkupKind.LINK) and (
                not closed or markup.start >= closed[-1].end
            ):
                closed.append(markup)
        for end, number in self._ending(leaf):
            before = bisect_left(closed, end, key=lambda markup: markup.start)
            yield max(end, closed[before - 1].end) if before else end, number

    def _ending(self, leaf: Leaf) -> list[tuple[int, int]]:
        first = bisect_right(self._endings, leaf.start, key=lambda ending: ending[0])
        return self._endings[first : bisect_right(self._endings, leaf.end, key=lambda ending: ending[0])]


def _placed(
    leaf: Leaf, references: Iterable[tuple[int, int]]
) -> tuple[dict[int, list[Markup]], dict[int, list[Image]], dict[int, list[int]]]:
    """Markup by where it begins, outer before inner; images; numbers of notes by where they stand."""
    markup_at: defaultdict[int, list[Markup]] = defaultdict(list)
    images_at: defaultdict[int, list[Image]] = defaultdict(list)
    references_at: defaultdict[int, list[int]] = defaultdict(list)
    for markup in leaf.markup:
        markup_at[markup.start].append(markup)
    for image in leaf.images:
        images_at[image.offset].append(image)
    for place, number in references:
        references_at[place].append(number)
    return markup_at, images_at, references_at


def _rows(container: Container) -> Iterator[list[Leaf]]:
    if container.tag == "tr":
        yield [cell for cell in container.children if isinstance(cell, Leaf)]
        return
    for child in container.children:
        if isinstance(child, Container):
            yield from _rows(child)


def _behind(text: str, first: str, others: str) -> str:
    """Lines behind what marks them."""
    head, *rest = text.split("\n")
    return "\n".join([(first + head).rstrip(" "), *((others + line).rstrip(" ") for line in rest)])
