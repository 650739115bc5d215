"""Sidecars: the notes on a transcript, as a list or one to a file."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import ConfigDict, Field

from postil.diagnostics import Code, Diagnostic, diagnose
from postil.model.config import Config, Kind
from postil.model.note import Author, Note, Revision, Selector, Source, Status
from postil.model.text import Prose
from postil.reading.addresses import check_links
from postil.reading.decoding import too_intricate
from postil.reading.fields import Date, Day, Id, Line, Name, Number, Text, Topic, Url
from postil.reading.markdown import (
    MAX_MARKDOWN_BYTES,
    MAX_PARSING_SECONDS,
    Locator,
    parsing_seconds,
    read_prose,
)
from postil.reading.names import ID
from postil.reading.nodes import MappingNode, Node, Scalar, SequenceNode
from postil.reading.schema import Schema, spans_of, validate, warn_of_suspicious_text
from postil.reading.strict_yaml import read_yaml
from postil.source import SourceFile, Span
from postil.suggestion import did_you_mean

_QUOTE_SKIP = re.compile(r"\s\[(?:…|\.\.\.)\]\s")


class SourceSchema(Schema):
    """What a note rests on."""

    title: Line = Field(description="what it is called")
    publisher: Line | None = Field(None, description="who published it")
    url: Url | None = Field(None, description="where it can be read")
    date: Date | None = Field(
        None, description="when it was published; the day or the month may be missing: `2020-08`, `2020`"
    )
    accessed: Date | None = Field(None, description="when it was looked at")
    archived: Url | None = Field(None, description="the address of a copy in an archive")
    quote: Text | None = Field(None, description="the words that matter")


class VerdictChangeSchema(Schema):
    """The verdicts before and after a correction."""

    from_: Annotated[Line | None, Field(alias="from", description="the verdict before it")] = None
    to: Line | None = Field(None, description="the verdict after it")


class RevisionSchema(Schema):
    """A public correction."""

    date: Day = Field(description="the day of the correction")
    summary: Text = Field(description="what was corrected, and why")
    verdict: VerdictChangeSchema | None = Field(
        None, description="the verdicts before and after: `{from, to}`"
    )


class _PlaceSchema(Schema):
    """What a note says about its place; the rest is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    quote: Text | None = None
    prefix: Text | None = None
    suffix: Text | None = None
    speaker: Line | None = None
    turn: Number | None = None


class NoteSchema(Schema):
    """The fields of a note."""

    id: Id = Field(description="kebab-case, unique on the transcript; in a file of its own, the file's name")
    kind: Line = Field(
        description="one of the site's kinds: `fact-check`, `context`, `correction` unless it has others"
    )
    quote: Text | None = Field(None, description="the exact words. ` […] ` skips words")
    prefix: Text | None = Field(
        None, description="words right before the quote, to tell it from others alike"
    )
    suffix: Text | None = Field(None, description="words right after the quote, to tell it from others alike")
    speaker: Line | None = Field(None, description="the id of a speaker: only their words may match")
    turn: Number | None = Field(
        None, description="the number of a turn: only there. Without `quote`, the note is on the whole turn"
    )
    verdict: Line | None = Field(None, description="one of the site's verdicts")
    claim: Text | None = Field(None, description="what is claimed, said neutrally")
    title: Line | None = Field(None, description="heads the note; otherwise the verdict or the kind does")
    body: Text = Field(description="Markdown")
    sources: list[SourceSchema] = Field(
        [],
        description="what it rests on: a list of `{title, publisher, url, date, accessed, archived, quote}`",
    )
    topics: list[Topic] = Field([], description="a list of words as people write them")
    authors: list[Name] = Field(
        [], description="a list: ids in contributors.yaml (kebab-case words), or names"
    )
    created: Day | None = Field(None, description="the day it was written")
    updated: Day | None = Field(None, description="the day it was last changed")
    review_by: Day | None = Field(None, description="after this day, `check` warns that the note is stale")
    status: Status = Field(
        Status.PUBLISHED,
        description="`published` (default), `draft` or `retracted`; a retracted note stays and says so",
    )
    revisions: list[RevisionSchema] = Field(
        [], description="public corrections, newest last: `{date, summary, verdict: {from, to}}`"
    )


