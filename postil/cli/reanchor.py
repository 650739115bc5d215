"""``postil reanchor``."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postil.cli.options import chosen, site_option
from postil.cli.terminal import FILES_HAVE_ERRORS, counted, program, reason, require_site, stop

if TYPE_CHECKING:
    from postil.reanchoring import Case, Place, Search

_GONE = (
    "gone for good: nothing in the transcript is like these words. If that is so, keep the note and say it:\n"
    "      “status: retracted” (instead of a status it has), “turn: …” or nothing instead of the quote, and\n"
    "      “revisions: [{date: …, summary: what happened}]”"
)
_ALL_GOOD = "every note stands on its words"

_WORK = 1_000_000  # pairs of words that are compared to mark what differs


@click.command()
@site_option
@click.option(
    "--from", "revision", metavar="REV", help="Take the old versions from this revision of git alone."
)
@click.option(
    "--at-least",
    type=click.IntRange(0, 100),
    default=80,
    show_default=True,
    help="How like the old words the new ones must be for --write, in per cent.",
)
@click.option("--write", is_flag=True, help="Write every proposal that nothing speaks against.")
@click.option(
    "--accept", "accepted", metavar="ID", multiple=True, help="Write the proposal for this note, whatever."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
def reanchor(
    site: Path,
    revision: str | None,
    at_least: int,
    write: bool,
    accepted: tuple[str, ...],
    form: str,
    paths: tuple[Path, ...],
) -> None:
    """Find new places for notes that lost their words when a transcript was corrected.

    Only shows them, unless --write or --accept is given. With PATHS, only notes in these files and
    folders, or on these transcripts, are looked at.
    """
    from postil.building.revision import RevisionError
    from postil.reanchoring import find_cases, is_certain, place_of, write_cases

    require_site(site)
    try:
        search = find_cases(site, revision, chosen(site, paths))
    except RevisionError as error:
        stop(str(error))
    except OSError as error:
        stop(f"the site was not read: {reason(error)}")
    wanted = _accepted(search.cases, accepted)
    wanted += [case for case in search.cases if write and is_certain(case, at_least) and case not in wanted]
    try:
        refused = write_cases(site, wanted)
    except OSError as error:
        stop(f"not everything was written: {reason(error)}")
    written = [case for case in wanted if place_of(case) not in refused]
    if form == "json":
        click.echo(_json(search, at_least, written, refused))
    else:
        click.echo(_text(search, at_least, written, refused))
    if len(written) < len(search.cases) or search.unread:
        sys.exit(FILES_HAVE_ERRORS)


def _accepted(cases: Sequence[Case], ids: Sequence[str]) -> list[Case]:
    """The cases that the user accepts by id, or by ``transcript#id`` where several have one."""
    found = []
    for id in ids:
        named = [case for case in cases if id in (case.note.id, f"{case.note.transcript}#{case.note.id}")]
        if not named:
            raise click.UsageError(f"--accept {id}: no note of this id needs another place")
        if len(named) > 1:
            forms = ", ".join(f"{case.note.transcript}#{case.note.id}" for case in named)
            raise click.UsageError(f"--accept {id}: several notes have this id; say which: {forms}")
        if named[0].proposal is None:
            raise click.UsageError(
                f"--accept {id}: nothing in the transcript is like its words; retract it instead"
            )
        if named[0] not in found:
            found.append(named[0])
    return found


def _text(search: Search, at_least: int, written: Collection[Case], refused: Mapping[str, str]) -> str:
    from postil.report.text_report import printable

    lines = []
    for case in search.cases:
        lines += [*_case(case, at_least, written, refused), ""]
    if search.notice is not None:
        lines.append(f"no old version: {search.notice}")
    if search.unread:
        lines.append(f"not read whole, see “{program()} check”: {', '.join(search.unread)}")
    if search.cases:
        left = len(search.cases) - len(written)
        lines.append(f"{counted(len(search.cases), 'note')} to look at: {len(written)} written, {left} left")
    else:
        lines.append("every note that could be read stands on its words" if search.unread else _ALL_GOOD)
    return "\n".join(printable(part) for line in lines for part in line.split("\n"))


