from __future__ import annotations

import pytest

from postil.diagnostics import Code, Diagnostic
from postil.model.files import Copy
from postil.reading.sources import Entry, EntryKind, Sidecar, Sources, assign, classify


def sorted_out(*paths: str) -> tuple[Sources, list[Diagnostic]]:
    """What these files are, and the problems."""
    problems: list[Diagnostic] = []
    entries = [Entry(path, EntryKind.FILE, 1) for path in paths]
    return assign(classify(entries, problems), problems), problems


def test_each_file_by_its_place() -> None:
    sources, problems = sorted_out(
        "content/transcripts/2020/un/talk.md",
        "content/transcripts/2020/un/talk.mp3",
        "content/pages/about.md",
        "content/pages/about/map.png",
        "content/speakers.yaml",
        "content/contributors.yaml",
        "content/CNAME",
        "content/_headers",
        "content/_redirects",
        "content/Files/Q & A (1).pdf",
        "annotations/2020/un/talk.yaml",
        "annotations/2020/un/talk/expiry.yaml",
    )
    assert problems == []
    assert sources.transcripts == {"2020/un/talk": "content/transcripts/2020/un/talk.md"}
    assert sources.pages == {"about": "content/pages/about.md"}
    assert sources.speakers == "content/speakers.yaml"
    assert sources.contributors == "content/contributors.yaml"
    assert sources.sidecars == [
        Sidecar("annotations/2020/un/talk.yaml", "2020/un/talk", None),
        Sidecar("annotations/2020/un/talk/expiry.yaml", "2020/un/talk", "expiry"),
    ]
    assert sources.copies == [
        Copy("content/CNAME", "CNAME"),
        Copy("content/Files/Q & A (1).pdf", "Files/Q & A (1).pdf"),
        Copy("content/_headers", "_headers"),
        Copy("content/_redirects", "_redirects"),
        Copy("content/pages/about/map.png", "about/map.png"),
        Copy("content/transcripts/2020/un/talk.mp3", "transcripts/2020/un/talk.mp3"),
    ]


@pytest.mark.parametrize(
    "path",
    ["content/.DS_Store", "content/.git/config", "content/transcripts/.talk.md.swp", "annotations/.gitkeep"],
)
def test_hidden_files_are_left_out(path: str) -> None:
    assert sorted_out(path) == (Sources(), [])


def test_a_list_and_single_notes_of_transcripts_in_each_other() -> None:
    sources, problems = sorted_out(
        "content/transcripts/a.md",
        "content/transcripts/a/b.md",
        "annotations/a/b.yaml",
        "annotations/a/c.yaml",
    )
    assert problems == []
    assert [(s.transcript, s.stem) for s in sources.sidecars] == [("a/b", None), ("a", "c")]


@pytest.mark.parametrize(
    ("path", "proposal"),
    [
        ("content/transcripts/Café.md", "cafe.md"),
        ("content/transcripts/2020/Two Words.md", "2020/two-words.md"),
        ("content/transcripts/2020_x/talk.md", "2020-x/talk.md"),
        ("content/transcripts/Москва.md", "moskva.md"),
        ("content/transcripts/it’s.md", "its.md"),
        ("content/transcripts/talk.MD", "talk.md"),
        ("content/transcripts/con.md", "con-1.md"),
        ("content/transcripts/a..b.md", "a-b.md"),
        ("content/transcripts/!!!.md", "untitled.md"),
        ("content/pages/index.md", "index-1.md"),
        ("content/pages/_headers.md", "headers.md"),
        ("content/pages/-rf.md", "rf.md"),
        (f"content/pages/{'a' * 250}.md", f"{'a' * 100}.md"),
        ("content/pages/a\u200bb.md", "ab.md"),
        ("annotations/2020/Talk.yaml", "2020/talk.yaml"),
        ("annotations/talk.yml", "talk.yaml"),
        ("annotations/README.md", "README.yaml"),
        ("content/a\tb.png", "a-b.png"),
        ("content/a\\b.png", "a-b.png"),
        ("content/what?.png", "what.png"),
        ("content/nul.txt", "nul-1.txt"),
        ("content/COM1/x.txt", "com1-1"),
        ("content/report.", "report"),
        ("content/" + "é" * 101 + ".png", "e" * 100 + ".png"),
        ("content/a\u202egpj.png", "agpj.png"),
    ],
)
def test_bad_names_and_good_ones(path: str, proposal: str) -> None:
    sources, problems = sorted_out(path)
    assert [(p.code, p.span.path, p.span.line, p.span.column) for p in problems] == [
        (Code.BAD_NAME, path, 1, 1)
    ]
    assert f"“{proposal}”" in (problems[0].hint or "")
    assert sources == Sources()


@pytest.mark.parametrize("name", ["CNAME", "_headers", "_redirects"])
@pytest.mark.parametrize("folder", ["content/files", "content/pages", "content/transcripts"])
def test_files_of_hosts_belong_at_the_root(name: str, folder: str) -> None:
    _, (problem,) = sorted_out(f"{folder}/{name}")
    assert problem.code is Code.BAD_NAME
    assert problem.hint == f"move it to content/{name}"


@pytest.mark.parametrize(
    ("kind", "words"), [(EntryKind.LINK, "a symbolic link"), (EntryKind.OTHER, "a special file")]
)
def test_what_is_no_regular_file(kind: EntryKind, words: str) -> None:
    problems: list[Diagnostic] = []
    assert classify([Entry("content/x.md", kind, 0)], problems) == Sources()
    assert [p.code for p in problems] == [Code.NOT_A_REGULAR_FILE]
    assert words in problems[0].message


def test_notes_on_nothing() -> None:
    _, (near, far) = sorted_out(
        "content/transcripts/2020/talk.md", "annotations/2020/tlak.yaml", "annotations/elsewhere/quite.yaml"
    )
    assert (near.code, near.hint) == (Code.UNKNOWN_TRANSCRIPT, "did you mean the transcript “2020/talk”?")
    assert "content/transcripts/elsewhere/quite.md" in (far.hint or "")
