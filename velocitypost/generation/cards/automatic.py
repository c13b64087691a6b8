"""Cards for posts that nobody sits before: an automation's, on platforms where each post needs a picture."""

from __future__ import annotations

from collections.abc import Callable

from velocitypost.contract.capabilities import Platform
from velocitypost.generation.cards.faces import CannotDraw
from velocitypost.generation.cards.service import Cards


def draws(platform: Platform) -> bool:
    """Whether a post of this platform needs a picture that can be a card."""
    limits = platform.spec.limits
    return limits.media_required and limits.images_max > 0


class AutomaticCards:
    """`owner_of(workspace_id)` tells in whose name a card is kept."""

    def __init__(self, cards: Cards, owner_of: Callable[[str], str | None]) -> None:
        self._cards = cards
        self._owner_of = owner_of

    def draw(self, workspace_id: str, platform: Platform, text: str, seed: int) -> str | None:
        """The media id of a card for this text; None where it cannot be drawn, such as in a script without a font."""
        try:
            return self._cards.draw_for_post(workspace_id, self._owner_of(workspace_id) or "", platform, text, seed).id
        except CannotDraw:
            return None
