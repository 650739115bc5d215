from __future__ import annotations

from postil.importing.wrapping import Wrapping, find_wrapping, is_remark

FULL = "a line that is as long as lines here are"


def test_lines_that_cut_sentences_are_wrapped() -> None:
    assert find_wrapping([(FULL, "and on.")]) == Wrapping(len(FULL))
    assert find_wrapping([(f"{FULL}.", "Another.")]) == Wrapping(None)
    assert find_wrapping([("short", "lines")]) == Wrapping(None)
    assert find_wrapping([]) == Wrapping(None)


def test_a_short_line_that_ends_a_sentence_ends_its_paragraph() -> None:
    wrapping = Wrapping(len(FULL))
    assert wrapping.continues(FULL, "so")
    assert wrapping.continues("short", "so")
    assert wrapping.continues(f"{FULL}.", "So")
    assert not wrapping.continues("Short.", "So")
    assert not wrapping.continues(f"{FULL}.", "- so")
    assert not wrapping.continues(f"{FULL}.", "[Applause.]")
    assert not wrapping.continues("Moscow", "Embassy", in_preamble=True)
    assert not Wrapping(None).continues(FULL, "so")


def test_remarks() -> None:
    assert is_remark("[Applause.]")
    assert is_remark("(Laughter)")
    assert not is_remark("[He] and [she]")
    assert not is_remark("(so) it is")
