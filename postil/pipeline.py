"""The straight line: files → documents → anchored notes → the site → pages → the output folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from postil import __version__
from postil.anchoring.anchor import anchor
from postil.building.output import write_site
from postil.building.search import search_index
from postil.building.tree import FoundFile, built_in_themes, find_files, read_file
from postil.diagnostics import Code, Diagnostic, diagnose, has_errors, ordered
from postil.editions import editions, social_pictures
from postil.exporting import TRANSCRIPT_EXPORTS, web_annotation
from postil.model.anchored import AnchoredTranscript
from postil.model.config import Config
from postil.model.files import OutputFile
from postil.model.note import Note
from postil.model.plan import LinkUse, PlannedTranscript, SitePlan
from postil.model.search import IndexReport, SearchPlan
from postil.model.text import Link
from postil.model.transcript import Person, Transcript
from postil.model.words import FALLBACK, Phrase, Words
from postil.planning.plan import Documents, check_ids, check_stale, plan_site
from postil.planning.search import FACETS, plan_search
from postil.planning.urls import absolute_url, numbered_url, output_path, relative_url
from postil.reading.decoding import decode, too_intricate, too_large
from postil.reading.locale import read_locale
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
from postil.rendering.theme import TemplateFault, Theme, ThemeFile
from postil.rendering.wording import Wording, in_words
from postil.source import SourceFile, whole_file
from postil.suggestion import did_you_mean
from postil.weaving.weave import emit_prose, weave


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line can change. ``today`` is an ISO date, for check alone.

    ``search`` asks for the search page, its box and its index. ``progress`` is told what begins.
    """

    base_url: str | None = None
    drafts: bool = False
    strict: bool = False
    today: str | None = None
    search: bool = False
    progress: Callable[[str], None] = lambda _: None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found, in order; ``plan`` is None if there is no site to speak of.

    ``index`` is the size of the search index, if the run made one.
    """

    diagnostics: tuple[Diagnostic, ...]
    plan: SitePlan | None
    index: IndexReport | None = None


@dataclass(frozen=True, slots=True)
class _Design:
    """How the site looks and speaks."""

    theme: Theme
    words: Words


def check(site: Path, options: Options) -> Outcome:
    """Everything a build would report, with drafts and without, and nothing written."""
    problems: list[Diagnostic] = []
    documents = _read_documents(site, options, problems)
    if documents is None:
        return Outcome(ordered(problems, strict=options.strict), None)
    documents, design = _designed(documents, site, problems)
    plan = plan_site(documents, problems, drafts=False)
    with_drafts = plan_site(documents, problems, drafts=True)
    if design is not None and not has_errors(ordered(problems, strict=options.strict)):
        for _ in _files(with_drafts, design, problems, plan_search(with_drafts)):
            pass
    return Outcome(ordered(problems, strict=options.strict), plan)


def build(site: Path, output: Path, options: Options) -> Outcome:
    """Build the site into the output folder, unless there is an error; then nothing is touched.

    Raises OSError if the output cannot be written, and SearchIndexError if there is no index.
    """
    index: IndexReport | None = None
    problems: list[Diagnostic] = []
    options.progress("reading")
    documents = _read_documents(site, options, problems)
    if documents is None:
        return Outcome(ordered(problems, strict=options.strict), None)
    documents, design = _designed(documents, site, problems)
    plan = plan_site(documents, problems, drafts=options.drafts)
    if design is not None and not has_errors(ordered(problems, strict=options.strict)):
        options.progress(f"rendering {len(plan.transcripts):,} transcripts")
        search = plan_search(plan) if options.search else None
        files = list(_files(plan, design, problems, search))
        if not has_errors(ordered(problems, strict=options.strict)):
            if search is not None:
                options.progress(f"indexing {search.size:,} turns and notes")
                of_index, index = search_index(search)
                files += of_index
            if plan.social_pictures != "none":
                options.progress("drawing pictures")
                files += social_pictures(plan, Wording(design.words))
            options.progress(f"writing {len(files):,} files")
            write_site(site, output, files, plan.copies)
    return Outcome(ordered(problems, strict=options.strict), plan, index)


def _read_documents(site: Path, options: Options, problems: list[Diagnostic]) -> Documents | None:
    """Read and anchor everything: all problems of all files. None if site.yaml cannot be used."""
    found = chain(find_files(site, "content"), find_files(site, "annotations"))
    sources = assign(classify(map(_entry, found), problems), problems)
    read = partial(_read, site, problems)
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
    if options.today is not None:
        check_stale(chain.from_iterable(notes.values()), options.today, problems)
    if config is None:
        return None
    if options.base_url is not None:
        config = replace(config, base_url=options.base_url.rstrip("/") + "/")
    return Documents(config, contributors, anchored, pages, sources.copies)


def _anchored(
    transcript: Transcript, notes: Sequence[Note], problems: list[Diagnostic]
) -> AnchoredTranscript:
    check_ids(notes, problems)
    anchoring = anchor(transcript, notes)
    problems += anchoring.diagnostics
    return anchoring.result


def _designed(
    documents: Documents, site: Path, problems: list[Diagnostic]
) -> tuple[Documents, _Design | None]:
    """The documents with the settings in the site's language, and its design if there is one."""
    design = _design(documents.config, site, problems)
    if design is not None:
        documents = replace(documents, config=in_words(documents.config, design.words))
    return documents, design


