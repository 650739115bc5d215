"""The search index: Pagefind's binary run over one small page a record, and what it made of them.

Each language has an index of its own in ``pagefind/<language>/``. Beside it stands ``units.json``:
where in each record the turns and notes begin, counted in Pagefind's own words, and their facets.
By it the browser finds, counts and narrows turns and notes, where Pagefind alone knows only pages.
"""

from __future__ import annotations

import gzip
import html
import json
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

from postil.model.files import OutputFile
from postil.model.search import IndexReport, Record, SearchPlan

_HEADER = b"pagefind_dcd"  # before the content of every file of the index
_SEGMENTED = ("zh", "ja", "th")  # languages that only the extended binary can cut into words
# The readers' scripts of Pagefind that Postil has no use for: its interfaces, its highlighter.
_UNUSED = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.", "pagefind-highlight.")
_PLAIN = "/:,{}[]()"  # what needs no escape in an id, and reads better without
_CURE = "install it again (“pip install --force-reinstall pagefind-bin”), or build with --no-search"
_AGAIN = "build again, or with --no-search"


class SearchIndexError(Exception):
    """The index cannot be made; the message says why and what to do."""


def search_index(plan: SearchPlan) -> tuple[list[OutputFile], IndexReport]:
    """The files of the index, and its size. Raises SearchIndexError or OSError."""
    files: list[OutputFile] = []
    count = words = 0
    for language in plan.languages:
        records = [record for record in plan.records if record.language == language]
        bundle = _run(language, records, plan.labels)
        found = _fragments(bundle)
        words += sum(fragment["word_count"] for _, fragment in found)
        count += len(found)
        folder = f"pagefind/{language}/"
        files += [OutputFile(folder + name, content) for name, content in bundle.items()]
        files.append(OutputFile(f"{folder}units.json", _units(plan, records, found)))
    return files, IndexReport(count, words, sum(len(file.content) for file in files))


def _run(
    language: str, records: Sequence[Record], labels: Mapping[str, Mapping[str, str]]
) -> Mapping[str, bytes]:
    """Pagefind's files over the records of one language, by name."""
    binary = _binary(language)
    with tempfile.TemporaryDirectory(prefix="postil-search-") as name:
        folder = Path(name)
        pages, bundle = folder / "pages", folder / "bundle"
        pages.mkdir()
        for number, record in enumerate(records):
            (pages / f"{number:08}.html").write_text(_page(record, labels), encoding="utf-8")
        try:
            done = subprocess.run(
                [binary, "--site", pages, "--output-path", bundle, "--force-language", language, "--silent"],
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
        return {
            path.relative_to(bundle).as_posix(): path.read_bytes()
            for path in sorted(bundle.rglob("*"))
            if path.is_file() and not path.name.startswith(_UNUSED)
        }


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


def _page(record: Record, labels: Mapping[str, Mapping[str, str]]) -> str:
    """A record as Pagefind reads it.

    Empty links mark where each unit, and its words, begin. Their ids come back with the text of a hit,
    so they hold what the hit shows beside its words: no table is needed for it.
    """
    about = {"type": record.kind, "url": record.url, "title": record.title, "day": record.day}
    # One value, for turns alone: Pagefind writes several values of a filter in any order.
    turns = ' data-pagefind-filter="type:turn"' if record.kind == "turn" else ""
    body = f"<body data-pagefind-body{turns}>"
    parts = [f'<html lang="{html.escape(record.language)}">{body}{_mark(about)}']
    for number, unit in enumerate(record.units):
        facts = [labels[f][id] for f in ("kind", "verdict") for id in unit.facets.get(f, ())]
        shown = {"id": unit.id, "about": [*facts, *([] if unit.timecode is None else [unit.timecode])]}
        if unit.status is not None:
            shown["status"] = unit.status
        lead, words = html.escape(unit.lead), html.escape(unit.words)
        parts.append(f"<p>{_mark(shown)}{lead} {_mark({'words': number})}{words}</p>")
    return "\n".join([*parts, "</body></html>"])


def _mark(content: Mapping[str, object]) -> str:
    """An anchor that holds JSON: in ids Pagefind keeps anything but spaces."""
    return f'<a id="{quote(_json(content), safe=_PLAIN)}"></a>'


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _fragments(bundle: Mapping[str, bytes]) -> list[tuple[str, dict[str, Any]]]:
    """Each record's id in the index and its fragment, in the order of the records."""
    found = []
    for name, content in bundle.items():
        if name.startswith("fragment/"):
            fragment = json.loads(gzip.decompress(content).removeprefix(_HEADER))
            found.append((Path(name).stem, fragment))
    return sorted(found, key=lambda pair: pair[1]["url"])


def _units(plan: SearchPlan, records: Sequence[Record], found: Sequence[tuple[str, Any]]) -> bytes:
    """The table of units, kept small. Facets' values are numbers in the order of ``labels``.

    Of a record: ``starts`` are the words from each unit to the one before, ``leads`` the words of each
    lead; ``all`` has the facets that all its units share, ``each`` those that differ, unit by unit.
    """
    used = {
        facet: {value for r in records for u in r.units for value in u.facets.get(facet, ())}
        for facet in plan.labels
    }
    labels = {f: {k: v for k, v in of.items() if k in used[f]} for f, of in plan.labels.items() if used[f]}
    numbers = {facet: {id: number for number, id in enumerate(of)} for facet, of in labels.items()}
    rows = []
    for record, (id, fragment) in zip(_indexed(records, found), found, strict=True):
        # The anchors are the record's, then two a unit: where it begins, and where its words do.
        _, *places = (anchor["location"] for anchor in fragment["anchors"])
        starts, words = places[::2], places[1::2]
        facets = {
            facet: [[of[value] for value in unit.facets.get(facet, ())] for unit in record.units]
            for facet, of in numbers.items()
        }
        shared = {
            facet: values[0] for facet, values in facets.items() if values.count(values[0]) == len(values)
        }
        row = {
            "id": id,
            "type": record.kind,
            "day": record.day,
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
    table = {"labels": {facet: list(of.items()) for facet, of in labels.items()}, "records": rows}
    return _json(table).encode()


def _indexed(records: Sequence[Record], found: Sequence[tuple[str, Any]]) -> Iterator[Record]:
    """The records that the index holds: Pagefind leaves out those without a word."""
    for _, fragment in found:
        yield records[int(Path(fragment["url"]).stem)]
