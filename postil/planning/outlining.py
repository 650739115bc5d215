"""The outline of a transcript with its notes: what planning and lists go by, without the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from postil.model.anchored import AnchoredTranscript, Annotation
from postil.model.lemma import lemma
from postil.model.outline import Outline, OutlinedNote, Spoken
from postil.model.text import Link, leaf_links, leaves_of
from postil.model.transcript import Description, Transcript
from postil.planning.links import is_internal


def outline(anchored: AnchoredTranscript) -> Outline:
    """The outline of one document."""
    transcript = anchored.transcript
    leaves = tuple(leaves_of(transcript.blocks))
    return Outline(
        description=_described(transcript),
        words=len(transcript.text.split()),
        length=len(transcript.text),
        turn_starts=tuple(turn.start for turn in transcript.turns),
        spoken=_spoken(transcript),
        headings=tuple(leaf.anchor for leaf in leaves if leaf.anchor is not None),
        links=_internal(link for leaf in leaves for link in leaf_links(leaf)),
        notes=tuple(_outlined(transcript, annotation) for annotation in anchored.annotations),
    )


def _described(transcript: Transcript) -> Description:
    """The description, with the places of what planning may find wrong."""
    description = transcript.description
    spans = {f: span for f, span in description.spans.items() if f.startswith(("aliases.", "media."))}
    return replace(description, spans=spans)


def _spoken(transcript: Transcript) -> dict[str, Spoken]:
    words: Counter[str] = Counter()
    for speech in transcript.speech:
        words[speech.speaker] += len(transcript.text[speech.start : speech.end].split())
    turns = Counter(turn.speaker for turn in transcript.turns)
    return {id: Spoken(count, words[id]) for id, count in turns.items()}


def _internal(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(link for link in links if is_internal(link.href))


def _outlined(transcript: Transcript, annotation: Annotation) -> OutlinedNote:
    note, place = annotation.note, annotation.range
    return OutlinedNote(
        note=note.in_short,
        range=place,
        lemma=None if place is None else lemma(transcript.text[place.start : place.end]),
        speakers=() if place is None else transcript.speakers_within(place.start, place.end),
        links=_internal(note.body.links),
        spans={f: note.place(f) for f in ("id", *(f"authors.{i}" for i in range(len(note.authors))))},
    )
