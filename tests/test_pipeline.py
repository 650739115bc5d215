from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from postil import pipeline
from postil.pipeline import Options
from tests.building.folders import BUILD, SMALL_SITE, contents, write_files
from tests.conftest import MakeSite

TALK = "content/transcripts/2020/talk.md"
NOTES = "annotations/2020/talk.yaml"


def found(outcome: pipeline.Outcome) -> list[tuple[str, int, str]]:
    return [(d.span.path, d.span.line, d.code) for d in outcome.diagnostics]


# Reproducible

MANY_NOTES = {
    f"annotations/2020/talk/n-{number}.yaml": (
        f"id: n-{number}\nkind: context\nquote: {quote}\n"
        f"body: About {quote}.\ntopics: [b-{number}, a]\nauthors: [Ann, Bo]\n"
        "created: 2026-01-01\n"
    )
    for number, quote in enumerate(["How long", "the treaty", "everybody knows", "We shall see", "last"])
}


def test_the_same_files_give_the_same_bytes_wherever_and_whenever(tmp_path: Path) -> None:
    files = {
        **SMALL_SITE,
        **MANY_NOTES,
        **{f"content/transcripts/2019/t-{n}.md": SMALL_SITE[TALK] for n in range(5)},
        **{f"content/pages/p-{n}/naïve {n}.txt": "copied" for n in range(5)},
    }
    surroundings: list[tuple[str, int, dict[str, str]]] = [
        ("one", 0o022, {"TZ": "UTC", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "1"}),
        (
            "another/and a deeper/folder",
            0o077,
            {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "LANG": "ar_EG", "PYTHONHASHSEED": "4242"},
        ),
    ]
    built = []
    for index, (name, umask, variables) in enumerate(surroundings):
        ordered = sorted(files, reverse=bool(index))  # folders list their files as they were made
        site = write_files(tmp_path / name, {path: files[path] for path in ordered})
        for path in site.rglob("*"):
            os.utime(path, (index * 1_000_000_000, index * 1_000_000_000))
        for _ in range(2):
            answer = subprocess.run(
                [*BUILD, "--output", "_site"],
                cwd=site,
                env={**os.environ, **variables},
                umask=umask,
                capture_output=True,
                encoding="utf-8",
                timeout=60,
                check=False,
            )
            assert answer.returncode == 0, answer.stderr + answer.stdout
            built.append((answer.stdout, contents(site / "_site")))
    assert len(built[0][1]) > 25
    assert all(output == built[0] for output in built[1:])


def test_nothing_of_this_machine_is_in_the_output(make_site: MakeSite) -> None:
    site = make_site(MANY_NOTES)
    assert pipeline.build(site, site / "_site", Options()).plan is not None
    for content in contents(site / "_site").values():
        assert str(site.parent).encode() not in content


# Errors

BROKEN = {
    "content/pages/about.md": "---\ntitle: About\n---\n\n[Nowhere](nowhere.md)\n\n[Evil](javascript:x)\n",
    "content/pages/Bad Name.md": "---\ntitle: B\n---\n",
    "content/speakers.yaml": "ann: {name: Ann, nmae: Ann}\n",
    "content/transcripts/2021/other.md": "---\ntitle: A\ndate: someday\nspeakers: {}\n---\n\nWords.\n",
    NOTES: SMALL_SITE[NOTES].replace("next", "nxet")
    + "- id: treaty-expiry\n  kind: context\n  quote: We shall see\n  body: x\n"
    + "- {id: y, kind: gossip, body: x}\n",
    "annotations/2030/gone.yaml": "[]\n",
}


def test_one_run_reports_everything_wrong_in_every_file_in_order(make_site: MakeSite) -> None:
    site = make_site(BROKEN)
    outcome = pipeline.check(site, Options())
    assert found(outcome) == [
        (NOTES, 3, "quote-not-found"),
        (NOTES, 9, "duplicate-id"),
        (NOTES, 13, "unknown-kind"),
        ("annotations/2030/gone.yaml", 1, "unknown-transcript"),
        ("content/pages/Bad Name.md", 1, "bad-name"),
        ("content/pages/about.md", 5, "broken-link"),
        ("content/pages/about.md", 7, "bad-url"),
        ("content/speakers.yaml", 1, "unknown-field"),
        ("content/transcripts/2021/other.md", 3, "bad-value"),
    ]
    assert pipeline.build(site, site / "_site", Options()).diagnostics == outcome.diagnostics


def test_a_broken_site_yaml_hides_no_problem_of_another_file(make_site: MakeSite) -> None:
    site = make_site({"site.yaml": "titel: Talks\n", NOTES: SMALL_SITE[NOTES].replace("next", "nxet")})
    paths = {path for path, _, _ in found(pipeline.check(site, Options()))}
    assert paths == {NOTES, "site.yaml"}


