"""What stands in .github/: safe for pull requests from forks, and of the form that GitHub asks for."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.building.folders import ROOT, SMALL_SITE, write_files
from tests.building.repositories import commit, git
from tests.conftest import Postil

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))


def loaded(path: Path) -> dict[Any, Any]:
    """A file of GitHub's; its key ``on`` is read as True, as YAML 1.1 has it."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def steps(workflow: Path) -> list[dict[str, Any]]:
    """Every step of every job."""
    return [step for job in loaded(workflow)["jobs"].values() for step in job["steps"]]


def test_zizmor_finds_nothing() -> None:
    zizmor = Path(sys.executable).parent / "zizmor"
    done = subprocess.run(
        [
            zizmor,
            "--offline",
            "--no-progress",
            "--persona=auditor",
            "--strict-collection",
            "--format=json",
            GITHUB,
        ],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stdout + done.stderr
    assert all(
        f"completed .github/workflows/{path.name}" in done.stderr.replace(f"{ROOT}/", "")
        for path in WORKFLOWS
    )


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_hash_with_their_version(workflow: Path) -> None:
    uses = re.findall(r"uses: (.*)", workflow.read_text(encoding="utf-8"))
    assert len(uses) == sum("uses" in step for step in steps(workflow))
    assert [u for u in uses if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", u)] == []


def test_one_version_of_each_action() -> None:
    uses = {step["uses"] for workflow in WORKFLOWS for step in steps(workflow) if "uses" in step}
    assert len({use.partition("@")[0] for use in uses}) == len(uses)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_nothing_from_outside_is_pasted_into_a_shell(workflow: Path) -> None:
    assert [step["run"] for step in steps(workflow) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_a_job_can_do_no_more_than_it_must(workflow: Path) -> None:
    content = loaded(workflow)
    assert content["permissions"] == {}
    assert not {"pull_request_target", "workflow_run"} & set(content[True])
    for name, job in content["jobs"].items():
        publishes = (workflow.name, name) == ("pages.yml", "deploy")
        wanted = {"pages": "write", "id-token": "write"} if publishes else {"contents": "read"}
        assert job["permissions"] == wanted
    for step in steps(workflow):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


def test_the_report_of_a_pull_request_can_be_made(tmp_path: Path, postil: Postil) -> None:
    """The merge commit with depth 2, as the workflow fetches it, has the state that is compared with."""
    origin = tmp_path / "origin"
    commit(write_files(origin, SMALL_SITE))
    git(origin, "switch", "--quiet", "--create", "topic")
    commit(write_files(origin, {"annotations/2020/talk/new.yaml": "id: new\nkind: context\nbody: b\n"}))
    git(origin, "switch", "--quiet", "main")
    commit(write_files(origin, {"content/pages/more.md": "---\ntitle: More\n---\n"}))
    git(origin, "merge", "--quiet", "--no-ff", "topic", "--message", "Merge")
    git(tmp_path, "clone", "--quiet", "--depth=2", f"file://{origin}", "clone")
    assert "check --against HEAD^1" in (GITHUB / "workflows/check.yml").read_text(encoding="utf-8")
    answer = postil("check", "--site", tmp_path / "clone", "--against", "HEAD^1")
    assert answer.status == 0
    assert "| notes added | 1 |" in answer.out
    assert "`new`" in answer.out
    assert "more" not in answer.out


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.name)
def test_issue_forms_have_what_github_requires(form: Path) -> None:
    content = loaded(form)
    assert content["name"]
    assert content["description"]
    inputs = [field for field in content["body"] if field["type"] != "markdown"]
    ids = [field["id"] for field in inputs]
    labels = [field["attributes"]["label"] for field in inputs]
    assert len(set(ids)) == len(ids)
    assert len(set(labels)) == len(labels)
    assert {field["type"] for field in inputs} <= {"input", "textarea", "dropdown"}
    assert all(field["attributes"]["options"] for field in inputs if field["type"] == "dropdown")


def test_there_is_a_form_for_each_occasion() -> None:
    assert [form.stem[2:] for form in FORMS] == ["suggest-a-note", "correct-a-note", "report-a-bug"]
