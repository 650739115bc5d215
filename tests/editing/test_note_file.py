from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.editing.note_file import NewNote, NewSource, UnwritableTextError, write_note
from postil.reading.decoding import decode
from postil.reading.schema import plain
from postil.reading.strict_yaml import read_yaml
from postil.source import SourceFile

NOTE = NewNote(
    id="new-start-expiry",
    kind="fact-check",
    quote="it expires next February",
    prefix="remind everyone that",
    suffix=".",
    speaker="lavrov",
    turn=4,
    verdict="accurate",
    claim="New START expires in February 2021.",
    title="No: it does",
    body="The treaty *entered into force* in 2011.\n\n- for ten years\n",
    sources=(
        NewSource("The treaty, and more", "State", "https://example.org/a?b=c#d", "2010-04"),
        NewSource("A report"),
    ),
    topics=("Arms control", "New START"),
    authors=("jdoe", "O'Hara, Ann"),
    created="2026-11-24",
    updated="2026-11-25",
    status="draft",
)


def read_back(text: str) -> object:
    """The text as the program reads it from a file."""
    problems: list[object] = []
    file = decode("note.yaml", text.encode(), problems)  # type: ignore[arg-type]
    assert isinstance(file, SourceFile), problems
    node = read_yaml(file, problems)  # type: ignore[arg-type]
    assert problems == []
    assert node is not None
    return plain(node)


def given_fields(note: NewNote) -> dict[str, object]:
    """The fields that are given, as YAML read strictly has them: strings, lists and mappings."""
    found: dict[str, object] = {}
    for name, value in asdict(note).items():
        if name == "sources":
            found[name] = [{k: v for k, v in source.items() if v is not None} for source in value]
        elif isinstance(value, tuple):
            found[name] = list(value)
        elif value is not None:
            found[name] = str(value)
    return {name: value for name, value in found.items() if value != []}


def test_a_note_is_written_as_a_person_would_write_it() -> None:
    assert write_note(NOTE) == (
        "id: new-start-expiry\n"
        "kind: fact-check\n"
        "quote: it expires next February\n"
        "prefix: remind everyone that\n"
        'suffix: "."\n'
        "speaker: lavrov\n"
        "turn: 4\n"
        "verdict: accurate\n"
        "claim: New START expires in February 2021.\n"
        'title: "No: it does"\n'
        "body: |\n"
        "  The treaty *entered into force* in 2011.\n"
        "\n"
        "  - for ten years\n"
        "sources:\n"
        '  - title: "The treaty, and more"\n'
        "    publisher: State\n"
        "    url: https://example.org/a?b=c#d\n"
        '    date: "2010-04"\n'
        "  - title: A report\n"
        "topics: [Arms control, New START]\n"
        'authors: [jdoe, "O\'Hara, Ann"]\n'
        "created: 2026-11-24\n"
        "updated: 2026-11-25\n"
        "status: draft\n"
    )


def test_what_is_not_given_is_not_written() -> None:
    assert write_note(NewNote(id="a", kind="context", body="b\n")) == "id: a\nkind: context\nbody: |\n  b\n"


@pytest.mark.parametrize(
    "body",
    [
        *("a", "a\n", "a\n\n", "a\n\n\n", "a\n  ", "a\n  \n", "a \n b\n", "\ta\n", " a\n", "\n\na", "\n \na"),
        *("a\n\t\nb", "# no comment", "- a\n-", "---\na", "...\n", "a: b\n", "%a", "“a” 😀\n", "a\u200bb"),
        *(
            "a\x85b",
            "a\u2028b",
            "\ufeffa",
            "a\x80",
            "|",
            ">",
            "'",
            '"a"',
            "a\\n",
            "\n",
            " ",
        ),
    ],
)
def test_a_body_reads_back_letter_for_letter(body: str) -> None:
    note = NewNote(id="a", kind="context", body=body)
    assert read_back(write_note(note)) == given_fields(note)


@pytest.mark.parametrize("character", ["\0", "\x08", "\r", "\x1b", "\x7f", "\ud800", "\ufffe"])
@pytest.mark.parametrize("field", ["quote", "body", "title"])
def test_what_is_no_text_is_refused_by_name(character: str, field: str) -> None:
    note = NewNote(**{"id": "a", "kind": "b", "body": "c", field: f"x{character}y"})  # type: ignore[arg-type]
    with pytest.raises(UnwritableTextError, match=rf"^the {field} has .*U\+{ord(character):04X} in it"):
        write_note(note)


texts = st.text(st.characters(codec=None)) | st.text(" \t\n\r#-:|>'\"\\[]{},&*!%@`?a", max_size=12)
sources = st.builds(NewSource, texts, *[st.none() | texts] * 6)
notes = st.builds(
    NewNote,
    *[texts, texts],
    **{
        name: st.none() | texts
        for name in ("quote", "prefix", "suffix", "speaker", "verdict", "claim", "title")
    },
    turn=st.none() | st.integers(1, 99_999),
    body=texts,
    sources=st.lists(sources, max_size=3).map(tuple),
    topics=st.lists(texts, max_size=3).map(tuple),
    authors=st.lists(texts, max_size=3).map(tuple),
    created=st.none() | texts,
    updated=st.none() | texts,
    status=st.none() | texts,
)


@given(notes)
def test_any_text_in_any_field_reads_back_or_is_refused(note: NewNote) -> None:
    try:
        written = write_note(note)
    except UnwritableTextError:
        assert any(not_text(c) for text in every_text(note) for c in text)
    else:
        assert read_back(written) == given_fields(note)


def every_text(note: NewNote) -> Iterator[str]:
    for value in asdict(note).values():
        for item in value if isinstance(value, tuple | list) else (value,):
            yield from (str(part) for part in (item.values() if isinstance(item, dict) else (item,)))


def not_text(character: str) -> bool:
    return (
        unicodedata.category(character) in ("Cc", "Cs") and character not in "\t\n"
    ) or character in "\ufffe\uffff"
