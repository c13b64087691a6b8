"""rapidocr: text from pictures with the models that lie in its package.

https://rapidai.github.io/RapidOCRDocs/
"""

from __future__ import annotations

import math
from statistics import median
from typing import Any

from velocitypost.sources.extraction.fragment import Fragment, clean
from velocitypost.sources.extraction.turning import Point, around, turned

_CERTAIN_MIN = 0.5
# Lines are looked for in a smaller picture: half of the time, and no letter less in our measurements.
_SEARCHED_SIDE = 1_280


class Rapid:
    """On onnxruntime, with one thread. Reads Latin, Greek, Chinese and Japanese script."""

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
        corners: list[list[Point]] = [[(float(x), float(y)) for x, y in box] for box in found.boxes]
        askew = median(map(_slant, corners)) if corners else 0.0
        made = []
        for box, text, certainty in zip(corners, found.txts, found.scores, strict=True):
            if (text := clean(text)) and certainty >= _CERTAIN_MIN:
                made.append(_fragment(box, text, float(certainty), askew, image.size))
        return made


def _slant(box: list[Point]) -> float:
    """By how many radians the upper edge leans."""
    (x1, y1), (x2, y2) = box[0], box[1]
    return math.atan2(y2 - y1, x2 - x1)


def _fragment(box: list[Point], text: str, certainty: float, askew: float, size: tuple[int, int]) -> Fragment:
    """Its place is that on the page as if it had been scanned straight; where it is seen is kept beside it."""
    left, top, right, bottom = around(turned(point, -askew, size) for point in box)
    return Fragment(text, left, top, right, bottom, bottom - top, certainty=certainty, shown=around(box))
