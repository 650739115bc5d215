"""What a transcript is cited by, whatever the format."""

from __future__ import annotations

from dataclasses import dataclass

from postil.exporting.edition import Edition
from postil.model.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Citation:
    """The facts of a reference. ``author`` is who publishes the transcript, or the site itself."""

    key: str
    author: str
    title: str
    form: str
    date: PartialDate
    site: str
    url: str
    language: str
    abstract: str | None
    topics: tuple[str, ...]


def citation(edition: Edition) -> Citation:
    """The reference to a transcript; every value is on one line."""
    transcript, config = edition.planned.anchored.transcript, edition.plan.config
    return Citation(
        key=transcript.path.replace("/", "_"),
        author=_line(config.publisher.name if config.publisher is not None else config.title),
        title=_line(transcript.title),
        form=_line(edition.say("form-transcript")),
        date=transcript.date,
        site=_line(config.title),
        url=edition.address,
        language=edition.language,
        abstract=_line(transcript.summary) if transcript.summary else None,
        topics=tuple(map(_line, transcript.topics)),
    )


def _line(text: str) -> str:
    """The text without line breaks and control characters, which the formats give a meaning."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in text).split())
