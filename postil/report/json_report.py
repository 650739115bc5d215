"""Diagnostics as JSON, for editors and scripts."""

from __future__ import annotations

import json
from collections.abc import Sequence

from postil.diagnostics import Diagnostic, Severity


def report(diagnostics: Sequence[Diagnostic]) -> str:
    """One JSON object with all diagnostics and their counts."""
    errors = sum(d.severity is Severity.ERROR for d in diagnostics)
    content = {
        "diagnostics": [
            {
                "code": d.code,
                "severity": d.severity,
                "message": d.message,
                "path": d.span.path,
                "line": d.span.line,
                "column": d.span.column,
                "end_line": d.span.end_line,
                "end_column": d.span.end_column,
                "hint": d.hint,
                "related": [
                    {
                        "path": r.span.path,
                        "line": r.span.line,
                        "column": r.span.column,
                        "message": r.message,
                    }
                    for r in d.related
                ],
            }
            for d in diagnostics
        ],
        "errors": errors,
        "warnings": len(diagnostics) - errors,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
