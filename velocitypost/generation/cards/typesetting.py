"""Text set into a box: the largest size at which it fits, in lines of much the same length, none with one lost word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import regex
from PIL import ImageDraw

from velocitypost.generation.cards.faces import CannotDraw, Run, Voice, font, is_rtl, runs

Align = Literal["start", "centre", "end"]
Colour = tuple[int, int, int]

_MEASURED_AT = 100
_LOST_WORD = 0.35
_ASCENT, _DESCENT = 0.78, 0.24
_WORDY = 60
_CLOSES = frozenset("—–?!;:»")
_OPENS = ("«",)


@dataclass(frozen=True)
class Setting:
    """Lines of one size. `leading` is the way from line to line, and `height` that of all, in pixels."""

    lines: tuple[str, ...]
    voice: Voice
    size: int
    leading: float

    @property
    def height(self) -> float:
        return (len(self.lines) - 1) * self.leading + (_ASCENT + _DESCENT) * self.size

    @property
    def width(self) -> float:
        return max((width(line, self.voice, self.size) for line in self.lines), default=0.0)


def fit(
    text: str,
    voice: Voice,
    box: tuple[float, float],
    *,
    largest: int,
    smallest: int,
    leading: float = 1.25,
    field: str = "text",
) -> Setting:
    """Sets `text` into a box of this width and height. Raises `CannotDraw` where it is too long for that."""
    if any(run.file.name.startswith("Noto") for run in runs(text, voice)):
        leading = max(leading, 1.5)
    low, high, best = smallest, largest, None
    while low <= high:
        size = (low + high) // 2
        if setting := _at(text, voice, box, size, leading, broken=size == smallest):
            best, low = setting, size + 1
        else:
            high = size - 1
    if best is None:
        raise CannotDraw("This text is too long for such a card. Shorten it. Nothing was drawn.", field)
    return best


def width(text: str, voice: Voice, size: float) -> float:
    """In pixels."""
    return _measured(text, voice) * size / _MEASURED_AT


def draw(
    canvas: ImageDraw.ImageDraw,
    setting: Setting,
    left: float,
    top: float,
    box_width: float,
    colour: Colour,
    *,
    align: Align = "start",
    outline: Colour | None = None,
    outline_width: int = 0,
) -> None:
    """Draws the lines from `top` down. Text that goes from right to left starts on the right."""
    rtl = is_rtl(" ".join(setting.lines))
    for number, line in enumerate(setting.lines):
        long = width(line, setting.voice, setting.size)
        on_right = (align == "start") == rtl
        x = left + (box_width - long) * (0.5 if align == "centre" else 1.0 if on_right else 0.0)
        y = top + _ASCENT * setting.size + number * setting.leading
        _draw_line(canvas, line, setting, x, y, colour, rtl, outline, outline_width)


def _draw_line(
    canvas: ImageDraw.ImageDraw,
    line: str,
    setting: Setting,
    x: float,
    y: float,
    colour: Colour,
    rtl: bool,
    outline: Colour | None,
    outline_width: int,
) -> None:
    parts = runs(line, setting.voice)
    placed: list[tuple[Run, float]] = []
    for part in reversed(parts) if rtl else parts:
        placed.append((part, x))
        x += _run_width(part) * setting.size / _MEASURED_AT
    # An outline is drawn under all of the line, or it would cut into the piece before.
    passes: list[tuple[Colour, int]] = [(outline, outline_width)] if outline and outline_width else []
    for fill, stroke in [*passes, (colour, 0)]:
        for part, at in placed:
            canvas.text(
                (at, y),
                part.text,
                fill=fill,
                font=font(part.file, part.weight, setting.size),
                anchor="ls",
                direction="rtl" if part.rtl else "ltr",
                stroke_width=stroke,
                stroke_fill=fill if stroke else None,
            )


def _at(
    text: str, voice: Voice, box: tuple[float, float], size: int, leading: float, *, broken: bool
) -> Setting | None:
    wide = box[0] * _MEASURED_AT / size
    lines: list[str] = []
    for paragraph in text.split("\n"):
        words = _joined(paragraph.split())
        if broken:
            words = [piece for word in words for piece in _pieces(word, voice, wide)]
        made = _broken(words, voice, wide)
        if made is None:
            return None
        lines += made
    setting = Setting(tuple(lines), voice, size, leading * size)
    return setting if setting.height <= box[1] else None


def _broken(words: Sequence[str], voice: Voice, wide: float) -> list[str] | None:
    """In as few lines as there must be, so that the blanks at their ends, squared, are least."""
    if not words:
        return [""]
    sizes, space = [_measured(word, voice) for word in words], _measured("a a", voice) - _measured("aa", voice)
    if max(sizes) > wide:
        return None
    fewest = _greedy(sizes, space, wide)
    even = (sum(sizes) + space * (len(words) - fewest)) / fewest
    aim = wide if fewest == 1 or len(words) > _WORDY else even
    least: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, len(words) + 1):
        options = []
        long = -space
        for start in range(end - 1, -1, -1):
            long += sizes[start] + space
            if long > wide:
                break
            lines, cost, _ = least[start]
            lost = end == len(words) and end - start == 1 and start > 0 and long < wide * _LOST_WORD
            options.append((lines + 1, cost + (long - aim) ** 2 + (wide**2 if lost else 0.0), start))
        least.append(min(options))
    made: list[str] = []
    end = len(words)
    while end:
        start = least[end][2]
        made.append(" ".join(words[start:end]))
        end = start
    return made[::-1]


def _joined(words: Sequence[str]) -> list[str]:
    """A dash or a sign that stands apart does not begin a line, and an opening one does not end it."""
    found: list[str] = []
    for word in words:
        if found and (word in _CLOSES or found[-1].endswith(_OPENS)):
            found[-1] = f"{found[-1]}\u00a0{word}"
        else:
            found.append(word)
    return found


def _greedy(sizes: Sequence[float], space: float, wide: float) -> int:
    count, long = 1, -space
    for size in sizes:
        if long + space + size > wide:
            count, long = count + 1, -space
        long += space + size
    return count


def _pieces(word: str, voice: Voice, wide: float) -> list[str]:
    """A word that no line has room for, such as an address, in parts."""
    if _measured(word, voice) <= wide:
        return [word]
    found = [""]
    for char in regex.findall(r"\X", word):
        if found[-1] and _measured(found[-1] + char, voice) > wide:
            found.append("")
        found[-1] += char
    return found


@lru_cache(maxsize=8192)
def _measured(text: str, voice: Voice) -> float:
    return sum(map(_run_width, runs(text, voice)))


@lru_cache(maxsize=8192)
def _run_width(run: Run) -> float:
    made = font(run.file, run.weight, _MEASURED_AT)
    return float(made.getlength(run.text, direction="rtl" if run.rtl else "ltr"))