def test_a_theme_that_is_missing_is_reported_with_everything_else(make_site: MakeSite) -> None:
    site = make_site(
        {
            "site.yaml": SMALL_SITE["site.yaml"] + "theme: newspaper\n",
            "themes/newspapers/templates/page.html": "",
            NOTES: SMALL_SITE[NOTES].replace("next", "nxet"),
        }
    )
    outcome = pipeline.check(site, Options())
    assert found(outcome) == [(NOTES, 3, "quote-not-found"), ("site.yaml", 3, "bad-value")]
    hint = outcome.diagnostics[1].hint
    assert hint is not None
    assert "newspapers" in hint


@pytest.mark.parametrize("name", [*BROKEN, "site.yaml", "themes/default/templates/note.html"])
def test_an_error_in_any_file_leaves_the_last_good_site_as_it_is(make_site: MakeSite, name: str) -> None:
    site = make_site({})
    assert pipeline.build(site, site / "_site", Options()).diagnostics == ()
    before = contents(site / "_site")
    stamps = {path: path.stat().st_mtime_ns for path in (site / "_site").rglob("*")}
    write_files(site, {name: BROKEN.get(name, "{% broken")})
    outcome = pipeline.build(site, site / "_site", Options())
    assert name in {d.span.path for d in outcome.diagnostics}
    assert contents(site / "_site") == before
    assert {path: path.stat().st_mtime_ns for path in (site / "_site").rglob("*")} == stamps
    assert not list(site.glob(".*"))
    write_files(site, {name: SMALL_SITE[name]} if name in SMALL_SITE else {})
    if name not in SMALL_SITE:
        (site / name).unlink()
    assert pipeline.build(site, site / "_site", Options()).diagnostics == ()
    assert contents(site / "_site") == before


def test_check_writes_nothing(make_site: MakeSite) -> None:
    for files in ({}, BROKEN):
        site = make_site(files)
        before = contents(site)
        pipeline.check(site, Options(today="2026-11-24"))
        assert contents(site) == before
        shutil.rmtree(site)


def test_strict_turns_warnings_into_errors_which_stop_the_build(make_site: MakeSite) -> None:
    site = make_site({NOTES: SMALL_SITE[NOTES] + "  authors: [nobody-known]\n"})
    lenient = pipeline.build(site, site / "lenient", Options())
    assert [(d.code, d.severity) for d in lenient.diagnostics] == [("unknown-contributor", "warning")]
    assert (site / "lenient/index.html").is_file()
    strict = pipeline.build(site, site / "strict", Options(strict=True))
    assert [(d.code, d.severity) for d in strict.diagnostics] == [("unknown-contributor", "error")]
    assert not (site / "strict").exists()


def test_a_note_is_stale_from_the_day_after_its_day_of_review(make_site: MakeSite) -> None:
    site = make_site({NOTES: SMALL_SITE[NOTES] + "  review_by: 2027-01-31\n"})
    assert found(pipeline.check(site, Options(today="2027-01-31"))) == []
    assert found(pipeline.check(site, Options(today="2027-02-01"))) == [(NOTES, 9, "stale-note")]
    assert found(pipeline.build(site, site / "_site", Options())) == []


# Drafts

DRAFTS: dict[str, str] = {
    "content/transcripts/2021/secret.md": SMALL_SITE[TALK].replace("date:", "draft: true\ndate:"),
    "annotations/2021/secret.yaml": SMALL_SITE[NOTES].replace("treaty-expiry", "secret-note"),
    "content/pages/plans.md": "---\ntitle: Plans\ndraft: true\n---\n\nSecret plans.\n",
    "annotations/2020/talk/unfinished.yaml": (
        "id: unfinished\nkind: context\nquote: How long\nbody: Unfinished words.\nstatus: draft\n"
        "created: 2026-11-24\n"
    ),
}
HIDDEN = (b"secret", b"Secret", b"plans", b"unfinished", b"Unfinished")


def test_drafts_are_nowhere_unless_asked_for(make_site: MakeSite) -> None:
    site = make_site(DRAFTS)
    assert pipeline.build(site, site / "public", Options()).diagnostics == ()
    for name, content in contents(site / "public").items():
        assert not [word for word in HIDDEN if word in content or word in name.encode()], name
    assert pipeline.build(site, site / "all", Options(drafts=True)).diagnostics == ()
    shown = contents(site / "all")
    assert b"unfinished" in shown["transcripts/2020/talk/index.html"]
    assert {
        "transcripts/2021/secret/index.html",
        "transcripts/2021/secret/notes/secret-note/index.html",
        "transcripts/2020/talk/notes/unfinished/index.html",
        "plans/index.html",
    } <= set(shown)


def test_drafts_are_checked_like_everything_else(make_site: MakeSite) -> None:
    site = make_site(
        {
            **DRAFTS,
            "content/pages/plans.md": "---\ntitle: Plans\ndraft: true\n---\n\n[Nowhere](nowhere.md)\n",
            "annotations/2020/talk/unfinished.yaml": (
                "id: unfinished\nkind: context\nquote: Howl\nbody: x\nstatus: draft\n"
            ),
        }
    )
    assert found(pipeline.check(site, Options())) == [
        ("annotations/2020/talk/unfinished.yaml", 3, "quote-not-found"),
        ("content/pages/plans.md", 6, "broken-link"),
    ]


