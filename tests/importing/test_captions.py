"""The captions here are made up, in the manner of what programs write."""

from __future__ import annotations

import pytest

from postil.importing.captions import Caption, read_captions, without_repeats
from postil.importing.cues import read_cues


def captions(*texts: str) -> tuple[Caption, ...]:
    """Captions of a second each, one after the other."""
    cues = "\n\n".join(
        f"00:{second:02}.000 --> 00:{second + 1:02}.000\n{text}" for second, text in enumerate(texts)
    )
    return tuple(read_captions(read_cues(f"WEBVTT\n\n{cues}\n", webvtt=True).cues))


def said(caption: Caption) -> list[tuple[str | None, str]]:
    return [(line.voice, line.text) for line in caption.lines]


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("plain", [(None, "plain")]),
        ("<i>so</i> <b>it</b> <u>is</u>", [(None, "so it is")]),
        ("<c.yellow.bg_blue>so</c><00:00:01.000><c> it</c>", [(None, "so it")]),
        ("<v Ann Lee>so</v>", [("Ann Lee", "so")]),
        ("<v.loud.x Ann>so", [("Ann", "so")]),
        ("<v Ann>so\nit is", [("Ann", "so"), ("Ann", "it is")]),
        ("<v Ann>so</v> it <v Bob>is", [("Ann", "so"), (None, "it"), ("Bob", "is")]),
        ("<v Dr: A&amp;B>so", [("Dr A&B", "so")]),
        ("<v>so", [(None, "so")]),
        ("<lang en-GB>so</lang>", [(None, "so")]),
        ("<ruby>漢<rt>kan</rt></ruby>", [(None, "漢(kan)")]),
        ('<font color="#CCC">so</font> it', [(None, "so it")]),
        (r"{\an8}so{\i1}", [(None, "so")]),
        ("so<br>it", [(None, "so it")]),
        ("5 &lt; 6 &amp; 7 &gt; 6", [(None, "5 < 6 & 7 > 6")]),
        ("AT&T &copy; &notin; R&D; &#233;&#xE9;", [(None, "AT&T © ∉ R&D; éé")]),
        ("I <3 you, a < b, <hello>", [(None, "I <3 you, a < b, <hello>")]),
        ("&gt;&gt; so &gt;&gt; it is", [(None, ">> so"), (None, ">> it is")]),
        ("a\u00a0b  c\t\u200e", [(None, "a\u00a0b c \u200e")]),
    ],
)
def test_words_without_markup(written: str, lines: list[tuple[str | None, str]]) -> None:
    assert [said(caption) for caption in captions(written)] == [lines]


@pytest.mark.parametrize("nothing", ["", " ", "<i></i>", "\u200b", "&nbsp;", "<v Ann></v>"])
def test_captions_that_show_nothing_are_none(nothing: str) -> None:
    assert captions(nothing) == ()


def rolled(*texts: str) -> tuple[list[list[str]], list[str]]:
    kept, left_out = without_repeats(captions(*texts))
    assert all(left.repeated for left in left_out)
    return [[line.text for line in caption.lines] for caption in kept], [left.text for left in left_out]


def test_lines_that_roll_up_stand_once() -> None:
    assert rolled("a\nb", "b\nc", "c\nd") == ([["a", "b"], ["c"], ["d"]], ["b", "c"])
    assert rolled("a\nb\nc", "b\nc\nd", "c\nd\ne") == ([["a", "b", "c"], ["d"], ["e"]], ["b", "c", "c", "d"])


def test_what_is_said_twice_while_lines_roll_stays_twice() -> None:
    assert rolled("a", "a\nno", "no\nno", "no\nb") == ([["a"], ["no"], ["no"], ["b"]], ["a", "no", "no"])


def test_repetition_without_rolling_is_speech() -> None:
    for texts in (
        ["No."] * 5,
        ["a\nb", "b\nc", "d", "e", "f"],
        ["a", "a b", "a b c", "a b c d"],
        ["a\nb", "b\nc"],
    ):
        assert rolled(*texts) == ([text.split("\n") for text in texts], [])


def test_a_pause_between_like_lines_is_no_rolling() -> None:
    cues = "".join(
        f"00:{5 * i:02}.000 --> 00:{5 * i + 1:02}.000\n{text}\n\n"
        for i, text in enumerate(["a\nb", "b\nc", "c\nd"])
    )
    found = tuple(read_captions(read_cues(cues, webvtt=True).cues))
    assert without_repeats(found) == (found, ())
