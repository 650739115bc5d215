from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from postil.model.config import Config, Kind, Verdict
from postil.pipeline import Options, check
from postil.reading.json_schema import KINDS, json_schema
from tests.building.folders import ROOT
from tests.reading.editors import as_editors_read

SITE = Config("A site", "https://example.org/")
OWN = Config(
    "A site",
    "https://example.org/",
    kinds=(Kind("remark", "Remark", "required", "optional"),),
    verdicts=(Verdict("true", "True", "So it is.", 5), Verdict("2", "Two", "Half.", 2)),
)


def faults(kind: str, text: str, config: Config | None = SITE) -> list[str]:
    """What an editor underlines in a file."""
    validator = jsonschema.Draft202012Validator(json_schema(kind, config))
    return [error.message for error in validator.iter_errors(as_editors_read(text))]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("config", [None, SITE, OWN])
def test_every_schema_is_one(kind: str, config: Config | None) -> None:
    schema = json_schema(kind, config, ["jdoe"])
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "Schema" not in json.dumps(schema)
    assert '"null"' not in json.dumps(schema).replace('["array", "null"]', "")


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_a_title_and_says_what_it_is(kind: str) -> None:
    def fields(node: object) -> Iterator[tuple[str, Any]]:
        if isinstance(node, dict):
            yield from node.get("properties", {}).items()
            for key, value in node.items():
                if key != "allOf":
                    yield from fields(value)
        elif isinstance(node, list):
            for value in node:
                yield from fields(value)

    found = list(fields(json_schema(kind, SITE)))
    assert found
    assert [name for name, field in found if not field.get("description")] == []


# The files of this repository and of the sample sites


def front_matter(path: Path) -> str:
    return path.read_text("utf-8").split("---\n")[1]


def files_of(site: Path) -> Iterator[tuple[str, Path, str]]:
    """Every file of a site that has a schema: its kind, path and YAML."""
    for kind, pattern in (
        ("site", "site.yaml"),
        ("annotations", "annotations/**/*.yaml"),
        ("speakers", "content/speakers.yaml"),
        ("contributors", "content/contributors.yaml"),
    ):
        for path in site.glob(pattern):
            yield kind, path, path.read_text("utf-8")
    for path in site.glob("content/transcripts/**/*.md"):
        yield "transcript", path, front_matter(path)
    for path in site.glob("content/pages/**/*.md"):
        yield "page", path, front_matter(path)


SITES = [
    ROOT,
    ROOT / "tests/browser/sample",
    *(
        folder / "site"
        for folder in sorted((ROOT / "tests/sites").iterdir())
        if (folder / "site").is_dir() and not folder.name.startswith("errors-")
    ),
]


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.parent.name + "-" + site.name)
def test_good_files_have_no_faults(site: Path) -> None:
    plan = check(site, Options()).plan
    assert plan is not None
    found = list(files_of(site))
    assert len(found) > 2
    for kind, path, text in found:
        assert faults(kind, text, plan.config) == [], path
        if kind == "annotations":
            single = "notes" if isinstance(as_editors_read(text), list | None) else "note"
            assert faults(single, text, plan.config) == [], path


def test_the_schemas_of_this_repository_are_up_to_date() -> None:
    """Ids of contributors aside: a new contributor need not write schemas anew."""
    plan = check(ROOT, Options()).plan
    assert plan is not None
    folder = ROOT / "docs/schemas"
    assert sorted(path.stem for path in folder.glob("*")) == sorted(KINDS)
    for kind in KINDS:
        kept = json.loads((folder / f"{kind}.json").read_text("utf-8"))
        assert without_authors(kept) == without_authors(json_schema(kind, plan.config)), (
            "write them anew: python build.py schema --output docs/schemas"
        )


def without_authors(schema: Any) -> Any:
    content = json.loads(json.dumps(schema))
    for node in (content, *content.get("$defs", {}).values()):
        node.get("properties", {}).get("authors", {}).get("items", {}).pop("examples", None)
    return content


def test_the_editor_of_this_repository_uses_them() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    assert settings["yaml.schemas"]
    for schema, pattern in settings["yaml.schemas"].items():
        assert (ROOT / schema).is_file()
        assert list(ROOT.glob(pattern.lstrip("/"))), pattern


# What authors write, as an editor sees it

