"""JSON laid out: the same text as the standard library's, however it is made."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from postil.json_layout import laid_out

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(VALUES)
def test_it_is_what_the_standard_library_makes(value: Any) -> None:
    assert laid_out(value) == json.dumps(value, ensure_ascii=False, indent=1)
