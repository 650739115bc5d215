"""Texts set aside come back by their number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from postil.building.spool import Spool

TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=20)


@given(TEXTS, TEXTS)
def test_texts_come_back_however_reading_and_writing_alternate(first: list[str], more: list[str]) -> None:
    with Spool() as spool:
        numbers = [spool.append(text) for text in first]
        assert [spool[number] for number in reversed(numbers)] == first[::-1]
        for text in more:
            numbers.append(spool.append(text))
            assert spool[numbers[-1]] == text
            assert spool[numbers[0]] == (first + more)[0]
        assert numbers == list(range(len(first + more)))
        assert [spool[number] for number in numbers] == first + more
