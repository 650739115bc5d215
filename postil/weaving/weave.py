"""Weaving: a transcript and its notes into HTML by the block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from postil.model.numbered import NumberedNote
from postil.model.text import Block, Leaf, LeafKind, Prose, Rule, leaves_of
from postil.model.transcript import Passage, Transcript, Turn
from postil.model.woven import WovenBlock, WovenPart
from postil.weaving.emitter import Emitter, Resolve
from postil.weaving.segments import Endings, Segments


def weave(
    transcript: Transcript,
    notes: Sequence[NumberedNote],
    resolve: Resolve,
    *,
    emitter_type: type[Emitter] = Emitter,
) -> tuple[WovenPart, ...]:
    """The parts of a transcript as HTML with marks and references."""
    levels = [leaf.level for leaf in leaves_of(transcript.blocks) if leaf.kind is LeafKind.HEADING]
    emitter = emitter_type(
        transcript.text, resolve, Segments(notes), Endings(notes), heading_level=2, top=min(levels, default=1)
    )
    endings = emitter.endings

    def woven(block: Block) -> WovenBlock:
        leaves = [] if isinstance(block, Rule) else list(leaves_of([block]))
        ending = endings.within(leaves[0].start, leaves[-1].end) if leaves else ()
        return WovenBlock(emitter.block(block), ending)

    parts = []
    for part in transcript.parts:
        if isinstance(part, Passage):
            parts.append(WovenPart(None, (woven(part.block),)))
        else:
            parts.append(WovenPart(part, tuple(woven(block) for block in _below_label(part))))
    return tuple(parts)


def emit_prose(
    prose: Prose, resolve: Resolve, *, heading_level: int = 2, emitter_type: type[Emitter] = Emitter
) -> str:
    """A text without notes as HTML, its highest heading at ``heading_level``."""
    levels = [leaf.level for leaf in prose.leaves if leaf.kind is LeafKind.HEADING]
    emitter = emitter_type(prose.text, resolve, heading_level=heading_level, top=min(levels, default=1))
    return emitter.blocks(prose.blocks)


def _below_label(turn: Turn) -> tuple[Block, ...]:
    """The turn's blocks; the first one's timecode is shown beside the label and not again."""
    first, *rest = turn.blocks
    if isinstance(first, Leaf):
        first = replace(first, timecode=None)
    return (first, *rest)
