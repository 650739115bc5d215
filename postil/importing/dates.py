"""The day a text names, when it names one clearly."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

# Names by month, from January on; a name matches with any ending that is a prefix of the full one.
_MONTHS = (
    "january jan januar jänner janvier enero gennaio janeiro января січня",
    "february feb febr februar février fevrier febrero febbraio fevereiro февраля лютого",
    "march mar märz maerz mars marzo março марта березня",
    "april apr avril abril aprile апреля квітня",
    "may mai mayo maggio maio мая травня",
    "june jun juni juin junio giugno junho июня червня",
    "july jul juli juillet julio luglio julho июля липня",
    "august aug août aout agosto августа серпня",
    "september sept sep septembre septiembre settembre setembro сентября вересня",
    "october oct oktober okt octobre octubre ottobre outubro октября жовтня",
    "november nov novembre noviembre novembro ноября листопада",
    "december dec dezember dez décembre decembre diciembre dicembre dezembro декабря грудня",
)
_MONTH_NUMBER = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?P<year>[12]\d{3})(?![\d-])"
# “29–30 December” is two days: the first is caught, so that the second is not taken for the whole.
_EARLIER_DAY = r"(?P<earlier>\d{1,2}\s*(?:[-–—/&,]|and|to|und|et|bis|au|y|al|e|и|по)\s*)?"
_ORDINAL = r"(?:st|nd|rd|th|er|\.|º|-го|-е)?"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"(?<![\w./:-]){_EARLIER_DAY}(?P<day>\d{{1,2}}){_ORDINAL}\s*(?:of\s+|de\s+)?"
            rf"{_MONTH},?\s*(?:de\s+|del\s+)?{_YEAR}"
        ),
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
        r"(?<![\w./-])(?P<year>[12]\d{3})(?P<mark>[-/.])(?P<month>\d{2})(?P=mark)(?P<day>\d{2})(?![\d/-])",
        r"(?<!\d)(?P<year>[12]\d{3})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일]",
    )
)
_NUMBERS = re.compile(
    r"(?<![\w./-])(?P<a>\d{1,2})(?P<mark>[./-])(?P<b>\d{1,2})(?P=mark)(?P<year>[12]\d{3})(?![\d/-])"
)
_BESIDE_A_DATE = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|date|published|posted|on|at|"
    r"\d{1,2}:\d{2}(?::\d{2})?|am|pm|gmt|utc|msk|cet|est|edt|[^\w]+",
    re.IGNORECASE,
)


def find_date(lines: Iterable[str]) -> str | None:
    """The one day that lines name, in ISO 8601; None where they name none, or several, or none for sure.

    ``05/06/2020`` could be two days, and is passed over unless another date says which.
    """
    mentions = [days for line in lines for days in _mentions(line)]
    certain = {day for days in mentions if len(days) == 1 for day in days}
    if len(certain) != 1 or not all(certain <= days for days in mentions):
        return None
    return certain.pop().isoformat()


def is_only_a_date(line: str) -> bool:
    """Whether a line says when, and nothing else."""
    rest = unicodedata.normalize("NFC", line)
    found = 0
    for pattern in (*_PATTERNS, _NUMBERS):
        rest, count = pattern.subn(" ", rest)
        found += count
    return found > 0 and not _BESIDE_A_DATE.sub("", rest)


def _mentions(line: str) -> Iterable[frozenset[date]]:
    """For each date in a line the days it may mean; none at all for a day that does not exist."""
    text = unicodedata.normalize("NFC", line)
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            month = found["month"].casefold()
            number = int(month) if month.isdigit() else _MONTH_NUMBER[month]
            several_days = "earlier" in pattern.groupindex and found["earlier"] is not None
            yield frozenset() if several_days else _days(int(found["year"]), (number, int(found["day"])))
    for found in _NUMBERS.finditer(text):
        a, b = int(found["a"]), int(found["b"])
        yield _days(int(found["year"]), (b, a), (a, b))


def _days(year: int, *months_and_days: tuple[int, int]) -> frozenset[date]:
    days = set()
    for month, day in months_and_days:
        try:
            days.add(date(year, month, day))
        except ValueError:
            continue  # the calendar has no such day: this reading is none
    return frozenset(days)
