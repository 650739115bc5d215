"""The annotations here are made up, in the forms that the Web Annotation model allows."""

from __future__ import annotations

import json
from typing import Any

import pytest

from postil.importing.notes import Creator, ForeignNote, ForeignNotes, Quote, Reference, read_notes

PAGE = "https://news.example/talk"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
QUOTE = {"type": "TextQuoteSelector", "exact": "expires next February", "prefix": "It ", "suffix": ","}


def annotation(**fields: Any) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "id": "https://notes.example/1",
        "type": "Annotation",
        "bodyValue": "So it did.",
        "target": {"source": PAGE, "selector": QUOTE},
        **fields,
    }


def read(value: object) -> ForeignNotes:
    return read_notes(json.dumps(value).encode())


def one(**fields: Any) -> ForeignNote:
    found = read(annotation(**fields))
    assert found.passed_over == ()
    (note,) = found.notes
    return note


def textual(value: str, **fields: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": value, **fields}


def test_a_simple_annotation() -> None:
    assert one() == ForeignNote(
        "annotation 1 (https://notes.example/1)",
        (PAGE,),
        "So it did.\n",
        Quote("expires next February", "It ", ","),
    )


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (textual("A *star*\nand more"), "A \\*star\\*\n\nand more\n"),
        (textual("A *star*", format="text/markdown"), "A *star*\n"),
        (textual("<p>A <i>star</i></p>", format="text/html"), "A star\n"),
        ({"value": "no type"}, "no type\n"),
        ([textual("one"), textual("two", purpose="describing")], "one\n\ntwo\n"),
        ({"type": "SpecificResource", "purpose": "commenting", "source": textual("inner")}, "inner\n"),
        ({"type": "Choice", "items": [textual("one"), textual("two")]}, "one\n\ntwo\n"),
    ],
)
def test_bodies_with_words(body: object, text: str) -> None:
    assert one(bodyValue=None, body=body).body == text


def test_bodies_for_other_purposes() -> None:
    note = one(
        body=[
            textual("Arms control", purpose="tagging"),
            textual("Europe", purpose="oa:classifying"),
            textual("Disputed", purpose="assessing"),
            textual("https://example.org/a", purpose="linking"),
            "https://example.org/b",
            {"id": "https://example.org/c", "type": "Text", "label": "A report"},
            {"type": "SpecificResource", "source": "https://example.org/d", "purpose": "linking"},
            {"source": {"id": "https://example.org/e", "label": "Another"}, "purpose": "linking"},
            textual("A  book: of note", purpose="linking"),
        ]
    )
    assert note.tags == ("Arms control", "Europe")
    assert note.verdict == "Disputed"
    assert note.references == (
        Reference("https://example.org/a"),
        Reference("https://example.org/b"),
        Reference("https://example.org/c", "A report"),
        Reference("https://example.org/d"),
        Reference("https://example.org/e", "Another"),
        Reference(None, "A book: of note"),
    )


@pytest.mark.parametrize(
    ("target", "quote"),
    [
        (PAGE, None),
        ({"id": PAGE}, None),
        ({"source": {"id": PAGE}}, None),
        (
            {"source": PAGE, "selector": [{"type": "XPathSelector", "value": "/p"}, QUOTE]},
            Quote("expires next February", "It ", ","),
        ),
        ({"source": PAGE, "selector": {"type": "oa:TextQuoteSelector", "exact": "so"}}, Quote("so")),
        (
            {
                "source": PAGE,
                "selector": {
                    "type": "FragmentSelector",
                    "value": "t3",
                    "refinedBy": {"type": "TextQuoteSelector", "exact": "so"},
                },
            },
            Quote("so"),
        ),
        (
            {
                "source": PAGE,
                "selector": {
                    "type": "TextQuoteSelector",
                    "exact": "so it",
                    "refinedBy": {"type": "TextQuoteSelector", "exact": "it"},
                },
            },
            Quote("it", within=Quote("so it")),
        ),
    ],
)
def test_targets(target: object, quote: Quote | None) -> None:
    note = one(target=target)
    assert (note.addresses, note.quote) == ((PAGE,), quote)


def test_each_target_is_a_note_of_its_own() -> None:
    found = read(annotation(target=[PAGE, {"source": PAGE, "selector": QUOTE}]))
    assert [note.quote is None for note in found.notes] == [True, False]


@pytest.mark.parametrize(
    ("creator", "creators"),
    [
        ("acct:jdoe@hypothes.is", (Creator("jdoe@hypothes.is", "jdoe@hypothes.is"),)),
        ({"id": "https://x.example/j", "name": "Jane"}, (Creator("Jane", "https://x.example/j"),)),
        ({"nickname": "jd"}, (Creator("jd"),)),
        ([{"name": "Jane"}, {"name": "Bob"}], (Creator("Jane"), Creator("Bob"))),
        ({}, ()),
    ],
)
def test_who_wrote_it(creator: object, creators: tuple[Creator, ...]) -> None:
    assert one(creator=creator).creators == creators


