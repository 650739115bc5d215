"""Made-up transcripts with notes, the same every time, to measure with.

A transcript has about 3,600 words in 40 turns, a heading every ten turns, and 12 notes, each on 6 to 12
words that stand once in it. Each depends on its number alone: the first hundred of a thousand are those
of a hundred. The words are made up, by how often words are used in English, so that an index of them is
as large as one of real speech.
"""

from __future__ import annotations

import datetime
import itertools
import random
from dataclasses import dataclass


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


COMMON = _listed(
    """
    the of and to a in that it is was I for on you he be with as by at have are this not but had his
    they from she which or we an there her were one do been all their has would will what if can when so
    no said who more about up them some could him into its then two out time like my did only me your
    now other may just these new also any people than first very know see well after way our over think
    because even how most back year good much where before right too come still through such going take
    make those long own here down should both under last between might every never same another while
    great against state old world again being work life does part place case week government public
    company system program question number night point home water room mother area money story fact
    month lot study book eye job word business issue side kind head house service friend father power
    hour game line end member law car city community name president team minute idea body information
    parent face others level office door health person art war history party result change morning
    reason research girl guy moment air teacher force education percent report budget vote election
    policy court judge evidence claim record committee minister market school hospital tax energy
    climate border price growth bank figure source statement answer interview debate
    """
)
ONSETS = _listed(
    "b c d f g h j k l m n p r s t v w b c d f g h l m n p r s t v "
    "br ch cl cr dr fl fr gr pl pr qu sh sl sp st str th tr"
)
VOWELS = _listed("a e i o u a e i o a e i o ai ea ee ie oa oo ou io")
CODAS = ("",) * 9 + _listed("n r l s t m nd nt ck st ng")
ENDINGS = ("",) * 8 + _listed("s s s ed ed ing ing er tion al ly ment ness able ity ive ous")
FIRST_NAMES = _listed(
    """
    Anna Ben Clara David Elena Farid Grace Hugo Irene Jonas Karin Liam Maria Nadia Omar Petra Quentin
    Rosa Stefan Tara Ulrich Vera Walter Ximena Yusuf Zoe Amara Bruno Chidi Dana Emil Fiona
    """
)
MONTHS = _listed("January February March April May June July August September October November December")
VERDICTS = ("accurate", "mostly-accurate", "misleading", "inaccurate", "unverifiable")
PUBLISHERS = (
    *("National Statistics Office", "Court Records", "Daily Ledger", "Public Archive", "Ministry Report"),
    *("University Press", "Election Commission", "Health Survey", "Budget Office", "Parliament Minutes"),
)
VOCABULARY = 60_000
SHORT = 3_000  # so many words are short: what is said often is
SURNAMES = 1_200


@dataclass(frozen=True)
class Source:
    """What a note rests on."""

    title: str
    url: str
    date: str


@dataclass(frozen=True)
class Note:
    """A note on the words of one turn, of which `last` is the place of the last."""

    id: str
    last: int
    quote: str
    kind: str
    verdict: str | None
    body: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Turn:
    """What one speaker says, at most one note on it, and a heading that may stand before."""

    speaker: str
    time: str
    words: tuple[str, ...]
    heading: str | None
    note: Note | None


@dataclass(frozen=True)
class Entry:
    """What a list says of a transcript."""

    slug: str
    title: str
    date: str

    @property
    def year(self) -> str:
        """The year it is from."""
        return self.date[:4]


@dataclass(frozen=True)
class Transcript(Entry):
    """A made-up transcript with its notes."""

    speakers: tuple[str, ...]
    turns: tuple[Turn, ...]

    @property
    def notes(self) -> tuple[Note, ...]:
        """All notes, in the order of the words."""
        return tuple(turn.note for turn in self.turns if turn.note)


