"""Diagnostics made readable: one module for each form, and one table of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from postil.diagnostics import Diagnostic
from postil.report import json_report, text_report

REPORTS: Mapping[str, Callable[[Sequence[Diagnostic]], str]] = {
    "text": text_report.report,
    "json": json_report.report,
}
"""The values of ``--format``."""
