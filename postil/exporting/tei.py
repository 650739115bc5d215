"""transcript.tei.xml: the transcript by the guidelines of the Text Encoding Initiative, P5.

https://tei-c.org/guidelines/p5/: speech is encoded as utterances (chapter 8), the notes stand off
(chapter 16). The string value of ``body`` is the text layer, so that positions in it hold here too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from postil.exporting.edition import Edition
from postil.exporting.tei_notes import TRANSCRIPT_ID, date, pointer, stand_off
from postil.exporting.tei_text import TextEmitter, anchors
from postil.exporting.xml_text import attributes, xml_text
from postil.model.config import Verdict
from postil.model.dates import latest
from postil.model.numbered import NumberedNote
from postil.model.text import Block, Leaf, LeafKind, Link, leaves_of
from postil.model.transcript import License, Passage, Person, Transcript, Turn


def export(edition: Edition) -> bytes:
    """The transcript and its notes as a TEI document."""
    config, planned = edition.plan.config, edition.planned
    names = dict.fromkeys(a.name for numbered in planned.notes for a in edition.plan.authors(numbered.note))
    author_ids = {name: f"author-{index}" for index, name in enumerate(names, 1)}
    document = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"{attributes(xml_lang=config.language)}>\n'
        + "".join(f"{line}\n" for line in _header(edition, author_ids))
        + stand_off(edition, author_ids)
        + _text(edition)
        + "</TEI>\n"
    )
    return document.encode()


# The header


def _header(edition: Edition, author_ids: dict[str, str]) -> Iterator[str]:
    transcript, config = edition.planned.anchored.transcript, edition.plan.config
    yield "<teiHeader>\n<fileDesc>\n<titleStmt>"
    yield f"<title{attributes(xml_lang=edition.language)}>{xml_text(transcript.title)}</title>"
    for name, id in author_ids.items():
        resp = f"<resp>{xml_text(edition.say('notes'))}</resp>"
        yield f"<respStmt{attributes(xml_id=id)}>{resp}<name>{xml_text(name)}</name></respStmt>"
    yield "</titleStmt>\n<publicationStmt>"
    publisher = config.publisher.name if config.publisher is not None else config.title
    yield f"<publisher>{xml_text(publisher)}</publisher>"
    changed = latest([transcript.date, *(numbered.note.changed for numbered in edition.planned.notes)])
    yield date(changed or transcript.date)
    licences = ((transcript.license, "terms"), (config.license, "license-of-notes"))
    terms = [_licence(edition, found, key) for found, key in licences if found is not None]
    if terms:
        yield f"<availability>{''.join(terms)}</availability>"
    yield f'<idno type="URL">{xml_text(edition.address)}</idno>'
    yield "</publicationStmt>\n<sourceDesc>"
    yield from _source(edition, transcript)
    yield "</sourceDesc>\n</fileDesc>"
    if config.verdicts:
        categories = "".join(map(_category, config.verdicts))
        yield f"<encodingDesc><classDecl><taxonomy>\n{categories}</taxonomy></classDecl></encodingDesc>"
    yield "<profileDesc>"
    yield f"<langUsage><language{attributes(ident=edition.language)}/></langUsage>"
    people = "".join(map(_person, transcript.people.values()))
    if people:
        yield f"<particDesc><listPerson>\n{people}</listPerson></particDesc>"
    place = f"<placeName>{xml_text(transcript.place)}</placeName>" if transcript.place else ""
    event = f"<activity>{xml_text(transcript.event)}</activity>" if transcript.event else ""
    yield f"<settingDesc><setting>{place}{date(transcript.date)}{event}</setting></settingDesc>"
    if transcript.topics:
        terms = [f"<term>{xml_text(topic)}</term>" for topic in transcript.topics]
        yield f"<textClass><keywords>{''.join(terms)}</keywords></textClass>"
    if transcript.summary:
        yield f"<abstract><p>{xml_text(transcript.summary)}</p></abstract>"
    yield "</profileDesc>\n</teiHeader>"


def _category(verdict: Verdict) -> str:
    description = xml_text(f"{verdict.label}: {verdict.meaning}")
    id = attributes(xml_id=f"verdict-{verdict.id}")
    return f"<category{id}><catDesc>{description}</catDesc></category>\n"


def _person(person: Person) -> str:
    role = f'<note type="role">{xml_text(person.role)}</note>' if person.role else ""
    page = pointer(person.url) if person.url else ""
    id = attributes(xml_id=f"speaker-{person.id}")
    return f"<person{id}><persName>{xml_text(person.name)}</persName>{role}{page}</person>\n"


def _licence(edition: Edition, found: License, key: str) -> str:
    said = xml_text(edition.say(key, license=found.name))
    return f"<licence{attributes(target=found.url)}>{said}</licence>"


def _source(edition: Edition, transcript: Transcript) -> Iterator[str]:
    origin = transcript.source
    if edition.recordings:
        recordings = (
            f"<recording{attributes(type=kind)}><p>{pointer(address)}</p></recording>"
            for kind, address in edition.recordings.items()
        )
        yield f"<recordingStmt>{''.join(recordings)}</recordingStmt>"
    parts = [f"<title>{xml_text(origin.title if origin and origin.title else transcript.title)}</title>"]
    if origin is not None:
        if origin.publisher:
            parts.append(f"<publisher>{xml_text(origin.publisher)}</publisher>")
        dates = (("published", origin.published), ("retrieved", origin.retrieved))
        parts += (date(value, kind) for kind, value in dates if value is not None)
        urls = ((None, origin.url), ("archived", origin.archived))
        parts += (pointer(url, kind) for kind, url in urls if url is not None)
    yield f"<bibl>{' '.join(parts)}</bibl>"


# The text


def _text(edition: Edition) -> str:
    transcript = edition.planned.anchored.transcript
    opening = attributes(xml_id=TRANSCRIPT_ID, xml_lang=edition.language)
    content = body(transcript, edition.planned.notes, edition.resolve)
    return f"<text{opening}>\n{_timeline(_moments(transcript))}{content}\n</text>\n"


def body(transcript: Transcript, notes: Sequence[NumberedNote], resolve: Callable[[Link], str]) -> str:
    """The text with the anchors of the notes: its string value is the text layer."""
    moments = _moments(transcript)
    leaves = list(leaves_of(transcript.blocks))
    emitter = TextEmitter(
        transcript.text, leaves, resolve, anchors(leaves, notes), lambda timecode: f"#{moments[timecode]}"
    )
    return f"<body>{''.join(_divisions(transcript, emitter, moments))}</body>"


def _divisions(transcript: Transcript, emitter: TextEmitter, moments: Mapping[str, str]) -> Iterator[str]:
    """Divisions as the headings make them. A heading within a turn parts its utterance."""
    levels: list[int] = []

    def division(heading: Leaf) -> Iterator[str]:
        while levels and levels[-1] >= heading.level:
            levels.pop()
            yield "</div>"
        levels.append(heading.level)
        yield f"<div>{emitter.head(heading)}"

    yield "<div>"
    for part in transcript.parts:
        blocks = (part.block,) if isinstance(part, Passage) else part.blocks
        for index, (heading, run) in enumerate(_runs(blocks)):
            if heading is not None:
                yield from division(heading)
            if isinstance(part, Passage):
                yield emitter.blocks(run, "p")
            elif run:
                yield f"<u{_utterance(part, index, moments)}>{emitter.blocks(run, 'seg')}</u>"
    yield "</div>" * (len(levels) + 1)


def _moments(transcript: Transcript) -> dict[str, str]:
    """The ids of the moments that timecodes name."""
    codes = [turn.timecode for turn in transcript.turns]
    codes += (leaf.timecode for leaf in leaves_of(transcript.blocks))
    return {code: f"time-{index}" for index, code in enumerate(dict.fromkeys(filter(None, codes)), 1)}


def _runs(blocks: Iterable[Block]) -> Iterator[tuple[Leaf | None, list[Block]]]:
    """The blocks parted at the headings among them: a heading, if there is one, and what follows it."""
    heading: Leaf | None = None
    run: list[Block] = []
    for block in blocks:
        if isinstance(block, Leaf) and block.kind is LeafKind.HEADING:
            if run or heading is not None:
                yield heading, run
            heading, run = block, []
        else:
            run.append(block)
    yield heading, run


def _utterance(turn: Turn, index: int, moments: Mapping[str, str]) -> str:
    first = f"t{turn.number}"
    start = moments[turn.timecode] if turn.timecode is not None and index == 0 else None
    return attributes(
        xml_id=first if index == 0 else f"{first}-{index + 1}",
        n=str(turn.number),
        who=f"#speaker-{turn.speaker}",
        start=None if start is None else f"#{start}",
        prev=f"#{first}" if index else None,
    )


def _timeline(moments: Mapping[str, str]) -> str:
    if not moments:
        return ""
    whens = (
        f"<when{attributes(xml_id=id, interval=_seconds(code), since='#time-0')}/>"
        for code, id in moments.items()
    )
    return f'<timeline unit="s" origin="#time-0"><when xml:id="time-0"/>{"".join(whens)}</timeline>\n'


def _seconds(timecode: str) -> str:
    total = Decimal(0)
    for part in timecode.split(":"):
        total = total * 60 + Decimal(part)
    return str(total)
