from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postil.importing.notes.json_text import MAX_DEPTH, MAX_JSON_BYTES, JsonError, read_json


@pytest.mark.parametrize(
    ("content", "message", "place"),
    [
        (b'{\n "a": 1,\n}', "expecting property name enclosed in double quotes", (3, 1)),
        ('{"ä": "ö"'.encode(), "expecting ',' delimiter", (1, 10)),
        (b"", "expecting value", (1, 1)),
        (b"{}\n{}", "extra data", (2, 1)),
        (b'["a\nb"]', "invalid control character at", (1, 4)),
        (b'{"a": 1, "b": 2, "a": 3}', "“a” stands twice in one object", None),
        (b"[NaN]", "“NaN” is no JSON", None),
        (b"[-Infinity]", "“-Infinity” is no JSON", None),
        (b"[" + b"9" * 5000 + b"]", "a number has 5,000 digits", None),
        (b'["\xc3\xa9", "\xff"]', "the byte 0xFF is not UTF-8", (1, 8)),
        (b"\xff\xfe{\x00}\x00", "the byte 0xFF is not UTF-8", (1, 1)),
        (b"\n" + b"[" * 100_000, "lists and objects are nested more than 64 deep", (2, 65)),
        (b'{"a":' * 100_000, "lists and objects are nested more than 64 deep", (1, 64 * 5 + 1)),
        (b" " * (MAX_JSON_BYTES + 1), "the file has 16,777,217 bytes; at most 16,777,216 are read", None),
    ],
)
def test_what_is_no_json_says_what_and_where(
    content: bytes, message: str, place: tuple[int, int] | None
) -> None:
    with pytest.raises(JsonError) as caught:
        read_json(content)
    assert (str(caught.value), caught.value.place) == (message, place)


def test_a_byte_order_mark_and_brackets_in_strings_are_fine() -> None:
    assert read_json(b'\xef\xbb\xbf["' + b"[" * 1000 + b'\\"{"]') == ["[" * 1000 + '"{']
    assert read_json(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH) is not None


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@settings(deadline=None)
@given(VALUES, st.booleans())
def test_json_is_read_as_it_is(value: object, plain: bool) -> None:
    assert read_json(json.dumps(value, ensure_ascii=plain).encode()) == value


@settings(deadline=None)
@given(st.binary(max_size=60) | st.text('[]{}",:\\ ntf01ue\n').map(str.encode))
def test_anything_is_read_or_refused(content: bytes) -> None:
    try:
        value = read_json(content)
    except JsonError:
        return
    assert json.loads(content.decode("utf-8-sig")) == value
