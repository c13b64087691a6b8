"""What the post of a turn is about where its author left that open: one subject, for all its platforms alike."""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd

from velocitypost.generation.experts import Expert
from velocitypost.generation.model import Brief
from velocitypost.generation.passages import Passage, kind_of
from velocitypost.generation.phrasebook import phrasebook

_LETTERS_LEAST = 40
_GOLDEN = 0.618
_NO_STATEMENTS = ("heading", "margin")


def theme(brief: Brief, expert: Expert, turn: int) -> str:
    """One of the expert's own, each in its turn. Empty where the author says what it is about, or there are none."""
    themes = phrasebook("en", expert.id).themes
    if brief.prompt.strip() or brief.source_id is not None or not themes:
        return ""
    return themes[(brief.seed + turn) % len(themes)]


def lead(passages: Sequence[Passage], turn: int, *, spread: bool) -> Passage | None:
    """The passage that the post of this turn starts from; none comes again before all have come.

    Where `spread`, neighbours in turn are far apart in the document, else they come in the order given. None where no
    passage says anything.
    """
    telling = [one for one in passages if kind_of(one) not in _NO_STATEMENTS and len(one.text) >= _LETTERS_LEAST]
    if not telling:
        return None
    return telling[turn * (_stride(len(telling)) if spread else 1) % len(telling)]


def _stride(count: int) -> int:
    """Steps that reach each of so many places once, and after any number of steps have left no large gap."""
    return next(step for step in range(max(1, round(count * _GOLDEN)), count + 1) if gcd(step, count) == 1)
