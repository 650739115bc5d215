"""From the plan to what templates see."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from postil.model.config import Verdict
from postil.model.note import Note
from postil.model.numbered import NumberedNote
from postil.model.plan import (
    CorrectionEntry,
    ListedNote,
    ListedTranscript,
    NumberedSummary,
    PlannedTranscript,
    SitePlan,
)
from postil.model.text import LeafKind, leaves_of
from postil.model.transcript import Person, Transcript, Turn
from postil.model.woven import WovenBlock, WovenPart
from postil.naming import kebab
from postil.rendering.charts import counted
from postil.rendering.sanitising import sanitise
from postil.rendering.views import (
    BlockView,
    CorrectionView,
    EntryView,
    HeadingView,
    LinkView,
    ListedNoteView,
    NoteView,
    PartView,
    RevisionView,
    SpeakerView,
    TranscriptView,
)

Body = Callable[[Note], str]
"""Emits the text of a note as HTML for the page it is shown on."""

_AROUND = 240  # code points of context shown around a quote on a note's own page
_MOST_BLOCKS = 40  # blocks of a row; the style sheet lets notes reach over as many
_TURNS_TO_LIST = 30  # a transcript without headings and with fewer turns needs no contents list
_BEGINNING = 60  # code points of a turn that stand in the contents list
_MOST_HEADINGS = 100  # of turns; of more, every second, third … is listed


class Viewer:
    """Makes the views of one site's documents."""

    def __init__(self, plan: SitePlan) -> None:
        self._plan = plan
        self._verdicts = {verdict.id: verdict for verdict in plan.config.verdicts}
        self._kinds = {kind.id: kind for kind in plan.config.kinds}
        self._topics = {entry.id: entry for entry in plan.catalogue.topics}
        self._speaker_urls = {entry.person.id: entry.url for entry in plan.catalogue.speakers}
        self._transcripts: dict[str, TranscriptView] = {}

    def transcript(self, listed: ListedTranscript) -> TranscriptView:
        """A transcript in a list."""
        view = self._transcripts.get(listed.url)
        if view is None:
            view = self._transcripts[listed.url] = self._transcript(listed)
        return view

    def _transcript(self, listed: ListedTranscript) -> TranscriptView:
        description = listed.description
        notes = [numbered.note for numbered in listed.notes]
        return TranscriptView(
            description,
            listed.url,
            tuple(map(self.speaker, description.people.values())),
            self._topic_links(description.topics),
            listed.outline.words,
            len(notes),
            counted(notes, self._plan.config.verdicts),
        )

    def speaker(self, person: Person) -> SpeakerView:
        """Somebody with the URL of their page; who never speaks has none but the list's."""
        return SpeakerView(person, self._speaker_urls.get(person.id, "speakers/"))

    def entry(self, listed: ListedNote) -> EntryView:
        """A note in a list, without its text."""
        note = self.listed_note(listed.transcript, listed.numbered)
        return EntryView(note, self.transcript(listed.transcript))

    def correction(self, entry: CorrectionEntry) -> CorrectionView:
        """A correction, with the note it is about."""
        view = self.entry(entry.note)
        index = entry.note.note.revisions.index(entry.revision) if entry.revision else None
        revision = None if index is None else view.note.revisions[index]
        return CorrectionView(entry.date, view, revision, entry.is_retraction)

    def listed_note(self, listed: ListedTranscript, numbered: NumberedSummary) -> ListedNoteView:
        """A note without its text."""
        return ListedNoteView(**self._summary(listed, numbered))

    def note(self, planned: PlannedTranscript, numbered: NumberedNote, body: Body) -> NoteView:
        """A note in full."""
        note, place = numbered.note, numbered.range
        text = planned.anchored.transcript.text
        before, quote, after = "", None, ""
        if place is not None:
            quote = text[place.start : place.end]
            before = _from_word(text[max(place.start - _AROUND, 0) : place.start], cut=place.start > _AROUND)
            after = _to_word(text[place.end : place.end + _AROUND], cut=len(text) > place.end + _AROUND)
        return NoteView(
            **self._summary(planned.listed, planned.listed.notes[numbered.number - 1]),
            file=note.span.path,
            line=note.span.line,
            body=sanitise(body(note)),
            sources=note.sources,
            quote=quote,
            before=before,
            after=after,
        )

    def _summary(self, listed: ListedTranscript, numbered: NumberedSummary) -> dict[str, Any]:
        """The values of a ListedNoteView."""
        note, people = numbered.note, listed.description.people
        kind, verdict = self._kinds[note.kind], self._verdict(note.verdict)
        label = verdict.label if verdict else kind.label
        return {
            "id": note.id,
            "number": numbered.number,
            "heading": note.title or label,
            "is_titled": note.title is not None and note.title != label,
            "kind": kind,
            "verdict": verdict,
            "status": note.status,
            "claim": note.claim,
            "topics": self._topic_links(note.topics),
            "authors": self._plan.authors(note),
            "created": note.created,
            "updated": note.updated,
            "revisions": tuple(
                RevisionView(r, self._verdict(r.verdict_from), self._verdict(r.verdict_to))
                for r in note.revisions
            ),
            "url": listed.note_url(note),
            "place_url": f"{listed.url}#note-{note.id}",
            "has_page": note.id in listed.note_pages,
            "lemma": numbered.outlined.lemma,
            "speakers": tuple(self.speaker(people[id]) for id in numbered.outlined.speakers),
        }

    def parts(
        self, transcript: Transcript, parts: Iterable[WovenPart], notes: dict[str, NoteView]
    ) -> Iterator[PartView]:
        """The text of a transcript; ``notes`` are the views of its notes by id."""
        for part in parts:
            rows = tuple(
                tuple(
                    BlockView(sanitise(block.html), tuple(notes[n.note.id] for n in block.notes))
                    for block in row
                )
                for row in _rows(part.blocks)
            )
            turn = part.turn
            if turn is None:
                yield PartView(None, None, None, None, rows)
            else:
                yield PartView(turn.number, transcript.people[turn.speaker], turn.label, turn.timecode, rows)

    def _topic_links(self, topics: Sequence[str]) -> tuple[LinkView, ...]:
        entries = (self._topics[kebab(topic)] for topic in topics)
        return tuple(LinkView(entry.label, entry.url) for entry in entries)

    def _verdict(self, id: str | None) -> Verdict | None:
        return self._verdicts[id] if id is not None else None


