from __future__ import annotations

import io
import os
import pty
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from postil.cli import cli
from tests.building.folders import BUILD, SMALL_SITE, contents, run
from tests.conftest import MakeSite, Postil

TALK = SMALL_SITE["content/transcripts/2020/talk.md"].replace("We shall see.", "We shall see what shall be.")
NOTE = "annotations/2020/talk/we-shall-see.yaml"
CONTEXT = ("--kind", "context", "--body", "It did.", "--created", "2026-11-24")


@pytest.fixture
def site(make_site: MakeSite) -> Path:
    return make_site({"content/transcripts/2020/talk.md": TALK})


# Wholly by options


def test_a_note_is_written_and_passes_check(site: Path, postil: Postil) -> None:
    answer = postil("note", "2020/talk", "--site", site, "--quote", "We shall see", *CONTEXT)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out == (
        f"{site / NOTE}: written\n"
        "Next: “postil check” goes over it again, “postil build --drafts” shows it on its page.\n"
    )
    assert (site / NOTE).read_text("utf-8") == (
        "id: we-shall-see\nkind: context\nquote: We shall see\nbody: |\n  It did.\ncreated: 2026-11-24\n"
    )
    assert postil("check", "--site", site, "--strict").status == 0


def test_every_field_has_an_option(site: Path, postil: Postil, tmp_path: Path) -> None:
    (tmp_path / "body.md").write_bytes(b"\xef\xbb\xbf\r\nTwo\r\n\r\nparagraphs.\r\n\r\n")
    answer = postil(
        *("note", "/transcripts/2020/talk/", "--site", site, "--quote", "shall", "--prefix", "what"),
        *("--suffix", "be", "--speaker", "ann-lee", "--turn", "3", "--kind", "fact-check"),
        *("--verdict", "accurate", "--claim", "It shall: be.", "--title", "What shall be", "--draft"),
        *("--body-file", tmp_path / "body.md", "--topic", "Time", "--topic", "Arms control"),
        *("--source", "title=Rise, and fall,url=https://example.org/a,b, date=2020-08"),
        *("--source", "title=Another", "--author", "Ann Lee", "--created", "2026-11-23", "--id", "be"),
    )
    assert (answer.status, answer.err) == (0, "")
    assert (site / "annotations/2020/talk/be.yaml").read_text("utf-8") == (
        "id: be\nkind: fact-check\nquote: shall\nprefix: what\nsuffix: be\nspeaker: ann-lee\nturn: 3\n"
        'verdict: accurate\nclaim: "It shall: be."\ntitle: What shall be\nbody: |\n  Two\n\n  paragraphs.\n'
        'sources:\n  - title: "Rise, and fall"\n    url: https://example.org/a,b\n    date: "2020-08"\n'
        "  - title: Another\ntopics: [Time, Arms control]\nauthors: [Ann Lee]\ncreated: 2026-11-23\n"
        "status: draft\n"
    )
    assert postil("check", "--site", site, "--strict").status == 0


