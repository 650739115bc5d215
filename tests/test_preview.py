from __future__ import annotations

from pathlib import Path

import pytest

from postil.pipeline import Options
from postil.preview import Preview
from tests.building.folders import NOTE, SMALL_SITE, contents, write_files
from tests.conftest import MakeSite

TALK = SMALL_SITE["content/transcripts/2020/talk.md"]
TALKS = {
    name: text
    for number in range(6)
    for name, text in (
        (f"content/transcripts/2020/talk{number}.md", TALK),
        (f"annotations/2020/talk{number}.yaml", NOTE),
    )
}
SIDECARS = [f"annotations/2020/talk{number}.yaml" for number in range(6)]


@pytest.fixture
def site(make_site: MakeSite) -> Path:
    return make_site(TALKS)


@pytest.fixture
def preview(site: Path, tmp_path: Path) -> Preview:
    made = Preview(site, tmp_path / "shown", Options(pictures=False))
    assert made.build(frozenset()).base == "/archive/"
    return made


def changed_pages(preview: Preview, folder: Path, *changed: str) -> list[str]:
    """The pages that a change brings ahead of the build, which then brings the same."""
    before = contents(folder)
    is_shown = preview.hurry(set(changed))
    hurried = contents(folder)
    assert is_shown == (hurried != before)
    preview.build(set(changed))
    built = contents(folder)
    pages = [path for path in hurried if hurried[path] != before[path] and path.endswith("/index.html")]
    assert {path: built[path] for path in pages} == {path: hurried[path] for path in pages}
    return sorted(path for path in pages if "/notes/" not in path)


@pytest.mark.parametrize("number", [1, 2, 4])
def test_a_few_transcripts_are_shown_ahead_of_the_build(
    site: Path, tmp_path: Path, preview: Preview, number: int
) -> None:
    write_files(site, dict.fromkeys(SIDECARS[:number], NOTE.replace("*ten*", "*five*")))
    pages = changed_pages(preview, tmp_path / "shown", *SIDECARS[:number])
    assert pages == [f"transcripts/2020/talk{n}/index.html" for n in range(number)]


def test_many_are_left_to_the_build(site: Path, tmp_path: Path, preview: Preview) -> None:
    write_files(site, dict.fromkeys(SIDECARS[:5], NOTE.replace("*ten*", "*five*")))
    assert changed_pages(preview, tmp_path / "shown", *SIDECARS[:5]) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("site.yaml", SMALL_SITE["site.yaml"].replace("title: ", "title: Another ")),
        (SIDECARS[0], NOTE.replace("next February", "next Febuary")),
        (SIDECARS[0], NOTE + "  topics: [A topic that is new]\n"),
    ],
)
def test_what_is_not_plain_is_left_to_the_build(
    site: Path, tmp_path: Path, preview: Preview, name: str, text: str
) -> None:
    write_files(site, {name: text})
    assert changed_pages(preview, tmp_path / "shown", name) == []
