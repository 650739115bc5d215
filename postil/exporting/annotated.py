"""annotated.md and annotated.txt: a transcript to read, with numbered notes at its end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from postil.exporting.prose import Form, Writer
from postil.exporting.texts import Texts
from postil.model.note import Note, Source, Status
from postil.model.plan import PlannedTranscript, SitePlan
from postil.model.text import Markup, MarkupKind, Prose
from postil.model.transcript import Turn

_SIGN = re.compile(r"[\\`*\[\]<&~|_#!]")
_SPECIAL = re.compile(r"[\\`*\[\]<&~|]|(?<![^\W_])_|_(?![^\W_])|(?<!\S)#|!$")
_SPECIAL_AT_START = re.compile(r"(?:(?=[-+=>])|\d{1,9}(?=[.)]))")
_SIGNS = {MarkupKind.EMPHASIS: "*", MarkupKind.STRONG: "**"}


def markdown(planned: PlannedTranscript, plan: SitePlan, texts: Texts) -> bytes:
    """The transcript in Markdown. Notes are footnotes, as GitHub, Pandoc and others know them."""

    def definition(number: int, paragraphs: Sequence[str]) -> str:
        return "\n".join(
            line and ("    " + line if index else f"[^{number}]: {line}")
            for index, line in enumerate("\n\n".join(paragraphs).split("\n"))
        )

    written = _document(_MARKDOWN, planned, plan, texts)
    notes = [definition(n.number, _note(_MARKDOWN, planned, n.note, plan, texts)) for n in planned.notes]
    return ("\n\n".join([*written, *notes]) + "\n").encode()


def plain_text(planned: PlannedTranscript, plan: SitePlan, texts: Texts) -> bytes:
    """The transcript as plain text. A reference is a number in brackets."""

    def entry(number: int, paragraphs: Sequence[str]) -> str:
        mark = f"[{number}] "
        lines = "\n\n".join(paragraphs).split("\n")
        return "\n".join(
            line and (" " * len(mark) if index else mark) + line for index, line in enumerate(lines)
        )

    written = _document(_PLAIN, planned, plan, texts)
    notes = [entry(n.number, _note(_PLAIN, planned, n.note, plan, texts)) for n in planned.notes]
    return ("\n\n".join([*written, *notes]) + "\n").encode()


def _document(form: Form, planned: PlannedTranscript, plan: SitePlan, texts: Texts) -> list[str]:
    """The paragraphs up to the notes."""
    transcript = planned.anchored.transcript
    prose = Prose(transcript.text, tuple(transcript.blocks))
    writer = Writer(form, prose, partial(texts.address, planned), 2, planned.notes)
    whole = "".join(form.reference(n.number) for n in planned.notes if n.range is None)
    facts = [transcript.date.known, *filter(None, (transcript.event, transcript.place))]
    written = [
        form.heading(form.words(" ".join(transcript.title.split()), False) + whole, 1),
        form.words(" · ".join(facts), True),
        plan.config.base_url + planned.url,
    ]
    for part in transcript.parts:
        if isinstance(part, Turn):
            time = "" if part.timecode is None else f"[{part.timecode}] "
            bold = Markup(0, 0, MarkupKind.STRONG)
            label = form.opening(bold) + form.words(f"{part.label}:", False) + form.closing(bold, "")
            written.append(writer.blocks(part.blocks, f"{time}{label} "))
        else:
            written.append(writer.blocks([part.block]))
    if planned.notes:
        written.append(form.heading(form.words(texts.phrase("notes"), False), 2))
    return [paragraph for paragraph in written if paragraph]


def _note(form: Form, planned: PlannedTranscript, note: Note, plan: SitePlan, texts: Texts) -> Sequence[str]:
    """The paragraphs of a note."""
    config = plan.config
    kind = config.kind(note.kind).label if note.verdict is None else config.verdict(note.verdict).label
    head = [kind, *filter(None, [note.title])]
    if note.status is not Status.PUBLISHED:
        head.insert(0, texts.phrase(f"status-{note.status}"))
    bold = Markup(0, 0, MarkupKind.STRONG)
    words = form.words(" ".join(": ".join(head).split()), False)
    paragraphs = [form.opening(bold) + words + form.closing(bold, "")]
    if note.claim is not None:
        claim = f"{texts.phrase('claim')}: {' '.join(note.claim.split())}"
        paragraphs.append(form.words(claim, True))
    paragraphs.append(Writer(form, note.body, partial(texts.address, planned), 3).blocks(note.body.blocks))
    if note.sources:
        listed = "\n".join(f"- {form.words(_source(source), True)}" for source in note.sources)
        paragraphs.append(f"{form.words(texts.phrase('sources-of-note'), True)}:\n\n{listed}")
    authors = ", ".join(author.name for author in plan.authors(note))
    by = [authors, *(date.known for date in (note.changed,) if date is not None)]
    if any(by):
        paragraphs.append(form.words(", ".join(filter(None, by)), True))
    return paragraphs


def _source(source: Source) -> str:
    date = None if source.date is None else source.date.known
    given = filter(None, (source.title, source.publisher, date, source.url, source.archived))
    return ", ".join(" ".join(value.split()) for value in given)


def _escaped(text: str, at_start: bool) -> str:
    words = _SIGN.sub(_escaped_sign, text)
    place = _SPECIAL_AT_START.match(words) if at_start else None
    return words if place is None else f"{words[: place.end()]}\\{words[place.end() :]}"


def _escaped_sign(found: re.Match[str]) -> str:
    # Only signs are tried: the pattern that looks around them is slow at every other character.
    return f"\\{found[0]}" if _SPECIAL.match(found.string, found.start()) else found[0]


def _closed(markup: Markup, address: str) -> str:
    if markup.kind is not MarkupKind.LINK:
        return _SIGNS[markup.kind]
    return f"](<{address.replace('<', '%3C').replace('>', '%3E')}>)"


def _code_span(text: str) -> str:
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _code(text: str) -> str:
    fence = "`" * max(max(map(len, re.findall("`+", text)), default=0) + 1, 3)
    return f"{fence}\n{text}\n{fence}"


def _table(rows: Sequence[Sequence[str]], aligns: Sequence[str | None]) -> str:
    rules = {None: "---", "left": ":--", "right": "--:", "center": ":-:"}
    head, *rest = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([head, f"| {' | '.join(rules[align] for align in aligns)} |", *rest])


_MARKDOWN = Form(
    words=_escaped,
    opening=lambda markup: "[" if markup.kind is MarkupKind.LINK else _SIGNS[markup.kind],
    closing=_closed,
    code_span=_code_span,
    image=lambda alternative, address: f"![{_escaped(alternative, False)}](<{address}>)",
    line_break="\\\n",
    reference=lambda number: f"[^{number}]",
    heading=lambda words, level: f"{'#' * min(level, 6)} {words}",
    code=_code,
    rule="---",
    table=_table,
)

_PLAIN = Form(
    words=lambda words, _: words,
    opening=lambda _: "",
    closing=lambda markup, address: f" <{address}>" if markup.kind is MarkupKind.LINK else "",
    code_span=lambda text: text,
    image=lambda *_: "",
    line_break="\n",
    reference=lambda number: f"[{number}]",
    heading=lambda words, _: words,
    code=lambda text: "\n".join(line and f"    {line}" for line in text.split("\n")),
    rule="* * *",
    table=lambda rows, _: "\n".join(" | ".join(row) for row in rows),
)
