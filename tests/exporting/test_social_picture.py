"""social.png and the tags that lead to it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

from postil.building.swapping import MARKER
from postil.pipeline import Options, check
from tests.building.folders import contents, write_files
from tests.exporting.editions import HOSTILE_SITE, SITE, TALK, built
from tests.rendering.markup import parsed, select

BASE = "https://example.org/archive/"


def with_setting(value: str) -> Mapping[str, str]:
    return {**SITE, "site.yaml": f"{SITE['site.yaml']}social_pictures: {value}\n"}


def tags(page: Path) -> dict[str, str]:
    metas = select(parsed(page.read_bytes()), "//meta[@property or starts-with(@name, 'twitter:')]")
    return {meta.get("property") or meta.get("name"): meta.get("content") for meta in metas}


def pictures(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder / "_site").as_posix() for path in (folder / "_site").rglob("social.png")
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("site"), SITE)


def colours(path: Path) -> list[int]:
    """How many pixels are paper, edge, ink and accent."""
    picture = Image.open(io.BytesIO(path.read_bytes()))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    return picture.histogram()[:4]


def test_every_page_says_how_it_is_shared(site: Path) -> None:
    for page in (site / "_site").rglob("*.html"):
        found = tags(page)
        assert found["og:title"], page
        assert found["og:description"], page
        assert found["og:url"].startswith(BASE), page
        assert (found["og:site_name"], found["og:locale"]) == ("Talks & more", "en_US")
        assert found["twitter:card"] == "summary_large_image"
        assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
        assert found["og:image:alt"]
        picture = found["og:image"].removeprefix(BASE)
        assert (site / "_site" / picture).is_file(), page


def test_a_transcript_and_a_note_have_their_own_picture(site: Path) -> None:
    transcript = tags(site / TALK / "index.html")
    assert transcript["og:image"] == f"{BASE}transcripts/2020/talk/social.png"
    assert (transcript["og:type"], transcript["og:image:alt"]) == ("article", "Talks & <b>treaties</b>")
    note = tags(site / TALK / "notes/outer/index.html")
    assert note["og:image"] == f"{BASE}transcripts/2020/talk/notes/outer/social.png"
    assert note["og:image:alt"] == "Accurate: expires next February, as everybody knows"
    assert tags(site / "_site/about/index.html")["og:image"] == f"{BASE}social.png"
    assert tags(site / "_site/about/index.html")["og:type"] == "website"


def test_a_picture_shows_words_and_a_verdict(site: Path) -> None:
    paper, edge, ink, accent = colours(site / TALK / "notes/outer/social.png")
    assert paper > 600_000
    assert min(edge, ink) > 2_000
    assert accent > 16 * 1200 + 1_000, "the bar, the shape and the label"


def test_the_setting_chooses_what_has_a_picture(tmp_path: Path) -> None:
    only = built(tmp_path / "a", with_setting("transcripts"))
    assert pictures(only) == ["social.png", "transcripts/2020/talk/social.png"]
    note = tags(only / TALK / "notes/outer/index.html")
    assert note["og:image"] == f"{BASE}transcripts/2020/talk/social.png"
    none = built(tmp_path / "b", with_setting("none"))
    assert pictures(none) == []
    assert "og:image" not in tags(none / TALK / "index.html")
    assert tags(none / TALK / "index.html")["twitter:card"] == "summary"


def test_a_site_of_many_notes_has_pictures_of_transcripts_alone_unless_it_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("postil.model.plan._FEW_NOTES", 9)
    assert len(pictures(built(tmp_path / "a", SITE))) == 2
    assert len(pictures(built(tmp_path / "b", with_setting("all")))) == 12


def test_a_setting_that_is_none_is_an_error(tmp_path: Path) -> None:
    write_files(tmp_path, with_setting("some"))
    (found,) = check(tmp_path, Options()).diagnostics
    assert (found.code, found.span.path, found.span.line) == ("bad-value", "site.yaml", 5)


def test_pictures_without_letters_still_show_the_verdict(tmp_path: Path) -> None:
    note = "- {id: n, kind: fact-check, turn: 1, verdict: accurate, body: B., sources: [{title: S}]}\n"
    text = "---\ntitle: T\ndate: 2020-01-01\nspeakers: {Q: {name: Q}}\n---\n\nQ: \U0001f000\ue000 unknown.\n"
    files = {"site.yaml": SITE["site.yaml"], "content/transcripts/2020/talk.md": text}
    folder = built(tmp_path, {**files, "annotations/2020/talk.yaml": note})
    assert colours(folder / TALK / "notes/n/social.png")[3] > 16 * 1200 + 1_000


def test_the_same_files_give_the_same_pictures_and_nothing_breaks_them(tmp_path: Path) -> None:
    first, second = (built(tmp_path / name, HOSTILE_SITE) for name in ("a", "b"))
    one, other = (contents(folder / "_site") for folder in (first, second))
    assert {k: v for k, v in one.items() if k != MARKER} == {k: v for k, v in other.items() if k != MARKER}
    assert len(pictures(first)) == 3


def test_a_letter_that_overflows_the_raster_breaks_no_picture(tmp_path: Path) -> None:
    text = "---\ntitle: A \ufdfd\ndate: 2020-01-01\nspeakers: {Q: {name: Q}}\n---\n\nQ: Words.\n"
    files = {"site.yaml": SITE["site.yaml"], "content/transcripts/2020/talk.md": text}
    assert colours(built(tmp_path, files) / TALK / "social.png")
