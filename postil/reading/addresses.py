"""The addresses in Markdown: only those that a reader can follow safely."""

from __future__ import annotations

from collections.abc import Iterable

from postil.diagnostics import Code, Diagnostic, diagnose
from postil.model.text import Leaf, leaf_links
from postil.reading.fields import LINK_CURE, lookalike_host, url_fault
from postil.reading.schema import suspicious_host


def check_links(leaves: Iterable[Leaf], problems: list[Diagnostic]) -> None:
    """Report every address that is not http, https, mailto or within the site; pictures need https."""
    for leaf in leaves:
        pictures = {image.link for image in leaf.images}
        for link in leaf_links(leaf):
            fault = url_fault(link.href, relative=True)
            host = lookalike_host(link.href)
            if fault is not None:
                problems.append(diagnose(Code.BAD_URL, link.span, f"the address {fault}", hint=LINK_CURE))
            elif link in pictures and link.href.lower().startswith(("http:", "mailto:")):
                problems.append(
                    diagnose(
                        Code.BAD_URL,
                        link.span,
                        "pictures from elsewhere are shown from https:// alone",
                        hint="write https://, or put a copy of the picture beside this file",
                    )
                )
            elif host is not None:
                problems.append(suspicious_host(link.span, host))
