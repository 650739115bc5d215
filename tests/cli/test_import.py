"""The captions and notes here are made up, in the forms of the programs that write such files."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from tests.building.folders import ROOT, SMALL_SITE, contents
from tests.conftest import MakeSite, Postil
from tests.importing.notes.test_hypothesis import annotation

PAGE = "https://example.org/archive/transcripts/2020/talk/"
Import = Callable[..., tuple[int, str]]


@pytest.fixture
def site(make_site: MakeSite) -> Path:
    return make_site({})


@pytest.fixture
def import_file(site: Path, tmp_path: Path, postil: Postil) -> Import:
    """Imports a file with a name and a text, and gives the exit status and what was said."""

    def call(name: str, content: object, *options: str) -> tuple[int, str]:
        text = content if isinstance(content, str) else json.dumps(content)
        (tmp_path / name).write_text(text, "utf-8")
        answer = postil("import", tmp_path / name, "--site", site, *options)
        return answer.status, (answer.out + answer.err).replace(f"{tmp_path}/", "").replace(f"{site}/", "")

    return call


# Transcripts


CAPTIONS = """\
WEBVTT - The talk of 12 March 2021
Language: en

1
00:00:01.000 --> 00:00:03.000
<v Ann Lee>We began in the

2
00:00:03.000 --> 00:00:05.500
<v Ann Lee>summer.
"""


def test_captions_become_a_transcript_that_passes_check(
    import_file: Import, site: Path, postil: Postil
) -> None:
    target = "site/content/transcripts/2021/the-talk-of-12-march-2021.md"
    said = (
        f"{target}: “The talk of 12 March 2021”, 2021-03-12, 1 paragraph\n"
        "  speaker “Ann Lee” (ann-lee): 1 turn\n"
        "  left out, line 2: “Language: en” (a header of the caption file)\n"
        "next: read it through, then “postil check”\n"
    )
    assert import_file("talk.vtt", CAPTIONS) == (0, said)
    assert (site / "content/transcripts/2021/the-talk-of-12-march-2021.md").read_text("utf-8") == (
        "---\ntitle: The talk of 12 March 2021\ndate: 2021-03-12\n"
        "speakers:\n  Ann Lee: {name: Ann Lee}\n---\n\n"
        "[00:00:01] Ann Lee: We began in the summer.\n"
    )
    assert postil("check", "--site", site, "--strict").status == 0


def test_rolling_captions_are_counted(import_file: Import) -> None:
    cues = "".join(
        f"{i}\n00:00:0{i},000 --> 00:00:0{i + 1},000\n{text}\n\n"
        for i, text in enumerate(["a", "a\nb", "b\nc"], start=1)
    )
    status, said = import_file("talk.srt", cues, "--title", "T", "--date", "2021-03-12", "--label", "Ann")
    assert status == 0
    assert (
        "  left out: 2 lines between lines 7 and 12 that rolling captions show again; "
        "their words stand in the transcript once\n" in said
    )


def test_captions_that_do_not_tell_their_day(import_file: Import) -> None:
    assert import_file("talk.srt", "1\n00:00:01,000 --> 00:00:02,000\nSo.\n", "--title", "T") == (
        2,
        "postil: the text does not tell on which day it was said; give it with --date 2026-11-24\n",
    )


def test_a_transcript_that_would_be_too_large_is_not_written(import_file: Import, site: Path) -> None:
    before = contents(site)
    text = "\n\n".join(
        f"00:{i // 60 % 60:02}:{i % 60:02}.000 --> 01:00:00.000\n{'word ' * 500}" for i in range(1000)
    )
    status, said = import_file("talk.vtt", f"WEBVTT T\n\n{text}\n", "--date", "2021-03-12")
    assert (status, said) == (
        2,
        "postil: the transcript would have more than 2,097,152 bytes; import it in parts\n",
    )
    assert contents(site) == before


def test_the_example_in_the_documentation_is_what_happens(import_file: Import, site: Path) -> None:
    text = (ROOT / "docs/importing.md").read_text("utf-8")
    command = re.search(r"`postil import (\S+) (--title [^`]*)` answers", text)
    assert command is not None
    captions, answer = map(dedent, re.findall(r"\n\n((?:    .*\n|\n(?=    ))+)", text)[:2])
    written = text.split("```markdown\n")[1].split("```")[0]
    status, said = import_file(command[1], captions, *shlex.split(command[2]))
    assert (status, said) == (0, answer.replace("content/", "site/content/", 1))
    (made,) = (site / "content/transcripts/2026").iterdir()
    assert made.read_text("utf-8").partition("---\n\n")[2] == written


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("a.vtt", ("--kind", "context"), "--kind means nothing for a transcript; leave it out"),
        ("a.txt", ("--draft",), "--draft means nothing for a transcript; leave it out"),
        ("a.json", ("--label", "Ann"), "--label means nothing for a file of notes; leave it out"),
        ("a.jsonld", ("--title", "T"), "--title means nothing for a file of notes; leave it out"),
        ("a.pdf", (), "only files that end in .json, .jsonld, .srt, .text, .txt, .vtt can be imported"),
    ],
)
def test_misuse_is_told(import_file: Import, name: str, options: tuple[str, ...], message: str) -> None:
    status, said = import_file(name, "", *options)
    assert status == 2
    assert message in " ".join(said.split())


# Notes


def on_page(exact: str, prefix: str = "", suffix: str = "", source: str = PAGE) -> list[dict[str, Any]]:
    quote = {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}
    return [{"source": source, "selector": [quote]}]


def test_an_export_of_hypothesis(import_file: Import, site: Path, postil: Postil) -> None:
    talk = annotation(target=on_page("expires next February", "It ", ", as everybody"), uri=PAGE)
    export = {
        "export_date": "2026-03-03T00:00:00.000Z",
        "annotations": [
            talk,
            annotation(
                id="two", text="On all of it.", tags=["Interviews"], target=[{"source": PAGE}], uri=PAGE
            ),
            annotation(id="three", text="Not so.", target=on_page("expires next Febuary"), uri=PAGE),
            annotation(id="four", text="I see.", references=["two"], uri=PAGE),
        ],
    }
    said = (
        "site/annotations/2020/talk/expires-next-february.yaml: "
        "“…does the treaty last? It expires next February, as everybody knows.…”\n"
        "site/annotations/2020/talk/on-all-of-it.yaml: the whole transcript\n"
        "not taken: annotation 3 (three): no passage reads “expires next Febuary”\n"
        "  hint: turn 2 has “expires next February” (content/transcripts/2020/talk.md:9): "
        "“February” stands there for “Febuary”\n"
        "  it says: “Not so.”\n"
        "left out: annotation 4 (four): it is a reply to another annotation: “I see.”\n"
        "2 notes written, 1 not taken, 1 left out\n"
        "next: read them through, then “postil check”\n"
    )
    assert import_file("notes.json", export) == (0, said)
    assert (site / "annotations/2020/talk/expires-next-february.yaml").read_text("utf-8") == (
        "id: expires-next-february\n"
        "kind: context\n"
        "quote: expires next February\n"
        "body: |\n"
        "  It *did*.\n"
        "\n"
        "  See [the treaty](https://example.org/treaty).\n"
        "topics: [Arms control]\n"
        "authors: [Jane Doe]\n"
        "created: 2026-03-01\n"
        "updated: 2026-03-02\n"
    )
    assert postil("check", "--site", site, "--strict").status == 0


def test_what_was_imported_is_not_imported_again(import_file: Import, site: Path) -> None:
    note = annotation(target=on_page("We shall see"), uri=PAGE)
    assert import_file("notes.json", [note, note])[1].startswith(
        "site/annotations/2020/talk/we-shall-see.yaml: “…everybody knows. [Applause.] We shall see.”\n"
        "not taken: annotation 2 (AbC-123_x): the note “we-shall-see” says the same at the same place\n"
    )
    before = contents(site)
    status, said = import_file("notes.json", [note])
    assert status == 2
    assert "the note “we-shall-see” says the same at the same place" in said
    assert contents(site) == before
    # Other words at the place are another note.
    assert import_file("notes.json", [{**note, "text": "Indeed."}])[0] == 0
    assert (site / "annotations/2020/talk/we-shall-see-2.yaml").is_file()


def test_nothing_is_attached_to_a_guess(import_file: Import, site: Path) -> None:
    before = contents(site)
    notes = [
        annotation(id="1", target=on_page("as")),
        annotation(id="2", target=on_page("expires", "the cheque ", " on Monday")),
        annotation(id="3", target=on_page("e")),
    ]
    status, said = import_file("notes.json", notes, "--transcript", "2020/talk")
    assert status == 2
    assert (
        "not taken: annotation 2 (2): its words stand once, and other words around them than those it names\n"
        "  hint: turn 2, line 9: “…does the treaty last? It expires next February, as everybody…”\n" in said
    )
    assert "places have its words, and the words around them fit not just one" in said
    assert contents(site) == before


def test_where_it_is_about(import_file: Import) -> None:
    elsewhere = annotation(target=on_page("We shall see", source="https://news.example/talk"))
    status, said = import_file("notes.json", [elsewhere])
    assert status == 2
    assert (
        "not taken: annotation 1 (AbC-123_x): it is on https://news.example/talk, "
        "and no transcript is known to stand there\n"
        "  hint: name the transcript with --transcript, or its “source” in the front matter\n" in said
    )
    assert import_file("notes.json", [elsewhere], "--transcript", f"{PAGE}")[0] == 0


def test_notes_on_a_whole_page_need_to_be_on_the_transcripts(import_file: Import) -> None:
    notes = [
        annotation(id="1", text="All of it.", target=[], uri="https://news.example/a"),
        annotation(id="2", text="None of it.", target=[], uri="https://news.example/b"),
    ]
    status, said = import_file("notes.json", notes, "--transcript", "2020/talk")
    assert status == 2
    assert (
        "it is on the whole of https://news.example/b, and the file has notes on other documents, too" in said
    )
    assert import_file("notes.json", notes[:1], "--transcript", "2020/talk")[0] == 0


def test_notes_on_another_transcript_are_not_taken(import_file: Import, site: Path) -> None:
    (site / "content/transcripts/2021").mkdir()
    (site / "content/transcripts/2021/other.md").write_text(
        SMALL_SITE["content/transcripts/2020/talk.md"], "utf-8"
    )
    note = annotation(target=on_page("We shall see"), uri=PAGE)
    status, said = import_file("notes.json", [note], "--transcript", "2021/other")
    assert status == 2
    assert "it is on the transcript “2020/talk”\n  hint: import it without --transcript\n" in said


def test_what_would_not_pass_check_is_not_written(import_file: Import, site: Path) -> None:
    before = contents(site)
    notes = [
        annotation(id="1", target=on_page("We shall see"), uri=PAGE, tags=["Disputed"]),
        annotation(id="2", target=on_page("We shall see"), uri=PAGE, text="[x](javascript:alert(1))"),
        annotation(id="3", target=on_page("We shall see"), uri=PAGE, text="[x](/nowhere/)"),
        annotation(id="4", target=on_page("We shall see"), uri=PAGE, text="half \ud83d"),
        annotation(id="5", target=on_page("We \ud83d see"), uri=PAGE),
    ]
    status, said = import_file("notes.json", notes)
    assert status == 2
    assert [line.partition(": ")[2] for line in said.splitlines() if line.startswith("not taken")] == [
        "annotation 1 (1): a note of the kind “fact-check” needs at least one source",
        "annotation 2 (2): the address has the scheme “javascript:”; only http, https and mailto are allowed",
        "annotation 3 (3): nothing is at “/nowhere/”",
        "annotation 4 (4): the body has the character U+D83D in it, which is no text",
        "annotation 5 (5): no passage has its words",
    ]
    assert contents(site) == before


def test_kinds_and_drafts_by_option(import_file: Import, site: Path) -> None:
    note = annotation(target=on_page("We shall see"), uri=PAGE, tags=["Disputed"])
    assert import_file("notes.json", [note], "--kind", "correction", "--draft")[0] == 0
    text = (site / "annotations/2020/talk/we-shall-see.yaml").read_text("utf-8")
    assert "kind: correction\n" in text
    assert "topics: [Disputed]\n" in text
    assert text.endswith("status: draft\n")
    assert import_file("notes.json", [note], "--kind", "corection") == (
        2,
        "postil: the site has no kind “corection”; name another with --kind: did you mean “correction”?\n",
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{\n "a": 1,\n}', "notes.json:3:1: expecting property name enclosed in double quotes"),
        ('{"a": 1, "a": 2}', "notes.json: “a” stands twice in one object"),
        ("[" * 100_000, "notes.json:1:65: lists and objects are nested more than 64 deep"),
        ("{}", "notes.json: this is neither an export of Hypothesis nor a file of Web Annotations"),
    ],
)
def test_a_file_that_cannot_be_read(import_file: Import, text: str, message: str) -> None:
    assert import_file("notes.json", text) == (2, f"postil: {message}\n")


def test_errors_of_the_site_come_first(import_file: Import, site: Path) -> None:
    (site / "annotations/2020/talk.yaml").write_text("- id: 5 5\n", "utf-8")
    status, said = import_file("notes.json", [annotation(target=on_page("We shall see"), uri=PAGE)])
    assert status == 1
    assert "Mend these first: new notes rest on them. Nothing was written.\n" in said


# There and back


def test_what_the_site_published_comes_back(import_file: Import, site: Path, postil: Postil) -> None:
    """Place, kind, verdict, claim, title, body, topics, status; of sources the titles and addresses."""
    notes = {
        "expiry": (
            "id: expiry\nkind: fact-check\nquote: expires next February\nverdict: accurate\n"
            "claim: It expires in 2021.\ntitle: The end\nbody: |\n  *So* it did.\n"
            "sources:\n  - {title: A, url: https://a.example/}\n  - {title: B, url: https://a.example/}\n"
            "  - {title: A book about the end}\ncreated: 2026-11-24\n"
            "topics: [Context, Disputed]\nauthors: [Ann Lee, Bob]\n"
        ),
        "whole": "id: whole\nkind: correction\nbody: |\n  On all of it.\nstatus: retracted\n",
        "turn": "id: turn\nkind: context\nturn: 1\nbody: |\n  Two\n\n  paragraphs.\ntopics: [Arms control]\n",
        "skipping": "id: skipping\nkind: context\nquote: It […] knows\nbody: |\n  So.\nupdated: 2026-11-25\n",
        "aside": "id: aside\nkind: aside\nquote: knows\nbody: |\n  Or not.\ntopics: [Disputed]\n",
        "remark": "id: remark\nkind: context\nquote: Applause\nbody: |\n  It was loud.\n",
    }
    with (site / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write(
            "kinds:\n  fact-check: {label: Fact check, verdict: required, sources: required}\n"
            "  context: {label: Context}\n  correction: {label: Correction}\n  aside: {label: By the way}\n"
        )
    (site / "annotations/2020/talk.yaml").unlink()
    (site / "annotations/2020/talk").mkdir()
    for name, text in notes.items():
        (site / f"annotations/2020/talk/{name}.yaml").write_text(text, "utf-8")
    published = "_site/transcripts/2020/talk/annotations.jsonld"
    assert postil("build", "--site", site, "--no-search").status == 0
    first = json.loads((site / published).read_text("utf-8"))
    for name in notes:
        (site / f"annotations/2020/talk/{name}.yaml").unlink()
    status, said = import_file("notes.jsonld", first)
    assert status == 0, said
    assert "please look" not in said
    assert {path.stem for path in (site / "annotations/2020/talk").iterdir()} == set(notes)
    assert postil("build", "--site", site, "--no-search").status == 0
    again = json.loads((site / published).read_text("utf-8"))
    ours = {item["id"]: item for item in first["first"]["items"]}
    assert {item["id"]: item for item in again["first"]["items"]} == ours
