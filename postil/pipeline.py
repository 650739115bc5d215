"""The straight line: files → documents → anchored notes → the site → pages → the output folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

from postil import __version__
from postil.anchoring.anchor import anchor
from postil.building.output import write_site
from postil.building.search import search_index
from postil.building.tree import FoundFile, SiteFiles, SiteFolder
from postil.designing import Design, designed
from postil.diagnostics import Code, Diagnostic, diagnose, has_errors, ordered
from postil.editions import editions, social_pictures
from postil.exporting import HOST_RULES, claim_review, headers, redirects, web_annotation
from postil.exporting.texts import Texts
from postil.model.anchored import AnchoredTranscript
from postil.model.config import Config
from postil.model.files import Copy, OutputFile
from postil.model.note import Note
from postil.model.page import Page
from postil.model.plan import LinkUse, PlannedTranscript, SitePlan
from postil.model.search import IndexReport, SearchPlan
from postil.model.text import Link
from postil.model.transcript import Person, Transcript
from postil.planning.forge import edit_url, new_file_url
from postil.planning.plan import Documents, check_ids, check_stale, plan_site
from postil.planning.search import FACETS, plan_search
from postil.planning.urls import absolute_url, numbered_url, output_path, relative_url
from postil.publishing import export_texts, site_exports, sitemap, transcript_exports
from postil.reading.decoding import decode, too_intricate, too_large
from postil.reading.markdown import MAX_MARKDOWN_BYTES, MAX_PARSING_SECONDS, parsing_seconds
from postil.reading.page import read_page
from postil.reading.people import read_people
from postil.reading.sidecar import read_sidecar
from postil.reading.site import read_config
from postil.reading.sources import Entry, EntryKind, Sources, assign, classify
from postil.reading.strict_yaml import MAX_YAML_BYTES
from postil.reading.transcript import read_transcript
from postil.rendering.lists import ListRenderer
from postil.rendering.site import Addresses, SiteRenderer
from postil.rendering.theme import TemplateFault, Theme
from postil.rendering.wording import Wording
from postil.source import SourceFile, whole_file
from postil.weaving.weave import emit_prose, weave


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line can change. ``today`` is an ISO date, for check alone.

    ``search`` asks for the search page, its box and its index, which ``index`` makes; ``pictures`` for
    pictures for social media, if the site has them. ``progress`` is told what begins.
    """

    base_url: str | None = None
    drafts: bool = False
    strict: bool = False
    today: str | None = None
    search: bool = False
    index: Callable[[SearchPlan], tuple[list[OutputFile], IndexReport]] = search_index
    pictures: bool = True
    progress: Callable[[str], None] = lambda _: None


