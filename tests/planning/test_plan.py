"""The plan of a site: order, drafts, collisions, links."""

from __future__ import annotations

from pathlib import Path

import pytest

from postil.diagnostics import Code
from postil.exporting import DATA_EXPORTS, EDITION_EXPORTS, SITE_EXPORTS, TRANSCRIPT_EXPORTS
from postil.model.plan import SOCIAL_PICTURE, SitePlan
from postil.pipeline import Options, Outcome, build, check
from postil.planning.plan import BESIDE_TRANSCRIPT, SITE_FILES

SITE = "title: T\nbase_url: https://x.example/\n"


def transcript(title: str, date: str, extra: str = "", body: str = "Ann: Some words here.") -> str:
    return f"---\ntitle: {title}\ndate: {date}\nspeakers: {{Ann: {{name: Ann}}}}\n{extra}---\n\n{body}\n"


def page(body: str = "Words.", extra: str = "") -> str:
    return f"---\ntitle: P\n{extra}---\n\n{body}\n"


def outcome(folder: Path, files: dict[str, str], options: Options | None = None) -> Outcome:
    for name, text in ({"site.yaml": SITE} | files).items():
        (folder / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "site" / name).write_text(text, encoding="utf-8")
    if options is None:
        return check(folder / "site", Options())
    return build(folder / "site", folder / "out", options)


def planned(folder: Path, files: dict[str, str], options: Options) -> SitePlan:
    found = outcome(folder, files, options)
    assert found.diagnostics == ()
    assert found.plan is not None
    return found.plan


def test_transcripts_are_newest_first_then_by_path(tmp_path: Path) -> None:
    files = {
        "content/transcripts/a.md": transcript("A", "2020-01-01"),
        "content/transcripts/c.md": transcript("C", "2024-01-01"),
        "content/transcripts/b.md": transcript("B", "2024-01-01"),
        "content/transcripts/d.md": transcript("D", "2024-01-01T12:00"),
    }
    plan = planned(tmp_path, files, Options())
    assert [t.description.title for t in plan.transcripts] == ["D", "B", "C", "A"]


def test_drafts_are_shown_when_asked_for(tmp_path: Path) -> None:
    files = {
        "content/transcripts/a.md": transcript("A", "2020-01-01"),
        "content/transcripts/b.md": transcript("B", "2020-01-01", "draft: true\n"),
        "content/pages/p.md": page(extra="draft: true\n"),
        "annotations/a.yaml": "- {id: n, kind: context, quote: Some words, body: B, status: draft}\n",
    }
    without, with_them = planned(tmp_path, files, Options()), planned(tmp_path, files, Options(drafts=True))
    assert [t.url for t in without.transcripts] == ["transcripts/a/"]
    assert [len(t.notes) for t in without.transcripts] == [0]
    assert without.pages == ()
    assert [t.url for t in with_them.transcripts] == ["transcripts/a/", "transcripts/b/"]
    assert with_them.transcripts[0].note_pages == {"n": "transcripts/a/notes/n/"}
    assert [p.url for p in with_them.pages] == ["p/"]


@pytest.mark.parametrize(("setting", "pages"), [("all", ["c", "f"]), ("fact-checks", ["f"]), ("none", [])])
def test_which_notes_have_a_page(tmp_path: Path, setting: str, pages: list[str]) -> None:
    files = {
        "site.yaml": f"{SITE}note_pages: {setting}\n",
        "content/transcripts/a.md": transcript("A", "2020-01-01"),
        "annotations/a.yaml": "- {id: c, kind: context, quote: Some, body: B}\n"
        "- {id: f, kind: fact-check, verdict: accurate, quote: words, body: B, sources: [{title: S}]}\n",
    }
    (shown,) = planned(tmp_path, files, Options()).transcripts
    assert sorted(shown.note_pages) == pages
    assert shown.note_url(shown.notes[0].note) == (
        "transcripts/a/notes/c/" if "c" in pages else "transcripts/a/#note-c"
    )


@pytest.mark.parametrize(
    ("files", "path"),
    [
        ({"content/pages/notes.md": page()}, "content/pages/notes.md"),
        ({"content/index.html": "x"}, "content/index.html"),
        ({"content/pages/a.md": page(), "content/a/index.html": "x"}, "content/a/index.html"),
        (
            {"content/pages/a.md": page(extra="aliases: [/b/]\n"), "content/pages/b.md": page()},
            "content/pages/a.md",
        ),
        (
            {
                "content/transcripts/a.md": transcript("A", "2020-01-01"),
                "content/transcripts/a/notes/n.md": transcript("N", "2019-01-01"),
                "annotations/a.yaml": "- {id: n, kind: context, quote: Some, body: B}\n",
            },
            "content/transcripts/a/notes/n.md",
        ),
        ({"content/Photo.png": "x", "content/photo.png": "y"}, "content/photo.png"),
    ],
)
def test_two_files_for_one_address_are_an_error(tmp_path: Path, files: dict[str, str], path: str) -> None:
    found = outcome(tmp_path, files).diagnostics
    assert [(d.code, d.span.path) for d in found] == [(Code.DUPLICATE_URL, path)]


