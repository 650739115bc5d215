"""The locale files that come with the program, against each other and against their use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from postil.model.words import PLURALS, Phrase
from postil.reading.locale import read_locale
from postil.source import SourceFile
from tests.building.folders import ROOT

THEME = ROOT / "themes/default"
LOCALES = sorted((THEME / "locales").glob("*.yaml"))
DYNAMIC = (
    "facet-",
    *("status-", "note-status-", "order-", "notes-by-", "verdict-", "kind-", "no-"),
    *(
        "corrected",
        "transcripts",
        "speakers",
        "topics",
        "sources",
        "corrections",
        "audio",
        "video",
        "captions",
    ),
)
"""Keys, or their beginnings, that templates or the program put together."""


def phrases(file: Path, known: dict[str, Phrase] | None = None) -> dict[str, Phrase]:
    problems: list[object] = []
    found = read_locale(SourceFile(file.name, file.read_text(encoding="utf-8")), known, problems)  # type: ignore[arg-type]
    assert problems == []
    return found


ENGLISH = phrases(THEME / "locales/en.yaml")


@pytest.mark.parametrize("file", LOCALES, ids=lambda file: file.stem)
def test_every_language_has_every_phrase_and_its_plural_forms(file: Path) -> None:
    found = phrases(file, ENGLISH)
    assert sorted(found) == sorted(ENGLISH)
    for key, phrase in found.items():
        assert isinstance(phrase, str) == isinstance(ENGLISH[key], str), key
        if not isinstance(phrase, str):
            assert set(phrase) <= set(PLURALS)
            if file.stem == "ar":
                assert set(phrase) == set(PLURALS), key


def test_there_are_english_one_right_to_left_and_one_more() -> None:
    assert {"en", "ar", "de"} <= {file.stem for file in LOCALES}


def test_templates_use_the_phrases_there_are_and_every_phrase_is_used() -> None:
    templates = "".join(file.read_text(encoding="utf-8") for file in (THEME / "templates").glob("*.html"))
    program = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "postil/rendering").glob("*.py"))
    used = set(re.findall(r"\bt\('([a-z-]+)'[,)]", templates))
    assert used
    assert used <= set(ENGLISH)
    used |= set(re.findall(r'(?:_t|phrase)\("([a-z-]+)"', program))
    assert [key for key in ENGLISH if key not in used and not key.startswith(DYNAMIC)] == []
