"""Markdown as GitHub reads it, to see what a report says."""

from __future__ import annotations

from markdown_it import MarkdownIt

GITHUB = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
"""The Markdown of GitHub as far as its library goes: raw HTML and tables among it."""