def headings(transcript: Transcript) -> tuple[HeadingView, ...]:
    """The contents list: the headings, or the turns of a long transcript without any."""
    starts = [turn.start for turn in transcript.turns]
    found = []
    leaves = [leaf for leaf in leaves_of(transcript.blocks) if leaf.kind is LeafKind.HEADING and leaf.anchor]
    top = min((leaf.level for leaf in leaves), default=1)
    for leaf, following in pairwise([*leaves, None]):
        if leaf is None or leaf.anchor is None:
            continue
        turn = bisect_left(starts, leaf.end)
        is_next = turn < len(starts) and (following is None or starts[turn] < following.start)
        timecode = transcript.turns[turn].timecode if is_next else None
        label = transcript.text[leaf.start : leaf.end]
        found.append(HeadingView(label, leaf.anchor, timecode, leaf.level - top))
    if found or len(starts) < _TURNS_TO_LIST:
        return tuple(found)
    step = -(-len(starts) // _MOST_HEADINGS)
    return tuple(
        HeadingView(
            f"{turn.label}: {_beginning(transcript, turn)}",
            f"t{turn.number}",
            turn.timecode,
            0,
        )
        for turn in transcript.turns[::step]
    )


def _beginning(transcript: Transcript, turn: Turn) -> str:
    block = transcript.text[turn.start : turn.end].partition("\n")[0]
    return _to_word(block[:_BEGINNING], cut=len(block) > _BEGINNING)


def _rows(blocks: Iterable[WovenBlock]) -> Iterator[list[WovenBlock]]:
    """Blocks with notes begin a row; those without join it, so that notes may reach down beside them."""
    row: list[WovenBlock] = []
    for block in blocks:
        if row and (block.notes or len(row) == _MOST_BLOCKS):
            yield row
            row = []
        row.append(block)
    if row:
        yield row


def _from_word(text: str, *, cut: bool) -> str:
    return f"… {text.partition(' ')[2]}" if cut else text


def _to_word(text: str, *, cut: bool) -> str:
    return f"{text.rpartition(' ')[0]} …" if cut else text
