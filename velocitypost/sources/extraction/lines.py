"""From fragments in any order to columns, and to lines in the order in which a person reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from velocitypost.sources.extraction.fragment import (
    SOFT_HYPHEN,
    Fragment,
    Rectangle,
    joined,
    overlap,
    reads_right_to_left,
)

_SIDE_BY_SIDE = 0.5
_GUTTER_ROWS_MIN = 3
# A column is at least so many times its type wide: what is narrower are bullets, numbers, or words to be explained.
_COLUMN_TYPES_MIN = 9.0
_GUTTER_TYPES_MIN = 0.5
_DEPTH_MAX = 12
_CANDIDATES = 6


@dataclass(slots=True)
class Line:
    """What stands side by side in one column, whose edges it knows."""

    fragments: list[Fragment]
    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool
    column_left: float
    column_right: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        return self.fragments[0].rows

    @property
    def rtl(self) -> bool:
        return reads_right_to_left(self.text)


def regions(fragments: list[Fragment]) -> Iterator[list[Fragment]]:
    """Parts of the page that have one column, in reading order: what stands across columns parts them."""
    return _regions(fragments, 0)


def lines(region: list[Fragment]) -> Iterator[Line]:
    """The lines of a part that has one column, from above."""
    plain = [f for f in region if not f.rows]
    edges = plain or region
    left, right = min(f.left for f in edges), max(f.right for f in edges)
    for row in rows_of(region):
        yield _line(row, left, right)


def rows_of(fragments: Iterable[Fragment]) -> list[list[Fragment]]:
    """What stands side by side, from above; each row from the left."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda f: (f.top + f.bottom, f.left)):
        if rows and _stands_beside(rows[-1], fragment):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return [sorted(row, key=lambda f: f.left) for row in rows]


def row_text(row: list[Fragment]) -> str:
    """What a row says, read in the direction of its script."""
    text = ""
    for fragment in reversed(row) if _is_right_to_left(row) else row:
        text = joined(text.rstrip(SOFT_HYPHEN), fragment.text)
    return text


def _stands_beside(row: list[Fragment], fragment: Fragment) -> bool:
    last = row[-1]
    if overlap(last.top, last.bottom, fragment.top, fragment.bottom) < _SIDE_BY_SIDE:
        return False
    # Two that overlap both ways stand on two lines that are set tight.
    return all(overlap(other.left, other.right, fragment.left, fragment.right) < _SIDE_BY_SIDE for other in row)


def _regions(fragments: list[Fragment], depth: int) -> Iterator[list[Fragment]]:
    if not fragments:
        return
    gutter = _gutter(fragments) if depth < _DEPTH_MAX else None
    if gutter is None:
        yield fragments
        return
    across = sorted((f for f in fragments if f.left < gutter < f.right), key=lambda f: f.top)
    left = [f for f in fragments if f.right <= gutter]
    right = [f for f in fragments if f.left >= gutter]
    sides = (right, left) if _is_right_to_left(fragments) else (left, right)
    rest = list(sides)
    for group in _bands(across, left + right):
        end = min(f.top for f in group)
        for place, side in enumerate(rest):
            yield from _regions([f for f in side if _middle(f) < end], depth + 1)
            rest[place] = [f for f in side if _middle(f) >= end]
        yield group
    for side in rest:
        yield from _regions(side, depth + 1)


def _bands(across: list[Fragment], others: list[Fragment]) -> Iterator[list[Fragment]]:
    """What stands across the columns, in groups between which nothing stands in a column."""
    middles = sorted(_middle(f) for f in others)
    group: list[Fragment] = []
    for fragment in across:
        if group and any(_middle(group[-1]) < middle < _middle(fragment) for middle in middles):
            yield group
            group = []
        group.append(fragment)
    if group:
        yield group


def _gutter(fragments: list[Fragment]) -> float | None:
    """A place from left to right at which many pairs of neighbours part."""
    pairs = list(_neighbours(fragments))
    if len(pairs) < _GUTTER_ROWS_MIN:
        return None
    edges = sorted({left.right for left, _ in pairs} | {right.left for _, right in pairs})
    middles = [(a + b) / 2 for a, b in pairwise(edges)]
    counted = sorted(((sum(a.right < x < b.left for a, b in pairs), x) for x in middles), key=lambda found: -found[0])
    best: dict[int, list[float]] = {}
    for count, x in counted:
        if count >= _GUTTER_ROWS_MIN and (len(best) < _CANDIDATES or count in best):
            best.setdefault(count, []).append(x)
    for places in best.values():
        x = places[len(places) // 2] if len(places) == 1 else sorted(places)[len(places) // 2]
        if _parts_columns([(a, b) for a, b in pairs if a.right < x < b.left]):
            return x
    return None


def _parts_columns(pairs: list[tuple[Fragment, Fragment]]) -> bool:
    left, right = {id(a): a for a, _ in pairs}.values(), {id(b): b for _, b in pairs}.values()
    if min(len(left), len(right)) < _GUTTER_ROWS_MIN:
        return False
    size = fmean(f.size for f in [*left, *right])
    if min(f.left for f in right) - max(f.right for f in left) < _GUTTER_TYPES_MIN * size:
        return False
    return all(fmean(f.width for f in side) >= _COLUMN_TYPES_MIN * size for side in (left, right))


def _neighbours(fragments: list[Fragment]) -> Iterator[tuple[Fragment, Fragment]]:
    """Each fragment with the next one to its right on the same height."""
    from_above = sorted(fragments, key=lambda f: f.top)
    for place, fragment in enumerate(from_above):
        nearest: Fragment | None = None
        for other in _near(from_above, place):
            if other.left < fragment.right - 1 or (nearest is not None and other.left >= nearest.left):
                continue
            if overlap(fragment.top, fragment.bottom, other.top, other.bottom) >= _SIDE_BY_SIDE:
                nearest = other
        if nearest is not None:
            yield fragment, nearest


def _near(from_above: list[Fragment], place: int) -> Iterator[Fragment]:
    """Those that may stand beside the one at `place`."""
    fragment = from_above[place]
    for other in from_above[place + 1 :]:
        if other.top >= fragment.bottom:
            break
        yield other
    for other in reversed(from_above[max(0, place - 40) : place]):
        if other.bottom > fragment.top:
            yield other


def _line(row: list[Fragment], column_left: float, column_right: float) -> Line:
    letters = sum(len(f.text) for f in row)
    left, top, right, bottom = union((f.left, f.top, f.right, f.bottom) for f in row)
    return Line(
        row,
        row_text(row),
        left,
        top,
        right,
        bottom,
        max(row, key=lambda f: len(f.text)).size,
        2 * sum(len(f.text) for f in row if f.bold) > letters,
        column_left,
        column_right,
    )


def _is_right_to_left(fragments: Iterable[Fragment]) -> bool:
    return reads_right_to_left("".join(f.text for f in fragments))


def _middle(fragment: Fragment) -> float:
    return (fragment.top + fragment.bottom) / 2


def union(boxes: Iterable[Rectangle]) -> Rectangle:
    """The smallest rectangle that holds all of them."""
    given = list(boxes)
    return (
        min(box[0] for box in given),
        min(box[1] for box in given),
        max(box[2] for box in given),
        max(box[3] for box in given),
    )
