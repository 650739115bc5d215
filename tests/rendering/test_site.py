"""Pages as a reader's browser gets them, through the whole program."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from postil import pipeline
from postil.pipeline import Options
from tests.building.folders import SMALL_SITE
from tests.conftest import MakeSite, Postil
from tests.rendering import markup
from tests.rendering.markup import select

NOTES = "annotations/2020/talk.yaml"
TALK = "content/transcripts/2020/talk.md"
TRANSCRIPT_PAGE = "transcripts/2020/talk/index.html"
NOTE_PAGE = "transcripts/2020/talk/notes/treaty-expiry/index.html"


def built(site: Path) -> Path:
    outcome = pipeline.build(site, site / "_site", Options())
    assert outcome.diagnostics == ()
    return site / "_site"


def parsed(file: Path) -> etree._Element:
    return markup.parsed(file.read_bytes())


def structured(file: Path) -> list[Any]:
    """The JSON-LD of a page, as a browser finds it."""
    return [json.loads(text) for text in select(parsed(file), "//script[@type='application/ld+json']/text()")]


def without_fingerprints(page: Path) -> str:
    return re.sub(r"assets/[0-9a-f]{10}/", "assets/", page.read_text())


# Themes


def test_a_site_overrides_the_theme_file_by_file(make_site: MakeSite) -> None:
    plain = built(make_site({}))
    before = without_fingerprints(plain / "index.html")
    output = built(
        make_site(
            {
                "themes/default/templates/page.html": "<p>My own page: {{ page.title }}</p>\n",
                "themes/default/assets/extra.css": "b {}",
                "themes/default/.hidden": "left out",
            }
        )
    )
    assert (output / "about/index.html").read_text() == "<p>My own page: About</p>\n"
    assert without_fingerprints(output / "index.html") == before
    assert [f.read_text() for f in output.glob("assets/*/extra.css")] == ["b {}"]
    assert list(output.glob("assets/*/style.css"))
    assert not list(output.rglob(".hidden"))


def test_a_named_theme_falls_back_to_the_built_in_one(make_site: MakeSite) -> None:
    output = built(
        make_site(
            {
                "site.yaml": SMALL_SITE["site.yaml"] + "theme: news\n",
                "themes/news/templates/home.html": (
                    "{% extends 'base.html' %}{% block content %}My news{% endblock %}"
                ),
                "themes/news/assets/style.css": "/* mine */",
            }
        )
    )
    assert "My news" in (output / "index.html").read_text()
    assert [f.read_text() for f in output.glob("assets/*/style.css")] == ["/* mine */"]
    assert "Who we are" in (output / "about/index.html").read_text()


def test_a_site_changes_one_word_and_one_variable(make_site: MakeSite) -> None:
    output = built(
        make_site(
            {
                "themes/default/locales/en.yaml": "newest-notes: What we checked last\n",
                "themes/default/assets/custom.css": ":root { --measure: 50rem }",
            }
        )
    )
    home = parsed(output / "index.html")
    assert "What we checked last" in select(home, "//h2/text()")
    assert "Transcripts" in select(home, "//h2/text()")
    first, second = select(home, "//link[@rel='stylesheet']/@href")
    assert first.endswith("/style.css")
    assert (output / second).read_text() == ":root { --measure: 50rem }"


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (
            {"themes/default/locales/en.yaml": "skip: x\nnewest-nots: y\n"},
            "themes/default/locales/en.yaml:2:1: error[unknown-field]",
        ),
        (
            {"themes/default/templates/page.html": "\n{{ t('newest-nots') }}"},
            "themes/default/templates/page.html:2:1: error[template-error]: the interface has no words",
        ),
        (
            {"themes/default/templates/page.html": "{{ t('page-of', number=1) }}"},
            "themes/default/templates/page.html:1:1: error[template-error]: “page-of” needs a value",
        ),
    ],
)
def test_a_mistyped_word_is_an_error_at_its_line(
    make_site: MakeSite, postil: Postil, files: dict[str, str], found: str
) -> None:
    answer = postil("check", "--site", make_site(files))
    assert answer.status == 1
    assert answer.out.startswith(found)


def test_an_unknown_theme_is_an_error_that_names_the_nearest(make_site: MakeSite, postil: Postil) -> None:
    site = make_site(
        {"site.yaml": SMALL_SITE["site.yaml"] + "theme: nwes\n", "themes/news/templates/home.html": "x"}
    )
    answer = postil("--site", site)
    assert answer.status == 1
    assert "site.yaml:3:8: error[bad-value]: there is no folder themes/nwes" in answer.out
    assert "did you mean “news”?" in answer.out


@pytest.mark.parametrize(
    ("template", "text", "line"),
    [
        ("page.html", "<p>\n{% if x %}\n", 2),
        ("note.html", "<p>\n\n{{ note.unknown }}", 3),
        ("transcript.html", "{% extends 'gone.html' %}", 1),
        ("home.html", "\n{{ asset('gone.css') }}", 2),
    ],
)
def test_a_mistake_in_a_template_is_an_error_with_its_line(
    make_site: MakeSite, postil: Postil, template: str, text: str, line: int
) -> None:
    site = make_site({f"themes/default/templates/{template}": text})
    for command in ("build", "check"):
        answer = postil(command, "--site", site)
        assert answer.status == 1
        assert answer.out.startswith(f"themes/default/templates/{template}:{line}:1: error[template-error]: ")
        assert "Traceback" not in answer.out + answer.err
    assert not (site / "_site").exists()


# Hostile words

EVIL = "</script><script>alert(1)</script><!--"


def test_no_word_of_a_note_breaks_out_of_its_element(make_site: MakeSite) -> None:
    site = make_site(
        {
            TALK: SMALL_SITE[TALK]
            .replace("A talk about treaties", f'"{EVIL} talk"')
            .replace("We shall see.", "The tag </script><script>alert(1)</script> closes & opens."),
            NOTES: SMALL_SITE[NOTES]
            + f"  title: '{EVIL} title'\n  authors: ['{EVIL} author']\n"
            + "- id: evil-quote\n  kind: fact-check\n  verdict: accurate\n"
            + "  quote: </script><script>alert(1)</script>\n"
            + f"  claim: '{EVIL} \\u2028 \u2028 claim'\n"
            + "  body: 'Raw <script>alert(1)</script> <img src=x onerror=alert(1)>.'\n"
            + f"  sources: [{{title: '{EVIL} source', quote: '{EVIL}', url: 'https://example.org/?a=\"b'}}]\n".replace(
                '"b', "b"
            ),
        }
    )
    output = built(site)
    pages = list(output.rglob("*.html"))
    assert len(pages) >= 5
    for page in pages:
        html = parsed(page)
        for script in select(html, "//script"):
            assert "alert" not in (script.text or "") or script.get("type") == "application/ld+json"
        assert select(html, "//*[@onerror or @onload or @onclick]") == []
        assert select(html, "//img") == []
        assert select(html, "//footer"), f"{page}: the end of the page is missing"
    record, review = structured(output / "transcripts/2020/talk/notes/evil-quote/index.html")
    assert "</script><script>alert(1)</script>" in json.dumps(record)
    assert review["claimReviewed"].startswith(f"{EVIL} ")
    (page,) = select(parsed(output / "transcripts/2020/talk/notes/evil-quote/index.html"), "//main//mark")
    assert page.text == "</script><script>alert(1)</script>"


# Languages

ARABIC: dict[str, str | bytes] = {
    TALK: SMALL_SITE[TALK]
    .replace("date:", "language: ar\ndate:")
    .replace("It expires **next February**, as everybody knows.", "كلمات مختلقة للاختبار وحده."),
    NOTES: SMALL_SITE[NOTES].replace("expires next February", "مختلقة للاختبار"),
}


def test_a_transcript_in_another_language_says_so_wherever_its_words_stand(make_site: MakeSite) -> None:
    output = built(make_site(ARABIC))
    page = parsed(output / TRANSCRIPT_PAGE)
    assert (page.get("lang"), page.get("dir")) == ("en", "ltr")
    (article,) = select(page, "//article[@data-transcript]")
    assert (article.get("lang"), article.get("dir")) == ("ar", "rtl")
    for note in select(page, "//*[@role='doc-footnote']"):
        assert (note.get("lang"), note.get("dir")) == ("en", "ltr")
    (head,) = select(page, "//article/header")
    assert (head.get("lang"), head.get("dir")) == ("en", "ltr")
    (title,) = select(page, "//article/header/h1")
    assert (title.get("lang"), title.get("dir")) == ("ar", "rtl")
    for quote in select(page, "//*[@role='doc-footnote']//p[@class='lemma']/q"):
        assert (quote.get("lang"), quote.get("dir")) == ("ar", "rtl")
    (foot,) = select(page, "//article/footer")
    assert (foot.get("lang"), foot.get("dir")) == ("en", "ltr")
    (quote,) = select(parsed(output / NOTE_PAGE), "//main//blockquote[.//mark]")
    assert (quote.get("lang"), quote.get("dir")) == ("ar", "rtl")


def test_a_site_in_another_language_is_so_as_a_whole(make_site: MakeSite) -> None:
    output = built(make_site({"site.yaml": SMALL_SITE["site.yaml"] + "language: he\n"}))
    for page in output.rglob("*.html"):
        html = parsed(page)
        assert (html.get("lang"), html.get("dir")) == ("he", "rtl"), page


# What every page has


def test_every_page_has_a_title_one_heading_a_main_part_and_its_address(make_site: MakeSite) -> None:
    output = built(make_site({}))
    titles = set()
    for page in output.rglob("*.html"):
        html = parsed(page)
        name = page.relative_to(output).as_posix()
        (title,) = select(html, "//head/title/text()")
        assert title.strip()
        titles.add(title)
        assert len(select(html, "//h1")) == 1, name
        assert len(select(html, "//main")) == 1, name
        address = "https://example.org/archive/" + name.removesuffix("index.html")
        assert select(html, "//link[@rel='canonical']/@href") == [address]
        ids = select(html, "//@id")
        assert len(ids) == len(set(ids)), name
    assert len(titles) == len(list(output.rglob("*.html")))


def test_every_address_in_a_page_leads_somewhere(make_site: MakeSite) -> None:
    output = built(make_site({}))
    for page in output.rglob("*.html"):
        html = parsed(page)
        for href in select(html, "//*/@href | //*/@src"):
            if "://" in href:
                continue
            path, _, fragment = str(href).partition("#")
            root = "/archive/"
            target = (
                page
                if not path
                else output / path.removeprefix(root)
                if path[0] == "/"
                else page.parent / path
            )
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), (page, href)
            if fragment and target.suffix == ".html":
                assert select(parsed(target), f"//*[@id='{fragment}']"), (page, href)


def test_an_old_address_leads_to_the_new_one(make_site: MakeSite) -> None:
    output = built(make_site({TALK: SMALL_SITE[TALK].replace("date:", "aliases: [/old/talk]\ndate:")}))
    html = parsed(output / "old/talk/index.html")
    assert select(html, "//meta[@http-equiv='refresh']/@content") == ["0; url=../../transcripts/2020/talk/"]
    assert select(html, "//main//a/@href") == ["../../transcripts/2020/talk/"]
