"""social.png: what a link to a page looks like where people share it.

1200 by 630 pixels in four colours: the words, the verdict by its shape and name, and where it is from.
What cannot be drawn, for want of a font, is left out; the shape always stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PIL import Image, ImageDraw

from postil.exporting.edition import Say
from postil.exporting.lettering import Lettering
from postil.exporting.png import png
from postil.exporting.typefaces import Style, Typefaces
from postil.model.config import Verdict
from postil.model.dates import PartialDate
from postil.model.lemma import lemma
from postil.model.note import Status
from postil.model.numbered import NumberedNote
from postil.model.plan import PlannedTranscript, SitePlan

WIDTH, HEIGHT = 1200, 630
_PAPER, _EDGE, _INK = (253, 252, 249), (150, 148, 144), (29, 28, 26)
_NEUTRAL, _GOOD, _OPEN, _POOR = (77, 77, 88), (30, 107, 58), (122, 74, 0), (154, 42, 29)
_ACCENTS = {5: _GOOD, 4: _GOOD, 3: _OPEN, 2: _POOR, 1: _POOR}
_INK_NUMBER, _ACCENT_NUMBER = 2, 3
_LEFT, _RIGHT = 80, WIDTH - 80
_SIZES = ((84, 2), (68, 3), (56, 4), (46, 5))  # of the words, and how many lines of them there is room for
_NARROWEST = 0.4  # of the size: no text has narrower letters on average
_LABEL, _SMALL = Style(38, 600), Style(30)
_SHAPE = 44
_LABEL_BASE, _WORDS_TOP, _FACTS_BASE, _SITE_BASE = 118, 150, 532, 580


@dataclass(frozen=True, slots=True)
class _Text:
    """A text and its language."""

    text: str
    language: str


class SocialPictures:
    """Draws the pictures of one site.

    ``say`` has the words of the interface, ``day`` a date in words, ``direction`` that of a language.
    ``typefaces`` may be shared with other sites: what they have set is found again.
    """

    def __init__(
        self,
        plan: SitePlan,
        say: Say,
        day: Callable[[PartialDate], str],
        direction: Callable[[str], str],
        typefaces: Typefaces,
    ) -> None:
        self._plan = plan
        self._say = say
        self._day = day
        self._direction = direction
        self._typefaces = typefaces
        self._letterings: dict[str, Lettering] = {}

    def site(self) -> bytes:
        """The picture of the pages that have none of their own."""
        config = self._plan.config
        return self._finished(
            self._blank(_Text(config.title, config.language), config.tagline or ""), _NEUTRAL
        )

    def transcript(self, planned: PlannedTranscript) -> bytes:
        """The picture of a transcript: its title, and how many notes have which verdict."""
        transcript, config = planned.anchored.transcript, self._plan.config
        names = ", ".join(person.name for person in transcript.people.values())
        facts = " · ".join(filter(None, (names, self._day(transcript.date))))
        picture = self._blank(_Text(transcript.title, transcript.language or config.language), facts)
        given = [n.note.verdict for n in planned.notes if n.note.status is not Status.RETRACTED]
        counts = [(verdict, given.count(verdict.id)) for verdict in config.verdicts]
        self._draw_counts(picture, [(verdict, count) for verdict, count in counts if count])
        return self._finished(picture, _NEUTRAL)

    def note(self, planned: PlannedTranscript, numbered: NumberedNote) -> bytes:
        """The picture of a note: its words, its verdict, and whose words they are."""
        note, transcript, config = numbered.note, planned.anchored.transcript, self._plan.config
        verdict = config.verdict(note.verdict) if note.verdict is not None else None
        label = verdict.label if verdict is not None else config.kind(note.kind).label
        if note.status is not Status.PUBLISHED:
            label = f"{self._say(f'status-{note.status}')}: {label}"
        language = transcript.language or config.language
        words, names = _Text(note.title or note.claim or transcript.title, config.language), ""
        place = numbered.range
        if place is not None:
            words = _Text(f"“{lemma(transcript.text[place.start : place.end])}”", language)
            speakers = transcript.speakers_within(place.start, place.end)
            names = ", ".join(transcript.people[id].name for id in speakers)
        facts = " · ".join(filter(None, (names, self._day(transcript.date))))
        picture = self._blank(words, facts)
        at = self._draw_shape(picture, verdict, 0, _ACCENT_NUMBER)
        self._draw_line(picture, label, _LABEL, _LABEL_BASE, start=at, colour=_ACCENT_NUMBER)
        accent = _ACCENTS.get(verdict.rating or 0, _NEUTRAL) if verdict is not None else _NEUTRAL
        return self._finished(picture, accent)

    def _blank(self, words: _Text, facts: str) -> Image.Image:
        """A picture with the words in its middle, facts and the site below; the label is not there yet."""
        picture = Image.new("L", (WIDTH, HEIGHT))
        drawing = ImageDraw.Draw(picture)
        drawing.rectangle((0, 0, WIDTH, 15), fill=_ACCENT_NUMBER)
        lettering = self._lettering(words.language)
        style, lines = self._fitted(lettering, words.text)
        step = style.size * 3 // 2
        for index, line in enumerate(lines, 1):
            lettering.draw(picture, line, style, (_LEFT, _RIGHT), _WORDS_TOP + index * step)
        self._draw_line(picture, facts, _SMALL, _FACTS_BASE)
        self._draw_line(picture, self._plan.config.title, Style(30, 600), _SITE_BASE)
        return picture

    def _fitted(self, lettering: Lettering, text: str) -> tuple[Style, tuple[str, ...]]:
        """The text in the largest letters in which all of it has room; in the smallest it may be cut."""
        for size, most in _SIZES[:-1]:
            if len(text) * size * _NARROWEST > (_RIGHT - _LEFT) * most:
                continue
            lines = lettering.lines(text, Style(size, 500), _RIGHT - _LEFT, most + 1)
            if lines is None:
                break
            if len(lines) <= most:
                return Style(size, 500), lines
        size, most = _SIZES[-1]
        style = Style(size, 500)
        return style, lettering.lines(text, style, _RIGHT - _LEFT, most) or ()

    def _draw_line(
        self,
        picture: Image.Image,
        text: str,
        style: Style,
        base: int,
        *,
        start: int = 0,
        colour: int | None = None,
    ) -> None:
        """A line in the site's language, ``start`` pixels from where it begins, if it can be set."""
        lettering = self._lettering(self._plan.config.language)
        lines = lettering.lines(text, style, _RIGHT - _LEFT - start, 1) or ()
        edges = (_LEFT + start, _RIGHT) if self._is_forward else (_LEFT, _RIGHT - start)
        for line in lines:
            lettering.draw(picture, line, style, edges, base, colour)

    def _draw_counts(self, picture: Image.Image, counts: Iterable[tuple[Verdict, int]]) -> None:
        start = 0
        lettering = self._lettering(self._plan.config.language)
        for verdict, count in counts:
            start = self._draw_shape(picture, verdict, start, _INK_NUMBER)
            self._draw_line(picture, str(count), _LABEL, _LABEL_BASE, start=start)
            start += round(lettering.width(str(count), _LABEL)) + 36

    def _draw_shape(self, picture: Image.Image, verdict: Verdict | None, start: int, colour: int) -> int:
        """The shape of a verdict, as on the pages; where the text behind it begins."""
        left = _LEFT + start if self._is_forward else _RIGHT - start - _SHAPE
        top = _LABEL_BASE - _SHAPE + 8
        box = (left, top, left + _SHAPE, top + _SHAPE)
        drawing, middle = ImageDraw.Draw(picture), _SHAPE // 2
        ends = {4: 180, 3: 90, 2: 0}
        if verdict is None:
            drawing.rounded_rectangle(
                (left + 5, top + 5, left + _SHAPE - 5, top + _SHAPE - 5), 4, None, colour, 5
            )
        elif verdict.rating is None:
            corners = [(left + middle, top), (left + _SHAPE, top + middle), (left + middle, top + _SHAPE)]
            drawing.polygon([*corners, (left, top + middle)], None, colour, 5)
        elif verdict.rating == 5:
            drawing.ellipse(box, colour)
        elif verdict.rating in ends:
            drawing.ellipse(box, None, colour, 5)
            drawing.pieslice(box, -90, ends[verdict.rating], colour)
        else:
            drawing.line((left + 4, top + 4, left + _SHAPE - 4, top + _SHAPE - 4), colour, 8)
            drawing.line((left + 4, top + _SHAPE - 4, left + _SHAPE - 4, top + 4), colour, 8)
        return start + _SHAPE + 16

    @property
    def _is_forward(self) -> bool:
        return self._direction(self._plan.config.language) == "ltr"

    def _lettering(self, language: str) -> Lettering:
        found = self._letterings.get(language)
        if found is None:
            found = Lettering(self._typefaces, language, self._direction(language))
            self._letterings[language] = found
        return found

    def _finished(self, picture: Image.Image, accent: tuple[int, int, int]) -> bytes:
        # Pillow packs four pixels a byte only where numbers are those of a palette.
        packed = Image.frombytes("P", picture.size, picture.tobytes()).tobytes("raw", "P;2")
        return png(packed, WIDTH, (_PAPER, _EDGE, _INK, accent))
