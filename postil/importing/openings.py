"""The ways in which a line of text can open a turn; whether it does is decided over all lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from postil.importing.timecodes import BARE, BRACKETED, Timecode, read_timecode

LONGEST_LABEL = 80
"""Code points beyond which what stands before a colon is never a label."""

_MARK = r"(?:\*{1,3}|_{1,3})"
_DASH = r"[-–—|,]"
_NAME = rf"(?P<label>[^\s:：*](?:[^:：*]{{0,{LONGEST_LABEL - 2}}}?[^\s:：*])?)"
_COLON = re.compile(
    rf"(?P<mark>{_MARK})?\s*"
    rf"(?:(?:(?P<before>{BRACKETED})\s*(?:{_DASH}\s*)?|(?P<before_bare>{BARE})(?:\s*{_DASH}\s*|\s+)))?"
    rf"(?P<inner>{_MARK})?"
    rf"{_NAME}"
    rf"(?P<closed>{_MARK})?"
    rf"(?:\s*{_DASH}?\s*(?P<after>{BRACKETED})|(?:\s*{_DASH}\s*|\s+)(?P<after_bare>{BARE}))?"
    rf"(?P<closed_late>{_MARK})?\s*[:：]"
)
_NAME_THEN_TIME = re.compile(
    rf"(?P<mark>{_MARK})?{_NAME}(?P<closed>{_MARK})?"
    rf"(?:\s*{_DASH}?\s*(?P<after>{BRACKETED})|(?:\s*{_DASH}\s*|\s+)(?P<after_bare>{BARE}))"
)
_TIME_THEN_NAME = re.compile(
    rf"(?:(?P<after>{BRACKETED})\s*(?:{_DASH}\s*)?|(?P<after_bare>{BARE})(?:\s*{_DASH}\s*|\s+))"
    rf"(?P<mark>{_MARK})?{_NAME}(?P<closed>{_MARK})?"
)
_INITIAL = re.compile(r"(?P<label>[^\W\d_])\.(?:\s+(?P<rest>.*))?")
_STAMP = re.compile(rf"(?:{BRACKETED}|{BARE})")
_STAMPED = re.compile(rf"(?P<stamp>{BRACKETED})(?:\s+(?P<rest>.+))")
# Marks that steer direction or width and show nothing: no part of a name, and errors in one.
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_LEADING_INVISIBLE = re.compile(rf"(?:{_INVISIBLE.pattern})+")


class Manner(Enum):
    """How a label stands in the text."""

    COLON = auto()
    """``Name: words``, or ``Name:`` over the words."""
    HEADING = auto()
    """A name with a timecode beside, above or below it, over the words."""
    INITIAL = auto()
    """``Q. words``."""
    ALONE = auto()
    """A name on a line of its own, without any sign that it is one."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What may be the opening of a turn: ``rest`` is what follows it on the line, maybe nothing."""

    label: str
    rest: str
    manner: Manner
    timecode: Timecode | None = None
    bold: bool = False


def readings(text: str) -> tuple[Opening, ...]:
    """Every way to read a line as the opening of a turn, likeliest first."""
    plain = _without_leading_marks(text)
    found = (_with_colon(plain), _with_time(plain), _with_initial(plain))
    return tuple(opening for opening in found if opening is not None)


def stamp(text: str) -> Timecode | None:
    """The timecode, or the range of two, that a line consists of; None where there is more or less."""
    return read_timecode(text) if _STAMP.fullmatch(_without_leading_marks(text)) else None


def stamped(text: str) -> tuple[Timecode, str] | None:
    """The bracketed timecode a line opens with, and the words after it; None where there is none."""
    found = _STAMPED.fullmatch(_without_leading_marks(text))
    timecode = read_timecode(found["stamp"]) if found else None
    return None if found is None or timecode is None else (timecode, found["rest"])


def clean_label(label: str) -> str:
    """A label as it is declared: composed, with plain single spaces and no invisible marks."""
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", label)).split())


def folded(label: str) -> str:
    """A form in which two writings of one label are alike."""
    return clean_label(label).casefold()


def given_labels(labels: Iterable[str]) -> frozenset[str]:
    """Labels somebody named, folded; a colon at the end is no part of one."""
    return frozenset(folded(label.rstrip(" \t:：")) for label in labels) - {""}


def _without_leading_marks(text: str) -> str:
    found = _LEADING_INVISIBLE.match(text)
    return text[found.end() :].lstrip() if found else text


def _with_colon(text: str) -> Opening | None:
    found = _COLON.match(text)
    if found is None:
        return None
    rest = text[found.end() :]
    # 10:30 and https://: a colon inside a number or an address opens nothing.
    if rest.startswith("//") or (text[found.end() - 2].isdigit() and rest[:1].isdigit()):
        return None
    opened = (found["mark"] or "") + (found["inner"] or "")
    closed = (found["closed"] or "") + (found["closed_late"] or "")
    if opened and not closed:
        # The mark closes after the colon, or the whole line stands in it.
        if rest.startswith(opened):
            rest = rest[len(opened) :]
        elif rest.endswith(opened) and opened not in rest[: -len(opened)]:
            rest = rest[: -len(opened)]
        else:
            return None
    elif opened != closed:
        return None
    return _opening(
        found, ("before", "before_bare", "after", "after_bare"), rest, Manner.COLON, bold=bool(opened)
    )


def _with_time(text: str) -> Opening | None:
    found = _NAME_THEN_TIME.fullmatch(text) or _TIME_THEN_NAME.fullmatch(text)
    if found is None or found["mark"] != found["closed"]:
        return None
    return _opening(found, ("after", "after_bare"), "", Manner.HEADING, bold=found["mark"] is not None)


def _with_initial(text: str) -> Opening | None:
    found = _INITIAL.fullmatch(text)
    if found is None or not found["label"].isupper():
        return None
    return Opening(found["label"], found["rest"] or "", Manner.INITIAL)


def _opening(
    found: re.Match[str], times: tuple[str, ...], rest: str, manner: Manner, *, bold: bool
) -> Opening | None:
    written = [found[group] for group in times if found[group] is not None]
    read = [read_timecode(text) for text in written]
    if len(read) > 1 or None in read:
        return None
    label = clean_label(found["label"])
    if manner is Manner.HEADING and label.startswith("[") and label.endswith("]"):
        label = label[1:-1].strip()
    return Opening(label, rest.strip(), manner, read[0] if read else None, bold) if label else None
