"""Tables on a page: by the lines that were drawn around their cells, or by cells that stand below each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from velocitypost.sources.extraction.fragment import SOFT_HYPHEN, Fragment, Rectangle, Rule, joined, overlap
from velocitypost.sources.extraction.lines import row_text, rows_of, union

Row = list[Fragment]
Grid = list[list[list[Fragment]]]
_CLOSE = 3.0
_ROWS_MIN = 3
_FILLED_MIN = 0.5
_RULES_EACH_WAY_MIN = 2
_ROW_GAP_MAX = 2.5
_PROSE_LENGTH = 28
_PROSE_WORDS = 3
_GOING_ON = 0.4
_ROWS_SEEN_MAX = 400
_MARK = re.compile(r"^(?:[•◦▪‣·●○■–—*\-]|\(?\w{1,3}[.)]|\[\d+\])$")


def with_ruled_tables(fragments: list[Fragment], rules: Sequence[Rule]) -> list[Fragment]:
    """The same with one fragment for each table that has lines around its cells, in place of those in it."""
    return _with(fragments, _ruled(fragments, rules))


def with_aligned_tables(fragments: list[Fragment], *, prose_columns: int) -> list[Fragment]:
    """The same with one fragment for each table whose cells stand below each other, in place of those in it.

    So many of its columns may hold running text: on a whole page that could as well be another column of the page.
    """
    return _with(fragments, _aligned(fragments, prose_columns))


def _with(fragments: list[Fragment], grids: Iterable[Grid]) -> list[Fragment]:
    tables: list[Fragment] = []
    inside: set[int] = set()
    for grid in grids:
        here = {id(f) for row in grid for cell in row for f in cell}
        if not here & inside:
            inside |= here
            tables.append(_table(grid))
    return [*tables, *(f for f in fragments if id(f) not in inside)]


# ---- by drawn lines


def _ruled(fragments: list[Fragment], rules: Sequence[Rule]) -> Iterator[Grid]:
    for group in _touching(rules):
        tops = _distinct(rule.top for rule in group if rule.is_level)
        lefts = _distinct(rule.left for rule in group if not rule.is_level)
        if len(tops) <= _RULES_EACH_WAY_MIN or len(lefts) <= _RULES_EACH_WAY_MIN:
            continue
        grid: Grid = [[[] for _ in lefts[1:]] for _ in tops[1:]]
        for fragment in fragments:
            row, column = _between(tops, _middle(fragment)), _between(lefts, (fragment.left + fragment.right) / 2)
            if row is not None and column is not None and not fragment.turned and not fragment.rows:
                grid[row][column].append(fragment)
        grid = _without_empty(grid)
        if len(grid) >= 2 and len(grid[0]) >= 2 and _filled(grid) >= _FILLED_MIN:
            yield grid


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Lines that meet each other, directly or by others."""
    groups: list[tuple[Rectangle, list[Rule]]] = []
    for rule in sorted(rules, key=lambda r: (r.top, r.left)):
        box: Rectangle = (rule.left - _CLOSE, rule.top - _CLOSE, rule.right + _CLOSE, rule.bottom + _CLOSE)
        members = [rule]
        apart = []
        for other_box, others in groups:
            if _meet(box, other_box):
                box, members = union((box, other_box)), [*others, *members]
            else:
                apart.append((other_box, others))
        groups = [*apart, (box, members)]
    return [members for _, members in groups if len(members) > 2 * _RULES_EACH_WAY_MIN]


