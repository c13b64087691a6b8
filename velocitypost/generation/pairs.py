"""Two things told of two others, crosswise: "84 spent the winter in Spain and 23 flew to Mali", told as 84 in Mali."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

from velocitypost.generation.attribution import beside_another, same
from velocitypost.generation.claims import Anchor, Statement
from velocitypost.generation.names import Name
from velocitypost.generation.quantities import Quantity

# How many numbers and names there are in a clause that tells a number, or a name, of a name.
_PAIR = {False: (1, 1), True: (0, 2)}


def crossed(said: Statement, source: Sequence[Statement]) -> str:
    """What the text puts beside a name where the source has it beside another one; empty where there is none.

    Only where a sentence of the source tells two such pairs alike, each in a clause of its own, and none the text's.
    """
    for what, name in _beside(said):
        holders = [one for one in source if _has(one, what) and _has(one, name)]
        if holders and all(_elsewhere(one, what, name) for one in holders):
            return what.text
    return ""


def _beside(said: Statement) -> Iterator[tuple[Anchor, Name]]:
    """Each number or name with a name in its clause."""
    anchors: list[Anchor] = [*said.quantities, *said.names]
    for what, name in permutations(anchors, 2):
        if not isinstance(name, Name) or (isinstance(what, Quantity) and beside_another(said, what)):
            continue
        if said.clause_of(what.start) == said.clause_of(name.start):
            yield what, name


def _has(one: Statement, anchor: Anchor) -> bool:
    return any(same(anchor, other) for other in one.anchors)


def _elsewhere(one: Statement, what: Anchor, name: Name) -> bool:
    """Whether the two stand in clauses of their own, built alike: in each just one of either's kind."""
    mine = {one.clause_of(other.start) for other in one.anchors if same(what, other)}
    theirs = {one.clause_of(other.start) for other in one.anchors if same(name, other)}
    if mine & theirs or len(mine) != 1 or len(theirs) != 1:
        return False
    return _of_kinds(one, mine, what) == _of_kinds(one, theirs, what) == _PAIR[isinstance(what, Name)]


def _of_kinds(one: Statement, clauses: set[int], what: Anchor) -> tuple[int, int]:
    inside = [other for other in one.anchors if one.clause_of(other.start) in clauses]
    numbers = [other for other in inside if isinstance(other, Quantity) and _rivals(what, other)]
    return len(numbers), sum(isinstance(other, Name) for other in inside)


def _rivals(what: Anchor, other: Quantity) -> bool:
    return isinstance(what, Quantity) and _alike(what, other)


def _alike(one: Quantity, other: Quantity) -> bool:
    counted = {"count", "bare"}
    return one.kind == other.kind or {one.kind, other.kind} <= counted