def test_the_body_can_come_from_standard_input(
    site: Path, postil: Postil, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Ça a été.\n".encode()), "utf-8"))
    assert (
        postil(
            "note", "2020/talk", "--site", site, "--turn", "2", "--kind", "context", "--body-file", "-"
        ).status
        == 0
    )
    assert "  Ça a été.\n" in (site / "annotations/2020/talk/context.yaml").read_text("utf-8")


def test_a_note_can_be_on_the_transcript_as_a_whole(site: Path, postil: Postil) -> None:
    assert (
        postil("note", "2020/talk", "--site", site, "--whole", "--title", "On it all", *CONTEXT).status == 0
    )
    assert "quote" not in (site / "annotations/2020/talk/on-it-all.yaml").read_text("utf-8")


@pytest.mark.parametrize("choice", [("--prefix", "what"), ("--suffix", "be"), ("--suffix", "be.")])
def test_a_quote_that_recurs_is_refused_with_options_ready_to_paste(
    site: Path, postil: Postil, choice: Sequence[str]
) -> None:
    answer = postil("note", "2020/talk", "--site", site, "--quote", "shall", *CONTEXT)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == (
        "postil: --quote: 2 places read “shall”\n"
        "   hint: say which one, with the options given with it:\n"
        "   turn 3, line 13: “…knows. [Applause.] We shall see what shall be.”\n"
        "      --suffix see\n"
        "   turn 3, line 13: “…We shall see what shall be.”\n"
        "      --suffix be.\n"
        "postil: nothing was written\n"
    )
    assert postil("note", "2020/talk", "--site", site, "--quote", "shall", *choice, *CONTEXT).status == 0


def test_a_quote_that_is_nowhere_is_refused_with_the_nearest_passage(site: Path, postil: Postil) -> None:
    before = contents(site)
    answer = postil("note", "2020/talk", "--site", site, "--quote", "expires next Febuary", *CONTEXT)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == (
        "postil: --quote: no passage reads “expires next Febuary”\n"
        "   hint: turn 2 has “expires next February” (content/transcripts/2020/talk.md:9): "
        "“February” stands there for “Febuary”\n"
        "postil: nothing was written\n"
    )
    assert contents(site) == before


def test_dots_for_a_skip_are_answered_with_the_quote_that_skips(site: Path, postil: Postil) -> None:
    answer = postil("note", "2020/talk", "--site", site, "--quote", "It expires ... everybody", *CONTEXT)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == (
        "postil: --quote: no passage reads “It expires ... everybody”\n"
        "   hint: words are skipped with “ […] ”; this is found in turn 2 "
        '(content/transcripts/2020/talk.md:9): quote: "It expires […] everybody"\n'
        "postil: nothing was written\n"
    )
    quote = ("--quote", "It expires […] everybody")
    assert postil("note", "2020/talk", "--site", site, *quote, *CONTEXT).status == 0
    assert postil("check", "--site", site).status == 0


def test_an_omission_that_stands_in_the_transcript_is_quoted_as_it_is(site: Path, postil: Postil) -> None:
    talk = site / "content/transcripts/2020/talk.md"
    talk.write_text(
        talk.read_text("utf-8") + "\nQ: He said […] and left. He said that he came and left.\n", "utf-8"
    )
    note = ("note", "2020/talk", "--site", site, "--id", "omission", *CONTEXT)
    refused = postil(*note, "--quote", "He said […] and left")
    assert refused.status == 2
    assert "      --quote $'He said [\\u00ad…] and left'\n" in refused.err
    assert postil(*note, "--quote", "He said [\u00ad…] and left").status == 0
    written = (site / "annotations/2020/talk/omission.yaml").read_text("utf-8")
    assert 'quote: "He said [\\u00AD…] and left"\n' in written
    assert postil("check", "--site", site).status == 0


def test_everything_that_is_wrong_is_told_at_once(site: Path, postil: Postil) -> None:
    answer = postil(
        *("note", "2020/talk", "--site", site, "--quote", "nowhere to be found", "--kind", "fact-chek"),
        *("--verdict", "acurate", "--body", "[x](data:x)", "--source", "title=a, url=ftp://x"),
        *("--created", "yesterday", "--id", "Not Good"),
    )
    assert answer.status == 2
    for option in ("quote", "kind", "verdict", "body", "source", "created", "id"):
        assert f"postil: --{option}: " in answer.err
    assert "did you mean “fact-check”?" in answer.err
    assert answer.err.endswith("postil: nothing was written\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            [],
            "still needed: --quote “the exact words” (or --turn N, or --whole for the transcript as a whole)",
        ),
        (["--quote", "We", "--body", "b"], "--kind, one of fact-check, context, correction"),
        (["--quote", "We", "--kind", "context"], "--body or --body-file"),
        (
            ["--quote", "We", "--kind", "fact-check", "--body", "b"],
            "--verdict, one of accurate, mostly-accurate",
        ),
        (["--quote", "We", "--kind", "fact-check", "--body", "b"], "--source “title=…, url=…”"),
        (["--quote", "We", *CONTEXT, "--source", "https://x.org"], "write it as “title=…, url=…”"),
        (["--quote", "We", *CONTEXT, "--body-file", "x"], "not both"),
        (["--quote", "We", "--kind", "context", "--body-file", "gone.md"], "it cannot be read"),
        (["--whole", "--turn", "2", *CONTEXT], "leave the other out"),
        (["--turn", "0", *CONTEXT], "0 is not in the range"),
        (["--turn", "99", *CONTEXT], "--turn: there is no turn 99"),
        (["--quote", "We", *CONTEXT, "--verdict", "accurate"], "has no verdict"),
        (["--quote", "We shall see", *CONTEXT, "--title", "a\x7fb"], "U+007F in it, which is no text"),
        (
            ["--quote", "We shall see", *CONTEXT, "--id", "treaty-expiry"],
            "another note on this transcript has the id",
        ),
    ],
)
def test_misuse_is_status_2_and_writes_nothing(
    site: Path, postil: Postil, arguments: list[str], said: str
) -> None:
    before = contents(site)
    answer = postil("note", "2020/talk", "--site", site, *arguments)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err
    assert contents(site) == before


def test_an_unknown_transcript_names_the_nearest(site: Path, postil: Postil) -> None:
    answer = postil("note", "/transcripts/2020/tlak/", "--site", site, "--quote", "We", *CONTEXT)
    assert answer.status == 2
    assert answer.err == (
        "postil: there is no transcript “/transcripts/2020/tlak/”; did you mean “2020/talk”?\n"
    )


