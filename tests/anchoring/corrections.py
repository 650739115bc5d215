"""Corrections of real transcripts, with the place of a note's words before and after known by the edit."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from postil.model.anchored import Range
from postil.model.transcript import Transcript
from postil.reading.decoding import decode
from postil.reading.people import read_people
from postil.reading.transcript import read_transcript

CONTENT = Path(__file__).resolve().parents[2] / "content"
TRANSCRIPTS = ("2020/lavrov-tass", "2026/workshop")
OPEN, CLOSE = "\ue000", "\ue001"  # around the words of the note, while their place is looked up

_MARKUP = re.compile(r"[*_`\[\]<>|#\\{}&]|^[-+>\d]|://", re.MULTILINE)
_LABEL = re.compile(r"^(?:\[[\d:]+\] )?([A-Z][\w .]*?): ")
_WORD = re.compile(r"[\w’'-]+")
_PLAIN_WORD = re.compile(r"[a-z]{5,}")


@dataclass(frozen=True)
class Correction:
    """One edit. ``truth`` is where the note's words are after it, None if they are gone.

    ``means_the_same`` says whether a program may move the note without asking.
    """

    name: str
    old: Transcript
    place: Range
    new: Transcript
    truth: Range | None
    means_the_same: bool


@dataclass(frozen=True)
class Draft:
    """Paragraphs with the note's words between OPEN and CLOSE, before and after the edit."""

    old: list[str]
    new: list[str]
    means_the_same: bool = True


@dataclass(frozen=True)
class Ground:
    """A paragraph of a transcript with a phrase in it: the text before, the phrase, the text after."""

    paragraphs: list[str]
    index: int
    head: str
    phrase: str
    tail: str

    def paragraph(self, phrase: str, head: str | None = None, tail: str | None = None) -> str:
        """The paragraph with the phrase marked."""
        head, tail = self.head if head is None else head, self.tail if tail is None else tail
        return f"{head}{OPEN}{phrase}{CLOSE}{tail}"

    def put(self, *paragraphs: str) -> list[str]:
        """All paragraphs, with others in the place of this one."""
        return [*self.paragraphs[: self.index], *paragraphs, *self.paragraphs[self.index + 1 :]]

    def draft(self, old: str, new: str, *, means_the_same: bool = True) -> Draft:
        """An edit of the phrase alone."""
        return Draft(self.put(self.paragraph(old)), self.put(self.paragraph(new)), means_the_same)


Edit = Callable[[random.Random, Ground], Draft | None]


