"""In which order things take turns, so that after every turn each has had its share to within one.

R. Tijdeman, "The chairman assignment problem", Discrete Mathematics 32 (1980), 323–330.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction


def next_turn(shares: Mapping[str, int], had: Mapping[str, int]) -> str:
    """Whose turn it is. `shares` are weights above zero; `had` is how many turns each has had.

    Begun from nothing and followed at every turn, no count ever strays from its share by as much as one.
    """
    total = sum(shares.values())
    turn = sum(had.get(name, 0) for name in shares) + 1
    names = [name for name in sorted(shares) if shares[name] > 0]
    slack = Fraction(1, 2 * len(names) - 2) if len(names) > 1 else Fraction(0)

    def owed(name: str) -> Fraction:
        return Fraction(shares[name], total) * turn - had.get(name, 0)

    due = [name for name in names if owed(name) >= slack] or names
    return min(due, key=lambda name: ((1 - slack - owed(name)) / shares[name], name))