def read_sidecar(
    transcript: str, stem: str | None, file: SourceFile, config: Config | None, problems: list[Diagnostic]
) -> tuple[Note, ...]:
    """The notes of a sidecar; ``problems`` says what is wrong with them.

    A note with errors comes along as far as it says where it stands, so that its place is checked in
    the same run. ``transcript`` is the path of the transcript. ``stem`` is the file's name in a
    one-note file, or None in a list. Without ``config``, kinds and verdicts are not judged.
    """
    root = read_yaml(file, problems)
    if root is None:
        return ()
    nodes: tuple[Node, ...]
    if isinstance(root, SequenceNode):
        if stem is not None:
            problems.append(
                diagnose(
                    Code.BAD_VALUE,
                    root.span,
                    "a file in the folder of a transcript holds one note, not a list",
                    hint=f"remove the “- ”, or move the list to annotations/{transcript}.yaml",
                )
            )
            return ()
        nodes = tuple(root.items)
    elif stem is None:
        problems.append(
            diagnose(
                Code.BAD_VALUE,
                root.span,
                "this file must be a list of notes",
                hint=f"begin each note with “- ”, or give it a file of its own in annotations/{transcript}/",
            )
        )
        return ()
    else:
        nodes = (root,)
    notes = (_read_note(transcript, stem, node, config, problems) for node in nodes)
    return tuple(note for note in notes if note is not None)


def _read_note(
    transcript: str, stem: str | None, node: Node, config: Config | None, problems: list[Diagnostic]
) -> Note | None:
    if not isinstance(node, MappingNode):
        problems.append(
            diagnose(
                Code.BAD_VALUE,
                node.span,
                "a note must be a mapping",
                hint="write “id: …”, “kind: …” and the rest",
            )
        )
        return None
    warn_of_suspicious_text(node, problems)
    given = validate(NoteSchema, node, problems)
    # What can be judged without the rest is judged even where the rest is wrong.
    if config is not None:
        _check_scale(node, config, problems)
    markdown = _text(node, "body")
    body = _read_body(markdown, problems) if markdown is not None else None
    if body is not None:
        check_links(body.leaves, problems)
    if given is None or body is None:
        return _place_alone(transcript, node)
    _check_place(node, given, stem, problems)
    kind = next((k for k in config.kinds if k.id == given.kind), None) if config is not None else None
    if kind is not None:
        _check_needs(node, given, kind, problems)
    return Note(
        id=given.id,
        transcript=transcript,
        kind=given.kind,
        selector=Selector(given.quote, given.prefix, given.suffix, given.speaker, given.turn),
        markdown=given.body,
        body=body,
        span=node.span,
        spans=dict(spans_of(node)),
        verdict=given.verdict,
        claim=given.claim,
        title=given.title,
        sources=tuple(
            Source(s.title, s.publisher, s.url, s.date, s.accessed, s.archived, s.quote)
            for s in given.sources
        ),
        topics=tuple(given.topics),
        authors=tuple(Author(name, name if ID.fullmatch(name) else None) for name in given.authors),
        created=given.created,
        updated=given.updated,
        review_by=given.review_by,
        status=given.status,
        revisions=tuple(
            Revision(r.date, r.summary, *((r.verdict.from_, r.verdict.to) if r.verdict else ()))
            for r in given.revisions
        ),
    )


def _read_body(markdown: Scalar, problems: list[Diagnostic]) -> Prose | None:
    if len(markdown.value) > MAX_MARKDOWN_BYTES or parsing_seconds(markdown.value) > MAX_PARSING_SECONDS:
        problems.append(too_intricate(markdown.span, "the body"))
        return None
    return read_prose(markdown.value, _locator(markdown))


def _place_alone(transcript: str, node: MappingNode) -> Note | None:
    """A note with errors, as far as it says where it stands; None if that is wrong, too."""
    given = validate(_PlaceSchema, node, [])
    if given is None or given.quote is None:
        return None
    id = _text(node, "id")
    return Note(
        id=id.value if id is not None else str(node.start),
        transcript=transcript,
        kind="",
        selector=Selector(given.quote, given.prefix, given.suffix, given.speaker, given.turn),
        markdown="",
        body=Prose("", ()),
        span=node.span,
        spans=dict(spans_of(node)),
    )


