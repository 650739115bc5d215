"""data/notes.csv: the records of data/notes.json as a table (RFC 4180, UTF-8).

Cells are the words as they are. Nothing is put before a cell that a spreadsheet would take for a
formula: it would change quotations. docs/data.md says how to open the file so that none is run.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, fields

from postil.exporting.records import NoteRecord, records
from postil.exporting.texts import Texts
from postil.model.plan import SitePlan


def export(plan: SitePlan, texts: Texts) -> bytes:
    """The file."""
    del texts  # every export takes the same arguments
    table = io.StringIO(newline="")
    writer = csv.writer(table)  # its own defaults are those of RFC 4180
    writer.writerow(field.name for field in fields(NoteRecord))
    for record in records(plan):
        writer.writerow(_cell(value) for value in asdict(record).values())
    return table.getvalue().encode()


def _cell(value: object) -> str:
    """Lists are JSON; what is not known is empty."""
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)
