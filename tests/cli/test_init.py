from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from postil import __version__
from postil.pipeline import Options, build
from tests.building.folders import ROOT, contents
from tests.conftest import Postil


@pytest.fixture
def site(tmp_path: Path, postil: Postil) -> Path:
    folder = tmp_path / "new" / "site"
    answer = postil("init", folder, "--title", "Talks: ours", "--base-url", "https://x.example/archive/")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith(f"{folder}: ")
    return folder


def test_a_new_site_passes_check_and_builds_without_a_warning(site: Path, postil: Postil) -> None:
    assert postil("check", "--strict", "--site", site).out == "nothing to mend\n"
    answer = postil("build", "--strict", "--site", site)
    assert answer.status == 0
    assert "1 transcript, 2 notes" in answer.out
    page = (site / "_site/transcripts/2026/first-conversation/index.html").read_text("utf-8")
    assert "made up" in page
    assert (site / "_site/about/index.html").exists()


def test_the_folder_may_be_named_as_for_other_commands(
    site: Path, tmp_path: Path, postil: Postil, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = ("--title", "Talks: ours", "--base-url", "https://x.example/archive/")
    answer = postil("init", "--site", tmp_path / "other", *given)
    assert (answer.status, answer.err) == (0, "")
    assert postil("--site", tmp_path / "before", "init", *given).status == 0
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    answer = postil("init", *given)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith("this folder: ")
    assert "build”; README.md says how to go on." in answer.out
    made = [contents(tmp_path / name) for name in ("other", "before", "here")]
    assert made == [contents(site)] * 3
    answer = postil("init", tmp_path / "one", "--site", tmp_path / "two")
    assert answer.status == 2
    assert "DIR or --site, not both" in answer.err
    assert not (tmp_path / "one").exists()


def test_it_has_the_title_and_the_address_that_were_given(site: Path, tmp_path: Path) -> None:
    plan = build(site, tmp_path / "built", Options()).plan
    assert plan is not None
    assert (plan.config.title, plan.config.base_url) == ("Talks: ours", "https://x.example/archive/")
    assert (site / "README.md").read_text("utf-8").startswith("# Talks: ours\n")


def test_it_shows_a_fact_check_with_a_source_and_a_note_that_gives_context(
    site: Path, tmp_path: Path
) -> None:
    plan = build(site, tmp_path / "built", Options()).plan
    assert plan is not None
    notes = {n.note.kind: n.note for t in plan.transcripts for n in t.notes}
    assert sorted(notes) == ["context", "fact-check"]
    assert notes["fact-check"].sources[0].url is not None


def test_it_has_what_a_repository_needs(site: Path) -> None:
    files = contents(site)
    assert {"README.md", ".gitignore", "netlify.toml", "requirements.txt", "content/pages/about.md"} <= set(
        files
    )
    assert f"postil=={__version__}\n" in files["requirements.txt"].decode()
    assert "/_site/" in files[".gitignore"].decode().splitlines()
    for name, content in files.items():
        assert not re.search(rb"@[A-Z_]+@", content), name
        if name.startswith(".github/") and name.endswith(".yml"):
            assert yaml.safe_load(content), name


def test_its_workflows_are_pinned_and_may_do_little(site: Path) -> None:
    workflows = sorted((site / ".github/workflows").glob("*.yml"))
    assert [path.name for path in workflows] == ["check.yml", "pages.yml"]
    for path in workflows:
        text = path.read_text("utf-8")
        uses = re.findall(r"uses: (.*)", text)
        assert uses
        assert [line for line in uses if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[0-9.]+", line)] == []
        assert "\npermissions: {}\n" in text
        assert "pull_request_target" not in text
        assert not re.search(r"run: .*\$\{\{", text)


def test_zizmor_finds_nothing_in_them(site: Path) -> None:
    zizmor = Path(sys.executable).parent / "zizmor"
    done = subprocess.run(
        [zizmor, "--offline", "--no-progress", "--persona=auditor", "--format=json", site / ".github"],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stdout + done.stderr


def test_its_actions_are_those_of_this_repository(site: Path) -> None:
    def actions(folder: Path) -> set[str]:
        return {u for p in folder.glob("*.yml") for u in re.findall(r"uses: (.*)", p.read_text("utf-8"))}

    assert actions(site / ".github/workflows") <= actions(ROOT / ".github/workflows")


def test_what_its_workflows_run_works(site: Path, postil: Postil) -> None:
    runs = [
        line
        for path in (site / ".github/workflows").glob("*.yml")
        for line in re.findall(r"run: postil (.*)", path.read_text("utf-8"))
    ]
    assert len(runs) == 3
    for line in runs:
        assert postil(*line.split(), "--site", site).status == 0


def test_the_same_command_makes_the_same_site(site: Path, tmp_path: Path, postil: Postil) -> None:
    again = tmp_path / "again"
    again.mkdir()
    postil("init", again, "--title", "Talks: ours", "--base-url", "https://x.example/archive/")
    assert contents(again) == contents(site)


def test_without_options_it_asks_nothing(tmp_path: Path, postil: Postil) -> None:
    assert postil("init", tmp_path / "x").status == 0
    assert postil("check", "--strict", "--site", tmp_path / "x").status == 0


@pytest.mark.parametrize("name", ["site.yaml", ".hidden", "folder/file"])
def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path, postil: Postil, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine")
    answer = postil("init", tmp_path)
    assert (answer.status, answer.out) == (2, "")
    assert "is not an empty folder" in answer.err
    assert contents(tmp_path) == {name: b"mine"}


def test_a_file_is_refused(tmp_path: Path, postil: Postil) -> None:
    (tmp_path / "x").write_text("mine")
    assert postil("init", tmp_path / "x").status == 2
    assert postil("init", tmp_path / "x" / "y").status == 2
    assert contents(tmp_path) == {"x": b"mine"}


@pytest.mark.parametrize(
    "arguments",
    [
        *(
            ["--base-url", url]
            for url in ("x.org", "ftp://x.org/", "https://x.org/?a", "https://x.org\nkinds: {}")
        ),
        *(["--title", title] for title in ("", " ", "a\x1bb", "a\udcffb")),
    ],
)
def test_a_bad_title_or_address_is_refused(tmp_path: Path, postil: Postil, arguments: list[str]) -> None:
    answer = postil("init", tmp_path / "x", *arguments)
    assert answer.status == 2
    assert "the site was not made" in answer.err
    assert not (tmp_path / "x").exists()


def test_the_missing_site_is_named_with_the_way_to_make_one(tmp_path: Path, postil: Postil) -> None:
    answer = postil("check", "--site", tmp_path)
    assert answer.err.endswith(
        "name the site's folder with --site, or make a new site with “postil init DIR”\n"
    )