def _locator(scalar: Scalar) -> Locator:
    """Places in a note's body, from the line and column of its Markdown."""
    starts = [0, *(m.end() for m in re.finditer("\n", scalar.value))]

    def place(line: int, column: int, length: int) -> Span:
        return scalar.span_within(starts[line] + column, length)

    return place


def _check_scale(node: MappingNode, config: Config, problems: list[Diagnostic]) -> None:
    """The kind and the verdicts must be ones that the site has."""
    kinds = [kind.id for kind in config.kinds]
    verdicts = [verdict.id for verdict in config.verdicts]
    kind = _text(node, "kind")
    if kind is not None and kind.value and kind.value not in kinds:
        problems.append(
            diagnose(
                Code.UNKNOWN_KIND,
                kind.span,
                f"there is no kind “{kind.value}”",
                hint=did_you_mean(kind.value, kinds),
            )
        )
    given = [_text(node, "verdict")]
    revisions = node.entries.get("revisions")
    if revisions is not None and isinstance(revisions.value, SequenceNode):
        for item in revisions.value.items:
            change = item.entries.get("verdict") if isinstance(item, MappingNode) else None
            if change is not None and isinstance(change.value, MappingNode):
                given += (_text(change.value, "from"), _text(change.value, "to"))
    for verdict in given:
        if verdict is not None and verdict.value and verdict.value not in verdicts:
            problems.append(
                diagnose(
                    Code.UNKNOWN_VERDICT,
                    verdict.span,
                    f"the site has no verdict “{verdict.value}”",
                    hint=did_you_mean(verdict.value, verdicts),
                )
            )


def _text(node: MappingNode, field: str) -> Scalar | None:
    entry = node.entries.get(field)
    return entry.value if entry is not None and isinstance(entry.value, Scalar) else None


def _check_place(node: MappingNode, given: NoteSchema, stem: str | None, problems: list[Diagnostic]) -> None:
    """What the note says about its place must make sense before any text is looked at."""
    if stem is not None and given.id != stem:
        problems.append(
            diagnose(
                Code.BAD_VALUE,
                node.entries["id"].value.span,
                f"the id “{given.id}” is not the name of the file, “{stem}”",
                hint=f"write “id: {stem}”, or rename the file to {given.id}.yaml",
            )
        )
    for field in ("prefix", "suffix"):
        if field in node.entries and given.quote is None:
            problems.append(
                diagnose(
                    Code.MISSING_FIELD,
                    node.entries[field].key.span,
                    f"“{field}” narrows a quote, and there is no “quote”",
                    hint=f"add “quote: …”, or remove “{field}”",
                )
            )
    if given.speaker is not None and given.quote is None and given.turn is None:
        problems.append(
            diagnose(
                Code.MISSING_FIELD,
                node.entries["speaker"].key.span,
                "“speaker” narrows a quote or a turn, and there is neither",
                hint="add “quote: …”, or remove “speaker”",
            )
        )
    if given.quote is not None and not all(part.strip() for part in _QUOTE_SKIP.split(f" {given.quote} ")):
        problems.append(
            diagnose(
                Code.BAD_VALUE,
                node.entries["quote"].value.span,
                "the quote has nothing on one side of […]",
                hint="give the words before and after what is skipped",
            )
        )


def _check_needs(node: MappingNode, given: NoteSchema, kind: Kind, problems: list[Diagnostic]) -> None:
    """What the kind of the note requires."""
    if kind.verdict == "required" and given.verdict is None:
        problems.append(
            diagnose(
                Code.MISSING_FIELD,
                node.span,
                f"a note of the kind “{kind.id}” needs a “verdict”",
                hint="add a line “verdict: …”",
            )
        )
    if kind.verdict == "none" and "verdict" in node.entries:
        problems.append(
            diagnose(
                Code.BAD_VALUE,
                node.entries["verdict"].key.span,
                f"a note of the kind “{kind.id}” has no verdict",
                hint="remove the line, or choose another kind",
            )
        )
    if kind.sources == "required" and not given.sources:
        problems.append(
            diagnose(
                Code.MISSING_SOURCE,
                node.span,
                f"a note of the kind “{kind.id}” needs at least one source",
                hint="add “sources:” with a line “- {title: …, url: …}”",
            )
        )
