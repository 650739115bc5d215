"""Noticing changes of a site's sources, as they happen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from watchfiles import watch

_FOLDERS = ("content", "annotations", "themes")
_QUIET = 20  # ms without a change after which a save is taken for finished
_LONGEST = 500  # ms after which changes are told although more are coming
_LOOK = 100  # ms between looks at what stands at the root of the site


def changes(site: Path) -> Iterator[frozenset[str]]:
    """The files that changed, by their paths in the site, each time some did; it never ends.

    The first set is empty. From then on nothing is missed: what changes while the caller is busy comes
    with the next set. A folder that came, went or was replaced is told by its own name.
    """
    site = site.resolve()
    changed: set[str] = set()
    is_begun = False
    polling = False
    while True:
        known = _root(site)
        folders = [site / name for name in _FOLDERS if (site / name).is_dir()]
        try:
            for found in watch(
                *folders,
                watch_filter=None,
                debounce=_LONGEST,
                step=_QUIET,
                rust_timeout=_LOOK,
                yield_on_timeout=True,
                force_polling=polling or None,
            ):
                changed |= {name for _, path in found if (name := _name(site, path))}
                # The root is looked at rather than watched: its other folders may hold any number of files.
                now = _root(site)
                changed |= {name for name in now if now[name] != known[name]}
                if any(now[name] != known[name] for name in _FOLDERS):
                    break  # watch the new folders before telling of them
                known = now
                if changed or not is_begun:
                    is_begun = True
                    yield frozenset(changed)
                    changed = set()
        except FileNotFoundError:
            continue  # a folder that went in this moment
        except OSError:
            if polling:
                raise
            polling = True  # the system watches no more folders: look at the files instead


def _name(site: Path, path: str) -> str | None:
    """The path in the site, unless it is hidden: what is hidden is no source."""
    inner = Path(path).relative_to(site)
    return None if any(part.startswith(".") for part in inner.parts) else inner.as_posix()


def _root(site: Path) -> Mapping[str, tuple[int, ...] | None]:
    """What tells whether the settings changed, or a folder is another one."""
    return {"site.yaml": _state(site / "site.yaml")} | {
        name: None if (state := _state(site / name)) is None else state[:2] for name in _FOLDERS
    }


def _state(path: Path) -> tuple[int, ...] | None:
    try:
        found = path.lstat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
