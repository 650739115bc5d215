from __future__ import annotations

from dataclasses import replace

import pytest

from postil.adopting.fields import Fields
from postil.editing.note_file import NewNote, NewSource
from postil.importing.notes import Creator, ForeignNote, Reference
from postil.model.config import Config, Kind
from postil.model.transcript import Person

CONFIG = Config("Talks", "https://example.org/")
PEOPLE = {"jdoe": Person("jdoe", "Jane Doe"), "a": Person("a", "Ann"), "b": Person("b", "Ann")}
NOTE = ForeignNote("annotation 1", ("https://news.example/",), "So.")


def made(
    note: ForeignNote, kind: str | None = None, *, draft: bool = False, config: Config = CONFIG
) -> tuple[NewNote, list[str]]:
    fields = Fields(note, config, PEOPLE, kind)
    return fields.new_note(draft=draft), fields.remarks


@pytest.mark.parametrize(
    ("note", "option", "kind", "verdict", "topics"),
    [
        (NOTE, None, "context", None, ()),
        (replace(NOTE, tags=("Arms control",)), None, "context", None, ("Arms control",)),
        (replace(NOTE, tags=("Correction", "x")), None, "correction", None, ("x",)),
        (
            replace(NOTE, tags=("fact-check", "mostly ACCURATE", "x")),
            None,
            "fact-check",
            "mostly-accurate",
            ("x",),
        ),
        (replace(NOTE, tags=("disputed",)), None, "fact-check", "disputed", ()),
        (replace(NOTE, tags=("disputed", "x")), "context", "context", None, ("x", "Disputed")),
        (replace(NOTE, tags=("context", "x")), "correction", "correction", None, ("context", "x")),
        (replace(NOTE, verdict="Disputed"), None, "fact-check", "disputed", ()),
        (replace(NOTE, motivation="editing"), None, "correction", None, ()),
        (replace(NOTE, motivation="assessing"), None, "context", None, ()),
        (replace(NOTE, tags=("x", " X ", "x y", "")), None, "context", None, ("x", "x y")),
    ],
)
def test_kind_verdict_and_topics(
    note: ForeignNote, option: str | None, kind: str, verdict: str | None, topics: tuple[str, ...]
) -> None:
    new, remarks = made(note, option)
    assert (new.kind, new.verdict, new.topics) == (kind, verdict, topics)
    assert remarks == []


def test_a_verdict_goes_with_a_kind_that_can_have_one() -> None:
    config = replace(CONFIG, kinds=(Kind("context", "Context", "none"), Kind("review", "Review")))
    assert made(replace(NOTE, tags=("disputed",)), config=config)[0].kind == "review"


@pytest.mark.parametrize(
    ("note", "remark"),
    [
        (replace(NOTE, verdict="So so"), "the verdict “So so” is none of the site's, and was left out"),
        (replace(NOTE, tags=("!!!",)), "the tag “!!!” can be no topic, and was left out"),
        (replace(NOTE, created="yesterday"), "“yesterday” (created) is no date, and was left out"),
        (
            replace(NOTE, created="2026-02-30T00:00:00Z"),
            "“2026-02-30T00:00:00Z” (created) is no date, and was left out",
        ),
        (
            replace(NOTE, references=(Reference("https://a@b.example/"),)),
            (
                "the link https://a@b.example/ was left out: the address has a user name in it "
                "(the part before @), which hides where it leads"
            ),
        ),
    ],
)
def test_what_cannot_be_taken_is_said(note: ForeignNote, remark: str) -> None:
    assert made(note)[1] == [remark]


def test_a_verdict_that_the_given_kind_cannot_have_is_said() -> None:
    new, remarks = made(replace(NOTE, verdict="Disputed"), "context")
    assert new.verdict is None
    assert remarks == ["the verdict “Disputed” was left out: a note of the kind “context” has none"]


def test_line_ends_of_a_body_are_those_of_the_site() -> None:
    assert made(replace(NOTE, body="\r\nSo\r\nit\ris.\n\n"))[0].body == "So\nit\nis.\n"


def test_dates_are_days() -> None:
    new, _ = made(replace(NOTE, created="2026-03-01T23:10:11.12+00:00", updated="2026-03-01T23:59:00+00:00"))
    assert (new.created, new.updated) == ("2026-03-01", None)
    new, _ = made(replace(NOTE, created="2026-03-01T23:10:11Z", updated="2026-03-02T00:00:00Z"))
    assert (new.created, new.updated) == ("2026-03-01", "2026-03-02")


def test_links_are_sources() -> None:
    links = (
        Reference("https://a.example/"),
        Reference("https://b.example/", "A report"),
        Reference("https://a.example/"),
    )
    assert made(replace(NOTE, references=links))[0].sources == (
        NewSource("https://a.example/", url="https://a.example/"),
        NewSource("A report", url="https://b.example/"),
    )


def test_sources_without_an_address_and_two_at_one_address() -> None:
    links = (
        Reference(None, "A book"),
        Reference("https://a.example/", "Page 1"),
        Reference("https://a.example/", "Page 2"),
        Reference("https://a.example/"),
        Reference(None, "A book"),
        Reference(None, ""),
    )
    assert made(replace(NOTE, references=links))[0].sources == (
        NewSource("A book"),
        NewSource("Page 1", url="https://a.example/"),
        NewSource("Page 2", url="https://a.example/"),
    )


def test_a_note_of_the_site_tells_its_kind_and_its_topics_do_not() -> None:
    own = replace(NOTE, id="x", kind="Correction", claim="C", title="T", tags=("Context", "Disputed"))
    new, remarks = made(own)
    assert (new.kind, new.verdict, new.claim, new.title) == ("correction", None, "C", "T")
    assert (new.topics, remarks) == (("Context", "Disputed"), [])


@pytest.mark.parametrize(
    ("note", "remark"),
    [
        (replace(NOTE, id="x", kind="Opinion"), "the kind “Opinion” is none of the site's"),
        (
            replace(NOTE, id="x", kind="Fact check", retracted=True),
            "its kind was “fact-check”: the verdict of a retracted note is not published",
        ),
    ],
)
def test_a_kind_that_cannot_be_kept_is_said(note: ForeignNote, remark: str) -> None:
    new, remarks = made(note)
    assert (new.kind, remarks) == ("context", [remark])


@pytest.mark.parametrize(
    ("creator", "own", "author"),
    [
        (Creator("Jane Doe", "jane@x.example"), False, "Jane Doe"),
        (Creator("jdoe", "jdoe@x.example"), False, "jdoe@x.example"),
        (Creator("jdoe"), True, "jdoe"),
        (Creator("Jane Doe"), True, "jdoe"),
        (Creator("Ann"), True, "Ann"),
        (Creator("Bob"), True, "Bob"),
    ],
)
def test_only_notes_of_the_site_name_its_contributors(creator: Creator, own: bool, author: str) -> None:
    note = replace(NOTE, creators=(creator,), id="x" if own else None)
    assert made(note)[0].authors == (author,)


def test_what_not_everybody_could_read_is_a_draft() -> None:
    new, remarks = made(replace(NOTE, restricted=True))
    assert (new.status, remarks) == ("draft", ["not everybody could read it, so it is a draft"])
    assert made(NOTE, draft=True)[0].status == "draft"
    assert made(replace(NOTE, retracted=True))[0].status == "retracted"
    assert made(NOTE)[0].status is None
