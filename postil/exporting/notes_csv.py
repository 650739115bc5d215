"""data/notes.csv: the records of data/notes.json as a table (RFC 4180, UTF-8).

Cells are the words as they are. Nothing is put before a cell that a spreadsheet would take for a
formula: it would change quotations. docs/data.md says how to open the file so that none is run.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import fields

from postil.exporting.records import NoteRecord, record
from postil.model.numbered import NumberedNote
from postil.model.plan import PlannedTranscript, SitePlan


def item(plan: SitePlan, planned: PlannedTranscript, numbered: NumberedNote) -> str:
    """The row of a note."""
    return _row(_cell(value) for value in record(plan, planned, numbered).values.values())


def export(plan: SitePlan, items: Iterable[str]) -> Iterator[bytes]:
    """The file, from the rows of its notes."""
    del plan  # every export takes the same arguments
    yield _row(field.name for field in fields(NoteRecord)).encode()
    for row in items:
        yield row.encode()


def _row(cells: Iterable[str]) -> str:
    row = io.StringIO(newline="")
    csv.writer(row).writerow(cells)  # its own defaults are those of RFC 4180
    return row.getvalue()


def _cell(value: object) -> str:
    """Lists are JSON; what is not known is empty."""
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)
