from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from postil import __version__
from postil.cli import cli
from tests.building.folders import BUILD, NOTE, SMALL_SITE, contents, run, write_files
from tests.conftest import MakeSite, Postil

BROKEN_NOTE = SMALL_SITE["annotations/2020/talk.yaml"].replace(
    "expires next February", "expires next Febuary"
)
SUSPICIOUS = SMALL_SITE["annotations/2020/talk.yaml"] + "  authors: [nobody-known]\n"


def test_build_is_the_command_when_none_is_named(make_site: MakeSite, postil: Postil) -> None:
    site = make_site({})
    implied = postil("--site", site, "--output", site / "implied")
    named = postil("build", "--site", site, "--output", site / "named")
    assert implied.status == named.status == 0
    assert implied.out.replace("implied", "named") == named.out
    assert contents(site / "implied") == contents(site / "named")


def test_the_site_may_be_named_before_the_command(
    make_site: MakeSite, postil: Postil, tmp_path: Path
) -> None:
    site = make_site({"annotations/2020/talk.yaml": BROKEN_NOTE})
    after = postil("check", "--site", site)
    assert after.status == 1
    assert postil("--site", site, "check") == after
    assert postil(f"--site={site}", "check") == after
    assert postil("--site", tmp_path, "check", "--site", site) == after
    assert postil("--site", site, "check", "content").status == 0


