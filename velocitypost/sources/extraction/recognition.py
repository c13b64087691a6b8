"""Text from pictures (OCR): rapidocr with the models that its package carries; before it tesseract where installed.

https://tesseract-ocr.github.io/tessdoc/ · https://rapidai.github.io/RapidOCRDocs/
"""

from __future__ import annotations

import math
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean, median
from typing import Any, Protocol

from velocitypost.sources.extraction.fragment import Fragment, Rectangle, clean

_CERTAIN_MIN = 0.5
_GOOD = 0.8
_BEYOND_DOUBT = 0.9
_CLEARLY = 1.3
_BLANK_DEVIATION = 1.5
# Most lines have letters that reach up and letters that hang down, but a good part has only one or neither.
_FULL_HEIGHT = 0.75
_EVEN_FROM, _EVEN_TO = 0.65, 1.2
_LANGUAGES_MAX = 3
_WORD_GAP = 2.0
_WORDS_TO_TELL = 4
# Lines are looked for in a smaller picture: a quarter of the time, and no letter less in our measurements.
_SEARCHED_SIDE = 1_280
_SECONDS_A_PAGE = 60


class Recogniser(Protocol):
    """Finds text in a picture."""

    def fragments(self, image: Any) -> list[Fragment]:
        """What stands in a Pillow image (RGB), in its pixels."""


def recogniser() -> Recogniser:
    """The best that is here. It is not loaded before the first picture with something on it."""
    return Upright(lambda: Doubting(Tesseract(), Rapid) if shutil.which("tesseract") else Rapid())


class Doubting:
    """The quick one first; where it is not certain, also the thorough one, and whichever has found more."""

    def __init__(self, quick: Recogniser, thorough: Callable[[], Recogniser]) -> None:
        self._quick = quick
        self._make = thorough

    @cached_property
    def _thorough(self) -> Recogniser:
        return self._make()

    def fragments(self, image: Any) -> list[Fragment]:
        found = self._quick.fragments(image)
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
            found = self._inner.fragments(image.rotate(angle, expand=True))
            turned = [_turned_back(fragment, angle, image.size) for fragment in found]
            if _is_good(turned):
                return turned
            if _worth(turned) > _CLEARLY * _worth(best):
                best = turned
        return best


class Rapid:
    """rapidocr on onnxruntime, with one thread. Reads Latin, Greek, Chinese and Japanese script."""

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        self._engine: Any = RapidOCR(
            params={
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "Global.log_level": "critical",
                # It turns whole lines of upright pages upside down; pages that are, are turned by `Upright`.
                "Global.use_cls": False,
                "Det.limit_type": "max",
                "Det.limit_side_len": _SEARCHED_SIDE,
                "Rec.rec_batch_num": 1,
            }
        )

    def fragments(self, image: Any) -> list[Fragment]:
        import numpy

        found = self._engine(numpy.ascontiguousarray(numpy.asarray(image)[:, :, ::-1]))
        if found.boxes is None or found.txts is None:
            return []
        corners = [[(float(x), float(y)) for x, y in box] for box in found.boxes]
        askew = median(_slant(box) for box in corners) if corners else 0.0
        made = []
        for box, text, certainty in zip(corners, found.txts, found.scores, strict=True):
            if (text := clean(text)) and certainty >= _CERTAIN_MIN:
                made.append(_fragment(box, text, float(certainty), askew, image.size))
        return made


class Tesseract:
    """The system's tesseract, with one thread and the languages that are installed."""

    def __init__(self) -> None:
        import pytesseract

        self._run: Callable[..., Any] = pytesseract.image_to_data
        installed = [code for code in pytesseract.get_languages() if code not in ("osd", "equ")]
        preferred = sorted(installed, key=lambda code: (code != "eng", code))
        self._languages = "+".join(preferred[:_LANGUAGES_MAX]) or "eng"

    def fragments(self, image: Any) -> list[Fragment]:
        data = self._run(image, lang=self._languages, output_type="dict", timeout=_SECONDS_A_PAGE)
        words: dict[tuple[int, int, int], list[int]] = {}
        for place, text in enumerate(data["text"]):
            if text.strip() and float(data["conf"][place]) >= 0:
                line = data["block_num"][place], data["par_num"][place], data["line_num"][place]
                words.setdefault(line, []).append(place)
        lines = [[_word(data, place) for place in places] for places in words.values()]
        askew = _askew(lines)
        return [_of_words(group, askew, image.size) for line in lines for group in _parted(line)]


@dataclass(frozen=True)
class _Word:
    text: str
    left: float
    top: float
    right: float
    bottom: float
    certainty: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


def _word(data: dict[str, list[Any]], place: int) -> _Word:
    left, top = data["left"][place], data["top"][place]
    right, bottom = left + data["width"][place], top + data["height"][place]
    return _Word(data["text"][place], left, top, right, bottom, float(data["conf"][place]) / 100)


def _askew(lines: list[list[_Word]]) -> float:
    """By how many radians the lines lean, to tell from those of several words."""
    leans = [
        math.atan2(line[-1].middle[1] - line[0].middle[1], line[-1].middle[0] - line[0].middle[0])
        for line in lines
        if len(line) >= _WORDS_TO_TELL and line[-1].left > line[0].right
    ]
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


def _of_words(words: list[_Word], askew: float, size: tuple[int, int]) -> Fragment:
    corners = []
    for word in words:
        (x, y), width = _turned(*word.middle, -askew, size), word.right - word.left
        corners += [(x - width / 2, y - word.height / 2), (x + width / 2, y + word.height / 2)]
    left, top, right, bottom = _around(corners)
    return Fragment(
        clean(" ".join(word.text for word in words)),
        left,
        top,
        right,
        bottom,
        bottom - top,
        certainty=fmean(word.certainty for word in words),
        shown=_around([point for w in words for point in ((w.left, w.top), (w.right, w.bottom))]),
    )


def _slant(box: list[tuple[float, float]]) -> float:
    """By how many radians the upper edge leans."""
    (x1, y1), (x2, y2) = box[0], box[1]
    return math.atan2(y2 - y1, x2 - x1)


def _fragment(
    box: list[tuple[float, float]], text: str, certainty: float, askew: float, size: tuple[int, int]
) -> Fragment:
    """Its place is that on the page as if it had been scanned straight; where it is seen is kept beside it."""
    level = [_turned(x, y, -askew, size) for x, y in box]
    left, top, right, bottom = _around(level)
    return Fragment(text, left, top, right, bottom, bottom - top, certainty=certainty, shown=_around(box))


def _turned(x: float, y: float, angle: float, size: tuple[int, int]) -> tuple[float, float]:
    middle_x, middle_y = size[0] / 2, size[1] / 2
    dx, dy = x - middle_x, y - middle_y
    return (
        middle_x + dx * math.cos(angle) - dy * math.sin(angle),
        middle_y + dx * math.sin(angle) + dy * math.cos(angle),
    )


def _around(points: list[tuple[float, float]]) -> Rectangle:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _turned_back(fragment: Fragment, angle: int, size: tuple[int, int]) -> Fragment:
    """Seen where it was before the picture was turned counter-clockwise by `angle`; its order stays as it is read."""
    left, top, right, bottom = fragment.box
    width, height = size
    fragment.shown = {
        90: (width - bottom, left, width - top, right),
        180: (width - right, height - bottom, width - left, height - top),
        270: (top, height - right, bottom, height - left),
    }[angle]
    return fragment


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
    return sum(len(f.text) * max(0.0, (f.certainty or 0) - _CERTAIN_MIN) for f in found)
