from __future__ import annotations

import pytest

from postil.editing.note_file import NewSource
from postil.editing.source_option import parse_source


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("title=The treaty", NewSource("The treaty")),
        ("title=The treaty,url=https://x.org/a", NewSource("The treaty", url="https://x.org/a")),
        ("url=https://x.org/a, title = The treaty", NewSource("The treaty", url="https://x.org/a")),
        ("title=Rise, fall, and end, date=2020-08", NewSource("Rise, fall, and end", date="2020-08")),
        ("title=A,url=https://x.org/a,b?title=1&c=2", NewSource("A", url="https://x.org/a,b?title=1&c=2")),
        ("title=A = B, quote=“so, he said”", NewSource("A = B", quote="“so, he said”")),
        (
            "title=A, publisher=B, url=https://c, date=2020, accessed=2021-02-03, archived=d, quote=e",
            NewSource("A", "B", "https://c", "2020", "2021-02-03", "d", "e"),
        ),
    ],
)
def test_a_source_is_told_apart_by_the_names_of_its_fields(text: str, source: NewSource) -> None:
    assert parse_source(text) == source


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "title=…, url=…"),
        ("https://x.org/a", "title=…, url=…"),
        ("titel=A", "did you mean “title”"),
        ("title=A, urll=https://x.org/a", "no “urll”; did you mean “url”"),
        ("url=https://x.org/a", "needs a title"),
        ("title=A, title=B", "“title” is given twice"),
        ("title=A, url=", "“url” is empty"),
    ],
)
def test_what_is_no_source_is_refused_with_the_form(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_source(text)
