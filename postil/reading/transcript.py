"""A transcript file: front matter, then turns."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from postil.diagnostics import Code, Diagnostic, diagnose
from postil.model.text import leaves_of
from postil.model.transcript import Media, Origin, Person, Transcript
from postil.naming import kebab
from postil.reading.addresses import check_links
from postil.reading.fields import (
    Boolean,
    Date,
    Day,
    Id,
    Language,
    Line,
    LinkTarget,
    Name,
    Text,
    Topic,
    Url,
)
from postil.reading.front_matter import read_front_matter
from postil.reading.markdown import Layout, read_blocks
from postil.reading.names import name_fault
from postil.reading.schema import (
    Schema,
    spans_of,
    validate,
    warn_of_invisible_characters,
    warn_of_suspicious_text,
)
from postil.reading.site import LicenseSchema
from postil.reading.turns import read_turns
from postil.source import SourceFile, Span
from postil.suggestion import did_you_mean


class InlineSpeakerSchema(Schema):
    """A speaker described in the transcript itself."""

    id: Id | None = Field(None, description="kebab-case; by default the name in kebab-case")
    name: Name = Field(description="the speaker's name")
    role: Line | None = Field(None, description="the office or part in which they speak")
    url: Url | None = Field(None, description="a page about them")


def _speaker_form(value: Any) -> str:
    return "id" if isinstance(value, str) else "inline"


_SpeakerSchema = Annotated[
    Annotated[Id, Tag("id")] | Annotated[InlineSpeakerSchema, Tag("inline")], Discriminator(_speaker_form)
]


class _OriginSchema(Schema):
    title: Line | None = Field(None, description="what it is called there")
    publisher: Line | None = Field(None, description="who published it")
    url: Url | None = Field(None, description="where it can be read")
    published: Date | None = Field(None, description="when it was published")
    retrieved: Date | None = Field(None, description="when it was copied")
    archived: Url | None = Field(None, description="the address of a copy in an archive")


class _MediaSchema(Schema):
    audio: LinkTarget | None = Field(
        None, description="the sound: an address, or a file beside the transcript"
    )
    video: LinkTarget | None = Field(
        None, description="the film: an address, or a file beside the transcript"
    )
    captions: LinkTarget | None = Field(
        None, description="the captions: an address, or a file beside the transcript"
    )


class TranscriptSchema(Schema):
    """The front matter of a transcript."""

    title: Line = Field(description="what the conversation or speech is called")
    date: Day = Field(
        description="the day it was said, `2026-03-01`, or the moment, `2026-03-01T14:30+01:00`"
    )
    speakers: dict[Name, _SpeakerSchema] = Field(
        description="maps each label, as it stands in the text, to an `id` in speakers.yaml or to a person "
        "described here: `{id, name, role, url}`. Without an `id` it is the `name` in kebab-case"
    )
    summary: Text | None = Field(None, description="a few sentences; shown at the top, and in lists")
    place: Line | None = Field(None, description="where it was said")
    event: Line | None = Field(None, description="at what occasion")
    topics: list[Topic] = Field([], description="a list of words as people write them")
    language: Language | None = Field(
        None, description="a BCP 47 tag, if it is not the site's: `en-GB`, `ar`, `zh-Hant`"
    )
    license: LicenseSchema | None = Field(None, description="terms of the words: text, or `{name, url}`")
    source: _OriginSchema | None = Field(
        None,
        description="where it was published: `{title, publisher, url, published, retrieved, archived}`",
    )
    media: _MediaSchema | None = Field(
        None,
        description="a recording: `{audio, video, captions}`, addresses or files beside the transcript",
    )
    aliases: list[LinkTarget] = Field(
        [], description="old addresses of this page on the site (`/2019/old-name/`); they lead here"
    )
    draft: Boolean = Field(False, description="`true` leaves it out unless drafts are asked for")


def read_transcript(
    path: str, file: SourceFile, registry: Mapping[str, Person] | None, problems: list[Diagnostic]
) -> Transcript | None:
    """The transcript in a file, or None if its front matter cannot be used.

    ``path`` is its place below content/transcripts, without ``.md``; ``registry`` the shared speakers,
    or None if speakers.yaml cannot be read: then nobody is unknown.
    """
    node, markdown = read_front_matter(file, problems)
    if node is None:
        return None
    warn_of_suspicious_text(node, problems)
    meta = validate(TranscriptSchema, node, problems)
    spans = dict(spans_of(node))
    if meta is None:
        return None
    labels, people = _cast(meta, spans, registry, problems)
    layout = Layout()
    blocks = read_blocks(markdown, partial(_place, file))
    turns = read_turns(blocks, labels, file, layout, problems)
    transcript = Transcript(
        path=path,
        file=file,
        title=meta.title,
        date=meta.date,
        labels=labels,
        people=people,
        text=layout.text,
        parts=tuple(turns.parts),
        speech=tuple(turns.speech),
        spans=spans,
        summary=meta.summary,
        place=meta.place,
        event=meta.event,
        topics=tuple(meta.topics),
        language=meta.language,
        license=meta.license.to_model() if meta.license else None,
        source=_origin(meta.source),
        media=Media(meta.media.audio, meta.media.video, meta.media.captions) if meta.media else None,
        aliases=tuple(meta.aliases),
        draft=meta.draft,
    )
    check_links(leaves_of(transcript.blocks), problems)
    warn_of_invisible_characters(file.path, markdown, problems)
    return transcript


def _place(file: SourceFile, line: int, column: int, length: int) -> Span:
    return file.line_span(line + 1, column + 1, length)


def _origin(source: _OriginSchema | None) -> Origin | None:
    if source is None:
        return None
    return Origin(
        source.title, source.publisher, source.url, source.published, source.retrieved, source.archived
    )


def _cast(
    meta: TranscriptSchema,
    spans: Mapping[str, Span],
    registry: Mapping[str, Person] | None,
    problems: list[Diagnostic],
) -> tuple[dict[str, str], dict[str, Person]]:
    """Who speaks under which label; the labels of unknown speakers stand for themselves."""
    labels: dict[str, str] = {}
    people: dict[str, Person] = {}
    for label, speaker in meta.speakers.items():
        span = spans[f"speakers.{label}"] if f"speakers.{label}" in spans else spans["speakers"]
        if label.endswith((":", "：")):
            problems.append(
                diagnose(
                    Code.BAD_VALUE, span, f"the label “{label}” ends with a colon", hint="leave the colon out"
                )
            )
        if isinstance(speaker, str):
            person = (registry or {}).get(speaker)
            if person is None and registry is None:
                person = Person(speaker, label)
            elif person is None:
                hint = did_you_mean(speaker, registry or {})
                if hint is None:
                    hint = f"describe the speaker in content/speakers.yaml, or here: “{label}: {{name: …}}”"
                problems.append(
                    diagnose(Code.UNKNOWN_SPEAKER, span, f"no speaker has the id “{speaker}”", hint=hint)
                )
                person = Person(speaker, label)
        else:
            id = speaker.id or kebab(speaker.name)
            if name_fault(id) is not None:
                problems.append(
                    diagnose(
                        Code.BAD_NAME,
                        span,
                        f"the name “{speaker.name}” makes no id",
                        hint="give one: “{id: …, name: …}”, in lower-case letters, digits and hyphens",
                    )
                )
                id = "unnamed"
            person = Person(id, speaker.name, speaker.role, speaker.url)
            earlier = people.get(id, person)
            if earlier.name != person.name:
                problems.append(
                    diagnose(
                        Code.DUPLICATE_ID,
                        span,
                        f"“{earlier.name}” and “{person.name}” have the same id “{id}”",
                        hint="give one of them another id",
                    )
                )
        labels[label] = person.id
        people.setdefault(person.id, person)
    return labels, people
