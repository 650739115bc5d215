"""Words in pictures: no letter without its shape, in the right order, within the edges."""

from __future__ import annotations

import pytest
from PIL import Image

from postil.exporting.lettering import Lettering
from postil.exporting.typefaces import Style, Typefaces

TYPEFACES = Typefaces()
STYLE = Style(40)
TEXTS = {
    "en": "Words “and” – more… 12.5% (a) é ß",
    "ru": "Договор СНВ-III истекает",
    "el": "Η συνθήκη λήγει",
    "ar": "تنتهي المعاهدة، «كما» يعلم الجميع؟ (2021) New START.",
    "he": "האמנה תפוג בפברואר: “זה ברור”, 12.5%.",
    "hi": "संधि समाप्त हो रही है।",
    "th": "สนธิสัญญาหมดอายุ",
    "ka": "ხელშეკრულება",
    "ja": "条約（新START）は来年に切れます。",
    "zh-Hant": "條約明年到期，大家都知道。",
    "ko": "조약은 내년에 만료됩니다.",
}


def lettering(language: str) -> Lettering:
    return Lettering(TYPEFACES, language, "rtl" if language in ("ar", "he") else "ltr")


def drawn(found: Lettering, line: str) -> tuple[int, int, int, int]:
    """The box of what is drawn of a line."""
    picture = Image.new("L", (1200, 100))
    found.draw(picture, line, STYLE, (100, 1100), 60)
    box = picture.getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("language", TEXTS)
def test_every_script_is_set_within_the_edges_and_nothing_is_lost(language: str) -> None:
    found = lettering(language)
    lines = found.lines(TEXTS[language] * 3, STYLE, 400, 20)
    assert lines is not None
    assert "".join("".join(lines).split()) == "".join((TEXTS[language] * 3).split())
    assert all(found.width(line, STYLE) <= 400 for line in lines)


def test_what_no_font_has_is_not_set_at_all() -> None:
    assert lettering("en").lines("Words \ue000 here", STYLE, 400, 3) is None
    assert lettering("en").lines("", STYLE, 400, 3) == ()


def test_a_line_begins_where_its_language_begins() -> None:
    assert drawn(lettering("en"), "Words")[0] in range(98, 108)
    assert drawn(lettering("ar"), "كلام")[2] in range(1092, 1102)


def test_words_against_the_direction_keep_their_order() -> None:
    """In an Arabic line “New START” is set as one; in an English line “שלום עולם” is."""
    picture, alone = (Image.new("L", (1200, 100)) for _ in range(2))
    lettering("ar").draw(picture, "New START", STYLE, (100, 1100), 60)
    lettering("en").draw(alone, "New START", STYLE, (100, 1100), 60)
    assert abs(drawn(lettering("ar"), "New START")[2] - 1100) <= 4
    first, last = picture.getbbox(), alone.getbbox()
    assert first is not None
    assert last is not None
    assert picture.crop(first).histogram()[2] == pytest.approx(alone.crop(last).histogram()[2], rel=0.1)


def test_what_has_no_room_is_cut_at_a_word() -> None:
    lines = lettering("en").lines("one two three four five six seven eight nine ten", STYLE, 200, 2)
    assert lines == ("one two", "three …")


def test_a_word_longer_than_the_line_is_parted() -> None:
    lines = lettering("en").lines("x" * 60, STYLE, 300, 9)
    assert lines is not None
    assert "".join(lines) == "x" * 60
    assert len(lines) > 2


def test_lines_of_scripts_without_spaces_break_between_letters_and_never_before_a_stop() -> None:
    lines = lettering("ja").lines("条約は切れます。" * 4, STYLE, 325, 9)
    assert lines is not None
    assert len(lines) > 3
    assert not any(line.startswith("。") for line in lines)
