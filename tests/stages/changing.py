"""A made-up site of which everything can be changed, one choice after the other."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from postil import pipeline
from postil.pipeline import Options
from tests.building.folders import contents

TALKS = "abcdef"

_OF_TALK: Mapping[str, Sequence[Any]] = {
    "there": (True, False),
    "path": ("2020/{0}", "2021/{0}-renamed"),
    "draft": (False, True),
    "title": ("Talk {0}", "The <speech> {0}"),
    "date": ("2020-01-02", "2024-05-06T07:08:00Z", "2019"),
    "words": ("It expires next February.", "It expires next February, they say.", "It *never* expires."),
    "speaker": ("ann", "{id: ann, name: Another Ann}", "{name: Speaker of {0}}"),
    "topics": ("[Arms control]", "[arms control, Peace]", "[]"),
    "link": ("", "b", "c.md#t1", "/about/", "/topics/arms-control/"),
    "alias": ("", "/old/{0}/"),
    "list": (True, False),  # a sidecar that is a list of notes
    "file": (False, True),  # a sidecar that is one note
    "body": ("Signed for *ten* years.", "Signed for [five](#t2) years.", "See [us](/about/)."),
    "verdict": ("accurate", "inaccurate"),
    "status": ("published", "draft", "retracted"),
    "authors": ("[jdoe]", "[Bo Ek, jdoe]", "[nobody-known]"),
    "publisher": ("The U. N.", "the u n", "Somebody else"),
    "updated": ("2021-01-01", "2026-01-01"),
}

_OF_SITE: Mapping[str, Sequence[Any]] = {
    "title": ("Talks", "Speeches"),
    "nav": (False, True),
    "kinds": (False, True),
    "note_pages": ("all", "fact-checks", "none"),
    "search_shards": ("1", "3"),
    "language": ("en", "de"),
    "repository": (False, True),
    "mistake": (False, True),
    "speakers": ("Ann Lee", "Dr. Ann Lee", ""),
    "contributors": ("{jdoe: {name: Jane Doe}}", "{jdoe: {name: J. Doe}, bo: {name: Bo}}", "{}", ""),
    "about": ("Who we are.", "Who we were: [a talk](../transcripts/2020/a.md).", ""),
    "copy": (b"first", b"second", b"others", b""),
    "host": ("", "/x /y 301\n"),
    "theme": ("", "<p>{{ title|length }}</p>", "<p>Ours</p>"),
    "asset": ("", "body { color: red }"),
    "option:drafts": (False, True),
    "option:search": (True, False),
    "option:base_url": (None, "https://preview.example/"),
    "option:strict": (False, True),
}

CHOICES: Mapping[str, Sequence[Any]] = {
    **_OF_SITE,
    **{f"{talk}:{name}": values for talk in TALKS for name, values in _OF_TALK.items()},
}
"""What can be chosen, by name; the first value of each is that of the site at first."""

FIRST: Mapping[str, Any] = {name: values[0] for name, values in CHOICES.items()}

_NOTE = """\
{dash}id: {id}
  kind: {kind}
  quote: {quote}
  verdict: {verdict}
  body: "{body}"
  sources: [{{title: The treaty, publisher: {publisher}, url: 'https://un.example/treaty'}}]
  topics: [Arms Control]
  authors: {authors}
  status: {status}
  created: 2020-06-0{day}
  updated: {updated}
