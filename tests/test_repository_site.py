"""This repository's own site: the first interview and its notes."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from lxml import etree

from postil.model.config import DEFAULT_VERDICTS
from postil.pipeline import Options, build
from tests.rendering.markup import parsed, select

ROOT = Path(__file__).parent.parent
TRANSCRIPT = "transcripts/2020/lavrov-tass"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("built") / "site"
    outcome = build(ROOT, target, Options())
    assert outcome.diagnostics == (), "the site has neither errors nor warnings"
    return target


@pytest.fixture(scope="module")
def article(output: Path) -> etree._Element:
    page = parsed((output / TRANSCRIPT / "index.html").read_bytes())
    (found,) = select(page, "//article[@data-transcript='2020/lavrov-tass']")
    assert isinstance(found, etree._Element)
    return found


def words_of(article: etree._Element) -> list[str]:
    """The words of an article without apparatus, references and notes."""
    taken_away = "@data-apparatus or @role='doc-noteref' or @role='doc-footnote'"
    texts = select(article, f".//text()[not(ancestor::*[{taken_away}])]")
    return "".join(map(str, texts)).split()


def test_the_article_is_the_text_layer_word_for_word(article: etree._Element, output: Path) -> None:
    # A reference is taken away together with nothing else: “vaccines¹.” is “vaccines.” again.
    text = (output / TRANSCRIPT / "transcript.txt").read_text(encoding="utf-8")
    assert words_of(article) == text.split()


def test_there_are_two_questions_and_two_answers(article: etree._Element) -> None:
    turns = [
        (turn.get("data-turn"), turn.get("data-speaker")) for turn in select(article, ".//*[@data-turn]")
    ]
    assert turns == [("1", "tass"), ("2", "lavrov"), ("3", "tass"), ("4", "lavrov")]


def test_every_note_stands_on_exactly_the_words_it_quotes(article: etree._Element) -> None:
    notes = select(article, ".//*[@role='doc-footnote']")
    assert len(notes) == 20
    quotes = {
        path.stem: next(
            line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("quote: ")
        )
        for path in (ROOT / "annotations/2020/lavrov-tass").glob("*.yaml")
    }
    for note in notes:
        id = note.get("id").removeprefix("note-")
        marks = select(article, f".//mark[contains(concat(' ', @data-notes, ' '), ' {id} ')]")
        shown = "".join("".join(mark.itertext()) for mark in marks)
        assert quotes[id].removeprefix("quote: ").strip("\"'") == shown


def test_numbers_run_in_the_order_of_the_text(article: etree._Element) -> None:
    references = select(article, ".//a[@role='doc-noteref']")
    assert ["".join(reference.itertext()) for reference in references] == [str(n) for n in range(1, 21)]
    assert [reference.get("href") for reference in references] == [
        f"#{note.get('id')}" for note in select(article, ".//*[@role='doc-footnote']")
    ]


def test_every_position_cuts_out_its_own_words(output: Path) -> None:
    text = (output / TRANSCRIPT / "transcript.txt").read_text(encoding="utf-8")
    collection = json.loads((output / TRANSCRIPT / "annotations.jsonld").read_text(encoding="utf-8"))
    items = collection["first"]["items"]
    assert collection["total"] == len(items) == 20
    for item in items:
        quote, position = item["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]


def test_ten_claims_are_rated_and_ten_notes_give_context(article: etree._Element) -> None:
    verdicts = [note.get("data-verdict") for note in select(article, ".//*[@data-kind='fact-check']")]
    assert sorted(verdicts) == sorted(
        ["accurate"] * 3 + ["mostly-accurate"] * 3 + ["missing-context"] * 3 + ["disputed"]
    )
    context = select(article, ".//*[@data-kind='context']")
    assert len(context) == 10
    assert all(note.get("data-verdict") is None for note in context)


# The made-up workshop, which doubles as a manual


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> etree._Element:
    target = tmp_path_factory.mktemp("drafts") / "site"
    assert build(ROOT, target, Options(drafts=True)).diagnostics == ()
    page = parsed((target / "transcripts/2026/workshop/index.html").read_bytes())
    (found,) = select(page, "//article[@data-transcript='2026/workshop']")
    assert isinstance(found, etree._Element)
    return found


def test_the_workshop_says_that_it_is_made_up_where_one_begins_to_read(workshop: etree._Element) -> None:
    (title,) = select(workshop, ".//h1")
    assert "made up" in "".join(title.itertext())
    assert words_of(workshop)[:5] == ["This", "conversation", "is", "made", "up."]


def test_the_workshop_shows_everything_a_note_can_be(workshop: etree._Element) -> None:
    notes = select(workshop, ".//*[@role='doc-footnote']")
    assert {note.get("data-kind") for note in notes} == {"fact-check", "context", "correction"}
    assert {note.get("data-verdict") for note in notes} >= {verdict.id for verdict in DEFAULT_VERDICTS}
    assert {note.get("data-status") for note in notes} == {"published", "draft", "retracted"}
    together = [set(mark.get("data-notes").split()) for mark in select(workshop, ".//mark")]
    assert {"claimreview-type", "same-words-once-more"} in together, "two notes on the same words"
    assert {"prefer-documents", "one-good-source"} in together, "a note within a note"
    assert {"text-quote-selector", "standard-across"} in together, "two notes that cross"
    assert len(select(workshop, ".//nav//li")) == 6, "the contents list has every heading"


def test_a_draft_is_on_no_page_of_the_published_site(output: Path) -> None:
    pages = [page.read_text(encoding="utf-8") for page in output.rglob("*.html")]
    assert pages
    assert not any("A note within a note" in page for page in pages)


def test_netlify_builds_from_the_lock_file_and_previews_show_drafts_at_their_own_address() -> None:
    settings = tomllib.loads((ROOT / "netlify.toml").read_text(encoding="utf-8"))
    install = "python -m pip install --require-hashes -r requirements/site.txt && python build.py"
    environment = {"PYTHON_VERSION": "3.13"}
    assert settings["build"] == {"command": install, "publish": "_site", "environment": environment}
    for context in ("deploy-preview", "branch-deploy"):
        preview = f'{install} --drafts --base-url "$DEPLOY_PRIME_URL"'
        assert settings["context"][context] == {"command": preview}
    assert "plugins" not in settings
