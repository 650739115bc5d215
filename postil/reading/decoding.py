"""From the bytes of a file to its text."""

from __future__ import annotations

import re

from postil.diagnostics import Code, Diagnostic, diagnose
from postil.source import SourceFile, Span, whole_file

_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def decode(path: str, content: bytes, problems: list[Diagnostic]) -> SourceFile | None:
    """The file as text: UTF-8, a byte order mark removed, line ends as newlines.

    None, with a problem, if it is not UTF-8 or has control characters in it.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The codec has taken a byte order mark off what it reports on.
        before = error.object[: error.start].decode().replace("\r\n", "\n").replace("\r", "\n")
        file = SourceFile(path, before + "\ufffd")
        problems.append(
            diagnose(
                Code.ENCODING,
                file.span(len(before), len(before) + 1),
                f"the byte 0x{error.object[error.start]:02X} here is not UTF-8",
                hint="save the file as UTF-8",
            )
        )
        return None
    file = SourceFile(path, text.replace("\r\n", "\n").replace("\r", "\n"))
    control = _CONTROL.search(file.text)
    if control is not None:
        problems.append(
            diagnose(
                Code.ENCODING,
                file.span(*control.span()),
                f"the control character U+{ord(control[0]):04X} stands here",
                hint="remove it",
            )
        )
        return None
    return file


def too_intricate(span: Span, what: str) -> Diagnostic:
    """The problem of a Markdown text that would keep the parser too long."""
    return diagnose(
        Code.TOO_LARGE,
        span,
        f"{what} has more lines, brackets, stars or underscores than can be read in reasonable time",
        hint="split it, or remove what is no text",
    )


def too_large(path: str, size: int, limit: int, code: Code) -> Diagnostic:
    """The problem of a file that is larger than it may be; sizes in bytes."""
    return diagnose(
        code,
        whole_file(path),
        f"the file has {size:,} bytes; at most {limit:,} are read",
        hint="split it into several files",
    )