"""


class ChangingSite:
    """A site as it was chosen, on disk; its files are touched only where they change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.chosen = dict(FIRST)
        self._files: dict[str, bytes] = {}
        self.choose({})

    def choose(self, changes: Mapping[str, Any]) -> None:
        """Change the site."""
        self.chosen |= changes
        files = {name: text for name, text in _files(self.chosen).items() if text}
        for name in self._files.keys() - files.keys():
            (self.folder / name).unlink()
        for name, content in files.items():
            if self._files.get(name) != content:
                (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
                (self.folder / name).write_bytes(content)
        self._files = files

    def build(self, output: Path, cache: Path | None, **options: Any) -> pipeline.Outcome:
        """Build it as it was chosen."""
        chosen = {
            name.removeprefix("option:"): value
            for name, value in self.chosen.items()
            if name.startswith("option:")
        }
        given: dict[str, Any] = {"pictures": False, "jobs": 1, **chosen, **options}
        return pipeline.build(self.folder, output, Options(cache=cache, **given))


def same_as_cold(site: ChangingSite, outcome: pipeline.Outcome, output: Path, fresh: Path) -> bool:
    """Whether a build came to what one without a cache comes to; ``fresh`` is a folder for that."""
    cold = site.build(fresh, None)
    assert outcome.diagnostics == cold.diagnostics
    assert outcome.summary == cold.summary
    if cold.summary is None:
        return False
    found, expected = contents(output), contents(fresh)
    assert found.keys() == expected.keys()
    assert [name for name in found if found[name] != expected[name]] == []
    modes = {path.stat().st_mode for path in output.rglob("*") if path.is_file()}
    assert modes == {0o100644}
    return True


def touched(folder: Path) -> dict[str, tuple[int, int]]:
    """What tells that a file was written again: its place on the disk, its time."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def _files(chosen: Mapping[str, Any]) -> dict[str, bytes]:
    found: dict[str, str] = {
        "site.yaml": _settings(chosen),
        "content/speakers.yaml": f"ann: {{name: {chosen['speakers']}}}\n" if chosen["speakers"] else "",
        "content/contributors.yaml": chosen["contributors"],
        "content/_redirects": chosen["host"],
        "themes/default/assets/own.css": chosen["asset"],
    }
    if chosen["about"]:
        found["content/pages/about.md"] = f"---\ntitle: About\n---\n\n{chosen['about']}\n"
    if chosen["theme"]:
        found["themes/default/templates/row-note.html"] = chosen["theme"] + "{{ note.heading }}"
    for talk in TALKS:
        own = {name: chosen[f"{talk}:{name}"] for name in _OF_TALK}
        own = {
            name: value.replace("{0}", talk) if isinstance(value, str) else value
            for name, value in own.items()
        }
        if own["there"]:
            found |= _talk(talk, own)
    return {**{name: text.encode() for name, text in found.items()}, "content/logo.bin": chosen["copy"]}


def _settings(chosen: Mapping[str, Any]) -> str:
    lines = ["base_url: https://x.example/talks/"]
    lines += (f"{name}: {chosen[name]}" for name in ("title", "note_pages", "search_shards", "language"))
    if chosen["nav"]:
        lines.append("nav: [{label: The newest, url: content/transcripts/2020/b.md}]")
    if chosen["kinds"]:
        lines.append("kinds: {fact-check: {label: Checked, verdict: required, sources: required}}")
    if chosen["repository"]:
        lines.append("repository: {url: 'https://github.com/example/talks', branch: main}")
    if chosen["mistake"]:
        lines.append("titel: Talks")
    return "\n".join(lines) + "\n"


def _talk(talk: str, own: Mapping[str, Any]) -> dict[str, str]:
    link = f"A [link](<{own['link']}>)." if own["link"] else "No link."
    alias = f"aliases: [{own['alias']}]\n" if own["alias"] else ""
    found = {
        f"content/transcripts/{own['path']}.md": (
            f"---\ntitle: {own['title']}\ndate: {own['date']}\ndraft: {str(own['draft']).lower()}\n"
            f"topics: {own['topics']}\n{alias}speakers: {{Q: {{name: The Reporter}}, A: {own['speaker']}}}\n"
            f"---\n\nQ: How long does the treaty last?\n\nA: {own['words']}\n\n{link}\n"
        )
    }
    values = {key: own[key] for key in ("body", "verdict", "status", "authors", "publisher", "updated")}
    values |= {"kind": "fact-check", "day": TALKS.index(talk) + 1}
    if own["list"]:
        note = _NOTE.format(dash="- ", id="expiry", quote="expires", **values)
        found[f"annotations/{own['path']}.yaml"] = note
    if own["file"]:
        note = _NOTE.format(dash="", id="treaty", quote="the treaty", **values).replace("\n  ", "\n")
        found[f"annotations/{own['path']}/treaty.yaml"] = note
    return found


def touch(path: Path) -> None:
    """Change a file's times, and nothing else."""
    os.utime(path)
