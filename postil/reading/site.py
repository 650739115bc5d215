"""site.yaml: what the site is."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from postil.diagnostics import Code, Diagnostic, Related, diagnose, has_errors
from postil.model.config import (
    DEFAULT_KINDS,
    DEFAULT_VERDICTS,
    MAX_SHARDS,
    Config,
    Kind,
    NavigationEntry,
    Publisher,
    Repository,
    SocialPictures,
    Verdict,
)
from postil.model.transcript import License
from postil.reading.fields import Id, Language, Line, LinkTarget, Name, Number, Text, Url
from postil.reading.schema import Schema, spans_of, validate, warn_of_suspicious_text
from postil.reading.strict_yaml import read_yaml
from postil.source import SourceFile, Span

_HOSTS = {"codeberg": "gitea", "forgejo": "gitea", "gitea": "gitea", "github": "github", "gitlab": "gitlab"}


class LicenseSchema(Schema):
    """Terms of use."""

    name: Line = Field(description="the name of the terms")
    url: Url | None = Field(None, description="where they can be read")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return {"name": value} if isinstance(value, str) and value else value

    def to_model(self) -> License:
        """The plain value."""
        return License(self.name, self.url)


class _PublisherSchema(Schema):
    name: Name = Field(description="who publishes the site")
    url: Url | None = Field(None, description="their page")
    logo: LinkTarget | None = Field(None, description="their logo: an address, or one on the site")


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or parts.query or parts.fragment:
        raise PydanticCustomError(
            Code.BAD_URL.value,
            "{message}",
            {
                "message": "the address must be http or https, without ? and #",
                "hint": "write it like https://example.org/archive/",
            },
        )
    return value


class _RepositorySchema(Schema):
    url: Annotated[Url, AfterValidator(_web_address)] = Field(description="its address")
    branch: Line = Field("main", description="the branch the site is built from; `main` by default")
    host: Literal["github", "gitlab", "gitea"] | None = Field(
        None, description="what kind of host it is; guessed from the address"
    )


class _VerdictSchema(Schema):
    id: Id = Field(description="kebab-case; notes name it")
    label: Line = Field(description="as it is shown")
    meaning: Text = Field(description="what it says, in a sentence")
    rating: Number | None = Field(None, description="from 5, best, to 1, worst; none gives no rating")


class _KindSchema(Schema):
    label: Line = Field(description="as it is shown")
    verdict: Literal["required", "optional", "none"] = Field(
        "optional", description="whether such a note has a verdict"
    )
    sources: Literal["required", "optional"] = Field(
        "optional", description="whether such a note needs a source"
    )


class _NavigationSchema(Schema):
    label: Line = Field(description="as it is shown")
    url: LinkTarget = Field(description="an address, or one on the site")


def _few(value: int) -> int:
    if value > MAX_SHARDS:
        raise PydanticCustomError(
            Code.BAD_VALUE.value,
            "{message}",
            {
                "message": f"a search index has {MAX_SHARDS} parts at most",
                "hint": "every part costs readers a request a word: take as few as will do",
            },
        )
    return value


_Shards = Annotated[
    Number,
    AfterValidator(_few),
    WithJsonSchema(
        {
            "type": ["integer", "string"],
            "minimum": 1,
            "maximum": MAX_SHARDS,
            "pattern": "^([1-9]|[1-5][0-9]|6[0-4])$",
        }
    ),
]


class SiteSchema(Schema):
    """The fields of site.yaml."""

    title: Line = Field(description="the site's name")
    base_url: Annotated[Url, AfterValidator(_web_address)] = Field(
        description="where the site will stand, with its path. `--base-url` overrides it for one build"
    )
    tagline: Line | None = Field(None, description="a sentence under the title")
    language: Language = Field(
        "en", description="BCP 47 tag of the site's own words, and the language of the interface"
    )
    theme: Id = Field(
        "default", description="a folder in `themes/`; what it lacks is taken from the built-in theme"
    )
    license: LicenseSchema | None = Field(None, description="terms of the notes: text, or `{name, url}`")
    publisher: _PublisherSchema | None = Field(None, description="`{name, url, logo}`")
    repository: _RepositorySchema | None = Field(
        None, description="where these files are kept: `{url, branch, host}`"
    )
    kinds: dict[Id, _KindSchema] | None = Field(None, description="the kinds of notes")
    verdicts: list[_VerdictSchema] | None = Field(None, description="the scale of verdicts, best first")
    note_pages: Literal["all", "fact-checks", "none"] = Field(
        "all",
        description="which notes get a page: `all` (default), `fact-checks` (those with a verdict) or `none`",
    )
    social_pictures: SocialPictures | None = Field(
        None,
        description="what has a picture of its own where links are shared: `all`, `transcripts` or `none`",
    )
    search_shards: _Shards | None = Field(
        None,
        description="in how many parts the search index of a language is made: 1 to 64",
    )
    nav: list[_NavigationSchema] = Field(
        [], description="the menu: a list of `{label, url}`; addresses within the site are checked"
    )


def read_config(file: SourceFile, problems: list[Diagnostic]) -> Config | None:
    """The settings of the site, or None if they cannot be used."""
    before = len(problems)
    node = read_yaml(file, problems)
    if node is None:
        if len(problems) == before:
            problems.append(
                diagnose(
                    Code.MISSING_FIELD,
                    file.whole(),
                    "site.yaml is empty",
                    hint="give at least “title: …” and “base_url: https://…”",
                )
            )
        return None
    warn_of_suspicious_text(node, problems)
    site = validate(SiteSchema, node, problems)
    if site is None:
        return None
    spans = dict(spans_of(node))
    first: dict[str, Span] = {}
    for index, verdict in enumerate(site.verdicts or ()):
        span = spans[f"verdicts.{index}.id"]
        earlier = first.setdefault(verdict.id, span)
        if earlier is not span:
            problems.append(
                diagnose(
                    Code.DUPLICATE_ID,
                    span,
                    f"the verdict “{verdict.id}” is defined twice",
                    hint="give one of them another id",
                    related=[Related(earlier, "the first")],
                )
            )
    return None if has_errors(problems[before:]) else replace(_config(site), spans=spans)


def _config(site: SiteSchema) -> Config:
    kinds, verdicts = DEFAULT_KINDS, DEFAULT_VERDICTS
    if site.kinds is not None:
        kinds = tuple(Kind(id, kind.label, kind.verdict, kind.sources) for id, kind in site.kinds.items())
    if site.verdicts is not None:
        verdicts = tuple(Verdict(v.id, v.label, v.meaning, v.rating) for v in site.verdicts)
    repository = None
    if site.repository is not None:
        given = site.repository
        url = given.url.rstrip("/").removesuffix(".git")
        repository = Repository(url, given.branch, given.host or _guessed_host(url))
    publisher = site.publisher
    return Config(
        title=site.title,
        base_url=site.base_url.rstrip("/") + "/",
        tagline=site.tagline,
        language=site.language,
        theme=site.theme,
        license=site.license.to_model() if site.license else None,
        publisher=Publisher(publisher.name, publisher.url, publisher.logo) if publisher else None,
        repository=repository,
        kinds=kinds,
        verdicts=verdicts,
        note_pages=site.note_pages,
        social_pictures=site.social_pictures,
        search_shards=site.search_shards,
        nav=tuple(NavigationEntry(entry.label, entry.url) for entry in site.nav),
    )


def _guessed_host(url: str) -> str | None:
    """The kind of host by its name: github.com, gitlab.example.org."""
    names = (urlsplit(url).hostname or "").split(".")
    return next((_HOSTS[name] for name in names if name in _HOSTS), None)
