"""Plain text as Markdown that says the same words."""

from __future__ import annotations

from postil.importing.escaping import escape
from postil.importing.lines import split_lines


def plain_to_markdown(text: str) -> str:
    """The text with a paragraph for each of its lines, and nothing in it that means something."""
    return "\n\n".join(escape(line.text) for line in split_lines(text) if line.text)
