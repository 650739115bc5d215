"""Diagnostics as SARIF 2.1.0, for code scanning and for editors."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from postil import __version__
from postil.diagnostics import Code, Diagnostic, Severity, has_errors
from postil.source import Span

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_BASE = "%SRCROOT%"
_DOCS = "docs/diagnostics.md"  # no helpUri: it must be absolute, and the docs have no address of their own

DESCRIPTIONS: Mapping[Code, str] = {
    Code.YAML_SYNTAX: "The file is not valid YAML.",
    Code.YAML_DUPLICATE_KEY: "A key is given twice.",
    Code.YAML_FORBIDDEN: "YAML's anchors, aliases, merges and tags are not allowed.",
    Code.YAML_LIMIT: "The file is too large or nested too deeply.",
    Code.UNKNOWN_FIELD: "There is no such field.",
    Code.MISSING_FIELD: "A required field is missing.",
    Code.BAD_VALUE: "A field has a value that it cannot have.",
    Code.BAD_NAME: "A file or an id has a name that cannot be used.",
    Code.NOT_A_REGULAR_FILE: "Only regular files that can be read are used.",
    Code.DUPLICATE_ID: "Two notes on a transcript have the same id.",
    Code.DUPLICATE_URL: "Two files lead to the same address.",
    Code.UNKNOWN_TRANSCRIPT: "There is no transcript for these notes.",
    Code.UNKNOWN_SPEAKER: "Nobody has this speaker's id.",
    Code.UNDECLARED_SPEAKER: "A paragraph opens with what looks like a label and is not declared.",
    Code.UNKNOWN_KIND: "The site has no such kind of note.",
    Code.UNKNOWN_VERDICT: "The site has no such verdict.",
    Code.UNKNOWN_CONTRIBUTOR: "Nobody has this contributor's id.",
    Code.MISSING_SOURCE: "Notes of this kind need a source.",
    Code.QUOTE_NOT_FOUND: "The transcript does not have these words.",
    Code.QUOTE_AMBIGUOUS: "The transcript has these words in several places.",
    Code.BAD_URL: "The address is one that readers cannot follow safely.",
    Code.SUSPICIOUS_TEXT: "The text is not what it looks like.",
    Code.BROKEN_LINK: "A link within the site leads nowhere.",
    Code.STALE_NOTE: "The note is due for review.",
    Code.TEMPLATE_ERROR: "A template of the theme is wrong.",
    Code.ENCODING: "The file is not plain UTF-8 text.",
    Code.TOO_LARGE: "The text is larger or more intricate than can be read.",
}
"""What each code is about, in a sentence."""


def report(diagnostics: Sequence[Diagnostic]) -> str:
    """One SARIF log with one run; addresses are relative to the site."""
    run = {
        "tool": {
            "driver": {
                "name": "Postil",
                "semanticVersion": __version__,
                "rules": [_rule(code) for code in Code],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_BASE: {"description": {"text": "The folder of the site."}}},
        "invocations": [{"executionSuccessful": True, "exitCode": int(has_errors(diagnostics))}],
        "results": [_result(d) for d in diagnostics],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(code: Code) -> dict[str, object]:
    return {
        "id": code.value,
        "shortDescription": {"text": DESCRIPTIONS[code]},
        "help": {"text": f"Postil's {_DOCS} has a section “{code.value}” with an example and its cure."},
        "defaultConfiguration": {"level": code.severity.value},
    }


def _result(diagnostic: Diagnostic) -> dict[str, object]:
    message = diagnostic.message
    if diagnostic.hint is not None:
        message += f"\nhint: {diagnostic.hint}"
    result: dict[str, object] = {
        "ruleId": diagnostic.code.value,
        "ruleIndex": list(Code).index(diagnostic.code),
        "level": "error" if diagnostic.severity is Severity.ERROR else "warning",
        "message": {"text": message},
        "locations": [{"physicalLocation": _place(diagnostic.span)}],
    }
    if diagnostic.related:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": _place(r.span), "message": {"text": r.message}}
            for number, r in enumerate(diagnostic.related, 1)
        ]
    return result


def _place(span: Span) -> dict[str, object]:
    return {
        "artifactLocation": {"uri": quote(span.path), "uriBaseId": _BASE},
        "region": {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        },
    }