def test_a_site_may_have_the_name_of_a_command(
    make_site: MakeSite, postil: Postil, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site({})
    site.rename(site.with_name("check"))
    monkeypatch.chdir(site.parent)
    assert postil("--site", "check", "--no-search").status == 0
    assert (site.with_name("check") / "_site").is_dir()
    assert postil("--site", "check", "check").out == postil("check", "--site", "check").out


def test_build_says_in_one_line_what_it_made(make_site: MakeSite, postil: Postil) -> None:
    site = make_site({})
    answer = postil("--site", site)
    made, search = answer.out.split("; ")
    assert made == f"{site / '_site'}: 1 transcript, 1 note, 17 words, 1 other page"
    assert re.fullmatch(r"search: 2 pages, \d+ words, \d+ kB\n", search)
    assert answer.err == ""


def test_without_search_there_is_no_index_no_page_and_no_box(make_site: MakeSite, postil: Postil) -> None:
    site = make_site({})
    answer = postil("--site", site, "--no-search")
    assert answer.out == f"{site / '_site'}: 1 transcript, 1 note, 17 words, 1 other page\n"
    built = contents(site / "_site")
    assert not [path for path in built if path.startswith(("pagefind/", "search/"))]
    assert b'name="q"' not in built["index.html"]


def test_errors_in_files_are_status_1_with_place_excerpt_and_hint(
    make_site: MakeSite, postil: Postil
) -> None:
    site = make_site({"annotations/2020/talk.yaml": BROKEN_NOTE})
    for command in ("build", "check"):
        answer = postil(command, "--site", site)
        assert answer.status == 1
        place, excerpt, carets, hint, *_ = answer.out.splitlines()
        assert place == (
            "annotations/2020/talk.yaml:3:10: error[quote-not-found]: no passage reads “expires next Febuary”"
        )
        assert re.fullmatch(r" *3 \|   quote: expires next Febuary", excerpt)
        assert re.fullmatch(r" *\|          \^{20}", carets)
        assert carets.index("|") == excerpt.index("|")
        assert hint.startswith("   hint: ")
        assert "“expires next February” (content/transcripts/2020/talk.md:9)" in hint
        assert answer.out.endswith("\n1 error, 0 warnings\n")
        assert answer.err == ""
    assert not (site / "_site").exists()


def test_warnings_stop_a_build_only_if_strict(make_site: MakeSite, postil: Postil) -> None:
    site = make_site({"annotations/2020/talk.yaml": SUSPICIOUS})
    lenient = postil("--site", site)
    assert lenient.status == 0
    assert "warning[unknown-contributor]" in lenient.out
    assert "0 errors, 1 warning\n" in lenient.out
    assert postil("check", "--site", site).status == 0
    for command in ("build", "check"):
        strict = postil(command, "--site", site, "--strict")
        assert strict.status == 1
        assert "error[unknown-contributor]" in strict.out
        assert strict.out.endswith("1 error, 0 warnings\n")


@pytest.mark.parametrize("was_built", [False, True])
def test_check_writes_nothing(make_site: MakeSite, postil: Postil, was_built: bool) -> None:
    site = make_site({})
    if was_built:
        postil("--site", site, "--no-search")
        (site / "annotations/2020/talk.yaml").write_text(NOTE.replace("*ten*", "five"), encoding="utf-8")
    before = {path: path.lstat().st_mtime_ns for path in site.rglob("*")}
    for _ in range(2):
        assert postil("check", "--site", site).out == "nothing to mend\n"
    assert {path: path.lstat().st_mtime_ns for path in site.rglob("*")} == before


def test_check_of_a_good_site_says_so(make_site: MakeSite, postil: Postil) -> None:
    answer = postil("check", "--site", make_site({}))
    assert (answer.status, answer.out, answer.err) == (0, "nothing to mend\n", "")


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("note", [SMALL_SITE["annotations/2020/talk.yaml"], SUSPICIOUS, BROKEN_NOTE])
def test_format_json_prints_json_and_nothing_else(
    make_site: MakeSite, postil: Postil, command: str, note: str
) -> None:
    site = make_site({"annotations/2020/talk.yaml": note})
    answer = postil(command, "--site", site, "--format", "json")
    found = json.loads(answer.out)
    assert set(found) == {"diagnostics", "errors", "warnings"}
    assert found["errors"] == sum(d["severity"] == "error" for d in found["diagnostics"])
    assert found["warnings"] == sum(d["severity"] == "warning" for d in found["diagnostics"])
    assert answer.status == (1 if found["errors"] else 0)
    assert answer.err == ""
    for diagnostic in found["diagnostics"]:
        assert diagnostic["path"] == "annotations/2020/talk.yaml"
        assert set(diagnostic) == {
            *("code", "severity", "message", "path", "line", "column"),
            *("end_line", "end_column", "hint", "related"),
        }


# check PATH…


@pytest.fixture
def broken(make_site: MakeSite) -> Path:
    """A site with one error in the annotations and one in a page."""
    return make_site(
        {
            "annotations/2020/talk.yaml": BROKEN_NOTE,
            "content/pages/about.md": "---\ntitle: About\n---\n\n[Nowhere](nowhere.md)\n",
        }
    )


@pytest.mark.parametrize(
    ("paths", "codes"),
    [
        (["annotations"], {"quote-not-found"}),
        (["annotations/2020/talk.yaml"], {"quote-not-found"}),
        (["content"], {"broken-link"}),
        (["content/pages/about.md", "annotations/2020"], {"broken-link", "quote-not-found"}),
        (["./content/../annotations"], {"quote-not-found"}),
        (["site.yaml"], set()),
        (["."], {"broken-link", "quote-not-found"}),
        ([], {"broken-link", "quote-not-found"}),
    ],
)
@pytest.mark.parametrize("inside", [True, False])
def test_check_shows_the_problems_of_the_paths_it_is_given(
    broken: Path,
    postil: Postil,
    monkeypatch: pytest.MonkeyPatch,
    paths: list[str],
    codes: set[str],
    inside: bool,
) -> None:
    monkeypatch.chdir(broken if inside else broken.parent)
    where = paths if inside else ["--site", "site", *(f"site/{path}" for path in paths)]
    answer = postil("check", "--format", "json", *where)
    assert {d["code"] for d in json.loads(answer.out)["diagnostics"]} == codes
    assert answer.status == (1 if codes else 0)


def test_check_takes_paths_that_start_at_the_site(broken: Path, postil: Postil) -> None:
    answer = postil("check", "--site", broken, "annotations")
    assert answer.status == 1
    assert "quote-not-found" in answer.out
    assert "broken-link" not in answer.out


@pytest.mark.parametrize("path", ["/etc", "..", "content/pages/typo.md"])
def test_check_refuses_a_path_that_is_not_in_the_site(broken: Path, postil: Postil, path: str) -> None:
    answer = postil("check", "--site", broken, path)
    assert answer.status == 2
    assert "is not in the site" in answer.err


# Misuse


@pytest.mark.parametrize("command", [[], ["build"], ["check"]])
def test_without_a_site_yaml_init_is_named(tmp_path: Path, postil: Postil, command: list[str]) -> None:
    answer = postil(*command, "--site", tmp_path)
    assert answer.status == 2
    assert answer.out == ""
    assert "site.yaml" in answer.err
    assert "postil init" in answer.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["--no-such-option"],
        ["no-such-command"],
        ["--jobs", "0"],
        ["--jobs", "many"],
        ["--format", "xml"],
        ["--base-url", "ftp://example.org/"],
        ["--base-url", "example.org"],
        ["--base-url", "https://user@example.org/"],
        ["build", "stray"],
    ],
)
def test_misuse_is_status_2_and_builds_nothing(
    make_site: MakeSite, postil: Postil, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    site = make_site({})
    monkeypatch.chdir(site)
    answer = postil(*arguments)
    assert answer.status == 2
    assert answer.out == ""
    assert answer.err
    assert not (site / "_site").exists()


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_lists_every_command_with_a_line_about_it(postil: Postil, option: str) -> None:
    answer = postil(option)
    assert answer.status == 0
    assert {"build", "check"} <= set(cli.commands)
    listed = {
        words[0]: words[1:]
        for line in answer.out.splitlines()
        if line.startswith("  ") and (words := line.split())
    }
    for name in cli.commands:
        assert len(listed[name]) > 1


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_every_command_has_help_and_takes_site(postil: Postil, command: str) -> None:
    answer = postil(command, "--help")
    assert answer.status == 0
    assert "--site DIR" in answer.out or "--site DIRECTORY" in answer.out or command == "init"


def test_version(postil: Postil) -> None:
    assert postil("--version").out == f"postil, version {__version__}\n"


# Terminals and files of every kind


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_terminal_that_knows_little_does_not_bring_the_program_down(
    make_site: MakeSite, encoding: str
) -> None:
    site = make_site({"annotations/2020/talk.yaml": BROKEN_NOTE})
    for arguments in (["check"], ["check", "--format", "json"], ["--output", "content"], ["--help"]):
        answer = run(*arguments, folder=site, PYTHONIOENCODING=encoding, LC_ALL="C", TERM="dumb")
        assert answer.returncode == {"check": 1, "--output": 2, "--help": 0}[arguments[0]]
        assert "Traceback" not in answer.stderr


def test_a_reader_that_stops_reading_gets_no_traceback(broken: Path) -> None:
    process = subprocess.Popen(
        [*BUILD, "check", "--site", broken], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    process.wait(timeout=60)
    assert "Traceback" not in said


HOSTILE: list[dict[str, str | bytes]] = [
    {"site.yaml": ""},
    {"site.yaml": "- a list\n"},
    {"site.yaml": "title: [\n"},
    {"site.yaml": b"\xff\xfe\x00"},
    {"site.yaml": "title: A\nbase_url: https://example.org/\ntheme: nowhere\n"},
    {"site.yaml": "title: A\nbase_url: https://example.org/\nkinds: []\n"},
    {"site.yaml": "title: A\nbase_url: https://example.org/\nverdicts: [accurate]\n"},
    {"site.yaml": "title: A\nbase_url: https://example.org/\nnav: [{label: Gone, url: gone/}]\n"},
    {"content/speakers.yaml": "lavrov: 3\n"},
    {"content/speakers.yaml": "[" * 100_000},
    {"content/contributors.yaml": "a: &x {name: *x}\n"},
    {"content/transcripts/2020/talk.md": ""},
    {"content/transcripts/2020/talk.md": "---\n"},
    {"content/transcripts/2020/talk.md": "---\ntitle: A\ndate: 2020-13-45\nspeakers: []\n---\n"},
    {"content/transcripts/2020/talk.md": b"---\ntitle: \xe9\n---\n"},
    {"content/transcripts/2020/talk.md": "---\ntitle: A\0\n---\n"},
    {"content/transcripts/Café.md": SMALL_SITE["content/transcripts/2020/talk.md"]},
    {"content/pages/about.md": "---\ntitle: A\n---\n\n[x](javascript:alert(1))\n"},
    {"content/pages/index.md": "---\ntitle: A\n---\n"},
    {"annotations/2020/talk.yaml": "just words\n"},
    {"annotations/2020/talk.yaml": "- id: a\n  id: b\n"},
    {"annotations/2020/talk.yaml": "- !!python/object:os.system {}\n"},
    {"annotations/2020/talk.yaml": "- {id: x, kind: context, quote: '', body: b}\n"},
    {"annotations/2020/talk.yaml": "- {id: x, kind: context, quote: ' […] ', body: b}\n"},
    {"annotations/2020/talk.yaml": "- {id: x, kind: context, turn: 99999999999999999999, body: b}\n"},
    {"annotations/2020/talk/__proto__.yaml": SMALL_SITE["annotations/2020/talk.yaml"]},
    {"annotations/gone.yaml": SMALL_SITE["annotations/2020/talk.yaml"]},
    {"themes/default/templates/home.html": "{% if %}"},
    {"themes/default/templates/base.html": "{{ page.nothing.at.all }}"},
]


@pytest.mark.parametrize("files", HOSTILE)
def test_a_mistake_in_a_file_is_status_1_and_named_with_its_place(
    make_site: MakeSite, postil: Postil, files: dict[str, str | bytes]
) -> None:
    site = make_site(files)
    answer = postil("--site", site)
    assert answer.status == 1, answer
    assert answer.err == ""
    assert any(
        line.startswith(f"{name}:") and ": error[" in line
        for name in files
        for line in answer.out.splitlines()
    )
    assert not (site / "_site").exists()


def test_a_name_that_is_no_text_is_an_error_with_a_place(make_site: MakeSite, postil: Postil) -> None:
    site = make_site({})
    (site / os.fsdecode(b"content/pages/caf\xe9.md")).write_text("---\ntitle: A\n---\n")
    answer = postil("--site", site)
    assert answer.status == 1
    assert "error[bad-name]" in answer.out


def test_the_program_runs_from_any_folder(tmp_path: Path) -> None:
    write_files(tmp_path, SMALL_SITE)
    answer = subprocess.run(
        [sys.executable, BUILD[1]],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    assert (tmp_path / "_site/index.html").is_file()
