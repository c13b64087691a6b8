"""tesseract: text from pictures, where the system has it.

https://tesseract-ocr.github.io/tessdoc/
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any

from velocitypost.sources.extraction.fragment import Fragment, clean
from velocitypost.sources.extraction.turning import around, turned_around

_LANGUAGES_MAX = 3
_SECONDS_A_PAGE = 60
_WORD_GAP = 2.0
_WORDS_TO_TELL = 4
_SMOOTHLY = 3  # Pillow's Resampling.BICUBIC
_ASKEW_MIN = math.radians(0.7)


class Tesseract:
    """With one thread and the languages that are installed."""

    def __init__(self) -> None:
        import pytesseract

        self._run: Callable[..., Any] = pytesseract.image_to_data
        installed = [code for code in pytesseract.get_languages() if code not in ("osd", "equ")]
        preferred = sorted(installed, key=lambda code: (code != "eng", code))
        self._languages = "+".join(preferred[:_LANGUAGES_MAX]) or "eng"

    def fragments(self, image: Any) -> list[Fragment]:
        lines = self._lines(image)
        askew = _askew(lines)
        if abs(askew) < _ASKEW_MIN:
            return [_fragment(group) for line in lines for group in _parted(line)]
        # It takes lines that lean for several: they are put straight first.
        lines = self._lines(image.rotate(math.degrees(askew), fillcolor="white", resample=_SMOOTHLY))
        found = [_fragment(group) for line in lines for group in _parted(line)]
        for fragment in found:
            fragment.shown = turned_around(fragment.box, askew, image.size)
        return found

    def _lines(self, image: Any) -> list[list[_Word]]:
        data = self._run(image, lang=self._languages, output_type="dict", timeout=_SECONDS_A_PAGE)
        lines: dict[tuple[int, int, int], list[_Word]] = {}
        for place, text in enumerate(data["text"]):
            if text.strip() and float(data["conf"][place]) >= 0:
                line = data["block_num"][place], data["par_num"][place], data["line_num"][place]
                lines.setdefault(line, []).append(_word(data, place))
        return list(lines.values())


@dataclass(frozen=True)
class _Word:
    text: str
    left: float
    top: float
    right: float
    bottom: float
    certainty: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


def _word(data: dict[str, list[Any]], place: int) -> _Word:
    left, top = data["left"][place], data["top"][place]
    right, bottom = left + data["width"][place], top + data["height"][place]
    return _Word(data["text"][place], left, top, right, bottom, float(data["conf"][place]) / 100)


def _askew(lines: list[list[_Word]]) -> float:
    """By how many radians the lines lean, to tell from those of several words."""
    leans = []
    for line in lines:
        first, last = line[0], line[-1]
        if len(line) >= _WORDS_TO_TELL and last.left > first.right:
            down = (last.top + last.bottom - first.top - first.bottom) / 2
            leans.append(math.atan2(down, (last.left + last.right - first.left - first.right) / 2))
    return median(leans) if leans else 0.0


def _parted(line: list[_Word]) -> Iterator[list[_Word]]:
    """The words of a line, parted where a gap is as wide as one between columns."""
    group: list[_Word] = []
    for word in line:
        gap = max(word.left - group[-1].right, group[-1].left - word.right) if group else 0.0
        if gap > _WORD_GAP * word.height:
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _fragment(words: list[_Word]) -> Fragment:
    left, top, right, bottom = around(point for w in words for point in ((w.left, w.top), (w.right, w.bottom)))
    certainty = fmean(word.certainty for word in words)
    text = clean(" ".join(word.text for word in words))
    return Fragment(text, left, top, right, bottom, bottom - top, certainty=certainty)
