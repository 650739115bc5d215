"""What must hold for any text and any notes: nothing lost, nothing crossed, every word marked right."""

from __future__ import annotations

from html.parser import HTMLParser
from xml.etree import ElementTree

from hypothesis import given, settings

from postil.model.anchored import Range
from postil.model.transcript import Transcript
from postil.model.woven import WovenPart
from postil.weaving.book import BookEmitter
from postil.weaving.emitter import Emitter
from postil.weaving.weave import weave
from tests.weaving.cases import cases, numbered, read

VOID = {"br", "hr", "img"}
REFERENCE = '<a class="ref" id="ref-n0" href="#note-n0" role="doc-noteref">1</a>'


class Checker(HTMLParser):
    """Reads HTML strictly: every element is closed in its turn. Keeps what runs of text are marked with."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.runs: list[tuple[str, frozenset[str]]] = []
        self.references: list[tuple[str, int]] = []
        self.length = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag != "a" or "a" not in [name for name, _ in self.open], "a link inside a link"
        if tag == "a" and dict(attrs).get("role") == "doc-noteref":
            self.references.append((str(dict(attrs)["id"]).removeprefix("ref-"), self.length))
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in VOID
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if any(
            attributes.get("role") == "doc-noteref" or "data-apparatus" in attributes
            for _, attributes in self.open
        ):
            return
        notes: set[str] = set()
        for tag, attributes in self.open:
            if tag == "mark":
                notes |= set(str(attributes["data-notes"]).split(" "))
        self.runs.append((data, frozenset(notes)))
        self.length += len(data.strip("\n")) if not notes and not data.strip() else len(data)


def woven_with(
    transcript: Transcript, ranges: list[Range], emitter_type: type[Emitter] = Emitter
) -> tuple[WovenPart, ...]:
    return weave(transcript, numbered(ranges), lambda link: link.href, emitter_type=emitter_type)


@given(cases())
@settings(deadline=None, max_examples=200)
def test_any_notes_weave_into_well_nested_html_that_gives_the_text_back(
    case: tuple[Transcript, list[Range]],
) -> None:
    transcript, places = case
    woven = woven_with(transcript, places)
    marked = []
    for part in woven:
        for block in part.blocks:
            checker = Checker()
            checker.feed(block.html)
            checker.close()
            assert checker.open == [], "everything that was opened is closed"
            marked += [(c, notes) for data, notes in checker.runs for c in data if not c.isspace()]
    # Letter by letter: marked with exactly the notes whose range it lies in.
    expected = [
        (c, frozenset(f"n{i}" for i, place in enumerate(places) if place.start <= offset < place.end))
        for offset, c in enumerate(transcript.text)
        if not c.isspace()
    ]
    assert marked == expected


@given(cases())
@settings(deadline=None)
def test_every_note_has_one_reference_and_they_run_in_order(case: tuple[Transcript, list[Range]]) -> None:
    transcript, places = case
    woven = woven_with(transcript, places)
    seen = []
    for part in woven:
        for block in part.blocks:
            checker = Checker()
            checker.feed(block.html)
            seen += [id for id, _ in checker.references]
            assert [note.note.id for note in block.notes] == [id for id, _ in checker.references]
    order = sorted(range(len(places)), key=lambda i: (places[i].end, places[i].start, i))
    assert seen == [f"n{i}" for i in order]
    numbers = [note.number for part in woven for block in part.blocks for note in block.notes]
    assert numbers == list(range(1, len(places) + 1))


@given(cases())
@settings(deadline=None)
def test_what_is_woven_is_well_formed_xml_in_pages_and_in_books(case: tuple[Transcript, list[Range]]) -> None:
    transcript, places = case
    for emitter_type in (Emitter, BookEmitter):
        for part in woven_with(transcript, places, emitter_type):
            for block in part.blocks:
                ElementTree.fromstring(f"<div xmlns:epub='e'>{block.html}</div>")  # noqa: S314 - our own


def test_a_book_has_links_instead_of_pictures() -> None:
    transcript = read(["![A map](map.png) [in ![this](i.png) link](/x) [![](x.png)](/y)"])
    (part,) = woven_with(transcript, [], BookEmitter)
    assert part.blocks[0].html == (
        '<p><a href="map.png"><span class="picture" data-apparatus="">A map</span></a>'
        '<a href="/x">in <span class="picture" data-apparatus="">this</span>link</a>'
        '<a href="/y"><span class="picture" data-apparatus="">/y</span></a></p>'
    )


def test_white_space_between_blocks_is_never_marked() -> None:
    transcript = read(["Ann: one", "two", "Bob: three"])
    woven = woven_with(transcript, [Range(0, len(transcript.text) - 1)])
    html = [block.html for part in woven for block in part.blocks]
    assert html == [
        '<p><mark data-notes="n0">one</mark></p>',
        '<p><mark data-notes="n0">two</mark></p>',
        '<p><mark data-notes="n0">three</mark>' + REFERENCE + "</p>",
    ]


def test_a_link_is_parted_around_a_reference() -> None:
    transcript = read(["Ann: see [this long link](https://example.org/) here"])
    start = transcript.text.index("this")
    woven = woven_with(transcript, [Range(start, start + len("this long"))])
    (block,) = woven[0].blocks
    opening = '<a href="https://example.org/" rel="external noopener">'
    assert block.html == (
        f'<p>see {opening}<mark data-notes="n0">this long</mark></a>{REFERENCE}{opening} link</a> here</p>'
    )
