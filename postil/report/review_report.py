"""What changed on a site, as Markdown for those who review it.

Everything that authors wrote goes through :mod:`postil.report.markdown`: in a job's summary it is
shown, and acts on nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from postil.diagnostics import Code, Diagnostic, Severity, has_errors
from postil.model.config import Config
from postil.model.review import Effect, PlacedNote, Review, TranscriptChange
from postil.model.transcript import Person
from postil.report.markdown import code, plain
from postil.report.note_report import NoteReport, in_context

_LARGEST = 1_000_000  # bytes; GitHub takes 1 MiB for the summary of a step, and nothing of a larger one
_SHOWN_EFFECTS = 5  # notes of a changed transcript that are shown in full; more are listed, and folded
_FOLDED = "<details><summary>The words of each, before and after</summary>"
_UNFOLDED = "</details>"
_OF_NOTES = {
    Effect.SAME: "on the same words",
    Effect.CHANGED: "whose words changed",
    Effect.ELSEWHERE: "on the same words in another place",
    Effect.OTHER: "on other words",
    Effect.LOST: "that lost their words",
    Effect.FOUND: "that found their words again",
    Effect.ADRIFT: "still without words",
}


def report(
    commit: str,
    review: Review,
    config: Config | None,
    contributors: Mapping[str, Person],
    diagnostics: Sequence[Diagnostic],
    old_diagnostics: Sequence[Diagnostic],
) -> str:
    """The whole report: a summary, the problems, the transcripts, the notes.

    Paragraphs that would make it larger than a summary may be are counted instead.
    """
    notes = NoteReport(config, contributors)
    paragraphs = list(_summary(commit, review, diagnostics, old_diagnostics))
    size = sum(len(p.encode()) + 2 for p in paragraphs)
    left_out = 0
    is_folded = False
    for paragraph in _details(review, notes, diagnostics):
        size += len(paragraph.encode()) + 2
        if paragraph == _UNFOLDED:
            paragraphs += [paragraph] if is_folded else []
            is_folded = False
        elif size > _LARGEST:
            left_out += 1
        else:
            paragraphs.append(paragraph)
            is_folded = is_folded or paragraph == _FOLDED
    if left_out:
        more = f"{left_out:,} more paragraph{' does' if left_out == 1 else 's do'} not fit"
        paragraphs.append(f"The report is cut here: {more}. GitHub shows no summary of more than 1 MiB.")
    return "\n\n".join(paragraphs) + "\n"


def _summary(
    commit: str, review: Review, diagnostics: Sequence[Diagnostic], old_diagnostics: Sequence[Diagnostic]
) -> Iterator[str]:
    yield "# What changes"
    errors = sum(d.severity is Severity.ERROR for d in diagnostics)
    old_errors = sum(d.severity is Severity.ERROR for d in old_diagnostics)
    verdicts = sum("verdict" in c.fields for c in review.changed)
    effects = [effect.effect for change in review.transcripts for effect in change.effects]
    rows = [
        ("notes added", len(review.added)),
        ("notes changed", len(review.changed)),
        ("verdicts changed", verdicts),
        ("notes removed", len(review.removed)),
        ("notes that cannot be read", len(review.unread)),
        ("transcripts added", sum(t.old is None for t in review.transcripts)),
        ("transcripts changed", sum(_is_changed(t) for t in review.transcripts)),
        ("transcripts removed", sum(t.new is None and not t.is_unread for t in review.transcripts)),
        ("transcripts that cannot be read", sum(t.is_unread for t in review.transcripts)),
        *(
            (f"existing notes {_OF_NOTES[effect]}", effects.count(effect))
            for effect in Effect
            if effect not in (Effect.SAME, Effect.ADRIFT)
        ),
        ("errors", errors),
        ("warnings", len(diagnostics) - errors),
    ]
    shown = [f"| {name} | {_strong(count, name)} |" for name, count in rows if count or name == "errors"]
    yield "\n".join(["| | |", "|---|---:|", *shown])
    yield f"Compared with {code(commit[:12])}."
    if old_errors:
        errors_then = f"{old_errors:,} error{'' if old_errors == 1 else 's'}"
        yield (
            f"**The state compared with has {errors_then} of its own.** What could not be read of it "
            "counts as not there."
        )
    if review.is_empty:
        yield "No note and no transcript changes."


def _strong(count: int, name: str) -> str:
    grave = (
        name == "errors" or "lost" in name or "verdicts" in name or "cannot" in name or "other words" in name
    )
    return f"**{count:,}**" if grave and count else f"{count:,}"


def _is_changed(change: TranscriptChange) -> bool:
    return change.old is not None and change.new is not None and change.old.file.text != change.new.file.text


def _details(review: Review, notes: NoteReport, diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    verdicts = [change for change in review.changed if "verdict" in change.fields]
    others = [change for change in review.changed if "verdict" not in change.fields]
    sections = {
        "Errors and warnings" if has_errors(diagnostics) else "Warnings": map(_problem, diagnostics),
        "Verdicts changed": chain.from_iterable(map(notes.changed, verdicts)),
        "Transcripts": chain.from_iterable(_transcript(change, notes) for change in review.transcripts),
        "Notes added": chain.from_iterable(map(notes.whole, review.added)),
        "Notes changed": chain.from_iterable(map(notes.changed, others)),
        "Notes removed": chain.from_iterable(map(notes.whole, review.removed)),
        "Notes that cannot be read": map(_unread, review.unread),
    }
    for heading, paragraphs in sections.items():
        for number, paragraph in enumerate(paragraphs):
            if number == 0:
                yield f"## {heading}"
            yield paragraph


def _unread(placed: PlacedNote) -> str:
    note = placed.note
    return f"- {code(note.id)} on {code(note.transcript)}: see the errors in {code(note.span.path)}"


def _problem(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    place = code(f"{span.path}:{span.line}:{span.column}")
    lines = [f"- **{diagnostic.severity}** {code(diagnostic.code)} {place}: {plain(diagnostic.message)}"]
    if diagnostic.hint is not None:
        lines.append(f"  - hint: {plain(diagnostic.hint)}")
    if diagnostic.code is not Code.QUOTE_NOT_FOUND:  # its hint has already said where
        lines += (
            f"  - {code(f'{r.span.path}:{r.span.line}')}: {plain(r.message)}" for r in diagnostic.related
        )
    return "\n".join(lines)


def _transcript(change: TranscriptChange, notes: NoteReport) -> Iterator[str]:
    transcript = change.new or change.old
    assert transcript is not None
    yield f"### {plain(transcript.title)}"
    path = code(transcript.file.path)
    if change.is_unread:
        yield f"{path} has errors and cannot be read."
    elif change.old is None:
        words = len(transcript.text.split())
        yield f"{path} is new: {len(transcript.turns):,} turns, {words:,} words."
    elif change.new is None:
        yield f"{path} is removed."
    else:
        same = change.old.text == change.new.text
        if _is_changed(change):
            yield f"{path} is changed{', its words are not' if same else ''}."
        else:
            yield f"{path} is as it was."
        counts = [(effect, sum(e.effect is effect for e in change.effects)) for effect in Effect]
        if change.effects:
            yield "Existing notes: " + ", ".join(_counted(effect, n) for effect, n in counts if n) + "."
        effects = [effect for effect in change.effects if effect.effect is not Effect.SAME]
        is_long = len(effects) > _SHOWN_EFFECTS
        if is_long:
            for effect in effects:
                note = effect.new.note
                place = code(f"{note.span.path}:{note.span.line}")
                yield f"- {notes.heading(note)}: {effect.effect} ({place})"
            yield _FOLDED
        for effect in effects:
            yield f"**{notes.heading(effect.new.note)}: {effect.effect}.**"
            yield f"Was: {_words(effect.old)}"
            yield from notes.place(effect.new)
        if is_long:
            yield _UNFOLDED


def _counted(effect: Effect, count: int) -> str:
    said = _OF_NOTES[effect]
    return f"{count:,} {said.replace('their', 'its') if count == 1 else said}"


def _words(placed: PlacedNote) -> str:
    if placed.transcript is None or placed.range is None:
        return "the whole transcript" if placed.attached else "attached to no words"
    return in_context(placed.transcript.text, placed.range.start, placed.range.end)
