"""Addresses on the forge where a site's files are kept: where to edit one, and where to add one.

GitHub and Gitea (Forgejo too) fill in a new file from the address: ``filename``, which may be a whole path,
and ``value``. GitLab takes the path alone, as ``file_name``; that it should take the text, too, is asked for
in https://gitlab.com/gitlab-org/gitlab/-/issues/337038. The folder does not go into the path of the address:
GitHub loses its last part where there is no such folder yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from postil.model.config import Repository

_EDIT: Mapping[str, str] = {
    "github": "{url}/edit/{branch}/{path}{line}",
    "gitlab": "{url}/-/edit/{branch}/{path}{line}",
    "gitea": "{url}/_edit/{branch}/{path}",
}
_NEW: Mapping[str, str] = {
    "github": "{url}/new/{branch}?filename={path}",
    "gitlab": "{url}/-/new/{branch}?file_name={path}",
    "gitea": "{url}/_new/{branch}/?filename={path}",
}


def edit_url(repository: Repository | None, path: str, line: int = 1) -> str | None:
    """Where a file of the site is edited, at a line where the forge can show it; None if nobody knows."""
    return _url(_EDIT, repository, path, f"#L{line}" if line > 1 else "")


def new_file_url(repository: Repository | None, path: str) -> str | None:
    """Where a file is added to the site, without its text; None if nobody knows."""
    return _url(_NEW, repository, path)


def _url(forms: Mapping[str, str], repository: Repository | None, path: str, line: str = "") -> str | None:
    form = None if repository is None else forms.get(repository.host or "")
    if form is None or repository is None:
        return None
    return form.format(url=repository.url, branch=quote(repository.branch), path=quote(path), line=line)
