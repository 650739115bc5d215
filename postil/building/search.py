"""The search index: Pagefind's binary run over one small page a record, and what it made of them.

Each language has an index of its own in ``pagefind/<language>/``, whole or in shards, each in a folder
below. Beside it stands ``units.json``: where in each record the turns and notes begin, counted in
Pagefind's own words, and their facets. By it the browser finds, counts and narrows turns and notes,
where Pagefind alone knows only pages.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

from postil.model.search import IndexedShard, IndexPage, Label

_HEADER = b"pagefind_dcd"  # before the content of every file of the index
_SEGMENTED = ("zh", "ja", "th")  # languages that only the extended binary can cut into words
# What Postil has no use for: interfaces, the highlighter, the worker.
_UNUSED = (
    *("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui."),
    *("pagefind-highlight.", "pagefind-worker."),
)
_SCRIPT = "pagefind.js"
# Pagefind's own class, which tells by shard what was found and by which word: `createInstance` does not.
_SHOWN = b"\nexport{Pagefind};\n"
_CURE = "install it again (“pip install --force-reinstall pagefind-bin”), or build with --no-search"
_AGAIN = "build again, or with --no-search"


class SearchIndexError(Exception):
    """The index cannot be made; the message says why and what to do."""


def index_shard(language: str, pages: Iterable[IndexPage]) -> IndexedShard:
    """One shard. Its files depend on the language and the pages alone, and not on the order of these."""
    # Never over an earlier one: Pagefind takes files of the same name, seven digits of a hash, for the same.
    bundle, known = _run(language, pages)
    found = _fragments(bundle)
    files = {**bundle, "units.json": _units(known, found)}
    return IndexedShard(files, len(found), sum(fragment["word_count"] for _, fragment in found))


def _run(language: str, pages: Iterable[IndexPage]) -> tuple[Mapping[str, bytes], Mapping[str, IndexPage]]:
    """Pagefind's files over the pages of one shard, by name; and the pages by theirs, without the words."""
    binary = _binary(language)
    with tempfile.TemporaryDirectory(prefix="postil-search-") as name:
        source, bundle = Path(name) / "pages", Path(name) / "bundle"
        source.mkdir()
        known = {}
        for page in pages:
            (source / f"{page.name}.html").write_text(page.html, encoding="utf-8")
            known[page.name] = replace(page, html="")
        try:
            done = subprocess.run(
                [binary, "--site", source, "--output-path", bundle, "--force-language", language, "--silent"],
                capture_output=True,
                text=True,
                errors="replace",
                stdin=subprocess.DEVNULL,
                check=False,
            )
        except OSError as error:
            raise SearchIndexError(f"Pagefind does not start ({error.strerror}); {_CURE}") from None
        if done.returncode:
            said = " ".join(done.stderr.split())[-200:]
            how = f"was killed by signal {-done.returncode}" if done.returncode < 0 else f"failed: {said}"
            raise SearchIndexError(f"Pagefind {how}; {_AGAIN}")
        files = {
            path.relative_to(bundle).as_posix(): path.read_bytes()
            for path in sorted(bundle.rglob("*"))
            if path.is_file() and not path.name.startswith(_UNUSED)
        }
    return {**files, _SCRIPT: files[_SCRIPT] + _SHOWN}, known


def _binary(language: str) -> Path:
    """Pagefind's binary; the extended one for languages without spaces, if it is installed."""
    names = ["pagefind_bin"]
    if language.split("-", maxsplit=1)[0].lower() in _SEGMENTED:
        names.insert(0, "pagefind_bin_extended")
    for name in names:
        try:
            return Path(import_module(name).get_executable())
        except (ImportError, FileNotFoundError):
            continue
    raise SearchIndexError(f"Pagefind, which makes the search index, is not installed; {_CURE}")


def _fragments(bundle: Mapping[str, bytes]) -> list[tuple[str, dict[str, Any]]]:
    """Each record's id in the index and its fragment, in the order of the pages' names."""
    found = []
    for name, content in bundle.items():
        if name.startswith("fragment/"):
            fragment = json.loads(gzip.decompress(content).removeprefix(_HEADER))
            found.append((Path(name).stem, fragment))
    return sorted(found, key=lambda pair: pair[1]["url"])


def _units(pages: Mapping[str, IndexPage], found: Sequence[tuple[str, Any]]) -> bytes:
    """The table of units, kept small. Facets' values are numbers in the order of ``labels``.

    Of a record: ``starts`` are the words from each unit to the one before, ``leads`` the words of each
    lead; ``all`` has the facets that all its units share, ``each`` those that differ, unit by unit.
    """
    # Pagefind leaves out records without a word.
    indexed = [pages[Path(fragment["url"]).stem] for _, fragment in found]
    labels = _labels(indexed)
    numbers = {facet: {id: number for number, id in enumerate(of)} for facet, of in labels.items()}
    rows = []
    for page, (id, fragment) in zip(indexed, found, strict=True):
        # The anchors are the record's, then two a unit: where it begins, and where its words do.
        _, *places = (anchor["location"] for anchor in fragment["anchors"])
        starts, words = places[::2], places[1::2]
        facets = {
            facet: [[of[value] for value in unit.get(facet, ())] for unit in page.facets]
            for facet, of in numbers.items()
        }
        shared = {
            facet: values[0] for facet, values in facets.items() if values.count(values[0]) == len(values)
        }
        row = {
            "id": id,
            "type": page.kind,
            "day": page.day,
            "starts": [start - before for before, start in pairwise([0, *starts])],
            "leads": [end - start for start, end in zip(starts, words, strict=True)],
            "all": {facet: values for facet, values in shared.items() if values},
            "each": {
                facet: [one[0] if len(one) == 1 else one for one in values]
                for facet, values in facets.items()
                if facet not in shared
            },
        }
        rows.append(row)
    shown = {
        facet: [(id, of.text) if of.rank is None else (id, of.text, of.rank) for id, of in values.items()]
        for facet, values in labels.items()
    }
    table = {"labels": shown, "records": rows}
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()


def _labels(pages: Sequence[IndexPage]) -> Mapping[str, Mapping[str, Label]]:
    """The labels of the values that the pages' units have, by facet, in the order of their ids."""
    found: dict[str, dict[str, Label]] = {}
    for page in pages:
        for facet, labels in page.labels.items():
            found.setdefault(facet, {}).update(labels)
    return {facet: dict(sorted(labels.items())) for facet, labels in sorted(found.items()) if labels}