@dataclass(frozen=True, slots=True)
class Material:
    """What was read and anchored. ``config`` is None if site.yaml cannot be used.

    ``transcripts`` are those that can be used, ``notes`` all notes by the path of the transcript they
    are on, whether they found their words or not. ``host_rules`` are the site's own files for hosts.
    """

    config: Config | None
    contributors: Mapping[str, Person] | None
    transcripts: Sequence[AnchoredTranscript]
    pages: Sequence[Page]
    copies: Sequence[Copy]
    notes: Mapping[str, Sequence[Note]]
    host_rules: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found, in order; ``plan`` is None if there is no site to speak of.

    ``index`` is the size of the search index, if the run made one.
    """

    diagnostics: tuple[Diagnostic, ...]
    plan: SitePlan | None
    material: Material
    index: IndexReport | None = None


def check(site: Path, options: Options) -> Outcome:
    """Everything a build would report, with drafts and without, and nothing written."""
    problems: list[Diagnostic] = []
    material = read_site(SiteFolder(site), problems, today=options.today)
    documents = documents_of(material, options)
    if documents is None:
        return Outcome(ordered(problems, strict=options.strict), None, material)
    documents, design = designed(documents, site, problems)
    plan = plan_site(documents, problems, drafts=False)
    with_drafts = plan_site(documents, problems, drafts=True)
    if design is not None and not has_errors(ordered(problems, strict=options.strict)):
        for _ in _files(with_drafts, design, problems, plan_search(with_drafts)):
            pass
    return Outcome(ordered(problems, strict=options.strict), plan, material)


def build(site: Path, output: Path, options: Options) -> Outcome:
    """Build the site into the output folder, unless there is an error; then nothing is touched.

    Raises OSError if the output cannot be written, and SearchIndexError if there is no index.
    """
    index: IndexReport | None = None
    problems: list[Diagnostic] = []
    options.progress("reading")
    material = read_site(SiteFolder(site), problems)
    documents = documents_of(material, options)
    if documents is None:
        return Outcome(ordered(problems, strict=options.strict), None, material)
    documents, design = designed(documents, site, problems)
    plan = plan_site(documents, problems, drafts=options.drafts)
    if design is not None and not has_errors(ordered(problems, strict=options.strict)):
        options.progress(f"rendering {len(plan.transcripts):,} transcripts")
        search = plan_search(plan) if options.search else None
        files = list(_files(plan, design, problems, search))
        if not has_errors(ordered(problems, strict=options.strict)):
            if search is not None:
                options.progress(f"indexing {search.size:,} turns and notes")
                of_index, index = options.index(search)
                files += of_index
            if options.pictures and plan.social_pictures != "none":
                options.progress("drawing pictures")
                files += social_pictures(plan, Wording(design.words))
            options.progress(f"writing {len(files):,} files")
            write_site(site, output, files, plan.copies)
    return Outcome(ordered(problems, strict=options.strict), plan, material, index)


def read_site(files: SiteFiles, problems: list[Diagnostic], *, today: str | None = None) -> Material:
    """Read and anchor everything: all problems of all files. ``today`` is an ISO date."""
    found = chain(files.find("content"), files.find("annotations"))
    sources = assign(classify(map(_entry, found), problems), problems)
    read = partial(read_source, files, problems)
    settings = read("site.yaml")
    config = read_config(settings, problems) if settings is not None else None
    speakers = _people(sources.speakers, read, problems)
    contributors = _people(sources.contributors, read, problems)
    transcripts = {
        path: transcript
        for path, name in sources.transcripts.items()
        if (file := read(name)) is not None
        and (transcript := read_transcript(path, file, speakers, problems)) is not None
    }
    pages = [
        page
        for path, name in sources.pages.items()
        if (file := read(name)) is not None and (page := read_page(path, file, problems)) is not None
    ]
    notes = _notes(sources, config, read, problems)
    anchored = [_anchored(t, notes.get(path, []), problems) for path, t in transcripts.items()]
    if today is not None:
        check_stale(chain.from_iterable(notes.values()), today, problems)
    own = {copy.url: copy.path for copy in sources.copies if copy.url in HOST_RULES}
    rules = {name: file.text for name, path in own.items() if (file := read(path)) is not None}
    copies = [copy for copy in sources.copies if copy.url not in own]
    return Material(config, contributors, anchored, pages, copies, notes, rules)


def documents_of(material: Material, options: Options) -> Documents | None:
    """The material of a site, or None if it has no settings."""
    config = material.config
    if config is None:
        return None
    if options.base_url is not None:
        config = replace(config, base_url=options.base_url.rstrip("/") + "/")
    return Documents(
        config,
        material.contributors,
        material.transcripts,
        material.pages,
        material.copies,
        material.host_rules,
    )


def _anchored(
    transcript: Transcript, notes: Sequence[Note], problems: list[Diagnostic]
) -> AnchoredTranscript:
    check_ids(notes, problems)
    anchoring = anchor(transcript, notes)
    problems += anchoring.diagnostics
    return anchoring.result


def _files(
    plan: SitePlan, design: Design, problems: list[Diagnostic], search: SearchPlan | None
) -> Iterator[OutputFile]:
    """Weave, render and export: the files of the finished site."""
    theme, wording = design.theme, Wording(design.words)
    base_path = urlsplit(plan.config.base_url).path
    repository = plan.config.repository
    addresses = Addresses(
        relative_url,
        partial(absolute_url, base_path),
        output_path,
        edit=partial(edit_url, repository),
        add=partial(new_file_url, repository),
    )
    renderer = SiteRenderer(plan, theme, wording, addresses, f"Postil {__version__}", search is not None)
    texts = export_texts(plan, renderer, wording)
    written: list[str] = []
    try:
        for file in chain(
            _pages(plan, renderer, texts, wording),
            [renderer.search(search, FACETS)] if search is not None else [],
            ListRenderer(plan, renderer, wording, numbered_url).pages(),
            site_exports(plan, texts),
        ):
            written.append(file.path)
            yield file
        yield from sitemap(plan, written)
    except TemplateFault as fault:
        problems.append(fault.diagnostic)
    yield from _for_hosts(plan, theme)


def _for_hosts(plan: SitePlan, theme: Theme) -> Iterator[OutputFile]:
    """What tells hosts how to serve the site."""
    yield OutputFile(headers.NAME, headers.export(plan, theme.folder))
    rules = redirects.export(plan)
    if rules:
        yield OutputFile(redirects.NAME, rules)
    yield OutputFile(".nojekyll", b"")  # GitHub Pages: publish the files of a branch as they are


def _pages(plan: SitePlan, renderer: SiteRenderer, texts: Texts, wording: Wording) -> Iterator[OutputFile]:
    for planned in plan.transcripts:
        transcript = planned.anchored.transcript
        resolve = partial(_href, plan, transcript.file.path, planned.url, planned.url)
        parts = weave(transcript, planned.notes, resolve)
        yield from renderer.transcript(planned, parts, _body(plan, planned, planned.url))
        annotations = {annotation.note.id: annotation for annotation in planned.anchored.annotations}
        for numbered in planned.notes:
            url = planned.note_pages.get(numbered.note.id)
            if url is not None:
                record = web_annotation.annotation(planned, annotations[numbered.note.id], plan)
                data = [web_annotation.document(record)]
                review = claim_review.claim_review(plan, planned, numbered)
                if review is not None:
                    data.append(claim_review.document(review))
                yield renderer.note(planned, numbered, _body(plan, planned, url), data)
        yield from transcript_exports(plan, planned, texts)
        yield from editions(plan, planned, wording)
    for page in plan.pages:
        resolve = partial(_href, plan, page.page.file.path, page.url, page.url)
        yield renderer.text(page, emit_prose(page.page.prose, resolve))
    yield from map(renderer.redirect, plan.redirects)
    yield renderer.not_found()
    yield from renderer.assets()


def _body(plan: SitePlan, planned: PlannedTranscript, page: str) -> Callable[[Note], str]:
    """How the body of a note is emitted for a page: its links lead on from there."""
    resolve = partial(_href, plan, planned.anchored.transcript.file.path, planned.url, page)
    return lambda note: emit_prose(note.body, resolve, heading_level=4)


def _href(plan: SitePlan, path: str, url: str, page: str, link: Link) -> str:
    target = plan.links.get(LinkUse(link.href, path, url))
    return link.href if target is None else relative_url(page, target)


def _people(
    name: str | None, read: Callable[[str], SourceFile | None], problems: list[Diagnostic]
) -> Mapping[str, Person] | None:
    if name is None:
        return {}
    file = read(name)
    return read_people(file, problems) if file is not None else None


def _notes(
    sources: Sources,
    config: Config | None,
    read: Callable[[str], SourceFile | None],
    problems: list[Diagnostic],
) -> dict[str, list[Note]]:
    notes: dict[str, list[Note]] = {}
    for sidecar in sources.sidecars:
        file = read(sidecar.path)
        if file is not None:
            found = read_sidecar(sidecar.transcript, sidecar.stem, file, config, problems)
            notes.setdefault(sidecar.transcript, []).extend(found)
    return notes


def _entry(found: FoundFile) -> Entry:
    kind = EntryKind.FILE if found.is_file else EntryKind.LINK if found.is_link else EntryKind.OTHER
    return Entry(found.path, kind, found.size)


def read_source(files: SiteFiles, problems: list[Diagnostic], path: str) -> SourceFile | None:
    """A file as text, if it is one and not too large."""
    try:
        content = files.read(path)
    except OSError as error:
        problems.append(
            diagnose(
                Code.NOT_A_REGULAR_FILE,
                whole_file(path),
                f"the file cannot be read: {error.strerror}",
                hint="give yourself the right to read it, or take it out of the site",
            )
        )
        return None
    is_yaml = path.endswith(".yaml")
    limit, code = (MAX_YAML_BYTES, Code.YAML_LIMIT) if is_yaml else (MAX_MARKDOWN_BYTES, Code.TOO_LARGE)
    if len(content) > limit:
        problems.append(too_large(path, len(content), limit, code))
        return None
    file = decode(path, content, problems)
    if file is not None and not is_yaml and parsing_seconds(file.text) > MAX_PARSING_SECONDS:
        problems.append(too_intricate(file.whole(), "the file"))
        return None
    return file
