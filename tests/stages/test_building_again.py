"""A build over an earlier one comes to what a build of the same files alone comes to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postil.building.ledger import Group
from postil.building.output import Staging
from postil.building.tree import read_file
from postil.model.search import shard_of
from postil.stages import standing
from postil.stages.indexing import Indexing
from postil.stages.producing import Produced
from tests.building.folders import contents, write_files
from tests.stages.changing import CHOICES, FIRST, TALKS, ChangingSite, same_as_cold, touch, touched


@pytest.fixture
def site(tmp_path: Path) -> ChangingSite:
    return ChangingSite(tmp_path / "site")


class Builds:
    """Builds of a site over each other, and what was made again in the last of them."""

    def __init__(self, site: ChangingSite, folder: Path) -> None:
        self.site, self.output, self.cache = site, folder / "out", folder / "cache"
        self.fresh = folder / "fresh"
        self.again: dict[str, str] = {}

    def build(self, changes: Mapping[str, Any] = FIRST, **options: Any) -> dict[str, str]:
        """Build after changes, and compare with a build without a cache; what was made again, and why."""
        self.site.choose(changes)
        again: dict[str, str] = {}
        outcome = self.site.build(self.output, self.cache, explain=again.__setitem__, **options)
        assert same_as_cold(self.site, outcome, self.output, self.fresh)
        return again


@pytest.fixture
def builds(site: ChangingSite, tmp_path: Path) -> Builds:
    found = Builds(site, tmp_path)
    assert len(found.build()) > 20
    return found


# Any change

CHANGE = st.sampled_from(sorted(CHOICES)).flatmap(
    lambda name: st.tuples(st.just(name), st.sampled_from(CHOICES[name]))
)
CHANGES = st.lists(CHANGE, min_size=1, max_size=4).map(dict)


@given(st.lists(CHANGES, min_size=1, max_size=4))
@settings(max_examples=12, deadline=None, derandomize=True)
def test_whatever_changes_the_bytes_are_those_of_a_cold_build(steps: list[dict[str, Any]]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        site, output, cache = ChangingSite(folder / "site"), folder / "out", folder / "cache"
        outcome = site.build(output, cache)
        for changes in [*steps, FIRST]:
            before = contents(output)
            site.choose(changes)
            outcome = site.build(output, cache)
            if not same_as_cold(site, outcome, output, folder / "fresh"):
                assert contents(output) == before
            again = site.build(output, cache)
            assert (again.diagnostics, again.summary) == (outcome.diagnostics, outcome.summary)


def test_warnings_are_said_in_every_build(builds: Builds) -> None:
    site, output, cache = builds.site, builds.output, builds.cache
    site.choose({"c:authors": "[nobody-known]"})
    first = site.build(output, cache)
    assert [(d.code, d.severity, d.span.path) for d in first.diagnostics] == [
        ("unknown-contributor", "warning", "annotations/2020/c.yaml")
    ]
    for changes in ({}, {"d:words": CHOICES["d:words"][1]}, {}, {"option:drafts": True}, {"asset": "b {}"}):
        site.choose(changes)
        assert site.build(output, cache).diagnostics == first.diagnostics
    strict = site.build(output, cache, strict=True)
    assert [(d.code, d.severity) for d in strict.diagnostics] == [("unknown-contributor", "error")]
    assert site.build(output, cache).diagnostics == first.diagnostics


def test_errors_are_said_in_every_build_and_the_old_site_stays(builds: Builds) -> None:
    before = touched(builds.output)
    builds.site.choose({"c:verdict": "unheard-of", "d:link": "nowhere.md"})
    first = builds.site.build(builds.output, builds.cache)
    assert [d.code for d in first.diagnostics] == ["unknown-verdict", "broken-link"]
    assert builds.site.build(builds.output, builds.cache).diagnostics == first.diagnostics
    assert touched(builds.output) == before
    assert builds.build() == {}
    assert touched(builds.output) == before


# What is made again


def test_nothing_changed_nothing_is_made(builds: Builds) -> None:
    before = touched(builds.output)
    assert builds.build() == {}
    for path in builds.site.folder.rglob("*.*"):
        touch(path)
    again = builds.site.build(builds.output, builds.cache, explain=pytest.fail)
    assert again.summary is not None
    # Of files that are no text only times are compared: copied again, with new times of their own.
    kept = {name: found for name, found in touched(builds.output).items() if name != "logo.bin"}
    assert kept == {name: found for name, found in before.items() if name != "logo.bin"}


def changed_files(builds: Builds, changes: Mapping[str, Any]) -> tuple[dict[str, str], set[str]]:
    """What was made again after a change, and the files that were written."""
    before = touched(builds.output)
    again = builds.build(changes)
    return again, {name for name, found in touched(builds.output).items() if before.get(name) != found}


def test_the_text_of_a_note_changes_its_transcript_and_its_shard(builds: Builds) -> None:
    builds.build({"search_shards": "3"})
    again, changed = changed_files(builds, {"c:body": "Signed for ten."})
    (shard,) = (url for url in again if url.startswith("pagefind/"))
    assert again == {"transcripts/2020/c/": "changed: its own files", shard: "its pages changed"}
    data = {f"data/notes.{form}" for form in ("json", "csv")} | {"data/claimreviews.json"}
    feeds = {"feeds/notes.xml", "feeds/notes.json"}
    assert {name for name in changed if not name.startswith((shard, "transcripts/2020/c/"))} <= data | feeds
    assert {"transcripts/2020/c/index.html", "transcripts/2020/c/notes/expiry/index.html"} <= changed
    assert "transcripts/2020/c/transcript.txt" not in changed


@pytest.mark.parametrize("talk", TALKS)
def test_the_shard_of_what_changed_is_indexed_first(
    builds: Builds, talk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    builds.build({"search_shards": "3"})
    added: list[int] = []
    add = Indexing.add

    def adding(self: Indexing, number: int, produced: Produced) -> None:
        added.append(number)
        add(self, number, produced)

    monkeypatch.setattr(Indexing, "add", adding)
    builds.site.choose({f"{talk}:body": "Signed for ten."})
    outcome = builds.site.build(builds.output, builds.cache)
    assert outcome.summary is not None
    assert len(added) == outcome.summary.transcripts
    first, *others = [number for number, _ in groupby(added)]
    assert first == shard_of(f"transcripts/2020/{talk}/", 3)
    assert others == sorted({*range(3)} & {*added} - {first})


def test_what_did_not_change_is_not_looked_at_before_what_did(
    builds: Builds, monkeypatch: pytest.MonkeyPatch
) -> None:
    builds.build({"search_shards": "3"})
    own = shard_of("transcripts/2020/c/", 3)
    seen: list[int] = []
    take_over, add = Staging.take_over, Indexing.add

    def taking_over(self: Staging, known: Group, causes: Mapping[str, bytes]) -> bool:
        found = re.match(r"transcripts/2020/./", known.stamps[0].path)
        if found:
            seen.append(shard_of(found[0], 3))
        return take_over(self, known, causes)

    def adding(self: Indexing, number: int, produced: Produced) -> None:
        if number == own:
            assert {*seen} <= {own}
        add(self, number, produced)

    monkeypatch.setattr(Staging, "take_over", taking_over)
    monkeypatch.setattr(Indexing, "add", adding)
    builds.site.choose({"c:body": "Signed for ten."})
    builds.site.build(builds.output, builds.cache)
    assert len({*seen} - {own}) > 0, "the others are in other shards"


def test_the_folder_of_the_site_before_is_used_again(builds: Builds) -> None:
    """As long as most stays as it was."""
    spares = builds.cache / "spares"
    builds.build({"c:body": "Signed for ten."})
    (spare,) = (folder.stat().st_ino for folder in spares.iterdir())
    builds.build({"c:body": "Signed for five."})
    assert builds.output.stat().st_ino == spare
    assert len(list(spares.iterdir())) == 1
    builds.build({"title": CHOICES["title"][1]})  # which all pages show
    assert not list(spares.iterdir())


def test_what_lists_show_of_a_note_changes_those_that_name_it_and_no_other(builds: Builds) -> None:
    builds.build({f"{talk}:publisher": "Somebody else" for talk in "ab"})
    again, changed = changed_files(builds, {"c:verdict": "inaccurate"})
    lists = {
        *("notes/", "notes/by-transcript/", "notes/by-verdict/", "notes/kind/fact-check/"),
        *("notes/verdict/accurate/", "notes/verdict/inaccurate/", "speakers/ann/", "topics/arms-control/"),
        *("sources/publishers/the-u-n/", "the home page"),
        *("transcripts/", "speakers/the-reporter/"),  # how many notes of each verdict a transcript has
    }
    assert again.keys() - {"pagefind/en/"} == {"transcripts/2020/c/", *lists}
    assert {again[url] for url in lists - {"notes/verdict/inaccurate/"}} == {"changed: what it lists"}
    assert again["notes/verdict/inaccurate/"] == "it was not there"
    assert not [name for name in changed if name.startswith(("corrections/", "sources/somebody", "about/"))]
    assert not [name for name in changed if name.startswith(tuple(f"transcripts/2020/{t}/" for t in "abdef"))]
    assert not changed & {"topics/index.html", "logo.bin", "robots.txt", ".postil-build"}


def test_words_alone_change_no_list_of_notes(builds: Builds) -> None:
    again = builds.build({"c:words": "It expires next February, and so on."})
    # Lists of transcripts say how long each is.
    lists = {
        "the home page",
        "transcripts/",
        "topics/arms-control/",
        "speakers/ann/",
        "speakers/the-reporter/",
    }
    assert again.keys() == {"transcripts/2020/c/", "pagefind/en/", *lists}


@pytest.mark.parametrize(
    ("changes", "again"),
    [
        # A contributor stands by name on every page of theirs.
        ({"contributors": "{jdoe: {name: Jane Doe}, bo: {name: Bo}}"}, set(TALKS)),
        ({"contributors": "{jdoe: {name: J. Doe}}"}, set(TALKS)),
        # What transcripts are read against.
        ({"speakers": "Dr. Ann Lee"}, set(TALKS)),
        # The spelling that most use is that of the topic on all its pages.
        ({f"{talk}:topics": "[Arms control talks]" for talk in "ab"}, {"a", "b"}),
        # Links lead elsewhere.
        ({"a:path": "2021/{0}-renamed", "b:link": "../2021/a-renamed.md"}, {"a", "b"}),
        ({"b:there": False}, set()),
        ({"option:base_url": "https://preview.example/"}, set(TALKS)),
        ({"asset": "body { color: red }"}, set(TALKS)),
    ],
)
def test_what_others_say_changes_what_shows_it(
    builds: Builds, changes: dict[str, Any], again: set[str]
) -> None:
    found = builds.build(changes)
    talks = {url.split("/")[2][0] for url in found if url.startswith("transcripts/2")}
    assert talks == again


def test_a_topic_spelled_otherwise_elsewhere_is_made_again_where_it_shows(builds: Builds) -> None:
    builds.build({f"{talk}:topics": "[Peace]" for talk in "ab"} | {"c:topics": "[peace talks]"})
    before = contents(builds.output)
    assert b">Peace<" in before["transcripts/2020/a/index.html"]
    found = builds.build({f"{talk}:topics": "[PEACE]" for talk in "bcd"})
    assert "transcripts/2020/a/" in found
    assert found["transcripts/2020/a/"] == "changed: names and links of the site"
    assert b">PEACE<" in contents(builds.output)["transcripts/2020/a/index.html"]
    assert "transcripts/2020/e/" not in found


def test_drafts_come_and_go(builds: Builds) -> None:
    without = contents(builds.output)
    builds.site.choose({"b:draft": True, "c:status": "draft"})
    hidden = builds.build({"option:drafts": False})
    assert "transcripts/2020/c/" in hidden
    public = contents(builds.output)
    assert not [name for name in public if name.startswith("transcripts/2020/b/")]
    builds.build({"option:drafts": True})
    assert b"noindex" in contents(builds.output)["index.html"]
    builds.build({"option:drafts": False})
    assert contents(builds.output) == public
    builds.build()
    assert contents(builds.output) == without


def test_clean_makes_everything_again(builds: Builds) -> None:
    before = contents(builds.output)
    first = builds.site.build(builds.output, None, explain=lambda *_: None)
    again = builds.build(clean=True)
    assert {url for url in again if url.startswith("transcripts/2")} == {
        f"transcripts/2020/{t}/" for t in TALKS
    }
    assert first.summary is not None
    assert contents(builds.output) == before
    assert builds.build() == {}


# Who works


@pytest.mark.parametrize("jobs", [2, 3])
def test_processes_give_the_same_bytes(
    site: ChangingSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    monkeypatch.setattr("postil.stages.gathering._BATCH", 1)
    monkeypatch.setattr("postil.stages.producing._BATCH", 1)
    outcome = site.build(tmp_path / "out", tmp_path / "cache", jobs=jobs, pictures=True)
    monkeypatch.undo()
    alone = site.build(tmp_path / "alone", None, pictures=True)
    assert contents(tmp_path / "out") == contents(tmp_path / "alone")
    assert (outcome.diagnostics, outcome.summary) == (alone.diagnostics, alone.summary)
    # What processes kept serves one alone.
    site.choose({"c:body": CHOICES["c:body"][1]})
    again: dict[str, str] = {}
    site.build(tmp_path / "out", tmp_path / "cache", pictures=True, explain=again.__setitem__)
    assert [url for url in again if url.startswith("transcripts/2")] == ["transcripts/2020/c/"]


def test_an_executor_gives_the_same_bytes(site: ChangingSite, tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as executor:
        outcome = site.build(tmp_path / "out", tmp_path / "cache", executor=executor, jobs=2)
        assert same_as_cold(site, outcome, tmp_path / "out", tmp_path / "fresh")
        site.choose({"a:words": CHOICES["a:words"][1], "b:there": False})
        outcome = site.build(tmp_path / "out", tmp_path / "cache", executor=executor, jobs=2)
        assert same_as_cold(site, outcome, tmp_path / "out", tmp_path / "fresh")


# Files that change while they are read


@pytest.mark.parametrize(
    "name", ["content/transcripts/2020/c.md", "annotations/2020/c.yaml", "annotations/2020/b/treaty.yaml"]
)
@pytest.mark.parametrize("change", ["edited", "gone"])
def test_a_file_changed_while_the_site_is_built_stops_the_build(
    builds: Builds, monkeypatch: pytest.MonkeyPatch, name: str, change: str
) -> None:
    builds.build({"b:file": True})
    before = contents(builds.output)
    builds.site.choose(
        {"c:words": CHOICES["c:words"][1], "c:body": CHOICES["c:body"][1], "b:body": CHOICES["b:body"][1]}
    )
    file = builds.site.folder / name
    content = file.read_bytes()

    def read(site: Path, path: str) -> bytes:
        if path == name:
            file.write_bytes(content + b"\n")
            if change == "gone":
                file.unlink()
        return read_file(site, path)

    with monkeypatch.context() as patch:
        patch.setattr("postil.building.tree.read_file", read)  # which a site's folder reads by
        with pytest.raises(OSError, match="changed while the site was built; build again"):
            builds.site.build(builds.output, builds.cache)
    assert contents(builds.output) == before
    file.write_bytes(content)
    builds.build({})
    assert contents(builds.output) != before


@pytest.mark.parametrize(
    "name", ["site.yaml", "content/speakers.yaml", "content/contributors.yaml", "content/pages/about.md"]
)
def test_what_all_others_are_read_against_must_not_change_either(
    builds: Builds, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    builds.site.choose({"c:words": CHOICES["c:words"][1]})
    before = contents(builds.output)
    file = builds.site.folder / name
    content = file.read_bytes()

    def read(site: Path, path: str) -> bytes:
        if path == name:
            file.write_bytes(content + b"\n# changed\n")
        return read_file(site, path)

    with monkeypatch.context() as patch:
        patch.setattr("postil.building.tree.read_file", read)
        with pytest.raises(OSError, match="changed while the site was built; build again"):
            builds.site.build(builds.output, builds.cache)
    assert contents(builds.output) == before
    builds.build({})
    file.write_bytes(content)
    builds.build({})


@pytest.mark.parametrize(
    "name",
    [
        "content/transcripts/2020/new.md",
        "content/pages/new.md",
        "content/new.bin",
        "annotations/2020/e/n.yaml",
    ],
)
def test_a_file_that_comes_while_the_site_is_read_stops_the_build(
    builds: Builds, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    talk = (builds.site.folder / "content/transcripts/2020/a.md").read_bytes()
    builds.site.choose({"c:words": CHOICES["c:words"][1]})
    before = contents(builds.output)

    real = standing.state_of

    def state_of(*arguments: Any) -> Any:
        found = real(*arguments)
        write_files(builds.site.folder, {name: talk})
        return found

    with monkeypatch.context() as patch:
        patch.setattr("postil.stages.standing.state_of", state_of)
        with pytest.raises(OSError, match="changed while the site was built; build again"):
            builds.site.build(builds.output, builds.cache)
    assert contents(builds.output) == before
    (builds.site.folder / name).unlink()
    builds.build({})
