"""The words of the interface, and numbers and dates as the language writes them."""

from __future__ import annotations

import datetime
from dataclasses import replace
from functools import lru_cache
from string import Formatter

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from jinja2 import UndefinedError
from markupsafe import Markup, escape

from postil.model.config import Config
from postil.model.dates import PartialDate
from postil.model.words import FALLBACK, Words


class Wording:
    """What templates say in the site's language: ``t("key", name=value)``, ``date(…)``, ``number(…)``.

    Plural forms, dates and numbers are those of CLDR, by Babel.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._locale = _locale(words.language)

    @property
    def open_graph_locale(self) -> str:
        """The language with a country, as Open Graph wants it: ``en_US`` where the tag names none."""
        likely = get_global("likely_subtags").get(self._locale.language, "")
        territory = self._locale.territory or likely.rpartition("_")[2]
        return f"{self._locale.language}_{territory}" if territory else self._locale.language

    def phrase(self, key: str, /, **values: object) -> Markup:
        """The words of a key, with the values in the places of their names, escaped.

        ``count`` chooses the plural form. Raises UndefinedError for an unknown key or a value left out.
        """
        phrase = self._words.phrases.get(key)
        if phrase is None:
            raise UndefinedError(f"the interface has no words “{key}”")
        if not isinstance(phrase, str):
            count = values.get("count")
            if not isinstance(count, int):
                raise UndefinedError(f"“{key}” has plural forms and needs a count")
            phrase = phrase.get(self._locale.plural_form(count), phrase["other"])
        pieces = _pieces(phrase)
        if len(pieces) == 1 and pieces[0][1] is None:
            return pieces[0][0]
        said: list[str] = []
        for words, name in pieces:
            said.append(words)
            if name is not None:
                if name not in values:
                    raise UndefinedError(f"“{key}” needs a value for {name!r}")
                value = values[name]
                said.append(escape(self.number(value) if isinstance(value, int) else value))
        return Markup("".join(said))  # noqa: S704 - the pieces are escaped

    def number(self, value: int) -> str:
        """A number with its thousands apart."""
        return _number(value, self._locale)

    def date(self, date: PartialDate) -> Markup:
        """A ``time`` element with as much of the date as is known."""
        return _date(date, self._locale)

    def day(self, date: PartialDate) -> str:
        """The date in words: “24 November 2026”, “November 2026”, “2026”."""
        return _day(date, self._locale)


@lru_cache(maxsize=1024)
def _pieces(phrase: str) -> tuple[tuple[Markup, str | None], ...]:
    """The words of a phrase, escaped, each with the name of the value that follows them, if one does."""
    return tuple((escape(words), name) for words, name, _, _ in Formatter().parse(phrase))


# The same numbers and dates stand on very many pages, and Babel is slow.


@lru_cache(maxsize=4096)
def _number(value: int, locale: Locale) -> str:
    return format_decimal(value, locale=locale)


@lru_cache(maxsize=4096)
def _date(date: PartialDate, locale: Locale) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(date.iso, _day(date, locale))


@lru_cache(maxsize=4096)
def _day(date: PartialDate, locale: Locale) -> str:
    day = datetime.date(date.year, date.month or 1, date.day or 1)
    if date.day is not None:
        return format_date(day, "long", locale=locale)
    return format_skeleton("yMMMM" if date.month is not None else "y", day, locale=locale)


def in_words(config: Config, words: Words) -> Config:
    """The settings with the built-in kinds and verdicts named in the site's language.

    What site.yaml defines itself keeps its own labels.
    """

    def said(key: str, otherwise: str) -> str:
        phrase = words.phrases.get(key)
        return phrase if isinstance(phrase, str) else otherwise

    kinds, verdicts = config.kinds, config.verdicts
    if "kinds" not in config.spans:
        kinds = tuple(replace(kind, label=said(f"kind-{kind.id}", kind.label)) for kind in kinds)
    if "verdicts" not in config.spans:
        verdicts = tuple(
            replace(
                verdict,
                label=said(f"verdict-{verdict.id}", verdict.label),
                meaning=said(f"verdict-{verdict.id}-means", verdict.meaning),
            )
            for verdict in verdicts
        )
    return replace(config, kinds=kinds, verdicts=verdicts)


def _locale(language: str) -> Locale:
    """The locale of a language tag, or of as much of it as is known; English if nothing is."""
    parts = language.split("-")
    for length in range(len(parts), 0, -1):
        try:
            return Locale.parse("-".join(parts[:length]), sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(FALLBACK)
