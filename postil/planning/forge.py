"""Addresses at the host of the repository: where a file is made, and where one is changed.

GitHub documents neither parameter and takes both. Gitea and Forgejo take the same two, and document them:
https://docs.gitea.com/development/integrations. GitLab takes the path of the file; that it should take the
text, too, is asked for in https://gitlab.com/gitlab-org/gitlab/-/issues/337038.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

from postil.model.config import Repository
from postil.model.forge import NewFilePage


def new_file_page(repository: Repository) -> NewFilePage | None:
    """Where a new file is made; None if it is not known what kind of host this is."""
    branch = quote(repository.branch)
    if repository.host == "github":
        return NewFilePage(f"{repository.url}/new/{branch}", "filename", "value")
    if repository.host == "gitlab":
        return NewFilePage(f"{repository.url}/-/new/{branch}", "file_name", None)
    if repository.host == "gitea":
        return NewFilePage(f"{repository.url}/_new/{branch}/", "filename", "value")
    return None


def new_file_address(page: NewFilePage, path: str, text: str) -> str:
    """The address of the page with what it can be told about the new file."""
    told = {page.name: path} if page.text is None else {page.name: path, page.text: text}
    return f"{page.address}?{urlencode(told, quote_via=quote)}"


def edit_page(repository: Repository, path: str, line: int) -> str | None:
    """Where a file is changed, at a line if the host can show it; None if the host is not known."""
    place = f"{quote(repository.branch)}/{quote(path)}"
    at_line = f"#L{line}" if line > 1 else ""
    if repository.host == "github":
        return f"{repository.url}/edit/{place}{at_line}"
    if repository.host == "gitlab":
        return f"{repository.url}/-/edit/{place}{at_line}"
    if repository.host == "gitea":
        return f"{repository.url}/_edit/{place}"
    return None
