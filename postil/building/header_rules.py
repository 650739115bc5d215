"""The headers that a site's ``_headers`` file asks for, as the hosts that know it send them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HeaderRule:
    """What goes with the addresses that a pattern fits."""

    pattern: re.Pattern[str]
    headers: Sequence[tuple[str, str]]


def header_rules(text: str) -> tuple[HeaderRule, ...]:
    """The rules of a ``_headers`` file. Those for one host alone (``https://…``) are left out."""
    found: dict[str, list[tuple[str, str]]] = {}
    below: list[tuple[str, str]] = []
    for line in map(str.strip, text.splitlines()):
        name, colon, value = line.partition(":")
        if line.startswith("/"):
            below = found.setdefault(line, [])
        elif line.startswith(("https://", "http://")):
            below = []
        elif colon and not line.startswith(("#", "!")) and line.isprintable() and line.isascii():
            below.append((name.strip(), value.strip()))
    return tuple(HeaderRule(_pattern(path), headers) for path, headers in found.items())


def headers_for(rules: Sequence[HeaderRule], path: str) -> Mapping[str, str]:
    """What goes with an address. Where several rules set a header, all their values do."""
    found: dict[str, str] = {}
    for rule in rules:
        if rule.pattern.fullmatch(path):
            for name, value in rule.headers:
                key = name.lower()
                found[key] = f"{found[key]}, {value}" if key in found else value
    return found


def _pattern(path: str) -> re.Pattern[str]:
    """``*`` stands for anything, ``:name`` for anything without a slash."""
    parts = re.split(r"(\*|:[a-zA-Z]\w*)", path)
    return re.compile(
        "".join(".*" if p == "*" else "[^/]+" if p.startswith(":") else re.escape(p) for p in parts),
        re.DOTALL,
    )
