"""What a browser may do with the pages of a site: one policy, for hosts' headers and for the pages.

Why each line is there stands in docs/decisions/0008-content-policy.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_CONTENT: Mapping[str, str] = MappingProxyType(
    {
        "default-src": "'none'",
        "script-src": "'self' 'wasm-unsafe-eval'",
        "style-src": "'self'",
        "img-src": "'self' https:",
        "media-src": "'self' https:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
)
_HEADER_ALONE = ("frame-ancestors",)  # has no effect in a page, and browsers complain of it there

_DENIED = (
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer"),
    *("microphone", "midi", "payment", "usb"),
)


def content_policy(*, in_page: bool = False) -> str:
    """The Content-Security-Policy: as a header, or as what a page can say of itself in a ``meta`` element."""
    return "; ".join(
        f"{name} {value}" for name, value in _CONTENT.items() if not (in_page and name in _HEADER_ALONE)
    )


SECURITY_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": content_policy(),
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _DENIED),
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
        # Everything here is public, and meant to be read by other programs, in browsers too.
        "Access-Control-Allow-Origin": "*",
    }
)
"""What goes with every answer of a host that can send headers."""