def corrections(count: int, seed: int) -> Iterator[Correction]:
    """That many corrections, of every kind in turn; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - it must be the same each time
    made = 0
    while made < count:
        name, edit = list(EDITS.items())[made % len(EDITS)]
        path = chance.choice(TRANSCRIPTS)
        ground = _ground(chance, path)
        draft = None if ground is None else edit(chance, ground)
        if draft is None or draft.old == draft.new:
            continue
        noisy = _noise(chance, draft.new)
        old, place = _read(path, draft.old)
        new, truth = _read(path, noisy)
        if old is None or new is None or place is None:
            continue
        made += 1
        yield Correction(name, old, place, new, truth, draft.means_the_same)


def _ground(chance: random.Random, path: str) -> Ground | None:
    paragraphs = _body(path).split("\n\n")
    index = chance.randrange(len(paragraphs))
    text = paragraphs[index]
    label = _LABEL.match(text)
    begin = label.end() if label is not None else 0
    if _MARKUP.search(text[begin:]) or text.endswith(":"):
        return None
    words = list(_WORD.finditer(text, begin))
    if len(words) < 14:
        return None
    length = chance.randint(5, min(14, len(words)))
    first = chance.randrange(len(words) - length + 1)
    start, end = words[first].start(), words[first + length - 1].end()
    return Ground(paragraphs, index, text[:start], text[start:end], text[end:])


@cache
def _body(path: str) -> str:
    text = (CONTENT / "transcripts" / f"{path}.md").read_text("utf-8")
    return text.split("\n---\n", 1)[1].strip()


@cache
def _head(path: str) -> str:
    text = (CONTENT / "transcripts" / f"{path}.md").read_text("utf-8")
    return text.split("\n---\n", 1)[0] + "\n---\n\n"


def _read(path: str, paragraphs: list[str]) -> tuple[Transcript | None, Range | None]:
    """The transcript, and the place of the marked words."""
    marked = _transcript(path, "\n\n".join(paragraphs))
    clean = _transcript(path, "\n\n".join(paragraphs).replace(OPEN, "").replace(CLOSE, ""))
    if marked is None or OPEN not in marked.text:
        return clean, None
    return clean, Range(marked.text.index(OPEN), marked.text.index(CLOSE) - 1)


def _transcript(path: str, body: str) -> Transcript | None:
    file = decode(f"content/transcripts/{path}.md", f"{_head(path)}{body}\n".encode(), [])
    speakers = decode("content/speakers.yaml", (CONTENT / "speakers.yaml").read_bytes(), [])
    assert file is not None
    assert speakers is not None
    return read_transcript(path, file, read_people(speakers, []), [])


def _noise(chance: random.Random, paragraphs: list[str]) -> list[str]:
    """Other corrections elsewhere in the same transcript."""
    noisy = list(paragraphs)
    for _ in range(3):
        index = chance.randrange(len(noisy))
        if OPEN not in noisy[index] and not _MARKUP.search(noisy[index]):
            noisy[index] = re.sub(r"(?<=[a-z]) (?=[a-z])", " also ", noisy[index], count=1)
    return noisy


def _mistyped(chance: random.Random, phrase: str, words: list[re.Match[str]]) -> str | None:
    """The phrase with one of the words misspelled."""
    if not words:
        return None
    word = chance.choice(words)
    text = word[0]
    at = chance.randrange(1, len(text) - 1)
    wrong = chance.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + text[at] + text[at:],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
            text[:at] + chance.choice("aeiou") + text[at + 1 :],
        )
    )
    return phrase[: word.start()] + wrong + phrase[word.end() :]


def _plain(phrase: str) -> list[re.Match[str]]:
    return [m for m in _WORD.finditer(phrase) if _PLAIN_WORD.fullmatch(m[0])]


def typo(chance: random.Random, ground: Ground) -> Draft | None:
    """A misspelled word is mended."""
    wrong = _mistyped(chance, ground.phrase, _plain(ground.phrase))
    return None if wrong is None else ground.draft(wrong, ground.phrase)


def typo_at_an_end(chance: random.Random, ground: Ground) -> Draft | None:
    """The first or the last word of the quote is mended."""
    ends = [w for w in _plain(ground.phrase) if w.start() == 0 or w.end() == len(ground.phrase)]
    wrong = _mistyped(chance, ground.phrase, ends)
    return None if wrong is None else ground.draft(wrong, ground.phrase)


def typos_beside(chance: random.Random, ground: Ground) -> Draft | None:
    """A word is mended, and words are inserted right before and behind the quote."""
    wrong = _mistyped(chance, ground.phrase, _plain(ground.phrase))
    if wrong is None or not ground.head.endswith(" ") or not ground.tail.startswith(" "):
        return None
    after = ground.paragraph(ground.phrase, ground.head + "quite openly ", " as it were" + ground.tail)
    return Draft(ground.put(ground.paragraph(wrong)), ground.put(after))


def inserted(chance: random.Random, ground: Ground) -> Draft | None:
    """A word that the transcriber missed is put in."""
    spaces = [m.start() for m in re.finditer(" ", ground.phrase)]
    at = chance.choice(spaces)
    word = chance.choice(("really", "indeed", "actually", "simply", "well"))
    return ground.draft(ground.phrase, f"{ground.phrase[:at]} {word}{ground.phrase[at:]}")


def cut(chance: random.Random, ground: Ground) -> Draft | None:
    """A word that was not said is taken out."""
    inner = list(re.finditer(r" (?:[a-z]{4,}|the|a|of|so|and)(?= )", ground.phrase))
    telling = re.compile(
        r" (?:not|never|only|some|more|most|many|must|will|would|could|should|might|every|after|before|since"
        r"|need|nobody|nothing|without|four|five|nine|first|second|because|until|less|several|once|both"
        r"|always|often|against|either|neither|cannot|half|three|seven|eight|hundred|thousand|none|three|third"
        r"|need|needs|needed|rarely|years)"
    )
    inner = [w for w in inner if not telling.fullmatch(w[0])]
    if not inner:
        return None
    word = chance.choice(inner)
    return ground.draft(ground.phrase, ground.phrase[: word.start()] + ground.phrase[word.end() :])


def swapped(chance: random.Random, ground: Ground) -> Draft | None:
    """The sentence changes places with the next one, and a word of it is mended."""
    wrong = _mistyped(chance, ground.phrase, _plain(ground.phrase))
    ends = [m.end() for m in re.finditer(r"[.?!] ", ground.head)]
    begin = ends[-1] if ends else (m.end() if (m := _LABEL.match(ground.head)) else 0)
    after = re.search(r"[.?!] ", ground.tail)
    if wrong is None or after is None or re.search(r"[.?!] ", ground.phrase):
        return None
    rest = ground.tail[after.end() :]
    following = re.match(r".*?[.?!](?= |$)", rest, re.DOTALL)
    if following is None:
        return None
    own = f"{ground.head[begin:]}{OPEN}{ground.phrase}{CLOSE}{ground.tail[: after.end() - 1]}"
    new = f"{ground.head[:begin]}{following[0]} {own}{rest[following.end() :]}"
    return Draft(ground.put(ground.paragraph(wrong)), ground.put(new))


def merged(chance: random.Random, ground: Ground) -> Draft | None:
    """The label of the turn before is taken away, and a word is mended."""
    wrong = _mistyped(chance, ground.phrase, _plain(ground.phrase))
    labels = [i for i in range(1, ground.index) if _LABEL.match(ground.paragraphs[i])]
    if wrong is None or len(labels) < 2:
        return None
    index = labels[-2]
    new = ground.put(ground.paragraph(ground.phrase))
    new[index] = _LABEL.sub("", new[index])
    return Draft(ground.put(ground.paragraph(wrong)), new)


def merged_own(chance: random.Random, ground: Ground) -> Draft | None:
    """The label of the note's own turn is taken away: the one before says it now. A word is mended."""
    wrong = _mistyped(chance, ground.phrase, _plain(ground.phrase))
    label = _LABEL.match(ground.head)
    if wrong is None or label is None or ground.index < 2:
        return None
    new = ground.put(ground.paragraph(ground.phrase, ground.head[label.end() :]))
    return Draft(ground.put(ground.paragraph(wrong)), new, means_the_same=False)