def _meet(a: Rectangle, b: Rectangle) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def _distinct(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _CLOSE:
            found.append(value)
    return found


def _between(edges: list[float], value: float) -> int | None:
    """Between which two edges it lies."""
    if not edges[0] <= value <= edges[-1]:
        return None
    return min(sum(edge <= value for edge in edges) - 1, len(edges) - 2)


# ---- by standing below each other


def _aligned(fragments: list[Fragment], prose_columns: int) -> Iterator[Grid]:
    group: list[Row] = []
    for row in [*rows_of(f for f in fragments if not f.turned and not f.rows)[:_ROWS_SEEN_MAX], []]:
        if row and (not group or _follows(group, row)) and (len(row) > 1 or (group and _continues(group, row))):
            group.append(row)
            continue
        if (grid := _grid(group, prose_columns)) is not None:
            yield grid
        group = [row] if len(row) > 1 else []


def _follows(group: list[Row], row: Row) -> bool:
    before = group[-1]
    gap = min(f.top for f in row) - max(f.bottom for f in before)
    return gap <= _ROW_GAP_MAX * max(f.height for f in row)


def _continues(group: list[Row], row: Row) -> bool:
    """Whether a row of one fragment goes on with a cell that did not fit on one line."""
    only = row[0]
    first = min(f.left for f in group[-1])
    gap = only.top - max(f.bottom for f in group[-1])
    above = [f for f in group[-1] if overlap(f.left, f.right, only.left, only.right) > 0]
    return only.left > first + only.size and gap < 0.6 * only.height and len(above) == 1


def _grid(group: list[Row], prose_columns: int) -> Grid | None:
    while group and len(group[-1]) < 2:
        group = group[:-1]
    if sum(len(row) > 1 for row in group) < _ROWS_MIN:
        return None
    columns = _columns(group)
    if len(columns) < 2:
        return None
    grid: Grid = []
    for row in group:
        cells: list[list[Fragment]] = [[] for _ in columns]
        for fragment in row:
            cells[max(range(len(columns)), key=lambda n: _shared(columns[n], fragment))].append(fragment)
        if len(row) == 1 and grid:
            for cell, more in zip(grid[-1], cells, strict=True):
                cell.extend(more)
        else:
            grid.append(cells)
    return grid if _filled(grid) >= _FILLED_MIN and not _is_prose(grid, prose_columns) else None


def _columns(group: list[Row]) -> list[tuple[float, float]]:
    """The stretches from left to right that cells share."""
    columns: list[tuple[float, float]] = []
    for left, right in sorted((f.left, f.right) for row in group if len(row) > 1 for f in row):
        if columns and left <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(right, columns[-1][1]))
        else:
            columns.append((left, right))
    return columns


def _shared(column: tuple[float, float], fragment: Fragment) -> float:
    return min(column[1], fragment.right) - max(column[0], fragment.left)


def _is_prose(grid: Grid, allowed: int) -> bool:
    """Whether more than so many columns hold running text, or all but one hold the marks before points of a list."""
    columns = [[row[n] for row in grid if row[n]] for n in range(len(grid[0]))]
    if sum(all(_MARK.match(_text(cell)) for cell in column) for column in columns) >= len(columns) - 1:
        return True
    running = [_runs(column) for column in columns]
    filling = [_fills(column) for column in columns]
    return sum(running) > allowed or (
        sum(running) == len(columns) - 1 and any(a and b for a, b in zip(running, filling, strict=True))
    )


def _runs(column: list[list[Fragment]]) -> bool:
    """Whether it reads like running text: long lines, or several words that fill the column or go on from above."""
    texts = [_text(cell) for cell in column]
    if median(map(len, texts)) > _PROSE_LENGTH:
        return True
    goes_on = sum(text[:1].islower() for text in texts) >= _GOING_ON * len(texts)
    return median(len(text.split()) for text in texts) >= _PROSE_WORDS and (goes_on or _fills(column))


def _fills(column: list[list[Fragment]]) -> bool:
    """Whether most of its lines reach its end, as those of running text do."""
    rights = [f.right for cell in column for f in cell]
    left, end = min(f.left for cell in column for f in cell), max(rights)
    return sum(right >= end - 0.15 * (end - left) for right in rights) >= 0.7 * len(rights)


# ---- both


def _without_empty(grid: Grid) -> Grid:
    rows = [row for row in grid if any(row)]
    kept = [n for n in range(len(grid[0])) if any(row[n] for row in rows)]
    return [[row[n] for n in kept] for row in rows]


def _filled(grid: Grid) -> float:
    cells = [bool(cell) for row in grid for cell in row]
    return sum(cells) / len(cells) if cells else 0.0


def _table(grid: Grid) -> Fragment:
    inside = [f for row in grid for cell in row for f in cell]
    left, top, right, bottom = union((f.left, f.top, f.right, f.bottom) for f in inside)
    rows = tuple(tuple(_text(cell) for cell in row) for row in grid)
    certain = [f.certainty for f in inside if f.certainty is not None]
    return Fragment(
        "\n".join(" | ".join(row) for row in rows),
        left,
        top,
        right,
        bottom,
        median(f.size for f in inside),
        certainty=sum(certain) / len(certain) if certain else None,
        shown=union(f.box for f in inside),
        rows=rows,
    )


def _text(cell: list[Fragment]) -> str:
    text = ""
    for row in rows_of(cell):
        text = joined(text, row_text(row))
    return text.rstrip(SOFT_HYPHEN)


def _middle(fragment: Fragment) -> float:
    return (fragment.top + fragment.bottom) / 2
