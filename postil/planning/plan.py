"""Planning: all documents together become a site."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from postil.diagnostics import Code, Diagnostic, Related, diagnose
from postil.model.config import Config
from postil.model.files import Copy
from postil.model.note import Note, Status
from postil.model.outline import Outline
from postil.model.page import Page
from postil.model.plan import (
    SOCIAL_PICTURE,
    Catalogue,
    LinkUse,
    ListedTranscript,
    NumberedSummary,
    PlannedPage,
    Redirect,
    SitePlan,
)
from postil.model.text import LeafKind, Link
from postil.model.transcript import Description, Person
from postil.planning.catalogue import catalogue
from postil.planning.links import Targets, broken, is_internal
from postil.planning.numbering import in_order
from postil.planning.urls import note_page_url, page_url, transcript_url
from postil.source import Span, whole_file
from postil.suggestion import did_you_mean

BUILT_IN = (
    *("notes/", "speakers/", "topics/", "sources/", "corrections/", "search/", "transcripts/"),
    *("data/", "feeds/", "assets/", "pagefind/"),
    SOCIAL_PICTURE,
)
"""URLs the program writes itself, now or in a later version: no page may take them."""

LISTS = ("transcripts/", "notes/", "speakers/", "topics/", "sources/", "corrections/")
"""The pages that list what there is on the site; they are always there."""

SITE_FILES = (
    *("data/notes.json", "data/notes.csv", "data/claimreviews.json"),
    *("feeds/notes.xml", "feeds/notes.json", "feeds/corrections.xml"),
    *("sitemap.xml", "robots.txt"),
)
"""The files for other programs that are written about the whole site."""

BESIDE_TRANSCRIPT = (
    *("transcript.txt", "annotations.jsonld", "annotated.md", "annotated.txt", "transcript.vtt"),
    "words.css",
    *("transcript.epub", "transcript.tei.xml", "cite.bib", "cite.ris", SOCIAL_PICTURE),
)
"""The files that are written beside each transcript's page."""


AT_ROOT = ("404.html", "_headers", "_redirects", ".nojekyll", ".postil-build")
"""The other files that a build writes at the root of the site."""

_SITEMAPS = tuple(f"sitemap-{number}.xml" for number in range(1, 101))  # of fifty thousand pages each
_OURS = "a page that Postil writes"
_PAGE_OF_LIST = re.compile(r"page/[0-9]+/$")


@dataclass(frozen=True, slots=True)
class Documents:
    """Everything that was read and anchored, the transcripts by their outlines."""

    config: Config
    contributors: Mapping[str, Person] | None
    transcripts: Sequence[Outline]
    pages: Sequence[Page]
    copies: Sequence[Copy]
    host_rules: Mapping[str, str]


def plan_site(documents: Documents, problems: list[Diagnostic], *, drafts: bool = False) -> SitePlan:
    """Give every document its URL and check them against each other.

    Drafts are checked like the rest; they are in the plan only if ``drafts`` asks for them.
    """
    _check_authors(documents, problems)
    shown = [
        listed(outline, documents.config, drafts=drafts)
        for outline in documents.transcripts
        if drafts or not outline.description.draft
    ]
    shown.sort(key=lambda t: t.description.path)
    shown.sort(key=lambda t: t.description.date.start, reverse=True)
    pages = [PlannedPage(page, page_url(page.path)) for page in documents.pages if drafts or not page.draft]
    pages.sort(key=lambda page: page.url)
    redirects = _redirects(shown, pages, problems)
    ways_in = catalogue(shown)
    written = (*AT_ROOT, *SITE_FILES, *_SITEMAPS, *BUILT_IN, *_lists(documents.config, ways_in))
    _check_urls(written, _claims(shown, pages, documents.copies, redirects), problems)
    targets = _targets(shown, pages, documents.copies, ways_in)
    links = _links(documents, shown, pages, targets, problems)
    return SitePlan(
        documents.config,
        documents.contributors or {},
        tuple(shown),
        tuple(pages),
        tuple(documents.copies),
        tuple(r for r, _ in redirects),
        links,
        ways_in,
        documents.host_rules,
        is_preview=drafts,
    )


def check_ids(notes: Iterable[Note], problems: list[Diagnostic]) -> None:
    """The ids of the notes of one transcript must differ."""
    first: dict[str, Note] = {}
    for note in notes:
        earlier = first.setdefault(note.id, note)
        if earlier is not note:
            place = earlier.place("id")
            problems.append(
                diagnose(
                    Code.DUPLICATE_ID,
                    note.place("id"),
                    f"another note on this transcript has the id “{note.id}”: {place.path}:{place.line}",
                    hint="give one of them another id",
                    related=[Related(place, "the other note")],
                )
            )


