"""All competitors, by name."""

from __future__ import annotations

from bench.peers.eleventy import ELEVENTY
from bench.peers.hugo import HUGO
from bench.peers.jekyll import JEKYLL
from bench.peers.lektor import LEKTOR
from bench.peers.mkdocs import MKDOCS
from bench.peers.pelican import PELICAN
from bench.peers.postil import POSTIL, POSTIL_NOTE_PAGES, POSTIL_TEN, POSTIL_UNSEARCHED

_ALL = (
    *(POSTIL, POSTIL_TEN, POSTIL_UNSEARCHED, POSTIL_NOTE_PAGES),
    *(HUGO, ELEVENTY, LEKTOR, JEKYLL, PELICAN, MKDOCS),
)
COMPETITORS = {competitor.name: competitor for competitor in _ALL}
