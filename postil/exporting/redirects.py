"""_redirects: old addresses that lead on, for Netlify and Cloudflare Pages.

Other hosts show the page that stands at each old address. Where a rule and a page are at one address,
Netlify takes the page unless the rule has a ``!``, which Cloudflare Pages does not know: it leaves such a
line out and goes by the next one.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from postil.model.files import HOST_RULES
from postil.model.plan import SitePlan

NAME = HOST_RULES[1]
"""The file's name, at the root of the site and of content/."""

_NOTE = "# Each twice: Netlify goes by the line with “!”, Cloudflare Pages by the one without.\n"


def export(plan: SitePlan) -> bytes:
    """A rule for every old address, then the site's own rules; empty if there is neither.

    The first rule for an address counts. The exact ones stand first, before any pattern of the site's,
    and a rule of the site's own takes the place of ours for the same address.
    """
    base = urlsplit(plan.config.base_url).path
    own = plan.host_rules.get(NAME, "").strip()
    taken = {line.split()[0] for line in own.splitlines() if line.split()}
    rules = [
        f"{source} {base}{_quoted(redirect.target)}"
        for redirect in plan.redirects
        if (source := base + _quoted(redirect.url)) not in taken
    ]
    text = _NOTE + "".join(f"{rule} 301!\n{rule} 301\n" for rule in rules) if rules else ""
    return (text + (f"{own}\n" if own else "")).encode()


def _quoted(url: str) -> str:
    """A URL in which no character is a pattern: no ``*``, no colon."""
    return quote(url, safe="/.~-_")
