"""transcript.epub: the transcript as a edition, its notes as footnotes that reading systems show in place.

https://www.w3.org/TR/epub-33/. Files are stored and not compressed: how a compressor packs them differs
from machine to machine, and the same site must give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from postil.exporting.book_pages import NAVIGATION_FILE, navigation, pages
from postil.exporting.edition import Edition
from postil.exporting.xml_text import attributes, legal, xml_text
from postil.model.dates import latest

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # before this, a zip file knows no dates
_CONTAINER = """\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_STYLE = """\
body { line-height: 1.5; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; }
mark { background: none; color: inherit; border-bottom: 0.1em solid; }
q { quotes: none; }
pre { white-space: pre-wrap; }
table { border-collapse: collapse; }
td, th { border: 1px solid; padding: 0.1em 0.4em; }
.align-left { text-align: left; }
.align-center { text-align: center; }
.align-right { text-align: right; }
.ref { vertical-align: super; line-height: 1; font-size: 0.75em; margin: 0 0.15em; }
.speaker { font-weight: bold; margin-bottom: 0; page-break-after: avoid; }
.speaker + p { margin-top: 0; }
.timecode { font-weight: normal; font-size: 0.8em; }
.incident { font-style: italic; }
.picture { margin: 0 0.25em; }
.picture::before { content: "["; }
.picture::after { content: "]"; }
.imprint, .byline, .note-foot { font-size: 0.85em; }
.note { margin: 1.5em 0; }
.note h2 { font-size: 1em; margin-bottom: 0; }
.lemma { font-style: italic; margin-top: 0; }
.label, .status { font-weight: bold; margin-bottom: 0; }
"""


def export(edition: Edition) -> bytes:
    """The book as an EPUB 3 file."""
    content = dict(pages(edition))
    files = {
        "META-INF/container.xml": _CONTAINER,
        "EPUB/package.opf": legal(_package(edition, list(content))),
        f"EPUB/{NAVIGATION_FILE}": navigation(edition),
        "EPUB/style.css": _STYLE,
        **{f"EPUB/{name}": text for name, text in content.items()},
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, text in {"mimetype": "application/epub+zip", **files}.items():
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.create_system = 3  # Unix, wherever it is made
            info.external_attr = 0o644 << 16
            archive.writestr(info, text.encode())
    return written.getvalue()


def _package(edition: Edition, names: list[str]) -> str:
    direction = edition.direction(edition.language)
    items = [
        f'<item id="nav" href="{NAVIGATION_FILE}" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="style" href="style.css" media-type="text/css"/>',
        *(f'<item id="{_id(name)}" href="{name}" media-type="application/xhtml+xml"/>' for name in names),
    ]
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="address"',
        f"{attributes(xml_lang=edition.language, dir=direction)}>",
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
        *_metadata(edition),
        "</metadata>",
        "<manifest>",
        *items,
        "</manifest>",
        f"<spine{attributes(page_progression_direction=direction)}>",
        *(f'<itemref idref="{_id(name)}"/>' for name in names),
        "</spine>",
        "</package>",
    ]
    return "".join(f"{line}\n" for line in lines)


def _id(name: str) -> str:
    return name.removesuffix(".xhtml")


def _metadata(edition: Edition) -> Iterator[str]:
    transcript, config = edition.planned.anchored.transcript, edition.plan.config
    notes = [numbered.note for numbered in edition.planned.notes]
    yield f'<dc:identifier id="address">{xml_text(edition.address)}</dc:identifier>'
    yield f"<dc:title>{xml_text(transcript.title)}</dc:title>"
    for language in dict.fromkeys([edition.language, config.language]):
        yield f"<dc:language>{xml_text(language)}</dc:language>"
    for index, person in enumerate(transcript.people.values(), 1):
        yield f'<dc:creator id="speaker-{index}">{xml_text(person.name)}</dc:creator>'
        yield f'<meta refines="#speaker-{index}" property="role" scheme="marc:relators">spk</meta>'
    authors = dict.fromkeys(author.name for note in notes for author in edition.plan.authors(note))
    for index, name in enumerate(authors, 1):
        yield f'<dc:contributor id="author-{index}">{xml_text(name)}</dc:contributor>'
        yield f'<meta refines="#author-{index}" property="role" scheme="marc:relators">ann</meta>'
    publisher = config.publisher.name if config.publisher is not None else config.title
    yield f"<dc:publisher>{xml_text(publisher)}</dc:publisher>"
    yield f"<dc:date>{transcript.date.iso}</dc:date>"
    if transcript.summary:
        yield f"<dc:description>{xml_text(transcript.summary)}</dc:description>"
    for topic in transcript.topics:
        yield f"<dc:subject>{xml_text(topic)}</dc:subject>"
    if transcript.source is not None and transcript.source.url is not None:
        yield f"<dc:source>{xml_text(transcript.source.url)}</dc:source>"
    for terms in filter(None, (transcript.license, config.license)):
        yield f"<dc:rights>{xml_text(' '.join(filter(None, (terms.name, terms.url))))}</dc:rights>"
    retrieved = transcript.source.retrieved if transcript.source is not None else None
    modified = latest([transcript.date, retrieved, *(note.changed for note in notes)])
    assert modified is not None
    yield f'<meta property="dcterms:modified">{modified.utc}</meta>'
    for name, value in (
        ("accessMode", "textual"),
        ("accessModeSufficient", "textual"),
        ("accessibilityFeature", "structuralNavigation"),
        ("accessibilityFeature", "tableOfContents"),
        ("accessibilityFeature", "readingOrder"),
        ("accessibilityHazard", "none"),
    ):
        yield f'<meta property="schema:{name}">{value}</meta>'