def _files(
    plan: SitePlan, design: _Design, problems: list[Diagnostic], search: SearchPlan | None
) -> Iterator[OutputFile]:
    """Weave, render and export: the files of the finished site."""
    theme, wording = design.theme, Wording(design.words)
    base_path = urlsplit(plan.config.base_url).path
    addresses = Addresses(relative_url, partial(absolute_url, base_path), output_path)
    renderer = SiteRenderer(plan, theme, wording, addresses, f"Postil {__version__}", search is not None)
    try:
        yield from _pages(plan, renderer, wording)
        if search is not None:
            yield renderer.search(search, FACETS)
        yield from ListRenderer(plan, renderer, wording, numbered_url).pages()
    except TemplateFault as fault:
        problems.append(fault.diagnostic)


def _pages(plan: SitePlan, renderer: SiteRenderer, wording: Wording) -> Iterator[OutputFile]:
    for planned in plan.transcripts:
        transcript = planned.anchored.transcript
        resolve = partial(_href, plan, transcript.file.path, planned.url, planned.url)
        parts = weave(transcript, planned.notes, resolve)
        yield from renderer.transcript(planned, parts, _body(plan, planned, planned.url))
        annotations = {annotation.note.id: annotation for annotation in planned.anchored.annotations}
        for numbered in planned.notes:
            url = planned.note_pages.get(numbered.note.id)
            if url is not None:
                record = web_annotation.annotation(planned, annotations[numbered.note.id], plan.config)
                yield renderer.note(
                    planned, numbered, _body(plan, planned, url), web_annotation.document(record)
                )
        for name, export in TRANSCRIPT_EXPORTS.items():
            yield OutputFile(planned.url + name, export(planned, plan.config))
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


def _read(site: Path, problems: list[Diagnostic], path: str) -> SourceFile | None:
    """A file as text, if it is one and not too large."""
    try:
        content = read_file(site, path)
    except OSError as error:
        problems.append(
            diagnose(Code.NOT_A_REGULAR_FILE, whole_file(path), f"the file cannot be read: {error.strerror}")
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


def _design(config: Config, site: Path, problems: list[Diagnostic]) -> _Design | None:
    """The site's theme over the built-in one, file by file and word by word.

    None, with a problem, if there is no such theme.
    """
    own = f"themes/{config.theme}"
    link = next((folder for folder in ("themes", own) if (site / folder).is_symlink()), None)
    if link is not None:
        problems.append(_refused_link(link))
        return None
    built_in = dict(_theme_files(built_in_themes().parent, "themes/default", problems))
    files: dict[str, ThemeFile] = {}
    if (site / own).is_dir():
        files = dict(_theme_files(site, own, problems))
    elif config.theme != "default":
        known = sorted(f.name for f in (site / "themes").glob("*") if f.is_dir())
        problems.append(
            diagnose(
                Code.BAD_VALUE,
                config.spans["theme"],
                f"there is no folder themes/{config.theme}",
                hint=did_you_mean(config.theme, ["default", *known]),
            )
        )
        return None
    theme = Theme(built_in, files)
    problems += theme.faults()
    return _Design(theme, _words(config.language, built_in, files, problems))


def _words(
    language: str,
    built_in: Mapping[str, ThemeFile],
    own: Mapping[str, ThemeFile],
    problems: list[Diagnostic],
) -> Words:
    """The words of the interface: the language's over English, the site's own over the built-in ones."""
    parts = language.lower().split("-")
    languages = ["-".join(parts[:length]) for length in range(1, len(parts) + 1)]
    known: Mapping[str, Phrase] | None = None
    phrases: dict[str, Phrase] = {}
    for tag in dict.fromkeys([FALLBACK, *languages]):
        for files in (built_in, own):
            found = files.get(f"locales/{tag}.yaml")
            file = None if found is None else decode(found.path, found.content, problems)
            if file is not None:
                phrases |= read_locale(file, known, problems)
                known = known or dict(phrases)
    return Words(language, phrases)


def _theme_files(base: Path, folder: str, problems: list[Diagnostic]) -> Iterator[tuple[str, ThemeFile]]:
    for found in sorted(find_files(base, folder), key=lambda f: f.path):
        inner = PurePosixPath(found.path).relative_to(folder)
        if any(part.startswith(".") for part in inner.parts):
            continue
        if found.is_file:
            content = read_file(base, found.path)
            if inner.parts[0] != "templates" or decode(found.path, content, problems) is not None:
                yield str(inner), ThemeFile(found.path, content)
        else:
            problems.append(_refused_link(found.path))


def _refused_link(path: str) -> Diagnostic:
    return diagnose(
        Code.NOT_A_REGULAR_FILE,
        whole_file(path),
        "themes are made of regular files and folders",
        hint="put a copy of the file here instead",
    )
