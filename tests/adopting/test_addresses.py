from __future__ import annotations

from dataclasses import replace

import pytest

from postil.adopting.addresses import known_addresses, reduced
from postil.model.config import Config
from postil.model.transcript import Origin, Transcript
from tests.anchoring.texts import transcript_of

TALK = transcript_of("---\ntitle: T\ndate: 2026-01-01\nspeakers: {}\naliases: [/old/talk/]\n---\n\nSo.\n")
CONFIG = Config("Talks", "https://example.org/archive/")


def found(address: str, *transcripts: Transcript) -> str | None:
    return known_addresses(CONFIG, transcripts or (TALK,)).get(reduced(address))


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/archive/transcripts/t/",
        "http://example.org/archive/transcripts/t",
        "https://EXAMPLE.org/archive/transcripts/t/index.html#t3",
        "https://example.org/archive/transcripts/t/transcript.txt",
        "https://example.org/archive/transcripts/t/annotations.jsonld#page",
        "https://example.org/archive/old/talk",
    ],
)
def test_the_addresses_of_a_transcript_on_the_site(address: str) -> None:
    assert found(address) == "t"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/transcripts/t/",
        "https://example.org/archive/transcripts/t/?x=1",
        "https://example.org/archive/transcripts/t/notes/x/",
        "https://example.com/archive/transcripts/t/",
        "urn:x-pdf:abc",
        "https://[bad",
        "",
    ],
)
def test_other_addresses(address: str) -> None:
    assert found(address) is None


def test_where_it_was_published_first() -> None:
    origin = Origin(url="https://www.news.example/a?id=5", archived="https://web.archive.example/1/x")
    talk = replace(TALK, source=origin)
    assert found("http://news.example/a?id=5#top", talk) == "t"
    assert found("https://web.archive.example/1/x", talk) == "t"
    assert found("https://news.example/a?id=6", talk) is None


def test_an_address_of_two_transcripts_says_nothing() -> None:
    talk = replace(TALK, source=Origin(url="https://news.example/a"), aliases=())
    assert found("https://news.example/a", talk, replace(talk, path="u")) is None
