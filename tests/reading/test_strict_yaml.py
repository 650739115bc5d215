from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from postil.diagnostics import Code, Diagnostic
from postil.reading.nodes import MappingNode, Node, Scalar, SequenceNode
from postil.reading.strict_yaml import read_yaml
from postil.source import SourceFile, Span
from tests.reading.texts import reported


def read(text: str) -> tuple[Node | None, list[Diagnostic]]:
    """The root of a file, and its problems."""
    problems: list[Diagnostic] = []
    return read_yaml(SourceFile("x.yaml", text), problems), problems


def value(text: str, key: str = "k") -> Scalar:
    """The value of a key; no problems."""
    root, problems = read(text)
    assert problems == []
    assert isinstance(root, MappingNode)
    found = root.entries[key].value
    assert isinstance(found, Scalar)
    return found


def covered(span: Span, text: str) -> str:
    """The text that a span covers."""
    lines = text.split("\n")
    if span.line == span.end_line:
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]
    first, last = lines[span.line - 1][span.column - 1 :], lines[span.end_line - 1][: span.end_column - 1]
    return "\n".join([first, *lines[span.line : span.end_line - 1], last])


@pytest.mark.parametrize(
    ("text", "read_as", "token"),
    [
        ("k: plain words", "plain words", "plain words"),
        ("k: 'it''s'", "it's", "'it''s'"),
        ('k: "a\\n\\u00e9"', "a\né", '"a\\n\\u00e9"'),
        ("k: |\n  a\n  b\n", "a\nb\n", "|"),
        ("k: >-\n  a\n  b\n", "a b", ">"),
        ("k: a\n  b", "a b", "a\n  b"),
        ("k: # nothing", "", ""),
        ("😀é: 1\nk: 😀 x # c", "😀 x", "😀 x"),
        ("{j: 😀, k: x}", "x", "x"),
    ],
)
def test_every_style_and_its_place(text: str, read_as: str, token: str) -> None:
    scalar = value(text)
    assert scalar.value == read_as
    assert covered(scalar.span, text) == token


@pytest.mark.parametrize(
    "written", ["NO", "on", "~", "null", "010", "0x1F", "1.10", "1:23:45", "2024-01-02", ".inf"]
)
def test_values_stay_as_written(written: str) -> None:
    assert value(f"k: {written}").value == written


@pytest.mark.parametrize(
    ("text", "words", "line", "column"),
    [
        ("k: some words", "words", 1, 9),
        ("k: 'some words'", "words", 1, 10),
        ("k: |\n  some\n    words\n", "words", 3, 5),
        ("k: |2\n    some\n  words\n", "words", 3, 3),
        ("k: |+ # c\n\n\n  some\n\n  words\n\n", "words", 6, 3),
        ("a:\n- k: |\n    some\n    wo words\n", "words", 4, 8),
        ("k: >\n  some\n  words\n", "words", 3, 3),
        ("k: >-\n  some\n\n\n  more\n    words\n", "words", 6, 5),
        ("k: a\n  some\n\n  words", "words", 4, 3),
        ("k: 'a\n  some\n\n  words'", "words", 4, 3),
        ("k: |\n  😀é words\n", "words", 2, 6),
        ("😀: é\nk: |\n  words\n", "words", 3, 3),
        ("k: |\n  words words2\n", "words2", 2, 9),
    ],
)
def test_a_place_within_a_value(text: str, words: str, line: int, column: int) -> None:
    root, _ = read(text)
    scalar = next(s for s in scalars(root) if words in s.value)
    span = scalar.span_within(scalar.value.index(words), len(words))
    assert (span.line, span.column) == (line, column)
    assert covered(span, text) == words


def test_escapes_leave_the_token_as_the_place() -> None:
    text = 'k: "some\\n words"'
    scalar = value(text)
    assert covered(scalar.span_within(scalar.value.index("words"), 5), text) == '"some\\n words"'


def scalars(node: Node | None) -> list[Scalar]:
    """Every scalar below a node."""
    match node:
        case Scalar():
            return [node]
        case SequenceNode():
            return [scalar for item in node.items for scalar in scalars(item)]
        case MappingNode():
            return [scalar for entry in node.entries.values() for scalar in scalars(entry.value)]
        case None:
            return []


_LINES = st.lists(st.text(alphabet="ab:#-é😀'\" ", max_size=8), min_size=1, max_size=6)


@settings(max_examples=200, deadline=None)
@given(lines=_LINES, style=st.sampled_from(["|", ">", "|-", ">+"]))
def test_every_visible_character_of_a_block_is_found(lines: list[str], style: str) -> None:
    text = f"k: {style}2\n" + "".join(f"  {line}\n" for line in lines)
    scalar = value(text)
    for offset, character in enumerate(scalar.value):
        if not character.isspace():
            assert covered(scalar.span_within(offset, 1), text) == character


