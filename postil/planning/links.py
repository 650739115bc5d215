"""Links between the parts of the site: where they lead, and which lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from postil.diagnostics import Code, Diagnostic, diagnose
from postil.model.plan import LinkUse
from postil.model.text import HEADING_PREFIX
from postil.planning.urls import joined
from postil.source import Span
from postil.suggestion import nearest

_ABSOLUTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


@dataclass(frozen=True)
class Targets:
    """What can be linked to.

    ``sources`` has the URL of each source file that becomes a page or a copy; ``anchors`` the ids on
    each URL of the site; pages whose ids are not known, such as copied files, have None.
    """

    sources: Mapping[str, str]
    anchors: Mapping[str, frozenset[str] | None]

    def resolve(self, use: LinkUse) -> str | None:
        """The URL, with its fragment, that a link within the site leads to; None if nothing is there.

        A relative link is looked up beside the source file first, then as an address from the page.
        A heading is found by its words in kebab-case, with or without the prefix of its id.
        """
        fragment = use.href.partition("#")[2]
        for candidate in self._candidates(use):
            if candidate is not None and candidate in self.anchors:
                ids = self.anchors[candidate]
                if not fragment or ids is None or fragment in ids:
                    return f"{candidate}#{fragment}" if fragment else candidate
                if f"{HEADING_PREFIX}{fragment}" in ids:
                    return f"{candidate}#{HEADING_PREFIX}{fragment}"
        return None

    def _candidates(self, use: LinkUse) -> list[str | None]:
        if use.href.startswith("#"):
            return [use.url]
        found: list[str | None] = []
        if not use.href.startswith("/"):
            source = joined(use.path, use.href)
            found.append(self.sources.get(source) if source else None)
        address = joined(use.url, use.href)
        found.append(address)
        if address and not address.endswith("/"):
            found.append(f"{address}/")
        return found


def is_internal(href: str) -> bool:
    """Whether a link stays within the site."""
    return not _ABSOLUTE.match(href) and not href.startswith("//")


def broken(use: LinkUse, span: Span, targets: Targets) -> Diagnostic:
    """The problem of a link that leads nowhere."""
    path, _, fragment = use.href.partition("#")
    page = targets.resolve(LinkUse(path, use.path, use.url)) if path else use.url
    if fragment and page is not None:
        ids = targets.anchors.get(page) or frozenset()
        near = nearest(fragment, sorted(ids))
        hint = f"did you mean “#{near}”?" if near else "link to a heading, or to a turn: #t3"
        return diagnose(Code.BROKEN_LINK, span, f"there is no “#{fragment}” on that page", hint=hint)
    wanted = joined(use.path, path) or path
    near = nearest(wanted, sorted(targets.sources)) or nearest(path.strip("/"), sorted(targets.anchors))
    hint = (
        f"did you mean “{near}”?"
        if near
        else "link to a source file (“../2019/x.md”) or to a page (“/about/”)"
    )
    return diagnose(Code.BROKEN_LINK, span, f"nothing is at “{use.href}”", hint=hint)
