from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.editing.list_file import Item, split_block, split_flow
from postil.editing.note_file import NewNote, write_note
from postil.reading.nodes import SequenceNode
from postil.reading.schema import plain, scalars_of
from postil.reading.strict_yaml import read_yaml
from postil.source import SourceFile


def taken_apart(text: str) -> list[str]:
    root = list_in(text)
    if text[root.start] == "[":
        return list(split_flow(text, [Item(node.start, node.end) for node in root.items]))
    items = [Item(node.start, max(s.end for s in scalars_of(node))) for node in root.items]
    column = root.start - (text.rfind("\n", 0, root.start) + 1)
    return list(split_block(text, column, items))


def list_in(text: str) -> SequenceNode:
    problems: list[object] = []
    root = read_yaml(SourceFile("list.yaml", text), problems)  # type: ignore[arg-type]
    assert isinstance(root, SequenceNode), problems
    return root


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("- id: a\n  kind: b\n- id: c\n", ["id: a\nkind: b\n", "id: c\n"]),
        ("-   id: a\n    kind: b\n\n-  id: c\n", ["id: a\nkind: b\n\n", "id: c\n"]),
        ("  - id: a\n    kind: b\n  - id: c", ["id: a\nkind: b\n", "id: c"]),
        ("-\n  id: a\n  kind: b\n- # odd\n  id: c\n", ["id: a\nkind: b\n", "# odd\nid: c\n"]),
        ("- {id: a, kind: b}\n- {id: c,\n   kind: d}\n", ["{id: a, kind: b}\n", "{id: c,\n kind: d}\n"]),
        ("[{id: a}, {id: c}]\n", ["{id: a}\n", "{id: c}\n"]),
        (
            "# x\n[ # y\n  {id: a}, # z\n  {id: c} # end\n]\n",
            ["# x\n# y\n{id: a}\n", "# z\n{id: c}\n# end\n"],
        ),
        (
            (
                "# All\n\n# one\n- id: a # here\n  # inside\n  kind: b\n\n# stays\n\n"
                "# two\n# two\n- id: c\n# last\n"
            ),
            [
                "# All\n\n# one\nid: a # here\n# inside\nkind: b\n\n# stays\n\n",
                "# two\n# two\nid: c\n# last\n",
            ],
        ),
        (
            "- id: a\n  body: |\n    - id: no\n    # words\n\n      deeper\n\n- id: c\n",
            ["id: a\nbody: |\n  - id: no\n  # words\n\n    deeper\n\n", "id: c\n"],
        ),
        (
            "- id: a\n  body: |\n   # words\n# about c\n- id: c\n",
            ["id: a\nbody: |\n # words\n", "# about c\nid: c\n"],
        ),
        ("- id: a\n  body: 'one\n\n    two'\n- id: c\n", ["id: a\nbody: 'one\n\n  two'\n", "id: c\n"]),
    ],
)
def test_lines_stay_but_for_dash_and_indentation(text: str, notes: list[str]) -> None:
    assert taken_apart(text) == notes
    read = [plain(read_yaml(SourceFile("n", note), [])) for note in notes]  # type: ignore[arg-type]
    assert read == plain(list_in(text))


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from("\n #-"), min_size=1
)
notes = st.builds(
    NewNote,
    st.from_regex(r"[a-z]{1,8}", fullmatch=True),
    st.just("context"),
    quote=st.none() | texts,
    body=texts,
    topics=st.lists(texts, max_size=2).map(tuple),
)


@given(
    st.lists(
        st.tuples(notes, st.integers(1, 3), st.sampled_from(["", "\n", "# about\n", "\n# about\n"])),
        min_size=1,
    ),
    st.integers(0, 3),
)
def test_every_note_reads_the_same_in_a_file_of_its_own(
    given: list[tuple[NewNote, int, str]], column: int
) -> None:
    text = ""
    for note, spaces, above in given:
        try:
            written = write_note(note)
        except ValueError:
            continue
        indent = " " * (column + 1 + spaces)
        lines = "".join(f"{indent}{line}\n" if line else "\n" for line in written[:-1].split("\n"))
        text += "".join(f"{' ' * column}{line}\n" if line else "\n" for line in above.split("\n")[:-1])
        text += " " * column + "-" + lines[column + 1 :]
    if text:
        apart = taken_apart(text)
        read = [plain(read_yaml(SourceFile("n", note), [])) for note in apart]  # type: ignore[arg-type]
        assert read == plain(list_in(text))
        assert sum(note.count("# about") for note in apart) == text.count("# about")
