"""Names and ids for the labels of a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from anyascii import anyascii

from postil.importing.draft import ProposedSpeaker
from postil.importing.label_shape import without_aside

# Names Windows keeps for devices and the name of a folder's own page: no speaker's page can have them.
_RESERVED = re.compile(r"con|prn|aux|nul|index|(?:com|lpt)[1-9]")
_LONGEST_ID = 60  # characters; leaves room for a number behind it


def propose_speakers(labels: Iterable[str]) -> tuple[ProposedSpeaker, ...]:
    """The speakers behind the labels of turns, given in the order of the turns.

    A name is the label as it stands, without a remark in brackets where the bare label occurs too.
    Labels whose names differ in case alone are one speaker, named as it first stands. An id is the
    name in kebab-case; different names never share one.
    """
    turns = Counter(labels)
    names: dict[str, str] = {}
    ids: dict[str, str] = {}
    bare = {label.casefold() for label in turns}
    speakers = []
    for label, count in turns.items():
        base = without_aside(label)
        name = base if base.casefold() in bare else label
        key = name.casefold()
        names.setdefault(key, name)
        if key not in ids:
            ids[key] = _free_id(name, set(ids.values()))
        speakers.append(ProposedSpeaker(label, ids[key], names[key], count))
    return tuple(speakers)


def _free_id(name: str, taken: set[str]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower())[:_LONGEST_ID].strip("-") or "speaker"
    number = 1
    free = f"{plain}-1" if _RESERVED.fullmatch(plain) else plain
    while free in taken:
        number += 1
        free = f"{plain}-{number}"
    return free
