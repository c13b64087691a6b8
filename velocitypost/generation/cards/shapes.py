"""How large a card is, and which shape a platform shows best within what it takes."""

from __future__ import annotations

from typing import Literal

from velocitypost.contract.capabilities import Platform

Shape = Literal["square", "portrait", "landscape", "story", "pin"]

SIZES: dict[Shape, tuple[int, int]] = {
    "square": (1080, 1080),
    "portrait": (1080, 1350),
    "landscape": (1200, 628),
    "story": (1080, 1920),
    "pin": (1000, 1500),
}
# Interfaces of the services lie over the upper and the lower part of a story.
_COVERED = {"story": 0.13}
_USUAL: dict[str, Shape] = {
    "instagram": "portrait",
    "threads": "portrait",
    "facebook": "portrait",
    "pinterest": "pin",
    "tiktok": "story",
    "x": "landscape",
}


def shape_for(platform: Platform) -> Shape:
    """The usual one of its family where the platform's own limits take it, else the nearest to it that they take."""
    wished = _USUAL.get(platform.spec.belongs_to, "square")
    bounds = platform.spec.limits.image_aspect
    if bounds is None:
        return wished
    least, most = bounds
    taken = [shape for shape in SIZES if least - 0.001 <= aspect(shape) <= most + 0.001]
    return min(taken, key=lambda shape: abs(aspect(shape) - aspect(wished)), default="square")


def aspect(shape: Shape) -> float:
    """Width by height."""
    width, height = SIZES[shape]
    return width / height


def covered_edge(shape: Shape) -> float:
    """How much of the height is to be left free above and below."""
    return _COVERED.get(shape, 0.0)