def _case(case: Case, at_least: int, written: Collection[Case], refused: Mapping[str, str]) -> Iterator[str]:
    from postil.reanchoring import Fate, place_of

    said = {
        Fate.LOST: "lost its words",
        Fate.MOVED: "stands on other words than before",
        Fate.SPOKEN: "its words are somebody else's now",
    }
    yield f"{place_of(case)} {case.note.id}: {said[case.fate]}"
    old = case.old.words if case.old is not None else case.note.selector.quote or ""
    commit = f", in {case.commit[:10]}" if case.commit is not None else ""
    where = f" ({_where(case.old)}{commit})" if case.old is not None else ""
    if case.proposal is None or case.new is None:
        yield f"   old  {_one_line(old)}{where}"
        if case.now is not None:
            yield f"   now on  {_one_line(case.now.words)} ({_where(case.now)})"
        yield f"   {_GONE}"
        return
    before, after = _marked(_one_line(old), _one_line(case.new.words))
    yield f"   old  {before}{where}"
    if case.fate is Fate.MOVED and case.now is not None:
        yield f"   now on  {_one_line(case.now.words)} ({_where(case.now)})"
    yield f"   new  {after} ({_where(case.new)})"
    how = ", by likeness" if case.proposal.by_likeness else ""
    yield f"   {case.proposal.score} % alike{how}; {_changes(case)}"
    if case in written:
        yield "   written"
    elif place_of(case) in refused:
        yield f"   not written: {refused[place_of(case)]}; change the file by hand"
    else:
        yield from _reasons(case, at_least)


def _reasons(case: Case, at_least: int) -> Iterator[str]:
    """Why a proposal is not written, and what would write it."""
    assert case.proposal is not None
    doubts = list(case.proposal.doubts)
    if case.proposal.score < at_least:
        doubts.append(f"less than {at_least} % alike")
    for doubt in doubts:
        yield f"   look: {doubt}"
    if doubts:
        yield f"   if it is right: --accept {case.note.id}"
    else:
        yield "   nothing speaks against it: --write"


def _changes(case: Case) -> str:
    """What would be written, other than the quote."""
    assert case.proposal is not None
    said = []
    for name, new in _fields(case):
        old = getattr(case.note.selector, name)
        if name == "quote":
            said.append("new quote")
        elif new is None:
            said.append(f"{name} removed")
        else:
            shown = json.dumps(new, ensure_ascii=False) if isinstance(new, str) else str(new)
            said.append(f"{name}: {shown}" if old is None else f"{name}: {old} → {shown}")
    return ", ".join(said) or "nothing to change"


def _fields(case: Case) -> list[tuple[str, str | int | None]]:
    assert case.proposal is not None
    old, new = case.note.selector, case.proposal.selector
    names = ("quote", "prefix", "suffix", "speaker", "turn")
    return [(name, getattr(new, name)) for name in names if getattr(new, name) != getattr(old, name)]


def _where(place: Place) -> str:
    turn = f"turn {place.turn}" if place.turn is not None else "outside every turn"
    speakers = " and ".join(s if s is not None else "nobody" for s in place.speakers)
    return f"{turn}, {speakers}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _marked(old: str, new: str) -> tuple[str, str]:
    """Two lines with what differs marked: ``[-old-]`` and ``{+new+}``."""
    a, b = old.split(" "), new.split(" ")
    if len(a) * len(b) > _WORK:
        return old, new
    before, after = [], []
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            before += a[i:j]
            after += b[k:m]
            continue
        if i < j:
            before.append(f"[-{' '.join(a[i:j])}-]")
        if k < m:
            after.append(f"{{+{' '.join(b[k:m])}+}}")
    return " ".join(before), " ".join(after)


def _json(search: Search, at_least: int, written: Collection[Case], refused: Mapping[str, str]) -> str:
    from postil.reanchoring import is_certain, place_of

    content = {
        "notes": [
            {
                "path": case.note.span.path,
                "line": case.note.span.line,
                "transcript": case.note.transcript,
                "id": case.note.id,
                "fate": case.fate,
                "commit": case.commit,
                "old": _json_place(case.old),
                "now": _json_place(case.now),
                "new": _json_place(case.new),
                "proposal": None
                if case.proposal is None
                else {
                    "score": case.proposal.score,
                    "by_likeness": case.proposal.by_likeness,
                    "doubts": case.proposal.doubts,
                    "changes": dict(_fields(case)),
                    "certain": is_certain(case, at_least),
                },
                "written": case in written,
                "refused": refused.get(place_of(case)),
            }
            for case in search.cases
        ],
        "notice": search.notice,
        "unread": search.unread,
        "written": len(written),
        "left": len(search.cases) - len(written),
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _json_place(place: Place | None) -> dict[str, object] | None:
    if place is None:
        return None
    return {"words": place.words, "turn": place.turn, "speakers": place.speakers}
