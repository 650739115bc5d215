"""What is wrong with an author's files: a value, collected and shown later by someone else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from postil.source import Span


class Severity(StrEnum):
    """Whether a diagnostic stops the build."""

    ERROR = "error"
    WARNING = "warning"


class Code(StrEnum):
    """Every kind of diagnostic. Each has a section of its own in docs/diagnostics.md."""

    YAML_SYNTAX = "yaml-syntax"
    YAML_DUPLICATE_KEY = "yaml-duplicate-key"
    YAML_FORBIDDEN = "yaml-forbidden"
    YAML_LIMIT = "yaml-limit"
    UNKNOWN_FIELD = "unknown-field"
    MISSING_FIELD = "missing-field"
    BAD_VALUE = "bad-value"
    BAD_NAME = "bad-name"
    NOT_A_REGULAR_FILE = "not-a-regular-file"
    DUPLICATE_ID = "duplicate-id"
    DUPLICATE_URL = "duplicate-url"
    UNKNOWN_TRANSCRIPT = "unknown-transcript"
    UNKNOWN_SPEAKER = "unknown-speaker"
    UNDECLARED_SPEAKER = "undeclared-speaker"
    UNKNOWN_KIND = "unknown-kind"
    UNKNOWN_VERDICT = "unknown-verdict"
    UNKNOWN_CONTRIBUTOR = "unknown-contributor"
    MISSING_SOURCE = "missing-source"
    QUOTE_NOT_FOUND = "quote-not-found"
    QUOTE_AMBIGUOUS = "quote-ambiguous"
    BAD_URL = "bad-url"
    SUSPICIOUS_TEXT = "suspicious-text"
    BROKEN_LINK = "broken-link"
    STALE_NOTE = "stale-note"
    TEMPLATE_ERROR = "template-error"
    ENCODING = "encoding"
    TOO_LARGE = "too-large"

    @property
    def severity(self) -> Severity:
        """Warning for the four codes that a site may live with, error for the rest."""
        return Severity.WARNING if self in WARNINGS else Severity.ERROR


WARNINGS = frozenset(
    {Code.UNDECLARED_SPEAKER, Code.UNKNOWN_CONTRIBUTOR, Code.SUSPICIOUS_TEXT, Code.STALE_NOTE}
)


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that helps to understand a diagnostic."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: what it is, where it is, and how to mend it."""

    code: Code
    message: str
    span: Span
    hint: str | None = None
    related: tuple[Related, ...] = ()
    severity: Severity = Severity.ERROR


def diagnose(
    code: Code, span: Span, message: str, *, hint: str | None = None, related: Iterable[Related] = ()
) -> Diagnostic:
    """A diagnostic with the severity that belongs to its code."""
    return Diagnostic(code, message, span, hint, tuple(related), code.severity)


def ordered(diagnostics: Iterable[Diagnostic], *, strict: bool = False) -> tuple[Diagnostic, ...]:
    """Diagnostics by path and position, each once; with ``strict``, warnings become errors."""
    unique = dict.fromkeys(diagnostics)
    found = sorted(unique, key=lambda d: (d.span, d.code, d.message))
    if strict:
        found = [replace(d, severity=Severity.ERROR) for d in found]
    return tuple(found)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of the diagnostics stops the build."""
    return any(d.severity is Severity.ERROR for d in diagnostics)
