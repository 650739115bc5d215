"""Text of strangers in Markdown: shown as it is, and without any power over what stands around it."""

from __future__ import annotations

import re
from urllib.parse import quote

# Controls, and what turns the direction of the text round.
_HIDDEN = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_SIGNS = re.compile(r"[\\`*_\[\]|~^]|[<>&$]|[@#]|(?<=GH-)(?=\d)|://|(?<=www)\.", re.IGNORECASE)
_BREAK = "&#8203;"  # of no width: what follows is no name of a person, and no number of an issue
_WRITTEN = {
    "<": "&lt;",
    ">": "&gt;",
    "&": "&amp;",
    "$": "&#36;",
    "@": f"@{_BREAK}",
    "#": f"\\#{_BREAK}",
    "": _BREAK,
    "://": ":&#47;/",
    ".": "&#46;",
}
_LINE_START = re.compile(r"[-+=]|\d+(?=[.)])")
_TICKS = re.compile("`+")
_URL_SAFE = ":/?#[]@!$&'()*+,;=%~"


def plain(text: str) -> str:
    """A text on one line that reads as it is: no markup, no HTML, no mention, no link comes of it."""
    line = _SIGNS.sub(lambda sign: _WRITTEN.get(sign[0], f"\\{sign[0]}"), _visible(" ".join(text.split())))
    start = _LINE_START.match(line)
    if start is None:
        return line
    end = start.end()
    return f"\\{line}" if not start[0][0].isdigit() else f"{line[:end]}\\{line[end:]}"


def bold(text: str) -> str:
    """A text on one line, in bold, whatever stands around it."""
    words = plain(text)
    # Stars beside punctuation may not count as markup.
    starred = words[:1].isalnum() and words[-1:].isalnum()
    return f"**{words}**" if starred else f"<strong>{words}</strong>"


def code(text: str) -> str:
    """A text on one line as a code span."""
    line = _visible(" ".join(text.split())) or " "
    ticks = _fence(line, 1)
    pad = " " if line.startswith(("`", " ")) or line.endswith(("`", " ")) else ""
    return f"{ticks}{pad}{line}{pad}{ticks}"


def block(text: str, language: str) -> str:
    """Lines of text as a code block, which none of them can close."""
    ticks = _fence(text, 3)
    return f"{ticks}{language}\n{_visible(text.rstrip())}\n{ticks}"


def address(url: str) -> str:
    """A web address as a link that shows where it leads."""
    return f"<{quote(_visible(url), safe=_URL_SAFE)}>"


def clipped(text: str, limit: int) -> str:
    """A text of at most ``limit`` code points, and how many more there are."""
    more = len(text) - limit
    return text if more <= 0 else f"{text[:limit]}… ({more:,} more characters)"


def _fence(text: str, least: int) -> str:
    return "`" * max(least, 1 + max((len(run) for run in _TICKS.findall(text)), default=0))


def _visible(text: str) -> str:
    return _HIDDEN.sub("\ufffd", text)
