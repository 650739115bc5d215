"""robots.txt: everything may be read, and where the sitemap is.

A preview may be read as well: only who reads its pages learns that they are not to be indexed.
"""

from __future__ import annotations

from postil.exporting.texts import Texts
from postil.model.plan import SitePlan


def export(plan: SitePlan, texts: Texts) -> bytes:
    """The file."""
    del texts  # every export takes the same arguments
    sitemap = "" if plan.is_preview else f"\nSitemap: {plan.config.base_url}sitemap.xml\n"
    return f"User-agent: *\nAllow: /\n{sitemap}".encode()
