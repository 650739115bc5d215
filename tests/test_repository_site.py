"""This repository's own site: the first interview and its notes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree, html

from postil.pipeline import Options, build

ROOT = Path(__file__).parent.parent
TRANSCRIPT = "transcripts/2020/lavrov-tass"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("built") / "site"
    outcome = build(ROOT, target, Options())
    assert outcome.diagnostics == (), "the site has neither errors nor warnings"
    return target


@pytest.fixture(scope="module")
def article(output: Path) -> html.HtmlElement:
    page = html.document_fromstring((output / TRANSCRIPT / "index.html").read_bytes())
    (found,) = page.xpath("//article[@data-transcript='2020/lavrov-tass']")
    assert isinstance(found, html.HtmlElement)
    return found


def words_of(article: html.HtmlElement) -> list[str]:
    """The words of an article without apparatus, references and notes."""
    copy = html.fromstring(etree.tostring(article, encoding="unicode"))
    for element in copy.xpath(".//*[@data-apparatus or @role='doc-noteref' or @role='doc-footnote']"):
        element.drop_tree()
    return copy.text_content().split()


def test_the_article_is_the_text_layer_word_for_word(article: html.HtmlElement, output: Path) -> None:
    # A reference is taken away together with nothing else: “vaccines¹.” is “vaccines.” again.
    text = (output / TRANSCRIPT / "transcript.txt").read_text(encoding="utf-8")
    assert words_of(article) == text.split()


def test_there_are_two_questions_and_two_answers(article: html.HtmlElement) -> None:
    turns = [(turn.get("data-turn"), turn.get("data-speaker")) for turn in article.xpath(".//*[@data-turn]")]
    assert turns == [("1", "tass"), ("2", "lavrov"), ("3", "tass"), ("4", "lavrov")]


def test_every_note_stands_on_exactly_the_words_it_quotes(article: html.HtmlElement) -> None:
    notes = article.xpath(".//*[@role='doc-footnote']")
    assert len(notes) == 20
    quotes = {
        path.stem: next(
            line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("quote: ")
        )
        for path in (ROOT / "annotations/2020/lavrov-tass").glob("*.yaml")
    }
    for note in notes:
        id = note.get("id").removeprefix("note-")
        marks = article.xpath(f".//mark[contains(concat(' ', @data-notes, ' '), ' {id} ')]")
        shown = "".join(mark.text_content() for mark in marks)
        assert quotes[id].removeprefix("quote: ").strip("\"'") == shown


def test_numbers_run_in_the_order_of_the_text(article: html.HtmlElement) -> None:
    references = article.xpath(".//a[@role='doc-noteref']")
    assert [reference.text_content() for reference in references] == [str(n) for n in range(1, 21)]
    assert [reference.get("href") for reference in references] == [
        f"#{note.get('id')}" for note in article.xpath(".//*[@role='doc-footnote']")
    ]


def test_every_position_cuts_out_its_own_words(output: Path) -> None:
    text = (output / TRANSCRIPT / "transcript.txt").read_text(encoding="utf-8")
    collection = json.loads((output / TRANSCRIPT / "annotations.jsonld").read_text(encoding="utf-8"))
    items = collection["first"]["items"]
    assert collection["total"] == len(items) == 20
    for item in items:
        quote, position = item["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]


def test_ten_claims_are_rated_and_ten_notes_give_context(article: html.HtmlElement) -> None:
    verdicts = [note.get("data-verdict") for note in article.xpath(".//*[@data-kind='fact-check']")]
    assert sorted(verdicts) == sorted(
        ["accurate"] * 3 + ["mostly-accurate"] * 3 + ["missing-context"] * 3 + ["disputed"]
    )
    context = article.xpath(".//*[@data-kind='context']")
    assert len(context) == 10
    assert all(note.get("data-verdict") is None for note in context)
