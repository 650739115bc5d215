"""Addresses within the site."""

from __future__ import annotations

import pytest

from postil.planning.urls import joined, output_path, relative_url


@pytest.mark.parametrize(
    ("page", "target", "address"),
    [
        ("", "about/", "about/"),
        ("about/", "", "../"),
        ("about/", "about/", "./"),
        ("", "", "./"),
        ("a/b/", "a/c/", "../c/"),
        ("a/b/", "a/b/#t3", "#t3"),
        ("a/b/", "c/#x", "../../c/#x"),
        ("a/b/", "a/b/notes/n/", "notes/n/"),
        ("404.html", "about/", "about/"),
        ("a/b/", "assets/style.css", "../../assets/style.css"),
        ("a/", "café d.png", "../caf%C3%A9%20d.png"),
        ("a/b/", "a", "../../a"),
    ],
)
def test_relative_addresses(page: str, target: str, address: str) -> None:
    assert relative_url(page, target) == address


@pytest.mark.parametrize(
    ("base", "href", "path"),
    [
        ("content/pages/about.md", "../transcripts/x.md#t1", "content/transcripts/x.md"),
        ("a/b/", "../c/", "a/c/"),
        ("a/b/", "/c/?q=1", "c/"),
        ("a/b/", "../../../etc/passwd", None),
        ("", "..", None),
        ("a/", "..", ""),
        ("a/", "b%20c.png", "a/b c.png"),
    ],
)
def test_where_a_relative_link_leads(base: str, href: str, path: str | None) -> None:
    assert joined(base, href) == path


def test_the_file_that_answers() -> None:
    assert [output_path(url) for url in ("", "a/", "404.html")] == ["index.html", "a/index.html", "404.html"]
