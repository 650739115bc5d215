"""The straight line: files → documents → the site as planned → pages and lists → the output folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from postil.building.cache import Cache, DamagedCacheError, digest, opened
from postil.building.holding import holding
from postil.building.ledger import Ledger, Summary, spare_folder, write_ledger
from postil.building.output import new_site
from postil.building.pool import Pool, processors
from postil.building.tree import SiteFiles, SiteFolder
from postil.diagnostics import Code, Diagnostic, diagnose, has_errors, ordered
from postil.model.anchored import AnchoredTranscript
from postil.model.config import Config
from postil.model.note import Note
from postil.model.plan import SitePlan
from postil.model.progress import Explain, Progress, Step, unheard
from postil.model.transcript import Person
from postil.planning.plan import Documents, plan_site
from postil.stages.documents import Findings, read_document
from postil.stages.gathering import GatheredDocument, Survey, confirmed, gather, survey
from postil.stages.standing import Asked, Found, State, find, state_of
from postil.stages.work import Work

if TYPE_CHECKING:
    from postil.stages.making import Setup
    from postil.stages.publication import Publication, Published


_HELD_AT_ONCE = 500  # documents


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line can change. ``today`` is an ISO date, for check alone.

    ``search`` asks for the search page, its box and its index; ``index`` not to leave that for the next
    build, which then takes over the former one's; ``pictures`` for pictures for social media, if the site
    has them. None of the rest changes a result:
    ``jobs`` is how many processes work, by default one a processor; ``cache`` the folder of what builds
    keep, without which each begins anew, as with ``clean``; ``executor`` does the work instead of
    processes. ``progress`` is told what begins, ``explain`` what is made again, and why.
    """

    base_url: str | None = None
    drafts: bool = False
    strict: bool = False
    today: str | None = None
    search: bool = False
    index: bool = True
    pictures: bool = True
    jobs: int | None = None
    cache: Path | None = None
    clean: bool = False
    executor: Executor | None = None
    progress: Progress = unheard
    explain: Explain = unheard

    @property
    def asked(self) -> Asked:
        """What of it changes the result of a build."""
        return Asked(self.base_url, self.drafts, self.strict, self.search, self.pictures)


@dataclass(frozen=True, slots=True)
class Material:
    """What was read and anchored. ``config`` is None if site.yaml cannot be used.

    ``transcripts`` are those that can be used, ``notes`` all notes by the path of the transcript they
    are on, whether they found their words or not. ``documents`` are what a plan is made from.
    """

    config: Config | None
    contributors: Mapping[str, Person] | None
    transcripts: Sequence[AnchoredTranscript]
    notes: Mapping[str, Sequence[Note]]
    documents: Documents | None


