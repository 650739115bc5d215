"""What a page or a printer put around the words: recognised by strict rules, and always reported.

A phrase counts only as a whole line, and only before the first turn or in an unbroken row at the very
end. Page numbers and running heads also count in between, but only with evidence of pages: ``Page 3
of 12``, a form feed beside them, or numbers that count up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from postil.importing.labels import Openings
from postil.importing.lines import SourceLine
from postil.importing.openings import stamp
from postil.importing.vocabulary import FURNITURE
from postil.importing.wrapping import is_remark

_NOTICES = re.compile(
    r"\W*(?:to be continued|to be concluded|continued on (?:the )?next page|"
    r"продолжение следует|à suivre|fortsetzung folgt|continuará|continua|未完待续|未完待續|つづく)\W*",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright\b).{0,120}|.{0,120}\ball rights reserved\W*", re.IGNORECASE)
_COOKIES = re.compile(r"\bcookies?\b", re.IGNORECASE)
_COOKIE_TALK = re.compile(
    r"\b(?:accept|consent|continu\w+ to|policy|settings|this (?:web)?site|we use)\b", re.IGNORECASE
)
_LONGEST_COOKIE_LINE = 300  # code points

_WORD_PAGE = r"(?:page|pg\.?|p\.|seite|página|pagina|страница|стр\.)"
_PAGE_OF = re.compile(
    rf"\W*{_WORD_PAGE}\s*\d{{1,4}}\s*(?:of|/|von|sur|de|di|из)\s*\d{{1,4}}\W*|"
    r"第\s*\d{1,4}\s*[页頁]\s*[,，/]?\s*共\s*\d{1,4}\s*[页頁]",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(rf"[-–—\s|]*(?:{_WORD_PAGE}\s*)?(?P<n>\d{{1,4}})[-–—\s|]*", re.IGNORECASE)
_PAGE = "a page number"
_PAGE_OR_CAPTION = "a page or caption number"
_FEWEST_NUMBERS = 3
_FEWEST_HEADS = 3
_HEAD_DEPTH = 2  # lines from the edge of a page in which running heads are looked for


def find_furniture(lines: Sequence[SourceLine], openings: Openings) -> dict[int, str]:
    """Why each line that is page furniture was left out, by its 0-based index."""
    left_out = _page_numbers(lines, openings)
    left_out |= _running_heads(lines, openings, left_out)
    left_out |= _at_edges(lines, openings, left_out)
    return left_out


def _at_edges(lines: Sequence[SourceLine], openings: Openings, left_out: Mapping[int, str]) -> dict[int, str]:
    found: dict[int, str] = {}
    first = openings.first
    for index, line in enumerate(lines if first is None else lines[:first]):
        reason = _phrase(line.text) if line.text and index not in left_out else None
        if reason is not None:
            found[index] = reason
        elif first is None and line.text and index not in left_out:
            break
    for index in range(len(lines) - 1, -1, -1):
        if not lines[index].text or index in left_out or index in found:
            continue
        reason = _phrase(lines[index].text) or _notice(lines[index].text)
        said = openings.by_line[index] is not None or _are_all_the_words(lines, openings, index)
        if reason is None or said:
            break
        found[index] = reason
    return found


def _phrase(text: str) -> str | None:
    if _COOKIES.search(text) and _COOKIE_TALK.search(text) and len(text) <= _LONGEST_COOKIE_LINE:
        return "a notice about cookies"
    if _COPYRIGHT.fullmatch(text):
        return "a copyright line"
    return FURNITURE.get(text.strip(" |›»«><·•[]").casefold())


def _notice(text: str) -> str | None:
    return "a publisher's notice, not said by anybody" if _NOTICES.fullmatch(text) else None


def _are_all_the_words(lines: Sequence[SourceLine], openings: Openings, index: int) -> bool:
    """Whether the line is the first after a label or a timecode that stands alone: then somebody says it."""
    before = next((i for i in range(index - 1, -1, -1) if lines[i].text), None)
    if before is None:
        return False
    opening = openings.by_line[before]
    return not opening.rest if opening is not None else stamp(lines[before].text) is not None


def _page_numbers(lines: Sequence[SourceLine], openings: Openings) -> dict[int, str]:
    certain: dict[int, str] = {}
    numbers: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        if not line.text or openings.by_line[index] is not None or _are_all_the_words(lines, openings, index):
            continue
        if _PAGE_OF.fullmatch(line.text):
            certain[index] = _PAGE
        elif found := _PAGE_NUMBER.fullmatch(line.text):
            numbers.append((index, int(found["n"])))
    ends = _page_ends(lines, depth=1)
    on_ends = [(index, number) for index, number in numbers if index in ends]
    if len(on_ends) > 1 and all(a < b for (_, a), (_, b) in pairwise(on_ends)):
        certain |= {index: _PAGE for index, _ in on_ends}
    apart = [(index, number) for index, number in numbers if _stands_apart(lines, index)]
    for row in _rows_counting_up(lines, apart):
        certain |= {index: _PAGE_OR_CAPTION for index in row if index not in certain}
    return certain


def _stands_apart(lines: Sequence[SourceLine], index: int) -> bool:
    """Whether a blank line, an end of the text or a timecode is right above or below the line."""
    below = lines[index + 1].text if index + 1 < len(lines) else ""
    return index == 0 or not lines[index - 1].text or not below or stamp(below) is not None


def _rows_counting_up(lines: Sequence[SourceLine], numbers: Iterable[tuple[int, int]]) -> Iterable[list[int]]:
    """Rows of lines that count up by one with other lines in between, 0-based."""
    row: list[int] = []
    expected: int | None = None
    for index, number in numbers:
        apart = not row or any(line.text for line in lines[row[-1] + 1 : index])
        if number != expected or not apart:
            if len(row) >= _FEWEST_NUMBERS:
                yield row
            row = []
        row.append(index)
        expected = number + 1
    if len(row) >= _FEWEST_NUMBERS:
        yield row


def _running_heads(
    lines: Sequence[SourceLine], openings: Openings, numbers: Mapping[int, str]
) -> dict[int, str]:
    # Numbers that may be those of captions are no ends of pages.
    pages = {index for index, reason in numbers.items() if reason == _PAGE}
    forms = {
        index: re.sub(r"\d+", "0", lines[index].text).casefold()
        for index in _page_ends(lines, depth=_HEAD_DEPTH, numbers=pages)
        if index not in numbers
        and openings.by_line[index] is None
        and not is_remark(lines[index].text)
        and not _are_all_the_words(lines, openings, index)
    }
    counts = Counter(forms.values())
    first = openings.first
    return {
        index: "a running head or foot"
        for index, form in forms.items()
        # The first may be the title; it is looked at as such.
        if counts[form] >= _FEWEST_HEADS and not (first is not None and index < first)
    }


def _page_ends(lines: Sequence[SourceLine], *, depth: int, numbers: Collection[int] = ()) -> set[int]:
    """The lines within ``depth`` of the beginning or end of a page, 0-based; none in a text of one page.

    Pages end at form feeds and at the lines with page ``numbers``, if any are given.
    """
    filled = [index for index, line in enumerate(lines) if line.text]
    breaks = [
        place
        for place, (index, following) in enumerate(pairwise(filled))
        if lines[index].page != lines[following].page
    ]
    near: set[int] = set()
    for place in breaks:
        near.update(filled[max(place + 1 - depth, 0) : place + 1 + depth])
    if breaks:
        near.update(filled[:depth], filled[-depth:])
    for place, index in enumerate(filled):
        if index in numbers:
            near.update(filled[max(place - depth, 0) : place + 1 + depth])
    return near
