"""Folding the short way, which nearly all texts take, gives what the long way gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from postil.anchoring import folding

TEXTS = st.text(
    st.sampled_from("ab -–—\t\n\u00a0'’\"“”…é\u0301х水") | st.characters(codec="utf-8"), max_size=40
)


def _is_common(text: str) -> bool:
    return not folding._IGNORED.search(text) and not folding._SPACE_RUN.search(text)


@given(TEXTS.filter(_is_common))
def test_the_short_way_folds_like_the_long_way(text: str) -> None:
    long_way = list(folding._units(f"{text}a\u00ad"))[:-1]  # behind it stands what is ignorable
    assert list(folding._units(text + "a")) == long_way


@given(TEXTS)
def test_folding_folded_text_changes_nothing(text: str) -> None:
    assert folding.fold(folding.fold(text)) == folding.fold(text)