LINKED = {
    "content/transcripts/2020/a.md": transcript("A", "2020-01-01", body="Ann: Some words.\n\n## A heading"),
    "annotations/2020/a.yaml": "- {id: n, kind: context, quote: Some, body: B}\n",
    "content/picture.png": "x",
}


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("../transcripts/2020/a.md", "../transcripts/2020/a/"),
        ("../transcripts/2020/a.md#t1", "../transcripts/2020/a/#t1"),
        ("../transcripts/2020/a.md#note-n", "../transcripts/2020/a/#note-n"),
        ("../transcripts/2020/a.md#a-heading", "../transcripts/2020/a/#h-a-heading"),
        ("/transcripts/2020/a/notes/n/", "../transcripts/2020/a/notes/n/"),
        ("/transcripts/2020/a/transcript.txt", "../transcripts/2020/a/transcript.txt"),
        ("../picture.png", "../picture.png"),
        ("/", "../"),
        ("#own", "#h-own"),
    ],
)
def test_links_lead_where_they_say(tmp_path: Path, href: str, target: str) -> None:
    files = LINKED | {"content/pages/p.md": page(f"## Own\n\n[link]({href})")}
    planned(tmp_path, files, Options())
    assert f'<a href="{target}">link</a>' in (tmp_path / "out/p/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("href", "hint"),
    [
        ("../transcripts/2020/b.md", "did you mean “content/transcripts/2020/a.md”?"),
        ("../transcripts/2020/a.md#t2", "did you mean “#t1”?"),
        ("/nowhere-at-all-to-be-found/", "link to a source file (“../2019/x.md”) or to a page (“/about/”)"),
        ("#none", "link to a heading, or to a turn: #t3"),
    ],
)
def test_links_that_lead_nowhere_are_errors(tmp_path: Path, href: str, hint: str) -> None:
    (found,) = outcome(tmp_path, LINKED | {"content/pages/p.md": page(f"a [link]({href})")}).diagnostics
    assert (found.code, found.span.line, found.span.column, found.hint) == (Code.BROKEN_LINK, 5, 10, hint)


def test_two_notes_with_one_id_are_an_error_that_names_the_other(tmp_path: Path) -> None:
    files = LINKED | {"annotations/2020/a/n.yaml": "id: n\nkind: context\nquote: words\nbody: B\n"}
    (found,) = outcome(tmp_path, files).diagnostics
    assert (found.code, found.span.path, found.span.line) == (
        Code.DUPLICATE_ID,
        "annotations/2020/a/n.yaml",
        1,
    )
    assert [(r.span.path, r.span.line) for r in found.related] == [("annotations/2020/a.yaml", 1)]


def test_old_addresses_lead_to_the_new_one(tmp_path: Path) -> None:
    files = LINKED | {"content/pages/p.md": page(extra="aliases: [/old/place, was.html]\n")}
    planned(tmp_path, files, Options())
    assert 'url=../../p/"' in (tmp_path / "out/old/place/index.html").read_text(encoding="utf-8")
    assert 'url=p/"' in (tmp_path / "out/was.html").read_text(encoding="utf-8")


def test_every_file_for_other_programs_has_its_address_kept() -> None:
    assert {*TRANSCRIPT_EXPORTS, *EDITION_EXPORTS, "words.css", SOCIAL_PICTURE} == set(BESIDE_TRANSCRIPT)
    assert {*DATA_EXPORTS, *SITE_EXPORTS, "sitemap.xml"} == set(SITE_FILES)


@pytest.mark.parametrize("name", [*SITE_FILES, "sitemap-1.xml"])
def test_no_file_of_the_site_takes_the_place_of_one_for_other_programs(tmp_path: Path, name: str) -> None:
    (found,) = outcome(tmp_path, {f"content/{name}": "mine"}).diagnostics
    assert (found.code, found.span.path) == (Code.DUPLICATE_URL, f"content/{name}")


def test_pages_may_link_to_data_and_feeds(tmp_path: Path) -> None:
    files = {"content/pages/p.md": page("Take [the notes](/data/notes.csv), follow [us](/feeds/notes.xml).")}
    planned(tmp_path, files, Options())
    assert 'href="../data/notes.csv"' in (tmp_path / "out/p/index.html").read_text(encoding="utf-8")
