from __future__ import annotations

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from postil.model.config import Config
from postil.model.dates import PartialDate
from postil.model.words import Words
from postil.rendering.wording import Wording, in_words
from postil.source import Span

NOTES = {
    "zero": "none",
    "one": "one",
    "two": "two",
    "few": "{count} few",
    "many": "{count} many",
    "other": "{count} other",
}


def wording(language: str) -> Wording:
    return Wording(Words(language, {"notes": NOTES, "by": "By {name} & co"}))


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("en", 1, "one"),
        ("en", 0, "0 other"),
        ("en", 1234, "1,234 other"),
        ("de", 1234, "1.234 other"),
        ("ar", 0, "none"),
        ("ar", 2, "two"),
        ("ar", 5, "5 few"),
        ("ar", 11, "11 many"),
        ("ar", 100, "100 other"),
        ("xx-unknown", 1, "one"),
    ],
)
def test_plural_forms_are_those_of_the_language(language: str, count: int, said: str) -> None:
    assert wording(language).phrase("notes", count=count) == said


@pytest.mark.parametrize(
    ("language", "date", "said"),
    [
        ("en", "2020-12-30", "December 30, 2020"),
        ("en-GB", "2020-12-30", "30 December 2020"),
        ("en", "2020-12", "December 2020"),
        ("en", "2020", "2020"),
        ("de", "2020-12-30", "30. Dezember 2020"),
        ("ar", "2020-12", "ديسمبر 2020"),
        ("en", "2020-12-30T23:30:00-05:00", "December 30, 2020"),
    ],
)
def test_dates_say_as_much_as_is_known(language: str, date: str, said: str) -> None:
    parsed = PartialDate.parse(date)
    assert wording(language).day(parsed) == said
    assert wording(language).date(parsed) == f'<time datetime="{parsed.iso}">{said}</time>'


def test_values_are_escaped_unless_they_are_markup() -> None:
    assert wording("en").phrase("by", name="<b>") == "By &lt;b&gt; &amp; co"
    assert wording("en").phrase("by", name=Markup("<b>x</b>")) == "By <b>x</b> &amp; co"


@pytest.mark.parametrize(
    ("key", "says"), [("nothing", "no words “nothing”"), ("by", "name"), ("notes", "count")]
)
def test_a_key_or_a_value_that_is_missing_is_named(key: str, says: str) -> None:
    with pytest.raises(UndefinedError, match=says):
        wording("en").phrase(key)


def test_built_in_kinds_and_verdicts_speak_the_language_and_own_ones_keep_their_words() -> None:
    words = Words("de", {"verdict-accurate": "Zutreffend", "kind-context": "Kontext"})
    config = in_words(Config("T", "https://x.example/"), words)
    assert config.verdict("accurate").label == "Zutreffend"
    assert config.verdict("disputed").label == "Disputed"
    assert config.kind("context").label == "Kontext"
    own = Config("T", "https://x.example/", spans={"verdicts": Span("site.yaml"), "kinds": Span("site.yaml")})
    assert in_words(own, words) == own
