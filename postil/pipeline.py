"""The straight line: files → documents → anchored notes → the site → pages → the output folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath

from postil import __version__
from postil.anchoring.anchor import anchor
from postil.building.output import write_site
from postil.building.tree import FoundFile, built_in_themes, find_files, read_file
from postil.diagnostics import Code, Diagnostic, diagnose, has_errors, ordered
from postil.exporting import TRANSCRIPT_EXPORTS, web_annotation
from postil.model.anchored import AnchoredTranscript
from postil.model.config import Config
from postil.model.files import OutputFile
from postil.model.note import Note
from postil.model.plan import LinkUse, PlannedTranscript, SitePlan
from postil.model.text import Link
from postil.model.transcript import Person, Transcript
from postil.model.woven import NumberedNote
from postil.planning.plan import Documents, check_ids, check_stale, plan_site
from postil.planning.urls import output_path, relative_url
from postil.reading.decoding import decode, too_intricate, too_large
from postil.reading.markdown import MAX_MARKDOWN_BYTES, MAX_PARSING_SECONDS, parsing_seconds
from postil.reading.page import read_page
from postil.reading.people import read_people
from postil.reading.sidecar import read_sidecar
from postil.reading.site import read_config
from postil.reading.sources import Entry, EntryKind, Sources, assign, classify
from postil.reading.strict_yaml import MAX_YAML_BYTES
from postil.reading.transcript import read_transcript
from postil.rendering.site import Addresses, SiteRenderer
from postil.rendering.theme import TemplateFault, Theme, ThemeFile
from postil.source import SourceFile, whole_file
from postil.suggestion import did_you_mean
from postil.weaving.numbering import number
from postil.weaving.weave import emit_prose, weave

_NEWEST = 10  # notes on the home page


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line can change. ``today`` is an ISO date, for check alone."""

    base_url: str | None = None
    drafts: bool = False
    strict: bool = False
    today: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found, in order; ``plan`` is None if there is no site to speak of."""

    diagnostics: tuple[Diagnostic, ...]
    plan: SitePlan | None


def check(site: Path, options: Options) -> Outcome:
    """Everything a build would report, with drafts and without, and nothing written."""
    problems: list[Diagnostic] = []
    documents = _read_documents(site, options, problems)
    if documents is None:
        return Outcome(ordered(problems, strict=options.strict), None)
    plan = plan_site(documents, problems, drafts=False)
    with_drafts = plan_site(documents, problems, drafts=True)
    theme = _theme(documents.config, site, problems)
    if theme is not None and not has_errors(ordered(problems, strict=options.strict)):
        for _ in _files(with_drafts, theme, problems):
            pass
    return Outcome(ordered(problems, strict=options.strict), plan)


def build(site: Path, output: Path, options: Options) -> Outcome:
    """Build the site into the output folder, unless there is an error; then nothing is touched.

    Raises OSError if the output cannot be written.
    """
    problems: list[Diagnostic] = []
    documents = _read_documents(site, options, problems)
    if documents is None:
        return Outcome(ordered(problems, strict=options.strict), None)
    plan = plan_site(documents, problems, drafts=options.drafts)
    theme = _theme(documents.config, site, problems)
    if theme is not None and not has_errors(ordered(problems, strict=options.strict)):
        files = list(_files(plan, theme, problems))
        if not has_errors(ordered(problems, strict=options.strict)):
            write_site(site, output, files, plan.copies)
    return Outcome(ordered(problems, strict=options.strict), plan)


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


def _files(plan: SitePlan, theme: Theme, problems: list[Diagnostic]) -> Iterator[OutputFile]:
    """Weave, render and export: the files of the finished site."""
    renderer = SiteRenderer(plan, theme, Addresses(relative_url, output_path), f"Postil {__version__}")
    try:
        yield from _pages(plan, renderer)
    except TemplateFault as fault:
        problems.append(fault.diagnostic)


def _pages(plan: SitePlan, renderer: SiteRenderer) -> Iterator[OutputFile]:
    for planned in plan.transcripts:
        path = planned.anchored.transcript.file.path
        woven = weave(planned.anchored, partial(_href, plan, path, planned.url, planned.url))
        yield renderer.transcript(planned, woven, _body(plan, planned, planned.url))
        annotations = {annotation.note.id: annotation for annotation in planned.anchored.annotations}
        for numbered in woven.notes:
            url = planned.note_pages.get(numbered.note.id)
            if url is not None:
                record = web_annotation.annotation(planned, annotations[numbered.note.id], plan.config)
                yield renderer.note(
                    planned, numbered, _body(plan, planned, url), web_annotation.document(record)
                )
        for name, export in TRANSCRIPT_EXPORTS.items():
            yield OutputFile(planned.url + name, export(planned, plan.config))
    for page in plan.pages:
        resolve = partial(_href, plan, page.page.file.path, page.url, page.url)
        yield renderer.page(page, emit_prose(page.page.prose, resolve))
    yield renderer.home(_newest(plan))
    yield from map(renderer.redirect, plan.redirects)
    yield from renderer.assets()


def _body(plan: SitePlan, planned: PlannedTranscript, page: str) -> Callable[[Note], str]:
    """How the body of a note is emitted for a page: its links lead on from there."""
    resolve = partial(_href, plan, planned.anchored.transcript.file.path, planned.url, page)
    return lambda note: emit_prose(note.body, resolve, heading_level=4)


def _href(plan: SitePlan, path: str, url: str, page: str, link: Link) -> str:
    target = plan.links.get(LinkUse(link.href, path, url))
    return link.href if target is None else relative_url(page, target)


def _newest(plan: SitePlan) -> tuple[tuple[PlannedTranscript, NumberedNote], ...]:
    """The notes that were written or changed last, newest first."""
    dated = [
        (date.start, planned, numbered)
        for planned in plan.transcripts
        for numbered in number(planned.anchored.annotations)
        if (date := numbered.note.updated or numbered.note.created) is not None
    ]
    dated.sort(key=lambda item: item[0], reverse=True)
    return tuple((planned, numbered) for _, planned, numbered in dated[:_NEWEST])


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


def _theme(config: Config, site: Path, problems: list[Diagnostic]) -> Theme | None:
    """The site's theme over the built-in one, file by file; None, with a problem, if there is none."""
    own = f"themes/{config.theme}"
    link = next((folder for folder in ("themes", own) if (site / folder).is_symlink()), None)
    if link is not None:
        problems.append(_refused_link(link))
        return None
    files = dict(_theme_files(built_in_themes().parent, "themes/default", problems))
    if (site / own).is_dir():
        files |= _theme_files(site, own, problems)
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
    theme = Theme(files)
    problems += theme.faults()
    return theme


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