def number(chance: random.Random, ground: Ground) -> Draft | None:
    """A number changes."""
    at = chance.choice([m.start() for m in re.finditer(" ", ground.phrase)])
    old, new = chance.sample(("five", "seven", "12", "1,200", "1.5", "a million", "a billion", "30%"), 2)
    head, tail = ground.phrase[:at], ground.phrase[at:]
    return ground.draft(f"{head} {old}{tail}", f"{head} {new}{tail}", means_the_same=False)


def negation(chance: random.Random, ground: Ground) -> Draft | None:
    """A negation comes or goes."""
    at = chance.choice([m.start() for m in re.finditer(" ", ground.phrase)])
    word = chance.choice(("not", "never", "hardly", "don’t"))
    texts = [ground.phrase, f"{ground.phrase[:at]} {word}{ground.phrase[at:]}"]
    chance.shuffle(texts)
    return ground.draft(*texts, means_the_same=False)


def name(chance: random.Random, ground: Ground) -> Draft | None:
    """A name changes."""
    at = chance.choice([m.start() for m in re.finditer(" ", ground.phrase)])
    old, new = chance.sample(("Iran", "Iraq", "Austria", "Australia", "Mr Smith", "Ms Smythe"), 2)
    head, tail = ground.phrase[:at], ground.phrase[at:]
    return ground.draft(f"{head} {old}{tail}", f"{head} {new}{tail}", means_the_same=False)


def other_word(chance: random.Random, ground: Ground) -> Draft | None:
    """A word turns out to have been another one."""
    words = _plain(ground.phrase)
    if not words:
        return None
    word = chance.choice(words)
    new = chance.choice(("elephant", "bridges", "yellow", "quickly"))
    phrase = ground.phrase
    return ground.draft(phrase, phrase[: word.start()] + new + phrase[word.end() :], means_the_same=False)


def copied(chance: random.Random, ground: Ground) -> Draft | None:
    """A word is mended, and somebody else is found to have said the same."""
    wrong = _mistyped(chance, ground.phrase, _plain(ground.phrase))
    others = [i for i, p in enumerate(ground.paragraphs) if i != ground.index and _LABEL.match(p)]
    if wrong is None or not others:
        return None
    new = ground.put(ground.paragraph(ground.phrase))
    index = chance.choice(others)
    new[index] += f" And {ground.phrase}."
    return Draft(ground.put(ground.paragraph(wrong)), new)


def given_to_another(chance: random.Random, ground: Ground) -> Draft | None:
    """The words are cut, and turn up in somebody else's mouth: no longer the note's."""
    others = [i for i, p in enumerate(ground.paragraphs) if abs(i - ground.index) > 3 and _LABEL.match(p)]
    wrong = _mistyped(chance, ground.phrase, _plain(ground.phrase))
    if wrong is None or not others:
        return None
    new = ground.put(ground.head.rstrip() + ground.tail)
    index = chance.choice(others)
    new[index] += f" And {ground.phrase}."
    return Draft(ground.put(ground.paragraph(wrong)), new, means_the_same=False)


def deleted(chance: random.Random, ground: Ground) -> Draft | None:
    """The words are cut."""
    del chance
    new = ground.put(ground.head.rstrip() + ground.tail)
    return Draft(ground.put(ground.paragraph(ground.phrase)), new, means_the_same=False)


def rewritten(chance: random.Random, ground: Ground) -> Draft | None:
    """The words are cut, and quite other ones stand there."""
    other = chance.choice(
        ("so the ship sailed north at dawn with nobody aboard", "it rained all week in town")
    )
    new = ground.put(ground.head + other + ground.tail)
    return Draft(ground.put(ground.paragraph(ground.phrase)), new, means_the_same=False)


EDITS: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (
        typo, typo_at_an_end, typos_beside, inserted, cut, swapped, merged, merged_own, number, negation,
        name, other_word, copied, given_to_another, deleted, rewritten,
    )
}  # fmt: skip
"""Every kind of correction by name."""
