"""Places on pictures that were scanned askew, or are turned to be read."""

from __future__ import annotations

import math
from collections.abc import Iterable

from velocitypost.sources.extraction.fragment import Rectangle

Point = tuple[float, float]


def turned(point: Point, angle: float, size: tuple[int, int]) -> Point:
    """Where the point comes to when the picture is turned clockwise about its middle, by `angle` in radians."""
    middle_x, middle_y = size[0] / 2, size[1] / 2
    dx, dy = point[0] - middle_x, point[1] - middle_y
    return (
        middle_x + dx * math.cos(angle) - dy * math.sin(angle),
        middle_y + dx * math.sin(angle) + dy * math.cos(angle),
    )


def around(points: Iterable[Point]) -> Rectangle:
    """The smallest upright rectangle that holds all of them."""
    given = list(points)
    xs, ys = [x for x, _ in given], [y for _, y in given]
    return min(xs), min(ys), max(xs), max(ys)


def turned_around(box: Rectangle, angle: float, size: tuple[int, int]) -> Rectangle:
    """What holds a rectangle that is turned with the picture."""
    left, top, right, bottom = box
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return around(turned(corner, angle, size) for corner in corners)


def quarter_back(box: Rectangle, angle: int, size: tuple[int, int]) -> Rectangle:
    """Where it was before a picture of this size was turned counter-clockwise by 90, 180 or 270 degrees."""
    left, top, right, bottom = box
    width, height = size
    return {
        90: (width - bottom, left, width - top, right),
        180: (width - right, height - bottom, width - left, height - top),
        270: (top, height - right, bottom, height - left),
    }[angle]
