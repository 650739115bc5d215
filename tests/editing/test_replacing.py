"""Values of a YAML mapping changed in place: they are read back as meant, and nothing else moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.editing.replacing import EditError, Field, replace_fields
from postil.reading.decoding import decode
from postil.reading.nodes import MappingNode, Scalar, SequenceNode
from postil.reading.strict_yaml import read_yaml


def first_note(raw: str) -> tuple[dict[str, Field], dict[str, str], bool]:
    """The fields of the first note of a list or of the only note, their values, whether in braces."""
    file = decode("notes.yaml", raw.encode(), [])
    assert file is not None
    problems: list = []  # type: ignore[type-arg]
    root = read_yaml(file, problems)
    assert problems == []
    node = root.items[0] if isinstance(root, SequenceNode) else root
    assert isinstance(node, MappingNode)
    fields, values = {}, {}
    for name, entry in node.entries.items():
        if isinstance(entry.value, Scalar):
            fields[name] = Field(entry.key.start, entry.value.start, entry.value.end, entry.value.style)
            values[name] = entry.value.value
    return fields, values, file.text[node.start] == "{"


def edit(raw: str, **changes: str | None) -> str:
    """The text with fields of its first note changed."""
    fields, _, is_flow = first_note(raw)
    return replace_fields(raw, fields, changes, after="quote", is_flow=is_flow)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- id: a\n  quote: old words\n  kind: x\n", "- id: a\n  quote: new words\n  kind: x\n"),
        ("- id: a\n  quote:  'old words' # why\n", "- id: a\n  quote:  'new words' # why\n"),
        ('- {id: a, quote: "old words", kind: x}\n', '- {id: a, quote: "new words", kind: x}\n'),
        ("- {id: a, quote: old words, kind: x}\n", "- {id: a, quote: new words, kind: x}\n"),
        (
            "- quote: >-  # why\n    old\n    words\n\n  # then\n  id: a\n",
            "- quote: >-  # why\n    new words\n\n  # then\n  id: a\n",
        ),
        (
            "id: a\r\nquote: old words\r\nbody: |\r\n  x\r\n",
            "id: a\r\nquote: new words\r\nbody: |\r\n  x\r\n",
        ),
        ("\ufeffid: a\r\nquote: old\r\n  words\r\nkind: x", "\ufeffid: a\r\nquote: new words\r\nkind: x"),
        ("id: a\nquote: |\n  old words\n\n\n", "id: a\nquote: |\n  new words\n\n\n"),
    ],
)
def test_a_value_changes_in_its_own_style(before: str, after: str) -> None:
    assert edit(before, quote="new words") == after


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("it ends: here", 'quote: "it ends: here"'),
        ("- it ends", 'quote: "- it ends"'),
        ("no # comment", 'quote: "no # comment"'),
        ("no", 'quote: "no"'),
        ("he said “so” — and, well, went", "quote: he said “so” — and, well, went"),
    ],
)
def test_a_plain_value_that_would_mean_something_else_is_quoted(value: str, written: str) -> None:
    assert edit("id: a\nquote: old words\n", quote=value) == f"id: a\n{written}\n"


def test_fields_are_added_behind_the_quote() -> None:
    before = "- id: a\n  quote: >\n    old words\n\n  kind: x # k\n"
    after = '- id: a\n  quote: >\n    new words\n  prefix: so to\n  suffix: "."\n\n  kind: x # k\n'
    assert edit(before, quote="new words", prefix="so to", suffix=".") == after
    before = "- {id: a, quote: old words, kind: x}\n"
    after = '- {id: a, quote: new words, prefix: "so to", kind: x}\n'
    assert edit(before, quote="new words", prefix="so to") == after


def test_a_field_is_removed_with_its_line() -> None:
    assert edit("- id: a\n  turn: 3\n  # c\n  kind: x\n", turn=None) == "- id: a\n  # c\n  kind: x\n"
    assert edit("- turn: 3\n  kind: x\n", turn=None) == "- kind: x\n"
    assert edit("- {id: a, turn: 3, kind: x}\n", turn=None) == "- {id: a, kind: x}\n"


@pytest.mark.parametrize("text", ["- id: a\n  turn: 3 # c\n  kind: x\n", "- turn: 3\n  # c\n  kind: x\n"])
def test_a_comment_is_never_removed(text: str) -> None:
    with pytest.raises(EditError):
        edit(text, turn=None)


_WORDS = st.lists(
    st.text(
        st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cn"), exclude_characters="\ufeff"),
        min_size=1,
    ),
    min_size=1,
    max_size=6,
).map(" ".join)


@given(
    _WORDS,
    st.sampled_from(
        [
            "old words",
            "'old ''words'",
            '"old\\u0020words"',
            ">-\n    old\n    words",
            "|\n    old",
            "old\n    words",
        ]
    ),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\ufeff"]),
)
def test_any_words_are_read_back_and_nothing_else_moves(value: str, old: str, newline: str, bom: str) -> None:
    head, tail = "# a\n- id: a  # b\n  quote: ", "\n\n  # c\n  kind: 'x'\n- id: 'b'\n"
    head, tail = bom + head.replace("\n", newline), tail.replace("\n", newline)
    after = edit(head + old.replace("\n", newline) + tail, quote=value)
    assert after.startswith(head)
    assert after.endswith(tail)
    _, values, _ = first_note(after)
    assert values["quote"].split() == value.split()
    assert (values["id"], values["kind"]) == ("a", "x")
