"""robots.txt: everything may be read, and where the sitemap is."""

from __future__ import annotations

from postil.exporting.texts import Texts
from postil.model.plan import SitePlan


def export(plan: SitePlan, texts: Texts) -> bytes:
    """The file."""
    del texts  # every export takes the same arguments
    return f"User-agent: *\nAllow: /\n\nSitemap: {plan.config.base_url}sitemap.xml\n".encode()
