"""Git repositories to compare a site with."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, whatever the settings of whoever runs the tests; what it said."""
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    person = {
        f"GIT_{role}_{what}": f"{what}@example.org"
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    done = subprocess.run(
        ["git", *arguments],  # noqa: S607 - the git of the path, as for anybody
        cwd=folder,
        env={**os.environ, **settings, **person},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.strip()


def commit(folder: Path) -> str:
    """Commit everything in a folder, made a repository if it is none; the commit's name."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "A state of the site")
    return git(folder, "rev-parse", "HEAD")
