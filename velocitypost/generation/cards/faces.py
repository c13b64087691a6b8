"""The fonts that cards are set in, which of them draws a character, and what none of them can draw."""

from __future__ import annotations

import importlib.util
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import regex
from PIL import ImageFont

from velocitypost.generation.cards.coverage import covered
from velocitypost.generation.cleaning import without_emojis

Voice = Literal["plain", "strong", "serif", "serif_strong", "italic", "loud"]

_HERE = Path(__file__).parent / "fonts"
# A font's axes stand in an order of its own; the weight is filled in.
_WEIGHT = -1.0
_AXES = {
    "Inter.ttf": (32.0, _WEIGHT),
    "Lora.ttf": (_WEIGHT,),
    "Lora-Italic.ttf": (_WEIGHT,),
    "Anton.ttf": (),
    "NotoSansArabic.ttf": (_WEIGHT, 100.0),
    "NotoSansDevanagari.ttf": (_WEIGHT, 100.0),
    "NotoSansHebrew.ttf": (_WEIGHT, 100.0),
}
_OTHERS = ("NotoSansArabic.ttf", "NotoSansHebrew.ttf", "NotoSansDevanagari.ttf")
_VOICES: dict[Voice, tuple[tuple[str, ...], int]] = {
    "plain": (("Inter.ttf",), 500),
    "strong": (("Inter.ttf",), 800),
    "serif": (("Lora.ttf", "Inter.ttf"), 500),
    "serif_strong": (("Lora.ttf", "Inter.ttf"), 700),
    "italic": (("Lora-Italic.ttf", "Lora.ttf", "Inter.ttf"), 500),
    "loud": (("Anton.ttf", "Inter.ttf"), 900),
}
_JOINERS = frozenset("\u200c\u200d")
_DROPPED = regex.compile(r"[\uFE0E\uFE0F\u200B\u2060\uFEFF\u00AD\u202A-\u202E\u2066-\u2069\u200E\u200F]")
# What several emoji in a row leave before the sign that ends the sentence.
_GAP = regex.compile(r" +(?=[,.](?:\s|\Z))")
_SCRIPTS = {
    "CJK": "Chinese",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HALFWIDTH": "Japanese",
    "HANGUL": "Korean",
    "BOPOMOFO": "Chinese",
}


class CannotDraw(Exception):
    """A card cannot be made of what was given; the text tells why. `field` is what to change."""

    def __init__(self, message: str, field: str = "text") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Run:
    """Characters that one font draws, in the direction in which they are read."""

    text: str
    file: Path
    weight: int
    rtl: bool


def drawable(text: str, field: str = "text") -> str:
    """The text as it can be drawn: emoji and invisible marks are left out. Raises `CannotDraw`, naming the script."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    text = _GAP.sub("", _DROPPED.sub("", without_emojis(text)))
    missing = sorted({_script(char) for char in text if not char.isspace() and _file(char, "plain") is None})
    if missing:
        raise CannotDraw(f"No font here can draw {' or '.join(missing)} writing. Nothing was drawn.", field)
    return text.strip()


def is_rtl(text: str) -> bool:
    """Whether the first letter that has a direction goes from right to left."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


def runs(text: str, voice: Voice) -> list[Run]:
    """The text in pieces of one font each, from its first letter to its last."""
    parts: list[tuple[str, Path]] = []
    for char in text:
        before = parts[-1] if parts else None
        neutral = char in _JOINERS or char.isspace() or unicodedata.category(char)[0] in "MP"
        if before and neutral and (char in _JOINERS or ord(char) in covered(before[1])):
            parts[-1] = (before[0] + char, before[1])
            continue
        file = _file(char, voice) or (before[1] if before else _HERE / "Inter.ttf")
        if before and before[1] == file:
            parts[-1] = (before[0] + char, file)
        else:
            parts.append((char, file))
    weight = _VOICES[voice][1]
    return [Run(part, file, weight, is_rtl(part)) for part, file in parts]


@lru_cache(maxsize=128)
def font(file: Path, weight: int, size: int) -> ImageFont.FreeTypeFont:
    """A font at a size in pixels."""
    made = ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.RAQM)
    if axes := _AXES.get(file.name):
        heaviest = 700 if file.name.startswith("Lora") else 900
        made.set_variation_by_axes([min(weight, heaviest) if axis == _WEIGHT else axis for axis in axes])
    return made


@lru_cache(maxsize=4096)
def _file(char: str, voice: Voice) -> Path | None:
    return next((path for path in _stack(voice) if ord(char) in covered(path)), None)


@lru_cache(maxsize=8)
def _stack(voice: Voice) -> tuple[Path, ...]:
    first, weight = _VOICES[voice]
    found = [_HERE / name for name in (*first, *_OTHERS)]
    # Its place is asked for, and the library itself is not loaded: it takes tens of megabytes.
    if (library := importlib.util.find_spec("matplotlib")) and library.origin:
        name = "DejaVuSans-Bold.ttf" if weight >= 600 else "DejaVuSans.ttf"
        found.append(Path(library.origin).parent / "mpl-data" / "fonts" / "ttf" / name)
    return tuple(path for path in found if path.is_file())


def _script(char: str) -> str:
    word = unicodedata.name(char, "unknown").split()[0].partition("-")[0]
    return _SCRIPTS.get(word, word.capitalize())
