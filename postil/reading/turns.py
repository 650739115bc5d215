"""From blocks to utterances: who says what."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace

from postil.diagnostics import Code, Diagnostic, diagnose
from postil.model.text import Block, LeafKind, MarkupKind, leaves_of
from postil.model.transcript import Part, Passage, Speech, Turn
from postil.reading.markdown import Draft, DraftBlock, DraftContainer, Layout
from postil.source import SourceFile
from postil.suggestion import nearest

_TIMECODE = r"[\[(]((?:\d+:[0-5]\d|\d{1,3}):[0-5]\d(?:\.\d{1,3})?)[\])]"
_OPENING_TIMECODE = re.compile(rf"{_TIMECODE}(?=\s|$)")
_LABEL_SHAPE = re.compile(rf"(?:{_TIMECODE}\s*)?([^\s:：][^:：]{{0,59}}?)(?:\s*{_TIMECODE})?\s*[:：](?=\s|$)")
_PAIRS = {"[": "]", "(": ")"}


class Turns:
    """The parts of a transcript, and whose words they are."""

    def __init__(self, layout: Layout, labels: Mapping[str, str]) -> None:
        self.parts: list[Part] = []
        self.speech: list[Speech] = []
        self._layout = layout
        self._labels = labels
        self._blocks: list[Block] = []
        self._waiting: list[Block] = []  # headings and incidents: the turn's only if it goes on after them
        self._number = 0
        self._label: str | None = None
        self._timecode: str | None = None
        self._start = 0
        self._first_speech = 0

    def open(self, label: str, timecode: str | None) -> None:
        """A new label: the turn before it ends."""
        self.close()
        self._number += 1
        self._label, self._timecode = label, timecode
        self._start = self._layout.length
        self._first_speech = len(self.speech)

    def add(self, block: Block, *, spoken: bool) -> None:
        """A block that begins no turn."""
        if self._label is None:
            self.parts.append(Passage(block))
        elif spoken:
            self._blocks += self._waiting
            self._waiting.clear()
            self._blocks.append(block)
            self._note_speech(block)
        else:
            self._waiting.append(block)

    def close(self) -> None:
        """The end of the turn, or of the transcript."""
        if self._label is not None:
            own = self.speech[self._first_speech :]
            end = own[-1].end if own else self._start
            self.parts.append(
                Turn(
                    self._number,
                    self._labels[self._label],
                    self._label,
                    self._timecode,
                    tuple(self._blocks),
                    own[0].start if own else self._start,
                    end,
                    self._reach(end),
                )
            )
        self.parts += (Passage(block) for block in self._waiting)
        self._blocks.clear()
        self._waiting.clear()
        self._label = None

    def _reach(self, end: int) -> int:
        reach = end
        for leaf in leaves_of(self._waiting):
            if leaf.kind is LeafKind.HEADING:
                break
            reach = leaf.end
        return reach

    def _note_speech(self, block: Block) -> None:
        assert self._label is not None
        for leaf in leaves_of([block]):
            if leaf.end == leaf.start:
                continue
            last = self.speech[-1] if self.speech else None
            if last is not None and last.turn == self._number and last.end + 1 == leaf.start:
                self.speech[-1] = replace(last, end=leaf.end)
            else:
                self.speech.append(Speech(leaf.start, leaf.end, self._number, self._labels[self._label]))


def read_turns(
    blocks: Iterable[DraftBlock],
    labels: Mapping[str, str],
    file: SourceFile,
    layout: Layout,
    problems: list[Diagnostic],
) -> Turns:
    """Group the top-level blocks of a transcript into turns, incidents and what stands outside them.

    ``labels`` maps each declared label to a speaker's id. A paragraph that looks as if it opened
    with a label that was not declared gets the warning ``undeclared-speaker``.
    """
    turns = Turns(layout, labels)
    pattern, declared = _label_pattern(labels)
    for block in blocks:
        if isinstance(block, Draft) and block.kind is LeafKind.PARAGRAPH:
            _read_paragraph(block, pattern, declared, file, turns, layout, problems)
        else:
            spoken = isinstance(block, DraftContainer) or (
                isinstance(block, Draft) and block.kind is LeafKind.CODE
            )
            turns.add(layout.place(block), spoken=spoken)
    turns.close()
    return turns


def _read_paragraph(
    draft: Draft,
    pattern: re.Pattern[str] | None,
    declared: Mapping[str, str],
    file: SourceFile,
    turns: Turns,
    layout: Layout,
    problems: list[Diagnostic],
) -> None:
    found = pattern.match(draft.text) if pattern is not None else None
    if found is not None:
        timecode = found["before"] or found["after"]
        turns.open(declared[_plain(found["label"])], timecode)
        turns.add(layout.place(replace(draft.without_opening(found.end()), timecode=timecode)), spoken=True)
        return
    opening = _OPENING_TIMECODE.match(draft.text)
    if opening is not None:
        draft = replace(draft.without_opening(opening.end()), timecode=opening[1])
    if is_incident(draft.text):
        turns.add(layout.place(replace(draft, kind=LeafKind.INCIDENT)), spoken=False)
        return
    _check_opening(draft, declared, file, problems)
    turns.add(layout.place(draft), spoken=True)


def is_incident(text: str) -> bool:
    """Whether a paragraph is one bracketed or parenthesised remark and nothing else."""
    closing = _PAIRS.get(text[:1])
    if closing is None or not text.endswith(closing) or len(text) < 3:
        return False
    depth = 0
    for index, character in enumerate(text):
        depth += (character == text[0]) - (character == closing)
        if depth == 0:
            return index == len(text) - 1
    return False


def _label_pattern(labels: Mapping[str, str]) -> tuple[re.Pattern[str] | None, Mapping[str, str]]:
    """A pattern for every declared label, longest first, and the labels by their plain form."""
    if not labels:
        return None, {}
    forms = {
        form
        for label in labels
        for form in (label, *(unicodedata.normalize(f, label) for f in ("NFC", "NFD")))
    }
    alternatives = "|".join(
        r"\s+".join(re.escape(word) for word in form.split())
        for form in sorted(forms, key=lambda f: (-len(f), f))
    )
    pattern = re.compile(
        rf"(?:{_named('before')}\s*)?"
        rf"(?P<label>{alternatives})(?:\s*{_named('after')})?\s*[:：]\s*"
    )
    return pattern, {_plain(label): label for label in labels}


def _named(group: str) -> str:
    return _TIMECODE.replace("((?:", f"(?P<{group}>(?:", 1)


def _plain(label: str) -> str:
    return unicodedata.normalize("NFC", " ".join(label.split()))


def _check_opening(
    draft: Draft, declared: Mapping[str, str], file: SourceFile, problems: list[Diagnostic]
) -> None:
    """Warn when a paragraph opens with a bold label, or with a near miss of a declared one."""
    found = _LABEL_SHAPE.match(draft.text)
    if found is None:
        return
    label = _plain(found[2])
    bold = next((m for m in draft.markup if m.kind is MarkupKind.STRONG and m.start <= found.start(2)), None)
    is_bold = bold is not None and found.end(2) <= bold.end <= found.end()
    # One mistake in four characters: “Note” is no near miss of “Noah”.
    match = nearest(label, declared, mistakes=max(1, len(label) // 4))
    if not is_bold and match is None:
        return
    line = draft.lines[0][1]
    column = max(file.line_text(line).find(found[2]), 0) + 1
    known = ", ".join(f"“{name}”" for name in declared.values())
    hint = (
        f"did you mean “{declared[match]}”?"
        if match is not None
        else f"add “{label}” to speakers in the front matter" + (f" (declared: {known})" if known else "")
    )
    problems.append(
        diagnose(
            Code.UNDECLARED_SPEAKER,
            file.line_span(line, column, len(found[2])),
            f"“{label}” looks like a label that is not declared; its words go to the speaker before",
            hint=hint,
        )
    )
