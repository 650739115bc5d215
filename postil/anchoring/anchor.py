"""Anchoring: each note to exactly one place, or a diagnostic that says why not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from postil.anchoring.describing import describe
from postil.anchoring.likeness import Likeness, differences
from postil.anchoring.matching import Ground, loosened, part_patterns, skipping
from postil.diagnostics import Code, Diagnostic, Related, diagnose
from postil.model.anchored import AnchoredTranscript, Annotation, Range
from postil.model.note import Note, Selector
from postil.model.transcript import Transcript
from postil.suggestion import did_you_mean
from postil.yaml_strings import quoted

_SHOWN_PLACES = 8  # of an ambiguous quote; the rest are counted
_AROUND = 30  # code points of context shown on each side
_SHOWN_QUOTE = 120  # code points of a quote shown in a message


@dataclass(frozen=True, slots=True)
class Anchoring:
    """What came of anchoring the notes of one transcript. A note with a diagnostic is not attached."""

    result: AnchoredTranscript
    diagnostics: tuple[Diagnostic, ...]


def anchor(transcript: Transcript, notes: Sequence[Note]) -> Anchoring:
    """Find the place of every note. Time grows with the text plus the notes."""
    anchorer = _Anchorer(Ground(transcript))
    anchorer.ground.prepare(note.selector for note in notes if note.selector.quote is not None)
    annotations = []
    for note in notes:
        lost = len(anchorer.problems)
        place = anchorer.place(note)
        if len(anchorer.problems) == lost:
            annotations.append(Annotation(note, place))
    return Anchoring(AnchoredTranscript(transcript, tuple(annotations)), tuple(anchorer.problems))


class _Anchorer:
    """The state of anchoring one transcript: its ground, its word index, its problems."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.problems: list[Diagnostic] = []
        self._likeness: Likeness | None = None

    def place(self, note: Note) -> Range | None:
        """The one place of a note; None with no new problem means the whole transcript."""
        if not self._constraints_make_sense(note):
            return None
        selector = note.selector
        if selector.quote is None:
            return self._whole_turn(note) if selector.turn is not None else None
        if not part_patterns(selector):
            self._report(
                Code.BAD_VALUE, note, "quote", "the quote has no words in it", hint="give the exact words"
            )
            return None
        places = self.ground.places(selector)
        if len(places) == 1:
            return places[0]
        if places:
            self._ambiguous(note, places)
        else:
            self._not_found(note)
        return None

    def _constraints_make_sense(self, note: Note) -> bool:
        selector, transcript = note.selector, self.ground.transcript
        good = True
        if selector.speaker is not None and selector.speaker not in transcript.people:
            self._report(
                Code.UNKNOWN_SPEAKER,
                note,
                "speaker",
                f"nobody in this transcript has the id “{selector.speaker}”",
                hint=did_you_mean(selector.speaker, transcript.people)
                or "declare the speaker in the transcript, or remove the line",
            )
            good = False
        if selector.turn is not None and selector.turn > len(transcript.turns):
            count = len(transcript.turns)
            self._report(
                Code.BAD_VALUE,
                note,
                "turn",
                f"there is no turn {selector.turn}",
                hint=f"the transcript has {count} turn{'' if count == 1 else 's'}",
            )
            good = False
        return good

    def _whole_turn(self, note: Note) -> Range | None:
        turn = self.ground.transcript.turns[(note.selector.turn or 1) - 1]
        if note.selector.speaker not in (None, turn.speaker):
            self._report(
                Code.BAD_VALUE,
                note,
                "speaker",
                f"turn {turn.number} is said by “{turn.speaker}”, not by “{note.selector.speaker}”",
                hint="correct the turn or the speaker",
            )
            return None
        if turn.start == turn.end:
            self._report(
                Code.BAD_VALUE, note, "turn", f"turn {turn.number} has no words", hint="choose another turn"
            )
            return None
        return Range(turn.start, turn.end)

    def _ambiguous(self, note: Note, places: Sequence[Range]) -> None:
        text, file = self.ground.transcript.text, self.ground.transcript.file
        related = []
        for place in places[:_SHOWN_PLACES]:
            line = file.line_span(self.ground.transcript.line_at(place.start))
            paste = self._telling(note, place)
            words = around(text, place)
            related.append(Related(line, f"{self._where(place)}: “{words}”; for this one add {paste}"))
        more = len(places) - len(related)
        hint = "say which one: add the prefix or suffix given with the place you mean"
        if more > 0:
            hint += f" (the first {len(related)} of {len(places)} are listed)"
        self._report(
            Code.QUOTE_AMBIGUOUS,
            note,
            "quote",
            f"{len(places)} places read “{_shown(note.selector.quote or '')}”",
            hint=hint,
            related=related,
        )

    def _telling(self, note: Note, place: Range) -> str:
        """The lines to paste into a note so that it means this place alone."""
        described = describe(self.ground, place)
        lines = [("prefix", described.prefix), ("suffix", described.suffix)]
        if " […] " in (note.selector.quote or "") or described.prefix == described.suffix is None:
            lines = [("quote", described.quote), *lines]
        return ", ".join(f"{name}: {quoted(words)}" for name, words in lines if words)

    def _not_found(self, note: Note) -> None:
        selector = note.selector
        wanted = f"no passage reads “{_shown(selector.quote or '')}”"
        found = self._skipping(selector) or self._elsewhere(selector)
        if found is not None:
            said, hint, places = found
            related = [self._related(place) for place in places[:_SHOWN_PLACES]]
            message = f"{wanted} {said}".rstrip()
            self._report(Code.QUOTE_NOT_FOUND, note, "quote", message, hint=hint, related=related)
            return
        if self._likeness is None:
            self._likeness = Likeness(self.ground.folded)
        passages = self._likeness.closest(selector.quote or "")
        text = self.ground.transcript.text
        hints = []
        for passage in passages:
            words = " ".join(text[passage.range.start : passage.range.end].split())
            hint = f"{self._where(passage.range)} has “{_shown(words)}” ({self._line(passage.range)})"
            pairs = differences(selector.quote or "", words)
            if pairs:
                hint += ": " + "; ".join(_difference(ours, theirs) for ours, theirs in pairs)
            hints.append(hint)
        self._report(
            Code.QUOTE_NOT_FOUND,
            note,
            "quote",
            wanted,
            hint="; or ".join(hints)
            or "no passage is like it; is it the right transcript? If the transcript "
            "was corrected, the command “reanchor” looks for the words",
            related=[self._related(passage.range) for passage in passages],
        )

    def _skipping(self, selector: Selector) -> tuple[str, str, list[Range]] | None:
        """The one place that a quote has if its dots are meant to skip words."""
        quote = skipping(selector.quote or "")
        places = self.ground.places(replace(selector, quote=quote)) if quote is not None else []
        if quote is None or len(places) != 1:
            return None
        where = f"{self._where(places[0])} ({self._line(places[0])})"
        return "", f"words are skipped with “ […] ”; this is found in {where}: quote: {quoted(quote)}", places

    def _elsewhere(self, selector: Selector) -> tuple[str, str, list[Range]] | None:
        """Where the words do stand if one of the constraints, or all of them, are left out."""
        loose = loosened(selector)
        for name, weaker in [*loose.items(), ("all", Selector(selector.quote))] if loose else ():
            places = self.ground.places(weaker)
            if not places:
                continue
            first = places[0]
            where = f"{self._where(first)} has these words ({self._line(first)})"
            if name == "speaker":
                others = ", ".join(
                    f"“{s}”" if s else "nobody" for s in sorted(self.ground.speakers(first), key=str)
                )
                return f"said by “{selector.speaker}”", f"{where}, said by {others}", places
            if name == "turn":
                return f"in turn {selector.turn}", where, places
            if name in ("prefix", "suffix"):
                said = "after" if name == "prefix" else "before"
                return f"{said} “{getattr(selector, name)}”", f"{where}: “{self._in_context(first)}”", places
            return "in the place that the note gives", f"{where}: “{self._in_context(first)}”", places
        return None

    def _in_context(self, place: Range) -> str:
        return around(self.ground.transcript.text, place)

    def _where(self, place: Range) -> str:
        turn = self.ground.transcript.turn_at(place.start)
        return (
            f"turn {turn.number}"
            if turn is not None
            else f"line {self.ground.transcript.line_at(place.start)}"
        )

    def _line(self, place: Range) -> str:
        return f"{self.ground.transcript.file.path}:{self.ground.transcript.line_at(place.start)}"

    def _related(self, place: Range) -> Related:
        line = self.ground.transcript.line_at(place.start)
        span = self.ground.transcript.file.line_span(line)
        return Related(span, f"{self._where(place)}: “{self._in_context(place)}”")

    def _report(
        self,
        code: Code,
        note: Note,
        field: str,
        message: str,
        *,
        hint: str | None,
        related: Iterable[Related] = (),
    ) -> None:
        self.problems.append(diagnose(code, note.place(field), message, hint=hint, related=related))


def _difference(ours: str, theirs: str) -> str:
    if not ours:
        return f"it has “{_shown(theirs)}” besides"
    if not theirs:
        return f"it lacks “{_shown(ours)}”"
    return f"“{_shown(theirs)}” stands there for “{_shown(ours)}”"


def around(text: str, place: Range) -> str:
    """The words at a place with a little of what stands around them."""
    begin, end = max(place.start - _AROUND, 0), min(place.end + _AROUND, len(text))
    words = _shown(" ".join(text[place.start : place.end].split()), 60)
    before = text[begin : place.start].replace("\n", " ")
    after = text[place.end : end].replace("\n", " ")
    if begin > 0:
        before = "…" + before.partition(" ")[2]
    if end < len(text):
        after = after.rpartition(" ")[0] + "…"
    return f"{before}{words}{after}".strip()


def _shown(text: str, limit: int = _SHOWN_QUOTE) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit * 2 // 3]} … {text[-limit // 3 :]}"
