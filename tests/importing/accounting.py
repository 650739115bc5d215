"""What became of every character of an input: the independent bookkeeping behind the tests."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import reject

from postil.importing import Draft

# The marks that may go from around a label and its timecode, a heading's hashes, what nobody sees.
_MARKS = re.compile(r"[*_#:：.,|\[\]()>–—→-]")
_UNSEEN = re.compile("[\u200b\u200e\u200f\u2060\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_TIMECODE = re.compile(r"(?<![\d:])(?:(\d+):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3}))?(?![\d:])")


def stream(text: str) -> str:
    """All that is visible in a text but for marks and timecodes, in one normal form."""
    without_times = _TIMECODE.sub(" ", text)
    visible = "".join(
        character
        for character in _UNSEEN.sub("", _MARKS.sub("", without_times))
        if not character.isspace() and unicodedata.category(character) != "Cc"
    )
    return unicodedata.normalize("NFD", visible)


def timecodes(text: str) -> list[str]:
    """The timecodes of a text in their one form."""
    found = []
    for hours, minutes, seconds, fraction in _TIMECODE.findall(text):
        total = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
        clock = f"{total // 3600:02}:{total % 3600 // 60:02}:{total % 60:02}"
        found.append(f"{clock}.{fraction}" if fraction else clock)
    return found


def spoken(draft: Draft) -> str:
    """The words of the draft's paragraphs with their labels, in order."""
    return stream(" ".join(f"{p.label or ''} {p.text}" for p in draft.paragraphs))


def remaining(text: str, draft: Draft) -> str:
    """The words of the input, in order, without the title and what was left out."""
    lines = [stream(line) for line in re.split(r"\r\n|\n|\r", text)]
    for entry in draft.left_out:
        gone = stream(entry.text)
        if lines[entry.line - 1].count(gone) > 1:
            reject()  # said twice on one line: this bookkeeping cannot tell which of the two was left out
        assert gone in lines[entry.line - 1], f"{entry} is not on its line"
        lines[entry.line - 1] = lines[entry.line - 1].replace(gone, "", 1)
    if draft.title is not None:
        title = stream(draft.title)
        index = next(i for i, line in enumerate(lines) if line)
        index = next(i for i in range(index, len(lines)) if title in lines[i])
        lines[index] = lines[index].replace(title, "", 1)
    return "".join(lines)


def assert_all_accounted(text: str, draft: Draft) -> None:
    """Every word of the input is in the draft, once and in order, and nothing else is."""
    assert spoken(draft) == remaining(text, draft)
    kept = " ".join(f"{p.timecode or ''} {p.text}" for p in draft.paragraphs)
    left = " ".join(entry.text for entry in draft.left_out)
    assert sorted(timecodes(f"{draft.title or ''} {kept} {left}")) == sorted(timecodes(text))