@pytest.mark.parametrize(
    "value",
    [
        [annotation()],
        {"@context": CONTEXT, "type": "AnnotationPage", "items": [annotation()]},
        {
            "type": "AnnotationCollection",
            "total": 1,
            "first": {"type": "AnnotationPage", "items": [annotation()]},
        },
        {"type": ["AnnotationCollection", "Collection"], "items": [annotation()]},
        [{"type": "AnnotationPage", "items": [annotation()]}],
        {"@graph": [{k.replace("id", "@id"): v for k, v in annotation().items()}]},
    ],
)
def test_lists_pages_and_collections(value: object) -> None:
    assert [note.body for note in read(value).notes] == ["So it did.\n"]


def test_pages_that_are_elsewhere_are_named() -> None:
    found = read(
        {"type": "AnnotationCollection", "first": {"items": [annotation()], "next": "https://x.example/2"}}
    )
    assert [(left.text, left.reason) for left in found.passed_over] == [
        ("https://x.example/2", "this page of it is not in the file")
    ]
    assert len(found.notes) == 1
    assert read({"type": "AnnotationCollection", "first": "https://x.example/1"}).notes == ()


@pytest.mark.parametrize(
    ("fields", "words", "reason"),
    [
        ({"motivation": "replying"}, "So it did.", "it is a reply to another annotation"),
        ({"bodyValue": None}, "expires next February", "it has no text of its own"),
        ({"target": None}, "So it did.", "it has no “target”"),
        ({"target": 5}, "So it did.", "a “target” is neither an address nor an object"),
        ({"target": {}}, "So it did.", "its target has no address"),
        ({"target": {"type": "List", "items": [PAGE]}}, "So it did.", "its target is a set of places"),
        ({"body": 5}, "So it did.", "a “body” is neither an address nor an object"),
        (
            {"target": {"source": PAGE, "selector": {"type": "TextPositionSelector", "start": 1, "end": 5}}},
            "So it did.",
            "it says where its words are (TextPositionSelector), and not which",
        ),
        (
            {
                "target": {
                    "source": PAGE,
                    "selector": {**QUOTE, "refinedBy": {"type": "CssSelector", "value": "b"}},
                }
            },
            "So it did.",
            "it says where its words are (TextQuoteSelector), and not which",
        ),
        (
            {"body": textual("javascript:alert(1)", purpose="linking")},
            "javascript:alert(1)",
            "a body that is neither text, nor a tag, nor a link",
        ),
        ({"body": "urn:x"}, "urn:x", "a body that is neither text, nor a tag, nor a link"),
    ],
)
def test_what_becomes_no_note_is_left_out_with_its_words(
    fields: dict[str, Any], words: str, reason: str
) -> None:
    (left,) = read(annotation(**fields)).passed_over
    assert (left.text, left.reason) == (words, reason)


OWN = {
    "type": "SpecificResource",
    "source": "https://x.org/transcripts/a/transcript.txt",
    "scope": "https://x.org/transcripts/a/",
    "selector": [QUOTE, {"type": "TextPositionSelector", "start": 7, "end": 28}],
}


def test_a_note_that_postil_published() -> None:
    body = [textual("So.", format="text/markdown"), textual("retracted", purpose="tagging")]
    for id in ("https://x.org/transcripts/a/notes/so-it/", "https://x.org/transcripts/a/#note-so-it"):
        note = one(id=id, target=OWN, body=body, bodyValue=None)
        assert (note.id, note.position, note.retracted, note.tags) == ("so-it", (7, 28), True, ())


def test_kind_claim_and_title_are_read_where_postil_published_them() -> None:
    fields = {
        "target": OWN,
        "label": "The end",
        "body": [textual("Aside", purpose="classifying"), textual("It ends.", purpose="describing")],
    }
    own = one(id="https://x.org/transcripts/a/notes/so-it/", **fields)
    assert (own.kind, own.claim, own.title, own.tags) == ("Aside", "It ends.", "The end", ())
    foreign = one(**fields)
    assert (foreign.kind, foreign.claim, foreign.title, foreign.tags) == (None, None, None, ("Aside",))
    assert foreign.body == "It ends.\n\nSo it did.\n"


def test_a_note_of_others_is_not_one_that_postil_published() -> None:
    note = one(
        id="https://evil.example/notes/so-it/", target=OWN, body=[textual("retracted", purpose="tagging")]
    )
    assert (note.id, note.retracted, note.tags) == (None, False, ("retracted",))
    assert one(target={**OWN, "source": PAGE}).position is None
