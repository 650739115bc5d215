"""The second wall: what contributors' Markdown became may hold these elements and no others.

The first wall is that raw HTML is off and that the emitter escapes. Should either fail, this one
still stands.
"""

from __future__ import annotations

import nh3
from markupsafe import Markup

_ATTRIBUTES = {
    "a": {"href", "title", "rel", "id", "class", "role"},
    "img": {"src", "alt", "title", "loading"},
    "mark": set[str](),
    "ol": {"start"},
    "p": {"class"},
    "span": {"class"},
    "td": {"class"},
    "th": {"class"},
    **{f"h{level}": {"id"} for level in range(1, 7)},
}
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_BLOCKS = {"blockquote", "hr", "li", "ol", "p", "pre", "table", "tbody", "td", "th", "thead", "tr", "ul"}
_INLINES = {"a", "br", "code", "em", "img", "mark", "span", "strong"}
_TAGS = _HEADINGS | _BLOCKS | _INLINES


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    generic_attribute_prefixes={"data-"},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    strip_comments=True,
)


def sanitise(html: str) -> Markup:
    """The HTML with everything else taken out, safe to stand in a template."""
    return Markup(_CLEANER.clean(html)) if html else Markup()  # noqa: S704 - this is what makes it safe
