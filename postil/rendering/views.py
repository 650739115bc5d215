"""What templates see. Every name here is part of the theme interface: docs/themes.md describes it.

A URL is a path within the site, for ``href()``; percentages are texts such as ``12.5%``.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from postil.model.config import Kind, Verdict
from postil.model.dates import PartialDate
from postil.model.note import Revision, Source, Status
from postil.model.transcript import Description, Person


@dataclass(frozen=True, slots=True)
class PageView:
    """The page that is rendered: ``url`` is its path in the site, ``kind`` its template's name.

    ``canonical`` is its whole address, ``picture`` that of its picture for social media.
    """

    url: str
    kind: str
    title: str
    description: str | None
    language: str
    canonical: str
    picture: str | None


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link of a list: to a filter, a topic, a heading. ``is_current`` if it leads to the page itself."""

    label: str
    url: str
    count: int | None = None
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class NavigationView:
    """An entry of the menu. ``href`` is an address as it stands; ``is_current`` leads to the page itself."""

    label: str
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """Somebody who speaks, and the URL of their page."""

    person: Person
    url: str


@dataclass(frozen=True, slots=True)
class RevisionView:
    """A public correction, with the verdicts before and after it."""

    revision: Revision
    before: Verdict | None
    after: Verdict | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedNoteView:
    """A note in a list. ``url`` is where it is read, ``place_url`` its place on the transcript's page.

    ``lemma`` is the words it is about, on one line, the middle left out where they are long; None for the
    whole transcript. ``is_titled`` if the heading says more than the verdict or kind.
    """

    id: str
    number: int
    heading: str
    is_titled: bool
    kind: Kind
    verdict: Verdict | None
    status: Status
    claim: str | None
    topics: tuple[LinkView, ...]
    authors: tuple[Person, ...]
    created: PartialDate | None
    updated: PartialDate | None
    revisions: tuple[RevisionView, ...]
    url: str
    place_url: str
    has_page: bool
    lemma: str | None
    speakers: tuple[SpeakerView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView(ListedNoteView):
    """A note in full.

    ``quote`` is the words it is about, cut from the text layer; None for the whole transcript.
    ``before`` and ``after`` are the words around them. ``body`` is HTML. ``file`` is the path of the file
    it is written in, ``line`` where it begins there.
    """

    file: str
    line: int
    body: Markup
    sources: tuple[Source, ...]
    quote: str | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block of a transcript as HTML, and the notes whose words end in it."""

    html: Markup
    notes: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True)
class PartView:
    """A turn with its speaker, or blocks outside every turn (``number`` is None).

    A row is a block with notes and the blocks without any that follow it: their height is room for
    the notes in the margin.
    """

    number: int | None
    speaker: Person | None
    label: str | None
    timecode: str | None
    rows: tuple[tuple[BlockView, ...], ...]


@dataclass(frozen=True, slots=True)
class HeadingView:
    """An entry of the contents list: a heading or, where there are none, a turn. ``depth`` is from 0."""

    label: str
    fragment: str
    timecode: str | None
    depth: int


@dataclass(frozen=True, slots=True)
class CountView:
    """How many notes have a verdict; retracted ones do not count. ``x`` and ``width`` draw its bar."""

    verdict: Verdict
    count: int
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class TotalView:
    """A bar: the verdicts on somebody's words; ``url`` is the speaker's page."""

    label: str
    url: str
    count: int
    counts: tuple[CountView, ...]


@dataclass(frozen=True, slots=True)
class MarkView:
    """A note on the map: ``x`` is its place in the transcript, ``lane`` the row of its verdict, from 0.

    ``others`` is how many more notes stand at the same place, where there are too many to draw each.
    """

    x: str
    lane: int
    note: ListedNoteView
    others: int


@dataclass(frozen=True, slots=True)
class MapView:
    """The notes of a transcript by place and verdict. ``ticks`` are where turns begin."""

    lanes: int
    ticks: tuple[str, ...]
    marks: tuple[MarkView, ...]


@dataclass(frozen=True, slots=True)
class TranscriptView:
    """A transcript in a list: its description and what its notes come to."""

    transcript: Description
    url: str
    speakers: tuple[SpeakerView, ...]
    topics: tuple[LinkView, ...]
    word_count: int
    note_count: int
    counts: tuple[CountView, ...]


@dataclass(frozen=True, slots=True)
class EntryView:
    """A note in a list: with the transcript it is on."""

    note: ListedNoteView
    transcript: TranscriptView


@dataclass(frozen=True, slots=True)
class AppearanceView:
    """A speaker's part in a transcript."""

    transcript: TranscriptView
    turns: int
    words: int


@dataclass(frozen=True, slots=True)
class CitedView:
    """A source, and the notes that rest on it, each a link as HTML."""

    source: Source
    notes: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction: a revision of a note or, without one, a retraction or a correction of a transcript."""

    date: PartialDate | None
    entry: EntryView
    revision: RevisionView | None
    is_retraction: bool


@dataclass(frozen=True, slots=True)
class PagingView:
    """Where a page stands in a list that is cut into pages; the URLs are None at its ends."""

    number: int
    last: int
    previous_url: str | None
    next_url: str | None


@dataclass(frozen=True, slots=True)
class MediaView:
    """A recording, or its captions: ``kind`` is audio, video or captions."""

    kind: str
    href: str