def listed(outline: Outline, config: Config, *, drafts: bool) -> ListedTranscript:
    """A transcript with its URL, and the notes of it that are shown."""
    notes = in_order(n for n in outline.notes if drafts or n.note.status is not Status.DRAFT)
    path = outline.description.path
    with_page = (
        n.note
        for n in notes
        if config.note_pages == "all" or (config.note_pages == "fact-checks" and n.note.verdict is not None)
    )
    return ListedTranscript(
        outline,
        tuple(NumberedSummary(index, note) for index, note in enumerate(notes, 1)),
        transcript_url(path),
        {note.id: note_page_url(path, note.id) for note in with_page},
    )


def _check_authors(documents: Documents, problems: list[Diagnostic]) -> None:
    if documents.contributors is None:  # contributors.yaml has a problem of its own
        return
    for outline in documents.transcripts:
        for outlined in outline.notes:
            for index, author in enumerate(outlined.note.authors):
                if author.contributor is not None and author.contributor not in documents.contributors:
                    problems.append(
                        diagnose(
                            Code.UNKNOWN_CONTRIBUTOR,
                            outlined.spans[f"authors.{index}"],
                            f"nobody in content/contributors.yaml has the id “{author.contributor}”",
                            hint=did_you_mean(author.contributor, documents.contributors)
                            or "add the id there, or write the author's full name here",
                        )
                    )


def _redirects(
    transcripts: Iterable[ListedTranscript], pages: Iterable[PlannedPage], problems: list[Diagnostic]
) -> list[tuple[Redirect, Span]]:
    found: list[tuple[Redirect, Span]] = []
    documents: list[tuple[Description | Page, str, str]] = [
        (t.description, t.description.source_path, t.url) for t in transcripts
    ]
    documents += ((p.page, p.page.file.path, p.url) for p in pages)
    for document, path, url in documents:
        for index, alias in enumerate(document.aliases):
            span = document.spans.get(f"aliases.{index}", whole_file(path))
            parts = alias.strip("/").split("/")
            if not is_internal(alias) or any(p in ("", ".", "..") or set(p) & set("?#\\%:") for p in parts):
                problems.append(
                    diagnose(
                        Code.BAD_URL,
                        span,
                        f"“{alias}” is no path of an old page of this site",
                        hint="write it like /2019/old-name/",
                    )
                )
                continue
            old = "/".join(parts)
            found.append((Redirect(old if "." in parts[-1] else f"{old}/", url), span))
    return found


def _lists(config: Config, ways_in: Catalogue) -> Iterator[str]:
    """The URLs of the pages that list notes, and of those of speakers, topics and publishers."""
    yield from ("notes/by-verdict/", "notes/by-transcript/")
    yield from (f"notes/kind/{kind.id}/" for kind in config.kinds)
    yield from (f"notes/verdict/{verdict.id}/" for verdict in config.verdicts)
    for entries in (ways_in.speakers, ways_in.topics, ways_in.publishers):
        yield from (entry.url for entry in entries)


def _check_urls(
    written: Iterable[str], claims: Iterable[tuple[str, Span]], problems: list[Diagnostic]
) -> None:
    """Two files that lead to one URL are an error, at the second one; so is a file that is a folder, too.

    ``written`` are the URLs of pages that no file of the site stands for.
    """
    taken = dict.fromkeys(("", *written), _OURS)
    folders = {folder: _OURS for url in written for folder in _folders(url)}
    known: dict[str, tuple[str, ...]] = {}  # the folders of a folder's files: most have many
    reported: set[tuple[str, Span]] = set()
    for url, span in claims:
        key = unicodedata.normalize("NFC", url).casefold().removesuffix("index.html")
        parent = key.rpartition("/")[0]
        if parent not in known:
            known[parent] = tuple(_folders(key))
        inside = (taken[folder] for folder in known[parent] if folder in taken)
        owner = taken.get(key) or folders.get(key) or next(inside, None)
        of_list = _PAGE_OF_LIST.sub("", key)
        if of_list != key and taken.get(of_list) == _OURS:
            owner = _OURS
        if owner and (owner, span) not in reported:
            reported.add((owner, span))  # where their pages meet, so do the files beside them
            problems.append(
                diagnose(
                    Code.DUPLICATE_URL,
                    span,
                    f"this file leads to /{key} already"
                    if owner == span.path
                    else f"this and {owner} both lead to /{key}",
                    hint="rename one of the two",
                )
            )
        taken.setdefault(key, span.path)
        if parent not in folders:
            folders |= {folder: span.path for folder in known[parent] if folder not in folders}


