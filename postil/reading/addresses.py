"""The addresses in Markdown: only those that a reader can follow safely."""

from __future__ import annotations

from collections.abc import Iterable

from postil.diagnostics import Code, Diagnostic, diagnose
from postil.model.text import Link
from postil.reading.fields import LINK_CURE, lookalike_host, url_fault
from postil.reading.schema import suspicious_host


def check_links(links: Iterable[Link], problems: list[Diagnostic]) -> None:
    """Report every address that is not http, https, mailto or within the site."""
    for link in links:
        fault = url_fault(link.href, relative=True)
        if fault is not None:
            problems.append(diagnose(Code.BAD_URL, link.span, f"the address {fault}", hint=LINK_CURE))
            continue
        host = lookalike_host(link.href)
        if host is not None:
            problems.append(suspicious_host(link.span, host))