@dataclass(frozen=True, slots=True)
class Basis:
    """What was read of a site beside its documents, and how it is made."""

    survey: Survey
    setup: Setup


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found, in order; ``summary`` is None if no site was made.

    ``plan`` is None if there is none, or if the site was found to stand as it is; ``basis`` is what it was
    made from.
    """

    diagnostics: tuple[Diagnostic, ...]
    plan: SitePlan | None
    summary: Summary | None = None
    basis: Basis | None = None


def check(site: Path, options: Options) -> Outcome:
    """Everything a build would report, with drafts and without, and nothing written."""
    try:
        return _check(site, options)
    except DamagedCacheError:
        return _check(site, replace(options, cache=None))


def _check(site: Path, options: Options) -> Outcome:
    with (
        opened(options.cache, is_read_only=True) as cache,
        Pool(options.jobs or processors(), options.executor) as pool,
        holding() as hold,
    ):
        problems: list[Diagnostic] = []
        options = replace(options, search=True)
        state = state_of(site, cache, options.asked)
        gathered = _gather(site, state, cache, pool, problems, options.progress, hold)
        if options.today is not None:
            _check_due(gathered, options.today, problems)
        documents = _documents(gathered.survey, [one.findings for one in gathered.documents], options)
        if documents is None:
            return Outcome(ordered(problems, strict=options.strict), None)
        # Nothing but a site's own theme can be wrong with a page.
        has_theme = documents.config.theme != "default" or (site / "themes").exists()
        documents, setup = _designed(site, documents, options, problems) if has_theme else (documents, None)
        plan = plan_site(documents, problems, drafts=False)
        with_drafts = plan_site(documents, problems, drafts=True)
        if setup is not None and not has_errors(ordered(problems, strict=options.strict)):
            work = _work(gathered, state, cache, pool, options, Ledger())
            problems += _publication(with_drafts, setup, work).faults()
        return Outcome(ordered(problems, strict=options.strict), plan)


def build(site: Path, output: Path, options: Options, found: Found | None = None) -> Outcome:
    """Build the site into the output folder, unless there is an error; then nothing is touched.

    ``found`` is what there is, if somebody has looked. Raises OSError if the output cannot be written, and
    SearchIndexError if there is no index.
    """
    try:
        return _build(site, output, options, found)
    except DamagedCacheError:  # it has been cleared
        return _build(site, output, options, None)


def _build(site: Path, output: Path, options: Options, before: Found | None) -> Outcome:
    with (
        opened(options.cache) as cache,
        Pool(options.jobs or processors(), options.executor) as pool,
        holding() as hold,
    ):
        if options.clean:
            cache.clear()
        before = before or find(site, output, cache, options.asked)
        state, ledger = before.state, before.ledger
        if before.stands:
            return Outcome(ledger.diagnostics, None, ledger.summary)
        problems: list[Diagnostic] = []
        gathered = _gather(site, state, cache, pool, problems, options.progress, hold)
        options.progress(Step("planning"))
        documents = _documents(gathered.survey, [one.findings for one in gathered.documents], options)
        if documents is None:
            return Outcome(ordered(problems, strict=options.strict), None)
        documents, setup = _designed(site, documents, options, problems)
        plan = plan_site(documents, problems, drafts=options.drafts)
        hold()
        found = ordered(problems, strict=options.strict)
        if setup is None or has_errors(found):
            return Outcome(found, plan)
        work = _work(gathered, state, cache, pool, options, ledger)
        with new_site(output, spare_folder(cache, output)) as staging:
            published = _publication(plan, setup, work).write(site, staging, with_index=options.index)
            if published.faults:
                return Outcome(ordered([*problems, *published.faults], strict=options.strict), plan)
            options.progress(Step("finishing"))
            staging.finish(stamp for group in published.groups.values() for stamp in group.stamps)
        summary = _summary(plan, published)
        build_key = state.build if options.index else b""
        write_ledger(cache, output, Ledger(build_key, published.groups, found, summary))
        return Outcome(found, plan, summary, Basis(gathered.survey, setup))


def read_site(files: SiteFiles, problems: list[Diagnostic]) -> Material:
    """Read and anchor everything, here and now: all problems of all files."""
    found = survey(files, problems)
    documents = [read_document(files, names, found.registry) for names in found.documents]
    for document in documents:
        problems += document.findings.diagnostics
    return Material(
        found.config,
        found.contributors,
        [document.anchored for document in documents if document.anchored is not None],
        {names.path: document.notes for names, document in zip(found.documents, documents, strict=True)},
        _documents(found, [document.findings for document in documents], Options()),
    )


@dataclass(frozen=True, slots=True)
class _Gathered:
    """A site as it was read: all of it but its documents, and what is to be known of these."""

    survey: Survey
    documents: Sequence[GatheredDocument]


def _gather(
    site: Path,
    state: State,
    cache: Cache,
    pool: Pool,
    problems: list[Diagnostic],
    progress: Progress,
    hold: Callable[[], None],
) -> _Gathered:
    files = SiteFolder(site)
    found = confirmed(files, state.digests, problems)
    base = digest((state.program, found.registry))
    documents: list[GatheredDocument] = []
    for document in gather(found, files, state.digests, base, cache, pool):
        documents.append(document)
        problems += document.findings.diagnostics
        progress(Step("reading", len(documents), len(found.documents)))
        if not len(documents) % _HELD_AT_ONCE:
            hold()
    return _Gathered(found, documents)


def _documents(found: Survey, findings: Sequence[Findings], options: Options) -> Documents | None:
    """What is planned; None without settings."""
    config = found.config
    if config is None:
        return None
    if options.base_url is not None:
        config = replace(config, base_url=options.base_url.rstrip("/") + "/")
    if not options.pictures:
        config = replace(config, social_pictures="none")
    outlines = [one.outline for one in findings if one.outline is not None]
    return Documents(config, found.contributors, outlines, found.pages, found.copies, found.host_rules)


# What follows loads what renders pages, which a check of most sites has no need of.


def _designed(
    site: Path, documents: Documents, options: Options, problems: list[Diagnostic]
) -> tuple[Documents, Setup | None]:
    """The documents with the settings in the site's language; how they are made, None without a design."""
    from postil.stages.designing import designed  # noqa: PLC0415
    from postil.stages.making import Setup  # noqa: PLC0415

    documents, design = designed(documents, site, problems)
    return documents, None if design is None else Setup(design.theme, design.words, options.search)


def _publication(plan: SitePlan, setup: Setup, work: Work) -> Publication:
    from postil.stages.publication import Publication  # noqa: PLC0415

    return Publication(plan, setup, work)


def _work(
    gathered: _Gathered,
    state: State,
    cache: Cache,
    pool: Pool,
    options: Options,
    ledger: Ledger,
) -> Work:
    return Work(
        cache,
        pool,
        {document.names.path: document.key for document in gathered.documents},
        state.digests,
        state.program,
        ledger,
        options.progress,
        options.explain,
    )


def _check_due(gathered: _Gathered, today: str, problems: list[Diagnostic]) -> None:
    """Warn of notes whose day of review has passed; ``today`` is an ISO date."""
    for document in gathered.documents:
        for due in document.findings.due:
            if due.date < today:
                problems.append(
                    diagnose(
                        Code.STALE_NOTE,
                        due.span,
                        f"the note was to be reviewed by {due.date}",
                        hint="check that it still holds, then set a later “review_by”",
                    )
                )


def _summary(plan: SitePlan, published: Published) -> Summary:
    return Summary(
        base_url=plan.config.base_url,
        transcripts=len(plan.transcripts),
        notes=sum(len(listed.notes) for listed in plan.transcripts),
        words=sum(listed.outline.words for listed in plan.transcripts),
        pages=len(plan.pages),
        files=sum(len(group.stamps) for group in published.groups.values()),
        index=published.index,
    )