def _folders(url: str) -> Iterator[str]:
    """The folders that the file of a URL stands in, written as a file would be."""
    parts = url.split("/")[:-1]
    yield from ("/".join(parts[:length]) for length in range(1, len(parts) + 1))


def _claims(
    transcripts: Iterable[ListedTranscript],
    pages: Iterable[PlannedPage],
    copies: Iterable[Copy],
    redirects: Iterable[tuple[Redirect, Span]],
) -> Iterator[tuple[str, Span]]:
    """Every URL of the site, and what leads to it."""
    for transcript in transcripts:
        for name in ("", *BESIDE_TRANSCRIPT):
            yield transcript.url + name, whole_file(transcript.description.source_path)
        # By id, so that two notes with one id are one problem and not two.
        places = {n.note.id: n.outlined.spans["id"] for n in transcript.notes}
        for id, url in transcript.note_pages.items():
            yield url, places[id]
            yield url + SOCIAL_PICTURE, places[id]
    for planned in pages:
        yield planned.url, whole_file(planned.page.file.path)
    for copy in copies:
        yield copy.url, whole_file(copy.path)
    for redirect, span in redirects:
        yield redirect.url, span


def _targets(
    transcripts: Iterable[ListedTranscript],
    pages: Iterable[PlannedPage],
    copies: Iterable[Copy],
    ways_in: Catalogue,
) -> Targets:
    sources: dict[str, str] = {}
    anchors: dict[str, frozenset[str] | None] = dict.fromkeys(("", *LISTS, *SITE_FILES))
    for entries in (ways_in.speakers, ways_in.topics, ways_in.publishers):
        anchors |= dict.fromkeys(entry.url for entry in entries)
    for transcript in transcripts:
        sources[transcript.description.source_path] = transcript.url
        anchors[transcript.url] = frozenset(_anchors(transcript))
        anchors |= {transcript.url + name: None for name in BESIDE_TRANSCRIPT}
        anchors |= dict.fromkeys(transcript.note_pages.values())
    for planned in pages:
        sources[planned.page.file.path] = planned.url
        headings = (leaf.anchor for leaf in planned.page.prose.leaves if leaf.kind is LeafKind.HEADING)
        anchors[planned.url] = frozenset(filter(None, headings))
    for copy in copies:
        sources[copy.path] = copy.url
        anchors[copy.url] = None
    return Targets(sources, anchors)


def _anchors(transcript: ListedTranscript) -> Iterator[str]:
    yield from (f"t{number}" for number in range(1, len(transcript.outline.turn_starts) + 1))
    yield from transcript.outline.headings
    for numbered in transcript.notes:
        yield f"note-{numbered.note.id}"
        yield f"ref-{numbered.note.id}"


def _links(
    documents: Documents,
    transcripts: Iterable[ListedTranscript],
    pages: Iterable[PlannedPage],
    targets: Targets,
    problems: list[Diagnostic],
) -> dict[LinkUse, str]:
    resolved: dict[LinkUse, str] = {}
    for use, span in _uses(documents, transcripts, pages):
        if not is_internal(use.href) or use in resolved:
            continue
        target = targets.resolve(use)
        if target is None:
            problems.append(broken(use, span, targets))
        else:
            resolved[use] = target
    return resolved


def _uses(
    documents: Documents, transcripts: Iterable[ListedTranscript], pages: Iterable[PlannedPage]
) -> Iterator[tuple[LinkUse, Span]]:
    """Every link of the site, and where it is written."""
    for index, entry in enumerate(documents.config.nav):
        yield LinkUse(entry.url, "site.yaml", ""), documents.config.spans[f"nav.{index}.url"]
    for transcript in transcripts:
        yield from _transcript_uses(transcript)
    for planned in pages:
        for link in planned.page.prose.links:
            yield _use(link, planned.page.file.path, planned.url)


def _transcript_uses(transcript: ListedTranscript) -> Iterator[tuple[LinkUse, Span]]:
    description = transcript.description
    path, url = description.source_path, transcript.url
    for link in transcript.outline.links:
        yield _use(link, path, url)
    # A note stands on its transcript's page: its links start from there, wherever its file is.
    for numbered in transcript.notes:
        for link in numbered.outlined.links:
            yield _use(link, path, url)
    if description.media is not None:
        for name in ("audio", "video", "captions"):
            href = getattr(description.media, name)
            if href is not None:
                yield LinkUse(href, path, url), description.spans[f"media.{name}"]


def _use(link: Link, path: str, url: str) -> tuple[LinkUse, Span]:
    return LinkUse(link.href, path, url), link.span
