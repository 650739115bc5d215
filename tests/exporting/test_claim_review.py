"""ClaimReview, on pages and as a DataFeed.

The vocabulary of schema.org cannot be fetched in a test, so the documents are expanded by pyld with a
context that makes every term one of schema.org's, and held to what is documented of ClaimReview.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld

from tests.exporting.sample import BASE, NOTES, PAGE, SITE, TRANSCRIPT, built
from tests.rendering.markup import parsed, select

ANNOTATIONS = "annotations/2020/talk.yaml"
_SCHEMA = "https://schema.org/"


def reviews(files: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    """The reviews of the feed by note, after pyld has expanded the feed and lost no term."""
    feed = json.loads(files["data/claimreviews.json"])
    assert feed["@context"] == "https://schema.org"
    assert (feed["@type"], feed["url"]) == ("DataFeed", f"{BASE}data/claimreviews.json")
    expanded = jsonld.expand({**feed, "@context": {"@vocab": _SCHEMA}})
    assert f"{_SCHEMA}ClaimReview" in json.dumps(expanded) or not feed["dataFeedElement"]
    found = {}
    for element in feed["dataFeedElement"]:
        (review,) = element["item"]
        assert (element["@type"], element["url"]) == ("DataFeedItem", review["url"])
        found[review["url"].rstrip("/").rpartition("/")[2].removeprefix("#note-")] = review
    return found


def on_page(files: dict[str, bytes], note: str) -> list[dict[str, Any]]:
    page = parsed(files[f"transcripts/2020/talk/notes/{note}/index.html"])
    data = [json.loads(text) for text in select(page, "//script[@type='application/ld+json']/text()")]
    return [record for record in data if record.get("@type") == "ClaimReview"]


def test_a_rated_note_with_a_claim_is_a_review(tmp_path: Path) -> None:
    assert reviews(built(tmp_path)) == {
        "expiry": {
            "@type": "ClaimReview",
            "url": f"{PAGE}notes/expiry/",
            "claimReviewed": "It expires in February 2021 </script><script>alert(1)</script>.",
            "inLanguage": "en",
            "author": {"@type": "Organization", "name": "The Checkers", "url": "https://checkers.example/"},
            "reviewRating": {
                "@type": "Rating",
                "ratingValue": 5,
                "bestRating": 5,
                "worstRating": 1,
                "alternateName": "Accurate",
            },
            "itemReviewed": {
                "@type": "Claim",
                "datePublished": "2020-12-30",
                "author": {
                    "@type": "Person",
                    "name": "Ann Lee",
                    "jobTitle": "Minister",
                    "url": "https://lee.example/",
                },
                "appearance": {"@type": "CreativeWork", "url": f"{PAGE}#t2", "name": "A talk"},
                "firstAppearance": {
                    "@type": "CreativeWork",
                    "url": "https://record.example/1",
                    "name": "The record",
                    "datePublished": "2020-12-31",
                },
            },
            "datePublished": "2021-01-01",
            "dateModified": "2021-01-03T08:00:00Z",
        }
    }


def test_it_stands_on_the_page_of_the_note_beside_the_annotation(tmp_path: Path) -> None:
    files = built(tmp_path)
    (review,) = on_page(files, "expiry")
    assert review == {"@context": "https://schema.org", **reviews(files)["expiry"]}
    page = parsed(files["transcripts/2020/talk/notes/expiry/index.html"])
    assert len(select(page, "//script[@type='application/ld+json']")) == 2
    assert b"</script><script>alert" not in files["transcripts/2020/talk/notes/expiry/index.html"]


@pytest.mark.parametrize("note", ["whole", "gone", "unrated", "unclaimed", "mended"])
def test_context_retractions_and_what_has_no_rating_or_claim_are_no_reviews(
    tmp_path: Path, note: str
) -> None:
    assert on_page(built(tmp_path), note) == []


def test_drafts_are_no_reviews_unless_they_are_asked_for(tmp_path: Path) -> None:
    assert "draft" not in reviews(built(tmp_path))
    assert "draft" in reviews(built(tmp_path, drafts=True))


def test_without_a_publisher_the_author_is_who_wrote_it_else_the_site(tmp_path: Path) -> None:
    bare = {"site.yaml": SITE.partition("publisher:")[0]}
    assert reviews(built(tmp_path, bare))["expiry"]["author"] == [
        {"@type": "Person", "name": "Jane Doe", "url": "https://doe.example/"},
        {"@type": "Person", "name": "Bo Ek"},
    ]
    nobody = {**bare, ANNOTATIONS: NOTES.replace("authors: [jdoe, Bo Ek]", "title: T")}
    assert reviews(built(tmp_path, nobody))["expiry"]["author"] == {
        "@type": "Organization",
        "name": "Talks & words",
        "url": BASE,
    }


def test_the_scale_is_the_sites_own(tmp_path: Path) -> None:
    scale = (
        "verdicts:\n"
        "  - {id: accurate, label: Holds, meaning: M, rating: 10}\n"
        "  - {id: disputed, label: Open, meaning: M, rating: 4}\n"
        "  - {id: inaccurate, label: Fails, meaning: M, rating: 2}\n"
        "  - {id: unverifiable, label: Unknown, meaning: M}\n"
    )
    rating = reviews(built(tmp_path, {"site.yaml": SITE + scale}))["expiry"]["reviewRating"]
    assert (rating["worstRating"], rating["ratingValue"], rating["bestRating"]) == (2, 10, 10)
    assert rating["alternateName"] == "Holds"


def test_who_said_it_first_is_not_guessed(tmp_path: Path) -> None:
    talk = TRANSCRIPT.replace("source:", "summary: S\n#")
    notes = NOTES.replace("  quote: expires next February\n", "")
    changed = {"content/transcripts/2020/talk.md": talk, ANNOTATIONS: notes}
    claim = reviews(built(tmp_path, changed))["expiry"]["itemReviewed"]
    assert claim == {
        "@type": "Claim",
        "datePublished": "2020-12-30",
        "appearance": {"@type": "CreativeWork", "url": PAGE, "name": "A talk"},
    }


def test_words_of_two_speakers_have_two_authors(tmp_path: Path) -> None:
    notes = NOTES.replace("verdict: disputed\n", "verdict: disputed\n  claim: C\n")
    claim = reviews(built(tmp_path, {ANNOTATIONS: notes}))["unclaimed"]["itemReviewed"]
    assert [author["name"] for author in claim["author"]] == ["The Reporter", "Ann Lee"]
    assert claim["appearance"]["url"] == f"{PAGE}#t1"


def test_a_site_without_reviews_has_an_empty_feed(tmp_path: Path) -> None:
    files = built(tmp_path, {ANNOTATIONS: "[]\n"})
    assert reviews(files) == {}
    assert "dateModified" not in json.loads(files["data/claimreviews.json"])