class Maker:
    """Makes transcripts, each from the seed and its number alone."""

    def __init__(self, seed: int = 1) -> None:
        self._seed = seed
        chance = random.Random(7)  # noqa: S311 - the same words every time, no secret
        words = dict.fromkeys(COMMON)
        while len(words) < VOCABULARY:
            syllables = chance.choice((1, 2, 2) if len(words) < SHORT else (2, 2, 2, 2, 3))
            word = _word(chance, syllables) + chance.choice(ENDINGS)
            if 3 <= len(word) <= 16:
                words.setdefault(word)
        self._words = tuple(words)
        surnames: dict[str, None] = {}
        while len(surnames) < SURNAMES:
            surname = _word(chance, chance.choice((2, 2, 3))).capitalize()
            if surname not in words:
                surnames.setdefault(surname)
        self._surnames = tuple(surnames)
        # The law of Zipf and Mandelbrot: how often the word of a rank is used.
        self._often = tuple(itertools.accumulate((rank + 2.7) ** -1.18 for rank in range(VOCABULARY)))

    def transcript(self, number: int) -> Transcript:
        """The transcript of this number."""
        chance = random.Random(f"{self._seed}:{number}")  # noqa: S311 - no secret
        speakers = [self._name(chance) for _ in range(chance.randint(2, 5))]
        names = [*speakers, *(self._name(chance) for _ in range(12)), *chance.choices(self._surnames, k=12)]
        date = datetime.date(2005, 1, 1) + datetime.timedelta(days=chance.randrange(7_600))
        title = " ".join(self._draw(chance, chance.randint(3, 6))).capitalize()
        spoken = [
            self._prose(chance, max(20, int(chance.gauss(90, 30))), names)
            for _ in range(chance.randint(36, 44))
        ]
        everything = "\n".join(" ".join(words) for words in spoken)
        noted = set(chance.sample(range(len(spoken)), chance.randint(10, 14)))
        turns: list[Turn] = []
        seconds = notes = 0
        for place, words in enumerate(spoken):
            note = self._note(chance, notes + 1, words, everything, names, date) if place in noted else None
            notes += note is not None
            turns.append(
                Turn(
                    speakers[place % len(speakers)] if chance.random() < 0.8 else chance.choice(speakers),
                    f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}",
                    words,
                    None if place % 10 else " ".join(self._draw(chance, 4)).capitalize(),
                    note,
                )
            )
            seconds += int(len(words) / 2.4)
        return Transcript(
            f"t{number:05d}-" + "-".join(self._draw(chance, 3)).lower(),
            f"{title}: {chance.choice(speakers)}",
            date.isoformat(),
            tuple(sorted(set(speakers))),
            tuple(turns),
        )

    def _draw(self, chance: random.Random, count: int) -> list[str]:
        return chance.choices(self._words, cum_weights=self._often, k=count)

    def _name(self, chance: random.Random) -> str:
        return f"{chance.choice(FIRST_NAMES)} {chance.choice(self._surnames)}"

    def _prose(self, chance: random.Random, count: int, names: list[str]) -> tuple[str, ...]:
        """So many words in sentences, with names, dates, figures and some emphasis."""
        words = self._draw(chance, count)
        left, begins = chance.randint(7, 19), True
        for place, drawn in enumerate(words):
            word, kind = drawn, chance.random()
            if kind < 0.012:
                word = chance.choice(names)
            elif kind < 0.020:
                word = f"{chance.randint(1, 28)} {chance.choice(MONTHS)} {chance.randint(1990, 2025)}"
            elif kind < 0.030:
                word = chance.choice(
                    (f"{chance.randint(1, 99)}.{chance.randint(0, 9)}%", f"{chance.randint(1, 99_999):,}")
                )
            if begins:
                word = word[0].upper() + word[1:]
            left -= 1
            begins = left == 0 or place == count - 1
            if begins:
                word += chance.choice("......?!")
                left = chance.randint(7, 19)
            elif kind > 0.93:
                word += ","
            elif kind > 0.925:
                word = f"*{word}*"
            words[place] = word
        return tuple(words)

    def _note(
        self,
        chance: random.Random,
        number: int,
        words: tuple[str, ...],
        everything: str,
        names: list[str],
        date: datetime.date,
    ) -> Note | None:
        """A note on words that stand once, if they are found."""
        for _ in range(20):
            count = chance.randint(6, 12)
            first = chance.randrange(len(words) - count)
            quote = " ".join(words[first : first + count]).rstrip(".,?!")
            if "*" not in quote and everything.count(quote) == 1:
                break
        else:
            return None
        body = [*self._prose(chance, 60, names)]
        place = chance.randrange(5, 50)
        body[place] = f"[{body[place].strip('.,?!*')}](https://example.org/{'-'.join(self._draw(chance, 3))})"
        checked = chance.random() < 0.6
        return Note(
            f"n{number}",
            first + count - 1,
            quote,
            "fact-check" if checked else "context",
            chance.choice(VERDICTS) if checked else None,
            " ".join(body),
            tuple(
                Source(
                    f"{chance.choice(PUBLISHERS)}, {' '.join(self._draw(chance, 4))}",
                    f"https://example.com/{chance.randrange(16**8):08x}/{self._draw(chance, 1)[0]}",
                    (date + datetime.timedelta(days=chance.randrange(300))).isoformat(),
                )
                for _ in range(chance.randint(1, 2))
            ),
        )


def _word(chance: random.Random, syllables: int) -> str:
    parts = (chance.choice(ONSETS) + chance.choice(VOWELS) + chance.choice(CODAS) for _ in range(syllables))
    return "".join(parts)
