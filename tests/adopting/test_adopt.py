"""Whatever stands in a stranger's file: it is read or refused, and what is adopted is as it must be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postil.adopting.adopt import Terms, adopt
from postil.building.new_files import create_files
from postil.building.tree import SiteFolder
from postil.importing.notes import JsonError, read_notes
from postil.pipeline import Options, check, read_site
from tests.building.folders import SMALL_SITE, write_files

KEYS = (
    *(
        "annotations",
        "rows",
        "items",
        "first",
        "next",
        "type",
        "@type",
        "id",
        "body",
        "bodyValue",
        "value",
        "purpose",
    ),
    *(
        "format",
        "target",
        "source",
        "scope",
        "selector",
        "exact",
        "prefix",
        "suffix",
        "refinedBy",
        "start",
        "end",
    ),
    *(
        "text",
        "tags",
        "user",
        "user_info",
        "display_name",
        "permissions",
        "read",
        "references",
        "created",
        "creator",
    ),
    *("uri", "hidden", "motivation", "name"),
)
PAGE = "https://example.org/archive/transcripts/2020/talk/"
WORDS = st.sampled_from(
    (
        *(
            "Annotation",
            "AnnotationPage",
            "TextQuoteSelector",
            "TextPositionSelector",
            "TextualBody",
            "Choice",
        ),
        *("tagging", "assessing", "replying", "text/html", "text/markdown", PAGE, f"{PAGE}transcript.txt"),
        *(
            "It expires",
            "We shall see",
            "e",
            " […] ",
            "<p>x",
            "[a](b)",
            "2026-01-01T00:00:00Z",
            "jdoe",
            "Disputed",
        ),
        *("\ud800", "\0", "\u202e", "", " ", "fact-check", "https://a.example/", f"{PAGE}notes/con/"),
    )
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=25,
)


def quote(exact: str, prefix: str, suffix: str) -> object:
    return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}


RECORDS = st.builds(
    lambda body, selector, tags, extra: {
        "type": "Annotation",
        "body": [
            {"value": body, "format": "text/markdown"},
            *({"value": t, "purpose": "tagging"} for t in tags),
        ],
        "target": {"source": PAGE, "selector": selector},
        **extra,
    },
    WORDS,
    st.builds(quote, WORDS, WORDS, WORDS),
    st.lists(WORDS, max_size=2),
    st.dictionaries(st.sampled_from(["id", "created", "creator", "motivation"]), WORDS, max_size=3),
)


@settings(deadline=None)
@given(VALUES)
def test_any_json_is_read_or_refused(value: object) -> None:
    try:
        found = read_notes(json.dumps(value).encode())
    except JsonError:
        return
    assert all(note.body.strip() for note in found.notes)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_files(tmp_path_factory.mktemp("site"), SMALL_SITE)


@settings(deadline=None, max_examples=50)
@given(st.lists(RECORDS | VALUES, max_size=4), st.sampled_from([None, "2020/talk"]))
def test_what_is_adopted_passes_check(site: Path, records: list[object], transcript: str | None) -> None:
    found = read_notes(json.dumps(records).encode())
    adoption = adopt(site, found.notes, Terms(transcript))
    assert adoption.problems == ()
    assert len(adoption.adopted) + len(adoption.refused) == len(found.notes)
    files = {note.file: note.text.encode() for note in adoption.adopted}
    create_files(site, files)
    try:
        assert [d for d in check(site, Options(drafts=True)).diagnostics if d.severity == "error"] == []
        documents = read_site(SiteFolder(site), []).documents
        assert documents is not None
        assert len(documents.transcripts[0].notes) == 1 + len(files)
    finally:
        for file in files:
            (site / file).unlink()