def test_nothing_is_overwritten(site: Path, postil: Postil) -> None:
    write = ("note", "2020/talk", "--site", site, "--quote", "We shall see", *CONTEXT)
    assert postil(*write).status == 0
    first = (site / NOTE).read_bytes()
    other = (*write[:-3], "It did so.", *write[-2:])
    assert postil(*other).status == 0
    assert (site / NOTE).read_bytes() == first
    assert (site / "annotations/2020/talk/we-shall-see-2.yaml").exists()
    again = postil(*other[:-3], "It is so.", "--id", "we-shall-see")
    assert again.status == 2
    assert "annotations/2020/talk/we-shall-see.yaml:1" in again.err
    assert (site / NOTE).read_bytes() == first


@pytest.mark.parametrize("id", [(), ("--id", "another")])
@pytest.mark.parametrize("quote", ["We shall see", "We  shall see", "We shall […] see"])
def test_the_same_note_typed_twice_is_refused(
    site: Path, postil: Postil, quote: str, id: Sequence[str]
) -> None:
    write = ("note", "2020/talk", "--site", site, "--kind", "context", "--body", "It did.")
    assert postil(*write, "--quote", "We shall see").status == 0
    before = contents(site)
    again = postil(*write, "--quote", quote, "--created", "2020-01-01", *id)
    assert (again.status, again.out) == (2, "")
    assert again.err == (
        f"postil: the note: the same kind of note says the same on these words already, in {NOTE}:1\n"
        "   hint: correct that one if need be, or say something else\n"
        "postil: nothing was written\n"
    )
    assert contents(site) == before
    assert postil(*write, "--quote", "shall see what").status == 0  # the same on other words


def test_the_same_on_a_turn_or_the_whole_is_refused_too(site: Path, postil: Postil) -> None:
    for place in (("--turn", "2"), ("--whole",)):
        write = ("note", "2020/talk", "--site", site, *place, *CONTEXT)
        assert postil(*write).status == 0
        again = postil(*write)
        assert (again.status, "says the same on these words already" in again.err) == (2, True)


@pytest.mark.parametrize(
    "files",
    [
        {"site.yaml": "title: x\n"},
        {"content/transcripts/2020/talk.md": "---\ntitle: x\n---\n"},
        {"annotations/2020/talk.yaml": "- id: a\n"},
        {"content/speakers.yaml": "a: [\n"},
    ],
)
def test_errors_in_the_files_that_it_rests_on_are_status_1(
    make_site: MakeSite, postil: Postil, files: dict[str, str]
) -> None:
    site = make_site(files)
    before = contents(site)
    answer = postil("note", "2020/talk", "--site", site, "--quote", "We shall see", *CONTEXT)
    assert answer.status == 1
    assert f"{next(iter(files))}:" in answer.out
    assert "Mend these first" in answer.err
    assert contents(site) == before


def test_a_disk_that_refuses_is_told_and_leaves_nothing(site: Path, postil: Postil) -> None:
    (site / "annotations/2020/talk").write_text("in the way")
    answer = postil("note", "2020/talk", "--site", site, "--quote", "We shall see", *CONTEXT)
    assert answer.status in (1, 2)
    assert "Traceback" not in answer.err
    assert (site / "annotations/2020/talk").read_text() == "in the way"


# Asked on a terminal


Ask = Callable[..., Result]


