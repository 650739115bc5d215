from __future__ import annotations

import pytest

from postil.diagnostics import Code, Diagnostic
from postil.model.config import DEFAULT_KINDS, DEFAULT_VERDICTS, Config, Kind, Verdict
from postil.reading.site import read_config
from postil.source import SourceFile
from tests.reading.texts import reported

LEAST = "title: The Record\nbase_url: https://example.org/archive\n"


def read(more: str = "") -> tuple[Config | None, list[Diagnostic]]:
    """The settings with these lines besides the two that are required, and the problems."""
    problems: list[Diagnostic] = []
    return read_config(SourceFile("site.yaml", LEAST + more), problems), problems


def good(more: str = "") -> Config:
    """The settings, in which nothing is wrong."""
    config, problems = read(more)
    assert problems == []
    assert config is not None
    return config


def test_defaults() -> None:
    config = good()
    assert (config.title, config.base_url) == ("The Record", "https://example.org/archive/")
    assert (config.language, config.theme, config.note_pages, config.nav) == ("en", "default", "all", ())
    assert (config.kinds, config.verdicts) == (DEFAULT_KINDS, DEFAULT_VERDICTS)
    assert (config.license, config.publisher, config.repository, config.tagline) == (None,) * 4


def test_the_default_scale_and_kinds() -> None:
    assert [(v.id, v.rating) for v in DEFAULT_VERDICTS] == [
        ("accurate", 5),
        ("mostly-accurate", 4),
        ("missing-context", 3),
        ("disputed", 3),
        ("misleading", 2),
        ("inaccurate", 1),
        ("unverifiable", None),
    ]
    assert [(k.id, k.verdict, k.sources) for k in DEFAULT_KINDS] == [
        ("fact-check", "required", "required"),
        ("context", "none", "optional"),
        ("correction", "none", "optional"),
    ]


def test_a_scale_and_kinds_of_its_own() -> None:
    config = good(
        "verdicts:\n  - {id: 'true', label: 'True', meaning: It is so., rating: 5}\n"
        "  - {id: open, label: Open, meaning: Nobody knows.}\n"
        "kinds:\n  aside: {label: Aside}\n  check: {label: Check, verdict: required, sources: required}\n"
    )
    assert config.verdicts == (
        Verdict("true", "True", "It is so.", 5),
        Verdict("open", "Open", "Nobody knows.", None),
    )
    assert config.kinds == (
        Kind("aside", "Aside", "optional", "optional"),
        Kind("check", "Check", "required", "required"),
    )


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://github.com/a/b", "github"),
        ("https://gitlab.com/a/b/", "gitlab"),
        ("https://codeberg.org/a/b", "gitea"),
        ("https://gitlab.example.org/a/b/c", "gitlab"),
        ("https://forgejo.example.org/a/b", "gitea"),
        ("https://mygitlab.example.org/a/b", None),
        ("https://git.example.org/a/b", None),
    ],
)
def test_the_host_of_a_repository_is_guessed(url: str, host: str | None) -> None:
    repository = good(f"repository: {{url: {url}}}\n").repository
    assert repository is not None
    assert (repository.url, repository.branch, repository.host) == (url.rstrip("/"), "main", host)


def test_the_address_to_clone_a_repository_from_will_do() -> None:
    repository = good("repository: {url: https://github.com/a/b.git, branch: notes}\n").repository
    assert repository is not None
    assert (repository.url, repository.branch) == ("https://github.com/a/b", "notes")


def test_a_license_may_be_a_name_alone() -> None:
    one, other = good("license: CC BY 4.0\n").license, good("license: {name: CC BY 4.0}\n").license
    assert one == other
    assert one is not None
    assert one.name == "CC BY 4.0"


def test_every_other_field() -> None:
    config = good(
        "tagline: So it was said\nlanguage: en-GB\ntheme: mine\nnote_pages: fact-checks\nsearch_shards: 64\n"
        "publisher: {name: P, url: https://p.example, logo: logo.png}\nnav:\n- {label: About, url: /about/}\n"
    )
    assert (config.tagline, config.language, config.theme) == ("So it was said", "en-GB", "mine")
    assert (config.note_pages, config.search_shards) == ("fact-checks", 64)
    assert [(entry.label, entry.url) for entry in config.nav] == [("About", "/about/")]
    assert (config.spans["nav.0.url"].line, config.spans["nav.0.url"].column) == (10, 23)


@pytest.mark.parametrize(
    ("more", "code", "column"),
    [
        ("note_pages: some", Code.BAD_VALUE, 13),
        ("search_shards: 0", Code.BAD_VALUE, 16),
        ("search_shards: 65", Code.BAD_VALUE, 16),
        ("search_shards: many", Code.BAD_VALUE, 16),
        ("language: english!", Code.BAD_VALUE, 11),
        ("theme: ../x", Code.BAD_NAME, 8),
        ("license: {nam: x, name: y}", Code.UNKNOWN_FIELD, 11),
        ("kinds: {a: {label: A, verdict: maybe}}", Code.BAD_VALUE, 32),
        ("kinds: {A: {label: A}}", Code.BAD_NAME, 9),
        ("kinds: [a]", Code.BAD_VALUE, 8),
        ("verdicts: [{id: a, label: A}]", Code.MISSING_FIELD, 13),
        ("verdicts: [{id: a, label: A, meaning: m, rating: good}]", Code.BAD_VALUE, 50),
        ("nav: [{label: A, url: 'javascript:x'}]", Code.BAD_URL, 23),
        ("repository: {url: https://github.com/a/b, host: bitbucket}", Code.BAD_VALUE, 49),
        ("repository: {url: 'mailto:a@b.example'}", Code.BAD_URL, 19),
        ("repository: {url: https://github.com/a/b?tab=readme}", Code.BAD_URL, 19),
        ("titel: x", Code.UNKNOWN_FIELD, 1),
        ("tagline:", Code.BAD_VALUE, 9),
    ],
)
def test_what_is_wrong(more: str, code: Code, column: int) -> None:
    config, problems = read(more + "\n")
    assert config is None
    assert reported(problems) == [(code, 3, column)]


@pytest.mark.parametrize(
    "url", ["mailto:a@b.example", "https://example.org/?a=b", "https://example.org/#a", "/archive/", "//x"]
)
def test_the_address_of_the_site(url: str) -> None:
    problems: list[Diagnostic] = []
    read_config(SourceFile("site.yaml", f"title: x\nbase_url: '{url}'\n"), problems)
    assert reported(problems) == [(Code.BAD_URL, 2, 11)]


def test_an_empty_file_is_reported_whatever_else_is_wrong() -> None:
    problems = read("titel: x\n")[1]
    read_config(SourceFile("site.yaml", "# later\n"), problems)
    assert problems[-1].code is Code.MISSING_FIELD
