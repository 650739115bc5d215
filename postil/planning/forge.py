"""Addresses on the forge where a site's files are kept: where to edit one, and where to add one.

GitHub and Gitea (Forgejo too) fill in a new file from the address: ``filename`` and ``value``. GitLab
takes the name alone. The forms of the addresses are the forges' own, as their documentation has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from postil.model.config import Repository

_EDIT: Mapping[str, str] = {
    "github": "{url}/edit/{branch}/{path}",
    "gitlab": "{url}/-/edit/{branch}/{path}",
    "gitea": "{url}/_edit/{branch}/{path}",
}
_NEW: Mapping[str, str] = {
    "github": "{url}/new/{branch}/{path}",
    "gitlab": "{url}/-/new/{branch}/",
    "gitea": "{url}/_new/{branch}/{path}",
}


def edit_url(repository: Repository | None, path: str) -> str | None:
    """Where a file of the site is edited; None if nobody knows."""
    return None if repository is None else _url(_EDIT, repository, path)


def new_file_url(repository: Repository | None, folder: str) -> str | None:
    """Where a file is added to a folder of the site, without the query that fills it in."""
    return None if repository is None else _url(_NEW, repository, folder)


def _url(forms: Mapping[str, str], repository: Repository, path: str) -> str | None:
    form = forms.get(repository.host or "")
    if form is None:
        return None
    return form.format(url=repository.url, branch=quote(repository.branch), path=quote(path))
