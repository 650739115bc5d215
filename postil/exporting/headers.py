"""_headers: what Netlify and Cloudflare Pages send along with a file.

The two read one syntax and differ in this: where several rules fit an address and set the same header,
Cloudflare Pages sends all the values, and of two rules for the same path it knows the last one alone.
So no two rules here set the same header for one address, and a site's own rules are put into ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import starmap
from urllib.parse import urlsplit

from postil.model.files import HOST_RULES
from postil.model.plan import SitePlan
from postil.model.policy import SECURITY_HEADERS

NAME = HOST_RULES[0]
"""The file's name, at the root of the site and of content/."""

FOR_EVER = "public, max-age=31536000, immutable"
"""How long to keep what changes its name with its content. The rest is asked for again each time,
which is what both hosts say on their own."""

_TYPES: Mapping[str, str] = {
    "transcripts/*/annotations.jsonld": "application/ld+json",
    "transcripts/*/transcript.txt": "text/plain; charset=utf-8",
    "feeds/notes.xml": "application/atom+xml; charset=utf-8",
    "feeds/corrections.xml": "application/atom+xml; charset=utf-8",
    "feeds/notes.json": "application/feed+json; charset=utf-8",
}
# The parts of the search index that Pagefind names after their content; one folder a language or a shard.
_INDEXED = ("fragment", "index", "filter")
_INDEXES = ("pagefind/:language", "pagefind/:language/:shard")


def export(plan: SitePlan, assets: str) -> bytes:
    """The rules for the whole site; ``assets`` is the folder of the theme's fingerprinted files."""
    everywhere = {**SECURITY_HEADERS, **({"X-Robots-Tag": "noindex"} if plan.is_preview else {})}
    rules: dict[str, Mapping[str, str]] = {"*": everywhere, f"{assets}*": {"Cache-Control": FOR_EVER}}
    rules |= {f"{of}/{part}/*": {"Cache-Control": FOR_EVER} for of in _INDEXES for part in _INDEXED}
    rules |= {path: {"Content-Type": media_type} for path, media_type in _TYPES.items()}
    base = urlsplit(plan.config.base_url).path
    own = _own_rules(plan.host_rules.get(NAME, ""))
    blocks: dict[str, Sequence[str]] = {}
    for path, headers in rules.items():
        lines = own.get(base + path, ())
        taken = {_header(line) for line in lines}
        ours = [f"{name}: {value}" for name, value in headers.items() if name.lower() not in taken]
        blocks[base + path] = [*ours, *lines]
    blocks |= {path: lines for path, lines in own.items() if path not in blocks}
    return "\n".join(starmap(_block, blocks.items())).encode()


def _own_rules(text: str) -> Mapping[str, Sequence[str]]:
    """A site's own rules: the lines below each path. Comments are left out."""
    rules: dict[str, list[str]] = {}
    below: list[str] = []
    for line in map(str.strip, text.splitlines()):
        if line.startswith(("/", "https://", "http://")):
            below = rules.setdefault(line, [])
        elif line and not line.startswith("#"):
            below.append(line)
    return rules


def _block(path: str, lines: Sequence[str]) -> str:
    return "".join([f"{path}\n", *(f"  {line}\n" for line in lines)])


def _header(line: str) -> str:
    """The name of the header that a line sets, or with ``!`` takes away."""
    return line.removeprefix("!").partition(":")[0].strip().lower()