NOTE = "id: a\nkind: context\nbody: b\n"
CHECKED = "id: a\nkind: fact-check\nverdict: accurate\nbody: b\nsources: [{title: t}]\n"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("note", NOTE),
        ("note", CHECKED),
        ("note", NOTE + "turn: 4\n"),
        ("note", NOTE + 'turn: "4"\n'),
        ("note", NOTE.replace("id: a", "id: 2020")),
        (
            "note",
            NOTE + "title: 1984\nquote: 1.10\nclaim: true\ntopics: [2020, NO, 1:23:45]\nauthors: [007]\n",
        ),
        (
            "note",
            CHECKED.replace("title: t", "title: t, date: 2020, accessed: 2020-08, url: 'https://x.org/a'"),
        ),
        ("note", NOTE + "created: 2026-11-24\nupdated: 2026-11-24T10:00Z\nreview_by: 2027-01-01\n"),
        (
            "note",
            NOTE + "status: draft\nrevisions: [{date: 2026-01-01, summary: x, verdict: {to: accurate}}]\n",
        ),
        ("notes", "- {id: a, kind: context, body: b}\n"),
        ("annotations", ""),
        ("annotations", NOTE),
        ("annotations", "- {id: a, kind: context, body: b}\n"),
        ("site", "title: 2020\nbase_url: https://x.org/\nlicense: CC0\nlanguage: no\n"),
        ("site", "title: a\nbase_url: https://x.org/\nlicense: {name: CC0}\nkinds: {a: {label: A}}\n"),
        ("transcript", "title: a\ndate: 2020-01-02\nspeakers: {Q: b-c, 1: {name: D}}\ndraft: true\n"),
        ("page", "title: a\naliases: [/old/]\n"),
        ("speakers", "b-c: {name: D, role: E}\n2020: {name: F}\n"),
        ("contributors", "b-c: {name: D, url: https://x.org}\n"),
    ],
)
def test_what_authors_may_write_has_no_faults(kind: str, text: str) -> None:
    assert faults(kind, text) == []


@pytest.mark.parametrize(
    ("kind", "text", "fault"),
    [
        ("note", "kind: context\nbody: b\n", "'id' is a required property"),
        ("note", NOTE + "qoute: x\n", "'qoute' was unexpected"),
        ("note", NOTE.replace("context", "contxt"), "'contxt' is not one of"),
        ("note", NOTE + "verdict: acurate\n", "'acurate' is not one of"),
        ("note", NOTE + "verdict: accurate\n", "False schema does not allow 'accurate'"),
        ("note", CHECKED.replace("verdict: accurate\n", ""), "'verdict' is a required property"),
        ("note", CHECKED.replace("sources: [{title: t}]\n", ""), "'sources' is a required property"),
        ("note", CHECKED.replace("{title: t}", ""), "[] should be non-empty"),
        ("note", CHECKED.replace("title: t", "title: t, url: 'htp://x'"), "'htp://x' does not match"),
        ("note", NOTE.replace("id: a", "id: A note"), "'A note' does not match"),
        ("note", NOTE + "turn: 0\n", "0 is less than the minimum"),
        ("note", NOTE + "turn: first\n", "'first' does not match"),
        ("note", NOTE + "created: 2026\n", "2026 is not of type 'string'"),
        ("note", NOTE + "created: yesterday\n", "'yesterday' does not match"),
        ("note", NOTE + "status: darft\n", "'darft' is not one of"),
        ("note", NOTE + "quote:\n", "None is not of type"),
        ("note", NOTE + "topics: Arms control\n", "'Arms control' is not of type 'array'"),
        ("note", "- " + NOTE.replace("\n", "\n  ").rstrip() + "\n", "is not of type 'object'"),
        ("notes", NOTE, "is not of type 'array'"),
        ("annotations", "- {id: a, kind: context}\n", "'body' is a required property"),
        ("site", "title: a\n", "'base_url' is a required property"),
        ("site", "title: a\nbase_url: https://x.org\nnote_pages: some\n", "'some' is not one of"),
        (
            "site",
            "title: a\nbase_url: https://x.org\nkinds: {A b: {label: x}}\n",
            "does not match any of the regexes",
        ),
        ("transcript", "title: a\ndate: 2020-01\nspeakers: {}\n", "'2020-01' does not match"),
        ("transcript", "title: a\ndate: 2020-01-01\nspeakers: {Q: {nme: x}}\n", "is not valid under any"),
        ("page", "titel: a\n", "'titel' was unexpected"),
        ("speakers", "A b: {name: x}\n", "does not match any of the regexes"),
        ("contributors", "a: {role: x}\n", "'name' is a required property"),
    ],
)
def test_typical_mistakes_are_faults(kind: str, text: str, fault: str) -> None:
    found = faults(kind, text)
    assert any(fault in message for message in found), found


def test_a_site_has_its_own_kinds_and_verdicts() -> None:
    note = "id: a\nkind: remark\nbody: b\nverdict: {}\n"
    for verdict in ("true", '"true"', "2", '"2"'):
        assert faults("note", note.format(verdict), OWN) == []
    assert faults("note", note.format("accurate"), OWN)
    assert faults("note", NOTE, OWN)


def test_without_a_site_any_kind_may_be_one() -> None:
    assert faults("note", "id: a\nkind: remark\nbody: b\nverdict: so-so\n", None) == []
    assert json_schema("note", None)["properties"]["kind"]["examples"] == [
        "fact-check",
        "context",
        "correction",
    ]


def test_contributors_are_suggested_and_other_names_allowed() -> None:
    schema = json_schema("note", SITE, ["jdoe", "ann"])
    assert schema["properties"]["authors"]["items"]["examples"] == ["ann", "jdoe"]
    validator = jsonschema.Draft202012Validator(schema)
    assert list(validator.iter_errors(as_editors_read(NOTE + "authors: [Somebody Else]\n"))) == []
