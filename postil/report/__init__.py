"""Diagnostics made readable: one module for each form, and one table of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from postil.diagnostics import Diagnostic
from postil.report import github_report, json_report, sarif_report, text_report

REPORTS: Mapping[str, Callable[[Sequence[Diagnostic]], str]] = {
    "text": text_report.report,
    "json": json_report.report,
    "github": github_report.report,
    "sarif": sarif_report.report,
}
"""The values of ``--format``."""
