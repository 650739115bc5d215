"""The annotations here are made up, in the form that Hypothesis documents and its client exports."""

from __future__ import annotations

import json
from typing import Any

import pytest

from postil.importing.notes import (
    Creator,
    ForeignNote,
    ForeignNotes,
    JsonError,
    PassedOver,
    Quote,
    read_notes,
)

PAGE = "https://news.example/talk"


def annotation(**fields: Any) -> dict[str, Any]:
    """An annotation as the client of Hypothesis exports it, with other fields on top."""
    return {
        "id": "AbC-123_x",
        "created": "2026-03-01T23:10:11.123456+00:00",
        "updated": "2026-03-02T00:00:00.000000+00:00",
        "user": "acct:jdoe@hypothes.is",
        "user_info": {"display_name": "Jane Doe"},
        "uri": PAGE,
        "text": "It *did*.\n\nSee [the treaty](https://example.org/treaty).",
        "tags": ["Arms control"],
        "group": "__world__",
        "permissions": {"read": ["group:__world__"], "update": ["acct:jdoe@hypothes.is"]},
        "target": [
            {
                "source": PAGE,
                "selector": [
                    {
                        "type": "RangeSelector",
                        "startContainer": "/p[1]",
                        "startOffset": 3,
                        "endContainer": "/p[1]",
                    },
                    {"type": "TextPositionSelector", "start": 100, "end": 121},
                    {
                        "type": "TextQuoteSelector",
                        "exact": "expires next February",
                        "prefix": "It ",
                        "suffix": ", as",
                    },
                ],
            }
        ],
        "document": {"title": ["A talk"]},
        "links": {"html": "https://hypothes.is/a/AbC-123_x"},
        "references": [],
        "hidden": False,
        "flagged": False,
        **fields,
    }


def export(*annotations: Any) -> ForeignNotes:
    return read_notes(
        json.dumps(
            {
                "export_date": "2026-03-03T00:00:00.000Z",
                "export_userid": "acct:jdoe@hypothes.is",
                "client_version": "1.1500.0",
                "annotations": annotations,
            }
        ).encode()
    )


def one(**fields: Any) -> ForeignNote:
    found = export(annotation(**fields))
    assert found.passed_over == ()
    (note,) = found.notes
    return note


LABEL = "annotation 1 (AbC-123_x)"
NOTE = ForeignNote(
    LABEL,
    (PAGE,),
    "It *did*.\n\nSee [the treaty](https://example.org/treaty).",
    Quote("expires next February", "It ", ", as"),
    tags=("Arms control",),
    creators=(Creator("Jane Doe", "jdoe@hypothes.is"),),
    created="2026-03-01T23:10:11.123456+00:00",
    updated="2026-03-02T00:00:00.000000+00:00",
)


def test_an_export_of_the_client() -> None:
    assert export(annotation()) == ForeignNotes((NOTE,), ())


@pytest.mark.parametrize(
    "value",
    [
        {"total": 1, "rows": [annotation()]},
        {"total": 1, "rows": [annotation()], "replies": []},
        [annotation()],
        annotation(),
        {"rows": [annotation(user_info=None, user="acct:jdoe@hypothes.is")]},
    ],
)
def test_answers_of_the_api(value: object) -> None:
    found = read_notes(json.dumps(value).encode())
    assert [(note.quote, note.body) for note in found.notes] == [(NOTE.quote, NOTE.body)]


def test_a_note_on_the_page_has_no_quote() -> None:
    assert one(target=[{"source": PAGE}]).quote is None
    assert one(target=[]).addresses == (PAGE,)


def test_who_wrote_it() -> None:
    assert one(user_info={"display_name": None}).creators == (
        Creator("jdoe@hypothes.is", "jdoe@hypothes.is"),
    )
    assert one(user_info=None, user=None).creators == ()


def test_who_may_read_it() -> None:
    assert not one().restricted
    assert one(permissions={"read": ["acct:jdoe@hypothes.is"]}).restricted
    assert one(permissions={"read": ["group:abc"]}).restricted


@pytest.mark.parametrize(
    ("fields", "words", "reason"),
    [
        ({"references": ["x"], "text": "No!"}, "No!", "it is a reply to another annotation"),
        ({"hidden": True, "text": "Rude."}, "Rude.", "its group's moderators hid it"),
        ({"text": "  "}, "expires next February", "it highlights words and says nothing about them"),
        ({"text": 5}, "", "“text” is no text"),
        ({"target": "x"}, NOTE.body, "its “target” is no object"),
        (
            {"target": [{"source": PAGE, "selector": [{"type": "PageSelector", "index": 3}]}]},
            NOTE.body,
            "it says where its words are, and not which",
        ),
        (
            {"target": [{"source": PAGE, "selector": [{"type": "TextQuoteSelector", "exact": " "}]}]},
            NOTE.body,
            "its TextQuoteSelector has no “exact” words",
        ),
    ],
)
def test_what_becomes_no_note_is_left_out_with_its_words(
    fields: dict[str, Any], words: str, reason: str
) -> None:
    found = export(annotation(**fields), annotation(id="other"))
    assert found.passed_over == (PassedOver(LABEL, words, reason),)
    assert [note.label for note in found.notes] == ["annotation 2 (other)"]


def test_half_characters_where_the_client_cut_are_no_words() -> None:
    target = {"type": "TextQuoteSelector", "exact": "so", "prefix": "\udc4d it ", "suffix": " is \ud83d"}
    assert one(target=[{"selector": [target]}]).quote == Quote("so", " it ", " is ")


@pytest.mark.parametrize("value", [5, "x", None, {}, {"a": 1}, {"export_date": "2026"}])
def test_another_file_is_refused(value: object) -> None:
    with pytest.raises(JsonError, match="neither an export of Hypothesis nor"):
        read_notes(json.dumps(value).encode())


@pytest.mark.parametrize("record", [5, "x", None, ["x"], {"uri": 5}, {"target": {}}, {"id": 5, "uri": "x"}])
def test_a_record_that_is_none_is_left_out(record: object) -> None:
    found = export(record, annotation())
    assert len(found.notes) == 1
    assert len(found.passed_over) <= 1


def test_an_export_without_annotations_is_empty() -> None:
    assert export() == ForeignNotes((), ())
