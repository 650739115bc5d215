"""The numbers of the notes."""

from __future__ import annotations

from collections.abc import Iterable

from postil.model.anchored import Annotation
from postil.model.numbered import NumberedNote


def number(annotations: Iterable[Annotation]) -> tuple[NumberedNote, ...]:
    """Notes in their order: by where their words end, where they begin, their order in the files.

    Those on the whole transcript come first.
    """

    def place(annotation: Annotation) -> tuple[int, int]:
        return (0, 0) if annotation.range is None else (annotation.range.end, annotation.range.start)

    ordered = sorted(annotations, key=place)  # a stable sort: the order of the files decides at last
    return tuple(NumberedNote(index, a.note, a.range) for index, a in enumerate(ordered, 1))
