"""A picture that is being drawn: areas with smooth edges, and lengths that grow with it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageOps

from velocitypost.generation.cards.shapes import SIZES, Shape, covered_edge
from velocitypost.generation.cards.typesetting import Colour

_FINER = 4


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels."""

    left: float
    top: float
    width: float
    height: float

    def inset(self, across: float, down: float | None = None) -> Box:
        down = across if down is None else down
        return Box(self.left + across, self.top + down, self.width - 2 * across, self.height - 2 * down)

    def upper(self, height: float) -> Box:
        return Box(self.left, self.top, self.width, height)

    def below(self, height: float) -> Box:
        return Box(self.left, self.top + height, self.width, self.height - height)

    @property
    def corners(self) -> tuple[float, float, float, float]:
        """As the drawing library has them: the lower right corner belongs to it."""
        return (self.left, self.top, self.left + self.width - 1, self.top + self.height - 1)


class Canvas:
    """Starts as one colour. `unit` is a hundredth of the square that is as large as the card."""

    def __init__(self, shape: Shape, ground: Colour) -> None:
        self.width, self.height = SIZES[shape]
        self.shape = shape
        self.unit = math.sqrt(self.width * self.height) / 100
        self.image = Image.new("RGB", (self.width, self.height), ground)
        self.draw = ImageDraw.Draw(self.image)

    @property
    def wide(self) -> bool:
        return self.width > self.height * 1.2

    @property
    def all(self) -> Box:
        return Box(0, 0, self.width, self.height)

    @property
    def free(self) -> Box:
        """Where nothing of a service's interface lies."""
        edge = covered_edge(self.shape) * self.height
        return Box(0, edge, self.width, self.height - 2 * edge)

    def fill(self, box: Box, colour: Colour) -> None:
        self.draw.rectangle(box.corners, fill=colour)

    def fade(self, box: Box, first: Colour, last: Colour) -> None:
        """From the upper left to the lower right corner."""
        small = Image.new("RGB", (2, 2))
        middle = (
            (first[0] + last[0]) // 2,
            (first[1] + last[1]) // 2,
            (first[2] + last[2]) // 2,
        )
        for at, colour in (((0, 0), first), ((1, 0), middle), ((0, 1), middle), ((1, 1), last)):
            small.putpixel(at, colour)
        size = (round(box.width), round(box.height))
        grown = small.resize(size, Image.Resampling.BILINEAR, box=(0.5, 0.5, 1.5, 1.5))
        self.image.paste(grown, (round(box.left), round(box.top)))

    def rounded(self, box: Box, radius: float, colour: Colour) -> None:
        size = (max(1, round(box.width)), max(1, round(box.height)))
        mask = _rounded_mask(size, min(round(radius), *(side // 2 for side in size)))
        self.image.paste(colour, (round(box.left), round(box.top)), mask)

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        self.rounded(Box(x - radius, y - radius, 2 * radius, 2 * radius), radius, colour)

    def polygon(self, points: list[tuple[float, float]], colour: Colour) -> None:
        """Of any form, with smooth edges; for small ones."""
        left, top = math.floor(min(x for x, _ in points)), math.floor(min(y for _, y in points))
        width = math.ceil(max(x for x, _ in points)) - left + 1
        height = math.ceil(max(y for _, y in points)) - top + 1
        mask = Image.new("L", (width * _FINER, height * _FINER))
        finer = [((x - left) * _FINER, (y - top) * _FINER) for x, y in points]
        ImageDraw.Draw(mask).polygon(finer, fill=255)
        self.image.paste(colour, (left, top), mask.resize((width, height), Image.Resampling.BOX))

    def stroke(self, start: tuple[float, float], end: tuple[float, float], thick: float, colour: Colour) -> None:
        """A straight line with round ends."""
        (x0, y0), (x1, y1) = start, end
        long = math.hypot(x1 - x0, y1 - y0) or 1.0
        dx, dy = -(y1 - y0) / long * thick / 2, (x1 - x0) / long * thick / 2
        self.polygon([(x0 + dx, y0 + dy), (x1 + dx, y1 + dy), (x1 - dx, y1 - dy), (x0 - dx, y0 - dy)], colour)
        for x, y in (start, end):
            self.disc(x, y, thick / 2, colour)

    def picture(self, box: Box, picture: Image.Image) -> None:
        """Fills the box with it; what does not fit is cut off evenly."""
        size = (round(box.width), round(box.height))
        self.image.paste(ImageOps.fit(picture.convert("RGB"), size), (round(box.left), round(box.top)))

    def logo(self, box: Box, logo: Image.Image, *, on_right: bool = False) -> float:
        """Within the box, on its left or right; how wide it became."""
        small = logo.convert("RGBA")
        small.thumbnail((round(box.width), round(box.height)), Image.Resampling.LANCZOS)
        left = box.left + box.width - small.width if on_right else box.left
        self.image.paste(small, (round(left), round(box.top + (box.height - small.height) / 2)), small)
        return small.width

    def png(self) -> bytes:
        out = BytesIO()
        self.image.save(out, "PNG", compress_level=4)
        return out.getvalue()


@lru_cache(maxsize=16)
def _rounded_mask(size: tuple[int, int], radius: int) -> Image.Image:
    mask = Image.new("L", size, 255)
    if radius <= 0:
        return mask
    fine = Image.new("L", (radius * _FINER, radius * _FINER))
    ImageDraw.Draw(fine).ellipse((0, 0, 2 * radius * _FINER - 1, 2 * radius * _FINER - 1), fill=255)
    corner = fine.resize((radius, radius), Image.Resampling.BOX)
    mirrored, flipped = ImageOps.mirror(corner), ImageOps.flip(corner)
    right, bottom = size[0] - radius, size[1] - radius
    mask.paste(corner, (0, 0))
    mask.paste(mirrored, (right, 0))
    mask.paste(flipped, (0, bottom))
    mask.paste(ImageOps.mirror(flipped), (right, bottom))
    return mask
