from __future__ import annotations

import json

from postil.diagnostics import Code, Related, diagnose
from postil.report.json_report import report
from postil.source import SourceFile, whole_file


def test_every_field() -> None:
    file = SourceFile("annotations/x.yaml", "id: a\nid: é😀\n")
    diagnostics = [
        diagnose(
            Code.YAML_DUPLICATE_KEY,
            file.span(6, 8),
            "“id” is given twice",
            hint="keep one",
            related=[Related(file.span(0, 2), "the first")],
        ),
        diagnose(Code.STALE_NOTE, file.line_span(2, 5), "stale"),
    ]
    assert json.loads(report(diagnostics)) == {
        "diagnostics": [
            {
                "code": "yaml-duplicate-key",
                "severity": "error",
                "message": "“id” is given twice",
                "path": "annotations/x.yaml",
                "line": 2,
                "column": 1,
                "end_line": 2,
                "end_column": 3,
                "hint": "keep one",
                "related": [{"path": "annotations/x.yaml", "line": 1, "column": 1, "message": "the first"}],
            },
            {
                "code": "stale-note",
                "severity": "warning",
                "message": "stale",
                "path": "annotations/x.yaml",
                "line": 2,
                "column": 5,
                "end_line": 2,
                "end_column": 7,
                "hint": None,
                "related": [],
            },
        ],
        "errors": 1,
        "warnings": 1,
    }


def test_nothing_to_report() -> None:
    assert json.loads(report([])) == {"diagnostics": [], "errors": 0, "warnings": 0}


def test_the_report_is_one_object_and_a_line_end() -> None:
    text = report([diagnose(Code.BAD_NAME, whole_file("content/é.md"), "bad\nname \u2028")])
    assert text.startswith("{")
    assert text.endswith("}\n")
    assert json.loads(text)["diagnostics"][0]["message"] == "bad\nname \u2028"
