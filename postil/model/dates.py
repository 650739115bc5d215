"""Dates as people give them: a year, a month, a day, or a moment."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_SHAPE = re.compile(
    r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?"
)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """An ISO 8601 date with as much of it as is known; ``text`` is what the author wrote."""

    text: str
    year: int
    month: int | None = None
    day: int | None = None
    moment: datetime | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``2020``, ``2020-08``, ``2020-08-11`` or ``2020-08-11T10:15(:30)(Z|+03:00)``.

        A moment without an offset is taken as UTC. Raises ValueError for anything else and for
        days that are in no calendar.
        """
        found = _SHAPE.fullmatch(text)
        if found is None or not text.isascii():
            raise ValueError("is no date; write it as 2026-11-24")
        year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
        try:
            start = datetime(
                year, month, day, int(found[4] or 0), int(found[5] or 0), int(found[6] or 0), tzinfo=UTC
            )
            start = (start - _offset(found[7])).astimezone(UTC)
        except (ValueError, OverflowError):
            raise ValueError("is a day or an hour that does not exist") from None
        return cls(
            text,
            year,
            month if found[2] else None,
            day if found[3] else None,
            start if found[4] else None,
        )

    @property
    def start(self) -> datetime:
        """The first moment of the period, in UTC: what the date becomes as a full date-time."""
        return self.moment or datetime(self.year, self.month or 1, self.day or 1, tzinfo=UTC)

    @property
    def is_day(self) -> bool:
        """Whether the date is known to the day."""
        return self.day is not None

    @property
    def iso(self) -> str:
        """The date as far as it is known, without the time of day."""
        parts = [f"{self.year:04}"]
        if self.month is not None:
            parts.append(f"{self.month:02}")
        if self.day is not None:
            parts.append(f"{self.day:02}")
        return "-".join(parts)

    @property
    def known(self) -> str:
        """The date as far as it is known, with the moment, if it is one, in UTC."""
        return self.iso if self.moment is None else self.utc

    @property
    def utc(self) -> str:
        """The first moment of the period as an ISO 8601 date-time in UTC."""
        return self.start.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def latest(dates: Iterable[PartialDate | None]) -> PartialDate | None:
    """The latest of the dates that are known."""
    return max(filter(None, dates), key=lambda date: date.start, default=None)


def _offset(text: str | None) -> timedelta:
    if text is None or text == "Z":
        return timedelta()
    hours, minutes = int(text[1:3]), int(text[4:6])
    if hours > 23 or minutes > 59:
        raise ValueError(text)
    size = timedelta(hours=hours, minutes=minutes)
    return size if text[0] == "+" else -size
