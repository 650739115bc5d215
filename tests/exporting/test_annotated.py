"""annotated.md and annotated.txt: the words and the notes, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil import pipeline
from postil.exporting.annotated import _escaped
from postil.model.plan import PlannedTranscript
from postil.model.text import leaves_of
from postil.model.transcript import Turn
from postil.reading.markdown import read_prose
from postil.source import Span
from tests.building.folders import ROOT
from tests.exporting.sample import PAGE, built
from tests.planned import planned_site

SITES = [ROOT, ROOT / "tests/browser/sample", *sorted((ROOT / "tests/sites").glob("[!e]*/site"))]
REFERENCE = re.compile(r"\[\^\d+\]")


def read(markdown: str) -> list[str]:
    """The words of each block, as a reader of Markdown takes them."""
    prose = read_prose(markdown, lambda line, *_: Span("x.md", line + 1))
    return [prose.text[leaf.start : leaf.end] for leaf in prose.leaves if leaf.end > leaf.start]


def spoken(planned: PlannedTranscript) -> Iterator[str]:
    """The words of each block of a transcript, with labels and timecodes."""
    transcript = planned.anchored.transcript
    for part in transcript.parts:
        label = f"{part.label}: " if isinstance(part, Turn) else ""
        for leaf in leaves_of(part.blocks if isinstance(part, Turn) else [part.block]):
            time = f"[{leaf.timecode}] " if leaf.timecode is not None else ""
            words = f"{time}{label}{transcript.text[leaf.start : leaf.end]}".strip()
            label = ""
            if words:
                yield words


@pytest.mark.parametrize(
    "site", SITES, ids=lambda site: site.parent.name if site.name == "site" else site.name
)
def test_the_markdown_reads_as_the_transcript_word_for_word(site: Path, tmp_path: Path) -> None:
    assert pipeline.build(site, tmp_path / "out", pipeline.Options()).summary is not None
    plan, transcripts = planned_site(site)
    assert transcripts
    for planned in transcripts:
        written = (tmp_path / "out" / planned.url / "annotated.md").read_text(encoding="utf-8")
        text, found, notes = written.partition("\n\n[^1]: ")
        text = text.rpartition("\n\n## ")[0] if found else text  # the heading above the notes
        notes = found + notes
        assert sorted(REFERENCE.findall(text)) == sorted(f"[^{n.number}]" for n in planned.notes)
        assert re.findall(r"^\[\^(\d+)\]: ", notes, re.MULTILINE) == [str(n.number) for n in planned.notes]
        _, facts, address, *words = read(REFERENCE.sub("", text))
        assert facts.startswith(planned.anchored.transcript.date.known)
        assert address == plan.config.base_url + planned.url
        assert words == list(spoken(planned))


@given(st.text("abc 1.)-+=#>*_`[]()<>&;~|!\\:\"'", min_size=1).map(lambda text: " ".join(text.split())))
def test_no_words_mean_anything_in_markdown(text: str) -> None:
    assert "\n".join(read(_escaped(text, at_start=True))) == text
    assert "\n".join(read(f"x {_escaped(text, at_start=False)}")) == f"x {text}".strip()


def test_notes_are_footnotes_with_all_they_say(tmp_path: Path) -> None:
    written = built(tmp_path)["transcripts/2020/talk/annotated.md"].decode()
    assert written.startswith(
        "# A talk[^1]\n\n2020-12-30\n\nhttps://x.example/archive/transcripts/2020/talk/\n\n"
    )
    assert "[00:01:02] **A:** It expires[^2] next February[^3]. We have ten of them[^4]" in written
    note = written.partition("[^3]: ")[2].partition("\n\n[^4]")[0]
    assert note == (
        "**Accurate**\n\n"
        "    Claim: It expires in February 2021 \\</script>\\<script>alert(1)\\</script>.\n\n"
        "    *Right*, by the [treaty](<https://treaty.example/>).\n\n"
        "    - And\n    - more.\n\n"
        "    Sources:\n\n"
        "    - The treaty, U \\& N, 2010-04, https://treaty.example/\n\n"
        "    Jane Doe, Bo Ek, 2021-01-03T08:00:00Z"
    )
    assert f"[the talk](<{PAGE}#t2>)" in written, "links within the site are whole addresses"
    assert "[^4]: **Retracted: Inaccurate: =1+1**" in written
    assert "[^7]" not in written, "drafts are left out"


def test_the_text_has_its_notes_by_number(tmp_path: Path) -> None:
    written = built(tmp_path)["transcripts/2020/talk/annotated.txt"].decode()
    assert (
        "[00:01:02] A: It expires[2] next February[3]. We have ten of them[4], and -5 more[5][6].\n"
        in written
    )
    assert written.partition("[3] ")[2].startswith(
        "Accurate\n\n    Claim: It expires in February 2021 </script>"
    )
    assert "\n[4] Retracted: Inaccurate: =1+1\n\n    Claim: There are ten.\n\n    -5 is not ten.\n" in written
    assert "Right, by the treaty <https://treaty.example/>.\n" in written


def test_a_transcript_without_notes_has_no_heading_for_them(tmp_path: Path) -> None:
    files = built(tmp_path, {"annotations/2020/talk.yaml": "[]\n"})
    for name in ("annotated.md", "annotated.txt"):
        assert files[f"transcripts/2020/talk/{name}"].decode().endswith("-5 more.\n")