@pytest.fixture
def asked(site: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Runs the command as if at a terminal, with lines of answers."""
    monkeypatch.setattr(sys.modules["postil.cli.note"], "answers_questions", lambda: True)

    def call(answers: Sequence[str], *arguments: str) -> Result:
        command = ["note", "2020/talk", "--site", str(site), "--created", "2026-11-24", *arguments]
        return CliRunner().invoke(cli, command, input="".join(f"{line}\n" for line in answers))

    return call


def test_it_asks_for_what_is_missing(site: Path, asked: Ask) -> None:
    result = asked(
        [
            *(
                "expires next Febuary",
                "shall",
                "2",
                "1",
                "acurate",
                "accurate",
                "It shall be.",
                "Yes, *it* shall.",
                "",
            ),
            *(
                "The treaty",
                "htp://x",
                "https://example.org/treaty",
                "",
                "2020-13",
                "2020-08",
                "",
                "Ann Lee",
                "",
            ),
        ]
    )
    assert result.exit_code == 0, result.output
    assert "“February” stands there for “Febuary”" in result.output
    assert "2 places have these words. Which one do you mean?" in result.output
    assert "did you mean “accurate”?" in result.output
    assert "the address has the scheme “htp:”" in result.output
    assert (site / "annotations/2020/talk/it-shall-be.yaml").read_text("utf-8") == (
        "id: it-shall-be\nkind: fact-check\nquote: shall\nsuffix: be.\nverdict: accurate\n"
        "claim: It shall be.\nbody: |\n  Yes, *it* shall.\n"
        'sources:\n  - title: The treaty\n    url: https://example.org/treaty\n    date: "2020-08"\n'
        "authors: [Ann Lee]\ncreated: 2026-11-24\n"
    )


def test_what_is_given_is_not_asked_for(site: Path, asked: Ask) -> None:
    result = asked(
        ["First line", "second line", "", "", "my-note"],
        "--quote",
        "We shall see",
        "--kind",
        "context",
        "--author",
        "A B",
    )
    assert result.exit_code == 0, result.output
    assert "quote:" not in result.output
    assert "verdict" not in result.output, "a note that gives context has none"
    text = (site / "annotations/2020/talk/my-note.yaml").read_text("utf-8")
    assert "body: |\n  First line\n  second line\n" in text


def test_nothing_is_asked_if_nothing_is_missing(asked: Ask) -> None:
    result = asked([], "--quote", "We shall see", "--kind", "context", "--body", "b")
    assert result.exit_code == 0, result.output


def test_an_empty_quote_means_the_transcript_as_a_whole(site: Path, asked: Ask) -> None:
    result = asked(["", "context", "b", "", "", "", "about-it"])
    assert result.exit_code == 0, result.output
    assert (
        (site / "annotations/2020/talk/about-it.yaml")
        .read_text("utf-8")
        .startswith("id: about-it\nkind: context\nbody: |\n")
    )


def test_a_taken_id_is_asked_for_again(site: Path, asked: Ask) -> None:
    result = asked(["We shall see", "context", "b", "", "", "", "treaty-expiry", "Bad Id", "good-id"])
    assert result.exit_code == 0, result.output
    assert "“treaty-expiry” is taken" in result.output
    assert "write “bad-id”" in result.output
    assert (site / "annotations/2020/talk/good-id.yaml").exists()


@pytest.mark.parametrize("answers", [[], ["We shall see"], ["We shall see", "context", "b"], ["shall"]])
def test_input_that_ends_leaves_nothing_behind(site: Path, asked: Ask, answers: list[str]) -> None:
    before = contents(site)
    result = asked(answers)
    assert result.exit_code == 2
    assert "stopped; nothing was written" in result.output
    assert contents(site) == before


# In a real terminal


@contextmanager
def terminal(*arguments: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The program with a terminal of its own."""
    master, slave = pty.openpty()
    try:
        process = subprocess.Popen(
            [*BUILD, *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env={**os.environ, "TERM": "dumb"},
        )
        os.close(slave)
        try:
            yield process, master
            process.wait(timeout=60)
        finally:
            process.kill()
            process.wait()
    finally:
        os.close(master)


def read_until(master: int, words: str) -> str:
    said = b""
    while words.encode() not in said:
        ready, _, _ = select.select([master], [], [], 30)
        assert ready, said.decode()
        try:
            part = os.read(master, 4096)
        except OSError:  # what a terminal gives when the program has ended
            part = b""
        assert part, said.decode()
        said += part
    return said.decode()


def interrupt(process: subprocess.Popen[bytes], master: int) -> None:
    """Press Ctrl-C until something happens: Python can miss it in the moment before it begins to wait."""
    for _ in range(6):
        process.send_signal(signal.SIGINT)
        if select.select([master], [], [], 5)[0]:
            return


def test_a_terminal_is_asked_and_control_c_leaves_nothing_behind(site: Path) -> None:
    before = contents(site)
    with terminal("note", "2020/talk", "--site", str(site)) as (process, master):
        read_until(master, "quote: ")
        os.write(master, b"We shall see\n")
        read_until(master, "kind: ")
        os.write(master, b"context\n")
        read_until(master, "body: ")
        interrupt(process, master)
        read_until(master, "stopped; nothing was written")
    assert process.returncode == 2
    assert contents(site) == before


def test_a_note_is_made_in_a_terminal(site: Path) -> None:
    with terminal("note", "2020/talk", "--site", str(site)) as (process, master):
        for question, answer in (
            ("quote: ", "We shall see"),
            ("kind: ", "2"),
            ("body: ", "It did."),
            ("more (empty: the end): ", ""),
            ("title of a source (empty: no more): ", ""),
            ("author: ", ""),
            ("id [we-shall-see]: ", ""),
        ):
            read_until(master, question)
            os.write(master, f"{answer}\n".encode())
        read_until(master, "written")
    assert process.returncode == 0
    assert (site / NOTE).exists()
    assert run("check", "--site", str(site), "--strict").returncode == 0


def test_without_a_terminal_nothing_is_asked(site: Path) -> None:
    answer = subprocess.run(
        [*BUILD, "note", "2020/talk", "--site", site],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert answer.returncode == 2
    assert "still needed: --quote" in answer.stderr
