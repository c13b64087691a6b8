"""Colours of a card: those of the workspace's brand, or a set that goes together, always with enough contrast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from velocitypost.generation.cards.typesetting import Colour

# https://www.w3.org/TR/WCAG22/#contrast-minimum
_READABLE = 4.5
_SEEN = 1.6
_DARK: Colour = (23, 24, 28)
_BLACK: Colour = (0, 0, 0)
_LIGHT: Colour = (255, 255, 255)
_SETS: tuple[tuple[str, str, str], ...] = (
    ("#14213d", "#fca311", "#f6f4ef"),
    ("#0b6e4f", "#f4d35e", "#f7f6f0"),
    ("#e4572e", "#17202a", "#fff6ec"),
    ("#3d348b", "#f7b801", "#f5f3ff"),
    ("#7a1f3d", "#f2a65a", "#fdf3ee"),
    ("#0f4c5c", "#e36414", "#f3f7f7"),
    ("#2b2d42", "#ef233c", "#f4f5f8"),
    ("#264653", "#e9c46a", "#f8f5ec"),
)


@dataclass(frozen=True)
class Palette:
    """`ground` fills, `accent` stands out against it, `paper` is light or calm; each with an ink that is readable."""

    ground: Colour
    accent: Colour
    paper: Colour

    @property
    def on_ground(self) -> Colour:
        return ink(self.ground, (self.paper,))

    @property
    def on_accent(self) -> Colour:
        return ink(self.accent, (self.ground, self.paper))

    @property
    def on_paper(self) -> Colour:
        return ink(self.paper, (self.ground, self.accent))

    @property
    def mark_on_paper(self) -> Colour:
        """What decorates the paper: the accent where it can be seen."""
        return next((one for one in (self.accent, self.ground) if contrast(one, self.paper) >= _SEEN), self.on_paper)


def palette(brand: Sequence[str], seed: int) -> Palette:
    """Of one to three brand colours as `#rrggbb`; without any, a set that the seed chooses."""
    if not brand:
        ground, accent, paper = map(rgb, _SETS[seed % len(_SETS)])
        return Palette(ground, accent, paper)
    ground = rgb(brand[0])
    accent = rgb(brand[1]) if len(brand) > 1 else _away(ground)
    if contrast(accent, ground) < _SEEN:
        accent = _away(ground)
    paper = rgb(brand[2]) if len(brand) > 2 else mixed(ground, _LIGHT, 0.94)
    if contrast(paper, ground) < _SEEN:
        paper = _LIGHT if luminance(ground) < 0.5 else _DARK
    return Palette(ground, accent, paper)


def ink(ground: Colour, wished: Sequence[Colour] = ()) -> Colour:
    """The first of `wished` that is readable on `ground`, else nearly black or white."""
    for one in (*wished, _DARK, _LIGHT):
        if contrast(one, ground) >= _READABLE:
            return one
    return max((_BLACK, _LIGHT), key=lambda one: contrast(one, ground))


def rgb(text: str) -> Colour:
    """Of `#rrggbb`. Raises `ValueError`."""
    number = int(text.removeprefix("#"), 16)
    return (number >> 16 & 255, number >> 8 & 255, number & 255)


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """`one` with so much of the other in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return (red, green, blue)


def luminance(colour: Colour) -> float:
    """Relative luminance, from 0 to 1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """From 1 to 21, as WCAG counts."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _away(ground: Colour) -> Colour:
    """The brand's colour, made so light or so dark that it stands out from itself."""
    towards = _LIGHT if luminance(ground) < 0.35 else _DARK
    return mixed(ground, towards, 0.55)
