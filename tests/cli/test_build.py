"""``build``: what it says of its work, beside what it makes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.building.folders import NOTE, contents, write_files
from tests.conftest import MakeSite, Postil


def test_it_says_in_one_line_what_was_built(make_site: MakeSite, postil: Postil) -> None:
    answer = postil("--site", make_site({}), "--no-search")
    assert (answer.status, answer.err) == (0, "")
    assert re.fullmatch(r".*/_site: 1 transcript, 1 note, \d+ words, 1 other page\n", answer.out)


def test_what_stands_is_said_again_with_its_warnings(make_site: MakeSite, postil: Postil) -> None:
    note = NOTE.replace("  created", "  authors: [nobody-known]\n  created")
    site = make_site({"annotations/2020/talk.yaml": note})
    first, second = (postil("--site", site, "--no-search") for _ in range(2))
    assert "warning[unknown-contributor]" in first.out
    assert second == first


def test_it_explains_what_is_made_again(make_site: MakeSite, postil: Postil) -> None:
    site = make_site({})
    first = postil("--site", site, "--explain").err.splitlines()
    assert "transcripts/2020/talk/: it was not there" in first
    assert "the home page: it was not there" in first
    assert "pagefind/en/: it was not there" in first
    write_files(site, {"annotations/2020/talk.yaml": NOTE.replace("*ten*", "*five*")})
    second = postil("--site", site, "--explain").err.splitlines()
    assert "transcripts/2020/talk/: changed: its own files" in second
    assert "pagefind/en/: its pages changed" in second
    assert not [line for line in second if line.startswith(("the home page", "notes/"))], (
        "its row did not change"
    )
    assert postil("--site", site, "--explain").err == ""


def test_it_says_where_the_time_went(make_site: MakeSite, postil: Postil) -> None:
    answer = postil("--site", make_site({}), "--timings")
    stages = [line.split(" s  ")[1] for line in answer.err.splitlines()]
    assert stages[0] == "reading"
    assert {"planning", "making transcripts", "making lists", "indexing"} < set(stages)
    assert stages[-2:] == ["the rest", "in all"]


def test_clean_makes_everything_again(make_site: MakeSite, postil: Postil) -> None:
    site = make_site({})
    postil("--site", site, "--no-search")
    before = contents(site / "_site")
    answer = postil("--site", site, "--no-search", "--clean", "--explain")
    assert "transcripts/2020/talk/: it was not there" in answer.err
    assert contents(site / "_site") == before


def test_a_build_that_fails_leaves_the_site_and_says_why_again(make_site: MakeSite, postil: Postil) -> None:
    site = make_site({})
    postil("--site", site, "--no-search")
    before = contents(site / "_site")
    write_files(site, {"annotations/2020/talk.yaml": NOTE.replace("next February", "next Febuary")})
    first, second = (postil("--site", site, "--no-search") for _ in range(2))
    assert first.status == 1
    assert "error[quote-not-found]" in first.out
    assert second == first
    assert contents(site / "_site") == before


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("host:8786", "“host:8786” is no address of a cluster; write it as dask://host:8786"),
        ("dask://127.0.0.1:9", "the client of Dask is not installed; pip install “postil[dask]”"),
    ],
)
def test_a_cluster_that_cannot_be_used_is_told(
    make_site: MakeSite, postil: Postil, address: str, says: str
) -> None:
    site = make_site({})
    answer = postil("--site", site, "--executor", address)
    assert (answer.status, answer.out, answer.err) == (2, "", f"postil: {says}\n")
    assert not (site / "_site").exists()


def test_a_folder_that_cannot_be_written_is_done_without(make_site: MakeSite, postil: Postil) -> None:
    site = make_site({".postil-cache": "a file in the way\n"})
    assert postil("--site", site, "--no-search").status == 0
    assert (site / ".postil-cache").read_text(encoding="utf-8") == "a file in the way\n"
    assert (site / "_site/index.html").is_file()


def test_what_is_kept_says_that_it_is_not_to_be_kept(make_site: MakeSite, postil: Postil) -> None:
    site = make_site({})
    postil("--site", site, "--no-search")
    cache: Path = site / ".postil-cache"
    assert (cache / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert (cache / "CACHEDIR.TAG").read_text(encoding="utf-8").startswith("Signature: 8a477f597d28d172")
