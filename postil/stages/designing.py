"""How a site looks and speaks: its theme over the built-in one, and the words of the interface."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from postil.building.tree import built_in_themes, find_files, read_file
from postil.diagnostics import Code, Diagnostic, diagnose
from postil.model.config import Config
from postil.model.words import FALLBACK, Phrase, Words
from postil.planning.plan import Documents
from postil.reading.decoding import decode
from postil.reading.locale import read_locale
from postil.rendering.theme import Theme, ThemeFile
from postil.rendering.wording import in_words
from postil.source import whole_file
from postil.suggestion import did_you_mean


@dataclass(frozen=True, slots=True)
class Design:
    """How the site looks and speaks."""

    theme: Theme
    words: Words


def designed(documents: Documents, site: Path, problems: list[Diagnostic]) -> tuple[Documents, Design | None]:
    """The documents with the settings in the site's language, and its design if there is one."""
    design = _design(documents.config, site, problems)
    if design is not None:
        documents = replace(documents, config=in_words(documents.config, design.words))
    return documents, design


def _design(config: Config, site: Path, problems: list[Diagnostic]) -> Design | None:
    """The site's theme over the built-in one, file by file and word by word.

    None, with a problem, if there is no such theme.
    """
    own = f"themes/{config.theme}"
    link = next((folder for folder in ("themes", own) if (site / folder).is_symlink()), None)
    if link is not None:
        problems.append(_refused_link(link))
        return None
    built_in = dict(_theme_files(built_in_themes().parent, "themes/default", problems))
    files: dict[str, ThemeFile] = {}
    if (site / own).is_dir():
        files = dict(_theme_files(site, own, problems))
    elif config.theme != "default":
        known = sorted(f.name for f in (site / "themes").glob("*") if f.is_dir())
        problems.append(
            diagnose(
                Code.BAD_VALUE,
                config.spans["theme"],
                f"there is no folder themes/{config.theme}",
                hint=did_you_mean(config.theme, ["default", *known]),
            )
        )
        return None
    theme = Theme(built_in, files)
    problems += theme.faults()
    return Design(theme, _words(config.language, built_in, files, problems))


def _words(
    language: str,
    built_in: Mapping[str, ThemeFile],
    own: Mapping[str, ThemeFile],
    problems: list[Diagnostic],
) -> Words:
    """The words of the interface: the language's over English, the site's own over the built-in ones."""
    parts = language.lower().split("-")
    languages = ["-".join(parts[:length]) for length in range(1, len(parts) + 1)]
    known: Mapping[str, Phrase] | None = None
    phrases: dict[str, Phrase] = {}
    for tag in dict.fromkeys([FALLBACK, *languages]):
        for files in (built_in, own):
            found = files.get(f"locales/{tag}.yaml")
            file = None if found is None else decode(found.path, found.content, problems)
            if file is not None:
                phrases |= read_locale(file, known, problems)
                known = known or dict(phrases)
    return Words(language, phrases)


def _theme_files(base: Path, folder: str, problems: list[Diagnostic]) -> Iterator[tuple[str, ThemeFile]]:
    for found in sorted(find_files(base, folder), key=lambda f: f.path):
        inner = PurePosixPath(found.path).relative_to(folder)
        if any(part.startswith(".") for part in inner.parts):
            continue
        if found.is_file:
            content = read_file(base, found.path)
            if inner.parts[0] != "templates" or decode(found.path, content, problems) is not None:
                yield str(inner), ThemeFile(found.path, content)
        else:
            problems.append(_refused_link(found.path))


def _refused_link(path: str) -> Diagnostic:
    return diagnose(
        Code.NOT_A_REGULAR_FILE,
        whole_file(path),
        "themes are made of regular files and folders",
        hint="put a copy of the file here instead",
    )
