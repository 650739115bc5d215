"""The fonts of pictures, and words set in them.

They are the Noto Sans family, from packages: the same on every machine. What is asked for again is
kept, since words and letters repeat.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_INK = bytes(0 if level < 64 else 1 if level < 170 else 2 for level in range(256))  # paper, edge, ink
_LAST = ("NotoSansSymbols[wght].ttf", "NotoEmoji[wght].ttf")
_CJK_FACES = {"ja": 0, "ko": 1, "zh": 2, "zh-hant": 3, "zh-tw": 3, "zh-hk": 3}
_NOWHERE = "\U0010ffff"  # no font has it: it shows what stands for a missing letter
_MOST_KEPT = 8192


@dataclass(frozen=True, slots=True, eq=False)  # one object a font: looked up by what it is
class Font:
    """A font file, and which of its faces."""

    path: Path
    face: int = 0


@dataclass(frozen=True, slots=True)
class Style:
    """How words are set: the size in pixels, and the weight, 400 to 700."""

    size: int
    weight: int = 400


@dataclass(frozen=True, slots=True)
class Setting:
    """Words as a picture of 0, paper, to 2, ink; and its place from where they begin on their line."""

    image: Image.Image
    left: int
    top: int


class Typefaces:
    """The fonts, and what was set in them."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[str, int], Font] = {}
        self._loaded: dict[tuple[Font, Style], ImageFont.FreeTypeFont] = {}
        self._letters: dict[tuple[Font, str], bool] = {}
        self._advances: dict[tuple[Font, str, str, Style], float] = {}
        self._settings: dict[tuple[Font, str, str, Style], Setting] = {}

    def fonts(self, language: str) -> tuple[Font, ...]:
        """Latin, Greek and Cyrillic first, then one font a script; Chinese, Japanese, Korean if installed."""
        folder = _folder("manimgx_fonts")
        assert folder is not None, "a dependency"
        names = sorted((file.name for file in folder.glob("NotoSans*[[]*.ttf")), key=lambda n: (len(n), n))
        scripts = [name for name in names if "Italic" not in name and name not in _LAST]
        fonts = [self._font(folder / name) for name in (*scripts, *_LAST)]
        cjk = _folder("manimgx_fonts_cjk")
        if cjk is not None:
            parts = language.lower().split("-")
            tags = ("-".join(parts[:2]), parts[0])
            face = next((_CJK_FACES[tag] for tag in tags if tag in _CJK_FACES), _CJK_FACES["zh"])
            fonts.append(self._font(cjk / "NotoSansCJK-VF.otf.ttc", face))
        return tuple(fonts)

    def has(self, font: Font, letter: str) -> bool:
        """Whether a font can show a letter; one without a shape of its own it always can."""
        found = self._letters.get((font, letter))
        if found is None:
            found = self._letters[font, letter] = self._shows(font, letter)
        return found

    def advance(self, font: Font, text: str, direction: str, style: Style) -> float:
        """How far words reach on their line, in pixels."""
        key = (font, text, direction, style)
        found = self._advances.get(key)
        if found is None:
            if len(self._advances) >= _MOST_KEPT:
                self._advances.clear()
            found = self._load(font, style).getlength(text, direction=direction)
            self._advances[key] = found
        return found

    def set(self, font: Font, text: str, direction: str, style: Style) -> Setting:
        """Words set in a font."""
        key = (font, text, direction, style)
        found = self._settings.get(key)
        if found is None:
            if len(self._settings) >= _MOST_KEPT:
                self._settings.clear()
            found = self._settings[key] = self._set(font, text, direction, style)
        return found

    def _font(self, path: Path, face: int = 0) -> Font:
        return self._fonts.setdefault((path.name, face), Font(path, face))

    def _set(self, font: Font, text: str, direction: str, style: Style) -> Setting:
        loaded = self._load(font, style)
        box = loaded.getbbox(text, anchor="ls", direction=direction)
        left, top, right, bottom = (int(edge) for edge in box)
        image = Image.new("L", (max(right - left, 1), max(bottom - top, 1)))
        try:
            ImageDraw.Draw(image).text((-left, -top), text, 255, loaded, "ls", direction=direction)
        except OSError:
            # FreeType's raster overflows on a few letters, such as U+FDFD; their word is left out.
            return Setting(Image.new("L", (1, 1)), 0, 0)
        return Setting(image.point(_INK), left, top)

    def _shows(self, font: Font, letter: str) -> bool:
        if letter == " " or unicodedata.category(letter) == "Cf" or "\ufe00" <= letter <= "\ufe0f":
            return True
        loaded = self._load(font, Style(24))
        return bytes(loaded.getmask(letter)) != bytes(loaded.getmask(_NOWHERE))

    def _load(self, font: Font, style: Style) -> ImageFont.FreeTypeFont:
        found = self._loaded.get((font, style))
        if found is None:
            found = ImageFont.truetype(str(font.path), style.size, font.face)
            found.set_variation_by_axes([style.weight])
            self._loaded[font, style] = found
        return found


def _folder(package: str) -> Path | None:
    found = find_spec(package)
    return None if found is None or found.origin is None else Path(found.origin).parent
