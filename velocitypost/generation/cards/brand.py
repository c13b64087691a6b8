"""A workspace's own look: its colours, its logo and its name on cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from velocitypost.generation.cards.faces import CannotDraw, drawable

COLOURS_MOST = 3
NAME_MOST = 60
_COLOUR = regex.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class Brand:
    """`id` is the workspace's. `colours` are `#rrggbb`: the ground, what stands out on it, the paper; each may be left

    out from the end. `logo_id` names a picture of the library.
    """

    id: str
    colours: tuple[str, ...] = ()
    logo_id: str | None = None
    name: str = ""
    version: int = 0


class BadBrand(Exception):
    """What was given cannot be kept. `field` says where; the text says why."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class BrandChanged(Exception):
    """Somebody else changed it meanwhile; nothing was overwritten."""


def colours_of(given: Sequence[str]) -> tuple[str, ...]:
    """As they are kept. Raises `BadBrand`."""
    found = tuple(colour.strip().lower() for colour in given)
    if len(found) > COLOURS_MOST:
        raise BadBrand("colours", f"A brand has at most {COLOURS_MOST} colours here.")
    if bad := next((colour for colour in found if not _COLOUR.fullmatch(colour)), None):
        raise BadBrand("colours", f"“{bad[:20]}” is no colour. Write it like #14213d.")
    return found


def name_of(given: str) -> str:
    """As it is kept. Raises `BadBrand`."""
    try:
        name = " ".join(drawable(given).split())
    except CannotDraw as error:
        raise BadBrand("name", str(error).removesuffix(" Nothing was drawn.")) from None
    if len(name) > NAME_MOST:
        raise BadBrand("name", f"The name may have at most {NAME_MOST} characters.")
    return name
