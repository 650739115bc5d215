"""Two hundred corrections of real transcripts: what is certain is right, and little is missed."""

from __future__ import annotations

from collections import Counter
from functools import cache, partial

import pytest

from postil.anchoring.describing import describe
from postil.anchoring.likeness import Likeness
from postil.anchoring.matching import Ground
from postil.anchoring.proposing import Former, Proposal, propose
from postil.anchoring.tracing import Tracing
from tests.anchoring.corrections import EDITS, Correction, corrections

BAR = 80


@cache
def made() -> tuple[Correction, ...]:
    """Two hundred corrections."""
    return tuple(corrections(200, seed=1))


@cache
def answers(*, with_old_version: bool) -> list[tuple[Correction, Proposal | None]]:
    """The corrections whose note lost its words, with what is proposed."""
    found = []
    for correction in made():
        old, new = Ground(correction.old), Ground(correction.new)
        selector = describe(old, correction.place)
        assert old.places(selector) == [correction.place]
        former = None
        if with_old_version:
            tracing = Tracing(correction.old.text, correction.new.text)
            former = Former(old, correction.place, tracing)
        places = new.places(selector)
        if len(places) == 1:
            continue
        likeness = cache(partial(Likeness, new.folded))
        found.append((correction, propose(selector, former, new, likeness, "en")))
    return found


def is_taken(proposal: Proposal | None) -> bool:
    """Whether ``--write`` alone takes it."""
    return proposal is not None and not proposal.doubts and proposal.score >= BAR


def said(correction: Correction, proposal: Proposal | None) -> str:
    """A correction and its proposal, to read when a test fails."""
    old = correction.old.text[correction.place.start : correction.place.end]
    truth = correction.truth and correction.new.text[correction.truth.start : correction.truth.end]
    got = proposal and (proposal.new_words, proposal.score, proposal.doubts)
    return f"{correction.name}\n  old   {old}\n  truth {truth}\n  got   {got}"


def test_every_kind_of_correction_is_there() -> None:
    kinds = Counter(correction.name for correction in made())
    assert kinds.keys() == EDITS.keys()
    assert min(kinds.values()) >= 12


@pytest.mark.parametrize("with_old_version", [True, False])
def test_what_is_taken_without_asking_is_right(with_old_version: bool) -> None:
    wrong = [
        said(c, p)
        for c, p in answers(with_old_version=with_old_version)
        if is_taken(p) and not (c.means_the_same and p is not None and p.range == c.truth)
    ]
    assert not wrong, "\n".join(wrong)


def test_what_a_careful_person_would_keep_is_proposed() -> None:
    keepable = [(c, p) for c, p in answers(with_old_version=True) if c.truth is not None]
    missed = [said(c, p) for c, p in keepable if p is None or p.range != c.truth]
    assert len(keepable) >= 120
    assert len(missed) <= 0.05 * len(keepable), "\n".join(missed)


def test_most_mended_typos_are_taken_without_asking() -> None:
    plain = ("typo", "typo_at_an_end", "typos_beside", "inserted", "cut", "merged")
    given = [(c, p) for c, p in answers(with_old_version=True) if c.name in plain]
    asked = [said(c, p) for c, p in given if not is_taken(p)]
    assert len(asked) <= 0.2 * len(given), "\n".join(asked)


def test_most_places_are_found_without_an_old_version() -> None:
    given = [(c, p) for c, p in answers(with_old_version=False) if c.truth is not None]
    missed = [said(c, p) for c, p in given if p is None or p.range != c.truth]
    assert len(missed) <= 0.2 * len(given), "\n".join(missed)
    assert not [said(c, p) for c, p in given if is_taken(p)], "nothing tells who said it"


def test_words_that_are_gone_are_not_put_elsewhere() -> None:
    gone = [(c, p) for c, p in answers(with_old_version=True) if c.name in ("deleted", "rewritten")]
    assert gone
    assert not [said(c, p) for c, p in gone if is_taken(p)]
    assert sum(p is None for _, p in gone) >= 0.7 * len(gone), "\n".join(said(c, p) for c, p in gone if p)