def test_check_reports_a_link_to_a_draft_as_build_does(make_site: MakeSite) -> None:
    site = make_site({**DRAFTS, "content/pages/about.md": "---\ntitle: A\n---\n\n[The plans](plans.md)\n"})
    expected = [("content/pages/about.md", 5, "broken-link")]
    assert found(pipeline.build(site, site / "_site", Options())) == expected
    assert found(pipeline.check(site, Options())) == expected


# --base-url


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def opened(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files, books replaced by what is in them: their containers have sums of it."""
    found = dict(files)
    for name in files:
        if name.endswith(".epub"):
            with zipfile.ZipFile(io.BytesIO(found.pop(name))) as book:
                found |= {f"{name}/{inner}": book.read(inner) for inner in book.namelist()}
    return found


@pytest.mark.parametrize("given", ["https://preview.example.net/pr/7", "https://preview.example.net/pr/7/"])
def test_base_url_replaces_the_one_of_site_yaml_everywhere(make_site: MakeSite, given: str) -> None:
    site = make_site({})
    pipeline.build(site, site / "own", Options())
    pipeline.build(site, site / "given", Options(base_url=given))
    own, other = opened(contents(site / "own")), opened(contents(site / "given"))
    assert own.keys() == other.keys()
    assert own != other
    assert {
        # Only the rules for hosts and the page for lost visitors have addresses from the host's root.
        name: re.sub(rb'^/archive/|(?<==")/archive/', b"/pr/7/", content, flags=re.MULTILINE).replace(
            b"https://example.org/archive/", b"https://preview.example.net/pr/7/"
        )
        for name, content in own.items()
    } == other
    record = json.loads(other["transcripts/2020/talk/annotations.jsonld"])
    page = "https://preview.example.net/pr/7/transcripts/2020/talk/"
    assert record["first"]["items"][0]["target"]["source"] == f"{page}transcript.txt"
    assert [s for s in strings(record) if s.startswith("https://example.org/archive")] == []


# What is published


def test_transcript_txt_is_the_text_layer(make_site: MakeSite) -> None:
    site = make_site({})
    pipeline.build(site, site / "_site", Options())
    assert (site / "_site/transcripts/2020/talk/transcript.txt").read_bytes() == (
        b"How long does the treaty last?\nIt expires next February, as everybody knows.\n[Applause.]\n"
        b"We shall see.\n"
    )


def test_hidden_files_sources_and_links_are_not_published(make_site: MakeSite, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    site = make_site(
        {"content/.env": "secret", "content/.git/config": "secret", "content/pages/.x.md": "secret"}
    )
    pipeline.build(site, site / "_site", Options())
    for name, content in contents(site / "_site").items():
        assert b"secret" not in content
        assert name.endswith("/annotated.md") or not name.endswith((".md", ".yaml"))
    (site / "content/pages/link.txt").symlink_to(tmp_path / "secret.txt")
    (site / "content/folder").symlink_to(tmp_path)
    assert found(pipeline.build(site, site / "_site", Options())) == [
        ("content/folder", 1, "not-a-regular-file"),
        ("content/pages/link.txt", 1, "not-a-regular-file"),
    ]


@pytest.mark.parametrize(
    "link", ["themes/default/assets/x.txt", "themes/default/templates", "themes/default"]
)
def test_a_link_in_a_theme_is_refused(make_site: MakeSite, tmp_path: Path, link: str) -> None:
    write_files(tmp_path / "elsewhere", {"home.html": "elsewhere", "assets/x.txt": "elsewhere"})
    site = make_site({})
    (site / link).parent.mkdir(parents=True)
    (site / link).symlink_to(tmp_path / "elsewhere")
    assert found(pipeline.check(site, Options())) == [(link, 1, "not-a-regular-file")]


@pytest.mark.parametrize("name", ["site.yaml", "content", "annotations"])
def test_a_site_whose_own_parts_are_links_is_refused(make_site: MakeSite, tmp_path: Path, name: str) -> None:
    site = make_site({})
    (site / name).rename(tmp_path / "elsewhere")
    (site / name).symlink_to(tmp_path / "elsewhere")
    assert (name, 1, "not-a-regular-file") in found(pipeline.build(site, site / "_site", Options()))
    assert not (site / "_site").exists()


def test_a_check_does_without_a_cache_that_is_damaged(make_site: MakeSite, tmp_path: Path) -> None:
    site, cache = make_site({}), tmp_path / "cache"
    pipeline.build(site, tmp_path / "out", Options(cache=cache))
    (value,) = (path for path in (cache / "findings").rglob("*") if path.is_file())
    value.write_bytes(b"cut")
    assert pipeline.check(site, Options(cache=cache)).diagnostics == ()
    assert value.read_bytes() == b"cut"
