"""Folding the short way, which nearly all texts take, gives what the long way gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from postil.anchoring import folding

# No character among them is ignorable: with one behind it, a text takes the long way.
TEXTS = st.text(
    st.sampled_from("ab -–—\t\n\u00a0'’\"“”…é\u0301х水") | st.characters(codec="utf-8"), max_size=40
)


@given(TEXTS.filter(lambda text: not folding._IGNORED.search(text)))
def test_the_short_way_folds_like_the_long_way(text: str) -> None:
    long_way = list(folding._units(f"{text}a\u00ad"))[:-1]
    assert list(folding._units(text + "a")) == long_way


@given(TEXTS)
def test_folding_folded_text_changes_nothing(text: str) -> None:
    assert folding.fold(folding.fold(text)) == folding.fold(text)