def test_a_part_of_a_file_keeps_the_places_of_the_file() -> None:
    text = "---\nk: 😀\nj: [\n---\nwords"
    problems: list[Diagnostic] = []
    read_yaml(SourceFile("x.md", text), problems, start=4, end=text.index("---", 4))
    assert [(p.code, p.span.line) for p in problems] == [(Code.YAML_SYNTAX, 3)]
    text = "---\né: 😀\nk: v\n---\n"
    root = read_yaml(SourceFile("x.md", text), problems, start=4, end=text.rindex("---"))
    assert isinstance(root, MappingNode)
    assert (root.entries["k"].value.span.line, root.entries["k"].value.span.column) == (3, 4)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "# only a comment\n", "---\n", "---\n...\n"])
def test_nothing_to_read(text: str) -> None:
    assert read(text) == (None, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\na: 4", [(Code.YAML_DUPLICATE_KEY, 3, 1), (Code.YAML_DUPLICATE_KEY, 4, 1)]),
        ("a: {b: 1, 'b': 2}", [(Code.YAML_DUPLICATE_KEY, 1, 11)]),
        (
            "- &x a\n- !y b\n- *x",
            [(Code.YAML_FORBIDDEN, 1, 3), (Code.YAML_FORBIDDEN, 2, 3), (Code.YAML_FORBIDDEN, 3, 3)],
        ),
        ("<<: {}", [(Code.YAML_FORBIDDEN, 1, 1)]),
        ("? [a]\n: b", [(Code.BAD_VALUE, 1, 3)]),
        ("? {a: b}\n: c", [(Code.BAD_VALUE, 1, 4)]),
        ("a: 1\n--- \nb: 2", [(Code.YAML_FORBIDDEN, 2, 1)]),
        ("a: 1\n...\nb: 2", [(Code.YAML_SYNTAX, 3, 1)]),
        ("a: b: c", [(Code.YAML_SYNTAX, 1, 5)]),
        ("a: 'b", [(Code.YAML_SYNTAX, 1, 6)]),
        ('a: "b\\q"', [(Code.YAML_SYNTAX, 1, 6)]),
        ("a:\n  - b\n c", [(Code.YAML_SYNTAX, 3, 2)]),
        ("a: [b", [(Code.YAML_SYNTAX, 1, 6)]),
        ("a: @b", [(Code.YAML_SYNTAX, 1, 4)]),
        ('a: "\\0"', [(Code.ENCODING, 1, 4)]),
        ('a: "\\x1b"', [(Code.ENCODING, 1, 5)]),
        ('a: "\\ud800"', [(Code.ENCODING, 1, 7)]),
        ('a: "\\U00110000"', [(Code.ENCODING, 1, 7)]),
        ("é: \x84", [(Code.ENCODING, 1, 4)]),
    ],
)
def test_what_is_refused(text: str, expected: list[tuple[Code, int, int]]) -> None:
    assert reported(read(text)[1]) == expected


def test_thirty_two_levels_are_read() -> None:
    assert read("[" * 31 + "a" + "]" * 31)[1] == []
    assert reported(read("[" * 33 + "]" * 33)[1]) == [(Code.YAML_LIMIT, 1, 33)]


def test_quoted_signs_are_words() -> None:
    assert [value(f"k: '{sign}'").value for sign in ("*a", "&a", "!a", "<<")] == ["*a", "&a", "!a", "<<"]
    assert value("'<<': a", "<<").value == "a"


PIECES = st.sampled_from(["a", "b", "é", " ", "  ", "\t", "\u00a0", "\u2028", "\n", "\n  ", "\n    "])


@given(
    st.lists(PIECES, min_size=1, max_size=14).map("".join), st.sampled_from(["|", "|+", "|-", "|2", "| # x"])
)
def test_the_short_way_to_places_in_a_literal_block_leads_where_the_long_way_does(
    body: str, sign: str
) -> None:
    root = read_yaml(SourceFile("x.yaml", f"k: {sign}\n  {body}\nl: m\n"), [])
    assume(isinstance(root, MappingNode) and isinstance(root.entries["k"].value, Scalar))
    assert isinstance(root, MappingNode)
    block = root.entries["k"].value
    assert isinstance(block, Scalar)
    short_way = block._literal_offsets(block.file.text.find("\n", block.start) + 1)
    with mock.patch.object(Scalar, "_literal_offsets", return_value=None):
        long_way = block._offsets
    assert short_way is None or (long_way is not None and list(short_way) == list(long_way))
