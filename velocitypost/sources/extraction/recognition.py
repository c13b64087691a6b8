"""Text from pictures (OCR): by rapidocr, which is always here, and before it by tesseract, where that is installed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cached_property
from typing import Any, Protocol

from velocitypost.sources.extraction.fragment import Fragment
from velocitypost.sources.extraction.rapid import Rapid
from velocitypost.sources.extraction.tesseract import Tesseract
from velocitypost.sources.extraction.turning import quarter_back

_CHANCE = 0.5
_GOOD = 0.8
_BEYOND_DOUBT = 0.9
_CLEARLY = 1.3
_BLANK_DEVIATION = 1.5
# Most lines have letters that reach up and letters that hang down, but a good part has only one or neither.
_FULL_HEIGHT = 0.75
_EVEN_FROM, _EVEN_TO = 0.65, 1.2


class Recogniser(Protocol):
    """Finds text in a picture."""

    def fragments(self, image: Any) -> list[Fragment]:
        """What stands in a Pillow image (RGB), in its pixels."""


def recogniser() -> Recogniser:
    """The best that is here. It is not loaded before the first picture with something on it."""
    return Upright(lambda: Doubting(Tesseract, Rapid) if shutil.which("tesseract") else Rapid())


class Doubting:
    """The quick one first; where it is not certain, or fails, also the thorough one, and whichever has found more."""

    def __init__(self, quick: Callable[[], Recogniser], thorough: Callable[[], Recogniser]) -> None:
        self._make_quick = quick
        self._make_thorough = thorough

    @cached_property
    def _quick(self) -> Recogniser:
        return self._make_quick()

    @cached_property
    def _thorough(self) -> Recogniser:
        return self._make_thorough()

    def fragments(self, image: Any) -> list[Fragment]:
        try:
            found = self._quick.fragments(image)
        except (RuntimeError, OSError):  # it was not installed whole, or took too long
            found = []
        if _certainty(found) >= _BEYOND_DOUBT:
            return found
        return max(found, self._thorough.fragments(image), key=_worth)


class Upright:
    """Also reads what lies on its side or upside down: where little is found, the picture is turned."""

    def __init__(self, make: Callable[[], Recogniser]) -> None:
        self._make = make

    @cached_property
    def _inner(self) -> Recogniser:
        return self._make()

    def fragments(self, image: Any) -> list[Fragment]:
        return _evened(self._best(image))

    def _best(self, image: Any) -> list[Fragment]:
        if _is_blank(image):
            return []
        best = self._inner.fragments(image)
        if _is_good(best):
            return best
        for angle in (90, 180, 270):
            turned = self._inner.fragments(image.rotate(angle, expand=True))
            for fragment in turned:
                fragment.shown = quarter_back(fragment.box, angle, image.size)
            if _is_good(turned):
                return turned
            if _worth(turned) > _CLEARLY * _worth(best):
                best = turned
        return best


def _evened(found: list[Fragment]) -> list[Fragment]:
    """Lines of about the same height as lines of the same: that of a box depends on whether a letter hangs below."""
    if not found:
        return found
    heights = sorted(f.height for f in found for _ in range(1 + len(f.text) // 10))
    usual = heights[int(len(heights) * _FULL_HEIGHT)]
    for fragment in found:
        if _EVEN_FROM * usual <= fragment.height <= _EVEN_TO * usual:
            fragment.shown = fragment.box
            middle = (fragment.top + fragment.bottom) / 2
            fragment.top, fragment.bottom, fragment.size = middle - usual / 2, middle + usual / 2, usual
    return found


def _is_blank(image: Any) -> bool:
    from PIL import ImageStat

    return max(ImageStat.Stat(image.resize((256, 256))).stddev) < _BLANK_DEVIATION


def _is_good(found: list[Fragment]) -> bool:
    tall = sum(f.height > 1.5 * f.width for f in found if len(f.text) > 3)
    return bool(found) and tall <= len(found) / 3 and _certainty(found) >= _GOOD


def _certainty(found: list[Fragment]) -> float:
    letters = sum(len(f.text) for f in found)
    return sum((f.certainty or 0) * len(f.text) for f in found) / letters if letters else 0.0


def _worth(found: list[Fragment]) -> float:
    """How much was recognised, by how certain it is."""
    return sum(len(f.text) * max(0.0, (f.certainty or 0) - _CHANCE) for f in found)
