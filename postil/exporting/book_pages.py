"""The pages of a book: its title, its contents, its chapters and its notes, as XHTML."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from postil.exporting.chapters import TITLE_FILE, Chapter
from postil.exporting.edition import Edition, Heading
from postil.exporting.xml_text import attributes, legal, xml_text
from postil.model.lemma import lemma
from postil.model.note import Note, Revision, Source, Status
from postil.model.numbered import NumberedNote
from postil.model.woven import BOOK_NOTES, WovenPart

NAVIGATION_FILE = "nav.xhtml"


def pages(edition: Edition) -> Iterator[tuple[str, str]]:
    """The name and the text of every page, in the order in which they are read."""
    transcript = edition.planned.anchored.transcript
    yield TITLE_FILE, _page(edition, edition.language, transcript.title, _title(edition))
    for chapter in edition.chapters.all:
        yield chapter.file, _page(edition, edition.language, transcript.title, _chapter(edition, chapter))
    if edition.planned.notes:
        heading = edition.say("notes")
        yield BOOK_NOTES, _page(edition, edition.plan.config.language, heading, _notes(edition))


def navigation(edition: Edition) -> str:
    """The table of contents, for the reader and for the reading system."""
    title = edition.planned.anchored.transcript.title
    of_notes = [_entry(BOOK_NOTES, edition.say("notes"), _of_site(edition))] if edition.planned.notes else []
    entries = [
        _entry(TITLE_FILE, title, ""),
        *_nested([(h, edition.chapters.address(h.fragment)) for h in edition.contents]),
        *([] if edition.contents else (_entry(c.file, title, "") for c in edition.chapters.all[:1])),
        *of_notes,
    ]
    content = (
        '<nav epub:type="toc" role="doc-toc">\n'
        f"<h1{_of_site(edition)}>{xml_text(edition.say('contents'))}</h1>\n"
        f"<ol>\n{''.join(entries)}</ol>\n</nav>"
    )
    return _page(edition, edition.language, title, content)


def _page(edition: Edition, language: str, title: str, content: str) -> str:
    return legal(
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f"{_in(edition, language)}>\n<head>\n<title>{xml_text(title)}</title>\n"
        '<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n'
        f"<body>\n{content}\n</body>\n</html>\n"
    )


def _in(edition: Edition, language: str) -> str:
    return attributes(lang=language, xml_lang=language, dir=edition.direction(language))


def _of_site(edition: Edition) -> str:
    return _in(edition, edition.plan.config.language)


def _entry(address: str, label: str, language: str) -> str:
    return f"<li><a{attributes(href=address)}{language}>{xml_text(label)}</a></li>\n"


def _nested(entries: list[tuple[Heading, str | None]]) -> Iterator[str]:
    """Entries as list items, deeper ones in a list within the one before."""
    depths: list[int] = []
    for heading, address in entries:
        if address is None:
            continue
        if depths and heading.depth > depths[-1]:
            yield "\n<ol>\n"
        else:
            while len(depths) > 1 and heading.depth <= depths[-2]:
                yield "</li>\n</ol>\n"
                depths.pop()
            if depths:
                yield "</li>\n"
                depths.pop()
        depths.append(heading.depth)
        yield f"<li><a{attributes(href=address)}>{xml_text(heading.label)}</a>"
    yield "</li>\n</ol>\n" * (len(depths) - 1) + ("</li>\n" if depths else "")


def _title(edition: Edition) -> str:
    transcript, config = edition.planned.anchored.transcript, edition.plan.config
    whole = "".join(
        f'<a class="ref"{attributes(id=f"ref-{n.note.id}", href=f"{BOOK_NOTES}#note-{n.note.id}")}'
        f' epub:type="noteref" role="doc-noteref">{n.number}</a>'
        for n in edition.planned.notes
        if n.range is None
    )
    people = (f"{p.name}, {p.role}" if p.role else p.name for p in transcript.people.values())
    facts = [edition.day(transcript.date), *filter(None, (transcript.event, transcript.place))]
    lines = [
        f"<h1>{xml_text(transcript.title)}{whole}</h1>",
        f"<p{_of_site(edition)}>{xml_text(' · '.join(facts))}</p>",
        *(f"<p>{xml_text(person)}</p>" for person in people),
    ]
    if transcript.summary:
        lines.append(f'<p class="summary">{xml_text(transcript.summary)}</p>')
    lines.append(f'<div class="imprint"{_of_site(edition)}>')
    source = transcript.source
    if source is not None:
        day = edition.day(source.published) if source.published is not None else None
        named = (source.title, source.publisher, day, source.url)
        lines.append(f"<p>{xml_text(edition.say('source-line', source=', '.join(filter(None, named))))}</p>")
    if transcript.license is not None:
        lines.append(f"<p>{xml_text(edition.say('terms', license=transcript.license.name))}</p>")
    if config.license is not None:
        lines.append(f"<p>{xml_text(edition.say('license-of-notes', license=config.license.name))}</p>")
    if config.publisher is not None:
        lines.append(f"<p>{xml_text(edition.say('published-by', publisher=config.publisher.name))}</p>")
    lines.append(f"<p>{xml_text(config.title)}: {_link(edition.address, edition.address)}</p>\n</div>")
    return "\n".join(lines)


def _chapter(edition: Edition, chapter: Chapter) -> str:
    return "\n".join(map(_part, edition.parts[chapter.first : chapter.last]))


def _part(part: WovenPart) -> str:
    text = "\n".join(filter(None, (block.html for block in part.blocks)))
    turn = part.turn
    if turn is None:
        return text
    timecode = f' <span class="timecode">{turn.timecode}</span>' if turn.timecode else ""
    return (
        f'<div class="turn"{attributes(id=f"t{turn.number}")}>\n'
        f'<p class="speaker" data-apparatus="">{xml_text(turn.label)}{timecode}</p>\n{text}\n</div>'
    )


def _notes(edition: Edition) -> str:
    notes = "\n".join(_note(edition, numbered) for numbered in edition.planned.notes)
    heading = xml_text(edition.say("notes"))
    return f'<section epub:type="endnotes" role="doc-endnotes">\n<h1>{heading}</h1>\n{notes}\n</section>'


def _note(edition: Edition, numbered: NumberedNote) -> str:
    note = numbered.note
    back = attributes(href=edition.chapters.address(f"ref-{note.id}"))
    lines = [
        f'<div class="note"{attributes(id=f"note-{note.id}")} epub:type="footnote" role="doc-footnote">',
        *_note_lines(edition, numbered),
        f'<p class="note-foot"><a{back} epub:type="backlink" role="doc-backlink">',
        f"{xml_text(edition.say('back-to-words'))}</a></p>",
        "</div>",
    ]
    return "\n".join(lines)


def _note_lines(edition: Edition, numbered: NumberedNote) -> Iterator[str]:
    note, config = numbered.note, edition.plan.config
    label = config.verdict(note.verdict).label if note.verdict is not None else config.kind(note.kind).label
    heading = label if note.title is None else f"{label}: {note.title}"
    yield f"<h2>{numbered.number} {xml_text(heading)}</h2>"
    if note.status is not Status.PUBLISHED:
        yield f'<p class="status">{xml_text(edition.say(f"note-status-{note.status}"))}</p>'
    if numbered.range is not None:
        quote = lemma(edition.planned.anchored.transcript.text[numbered.range.start : numbered.range.end])
        yield f'<p class="lemma"{_in(edition, edition.language)}><q>{xml_text(quote)}</q></p>'
    if note.claim:
        yield f'<p class="claim">{xml_text(edition.say("claim"))}: {xml_text(note.claim)}</p>'
    yield edition.body(note)
    if note.sources:
        yield f'<p class="label">{xml_text(edition.say("sources-of-note"))}</p>\n<ol>'
        yield from (f"<li>{_source(edition, source)}</li>" for source in note.sources)
        yield "</ol>"
    if note.revisions:
        yield f'<p class="label">{xml_text(edition.say("revisions"))}</p>\n<ul>'
        for revision in note.revisions:
            yield f"<li>{xml_text(_revision(edition, revision))}</li>"
        yield "</ul>"
    byline = _byline(edition, note)
    if byline:
        yield f'<p class="byline">{xml_text(byline)}</p>'


def _revision(edition: Edition, revision: Revision) -> str:
    text = f"{edition.day(revision.date)}: {revision.summary}"
    if revision.verdict_from is None or revision.verdict_to is None:
        return text
    before, after = (edition.plan.config.verdict(id) for id in (revision.verdict_from, revision.verdict_to))
    return f"{text} ({edition.say('verdict-change', before=before.label, after=after.label)})"


def _byline(edition: Edition, note: Note) -> str:
    names = ", ".join(author.name for author in edition.plan.authors(note))
    found = [
        edition.say("by", authors=names) if names else None,
        edition.day(note.created) if note.created else None,
        edition.say("updated", date=edition.day(note.updated)) if note.updated else None,
    ]
    return ", ".join(filter(None, found))


def _source(edition: Edition, source: Source) -> str:
    title = f"<cite>{xml_text(source.title)}</cite>"
    details = chain(
        [source.publisher] if source.publisher else [],
        [edition.day(source.date)] if source.date else [],
        [edition.say("seen", date=edition.day(source.accessed))] if source.accessed else [],
    )
    text = (_link(source.url, title, is_html=True) if source.url else title) + "".join(
        f", {xml_text(detail)}" for detail in details
    )
    if source.archived:
        text += f", {_link(source.archived, edition.say('archived-copy'))}"
    return f"{text}: <q>{xml_text(source.quote)}</q>" if source.quote else text


def _link(url: str, label: str, *, is_html: bool = False) -> str:
    return f"<a{attributes(href=url)}>{label if is_html else xml_text(label)}</a>"
