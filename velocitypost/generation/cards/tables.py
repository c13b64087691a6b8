"""What a table of a document holds, and which chart its shape asks for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from velocitypost.generation.cards.faces import CannotDraw

ChartKind = Literal["bar", "line", "share"]
BARS_MOST = 12
POINTS_MOST = 60
SERIES_MOST = 4
SLICES_MOST = 6

_NUMBER = regex.compile(
    r"""(?P<open>\()?\s*(?P<sign>[+−–-])?\s*(?P<before>[$€£¥₹]|[A-Z]{3}\s)?\s*(?P<inner>[−–-])?\s*
        (?P<figure>\d[\d.,'’\u00A0\u202F ]*)\s*(?P<after>%|‰|[$€£¥₹]|°C|°F|[\p{L}]{1,8}\.?)?\s*(?P<close>\))?""",
    regex.VERBOSE,
)
_TOTALS = frozenset(
    {"total", "totals", "sum", "gesamt", "summe", "all", "overall", "totale", "suma", "ensemble", "insgesamt"}
)
_MONTHS = (
    r"jan|feb|mar|mär|mrz|apr|may|mai|mayo|jun|jul|aug|ago|sep|oct|okt|nov|dec|dez|dic|fev|fév|avr|juin|juil|aoû|déc"
    r"|ene|abr"
)
_TIME = regex.compile(
    rf"""(?:19|20)\d\d(?:\s*[-/]\s*\d{{1,4}})?|(?:q|h|kw|w|t|s)\s?\d{{1,2}}(?:[\s/'’-]*\d{{2,4}})?
        |(?:19|20)\d\d[\s/-]*(?:q|h|w)\s?\d{{1,2}}|(?:{_MONTHS})\p{{L}}*\.?(?:[\s/'’-]*\d{{2,4}})?
        |\d{{1,2}}[./-]\d{{1,2}}(?:[./-]\d{{2,4}})?|(?:mon|tue|wed|thu|fri|sat|sun)\p{{L}}*\.?
        |(?:week|month|day|year|quarter|woche|monat|tag|jahr|quartal)\s?\d+""",
    regex.VERBOSE | regex.IGNORECASE,
)


@dataclass(frozen=True)
class Series:
    """A column of numbers. `None` where a cell has none."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Figures:
    """What can be drawn: a label for each row, and columns of numbers in one unit."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    before: str = ""
    after: str = ""
    timed: bool = False

    def told(self, value: float) -> str:
        """A number with its unit."""
        text = f"{value:,.2f}".rstrip("0").rstrip(".") if abs(value) < 1e15 else f"{value:.3g}"
        return f"{self.before}{text}{self.after}"


def figures(rows: Sequence[Sequence[str]]) -> Figures:
    """Reads a table. Raises `CannotDraw` where it has no column of numbers, or no labels for them."""
    width = max((len(row) for row in rows), default=0)
    table = [[" ".join(cell.split()) for cell in row] + [""] * (width - len(row)) for row in rows]
    table = [row for row in table if any(row)]
    head, body = (table[0], table[1:]) if _has_head(table) else ([""] * width, table)
    body = [row for row in body if row[0].strip(" :").casefold() not in _TOTALS and row[0]]
    columns: list[tuple[Series, tuple[str, str]]] = []
    for number in range(1, width):
        read = [number_in(row[number]) for row in body]
        known = [one for one in read if one is not None]
        if len(known) >= 2 and len(known) >= 0.7 * len(read):
            units = [one[1] for one in known]
            unit = max(set(units), key=units.count)
            columns.append((Series(head[number], tuple(one[0] if one else None for one in read)), unit))
    if not columns:
        raise CannotDraw("This table has no column of two numbers or more, so there is nothing to draw.", "passage_id")
    unit = columns[0][1]
    alike = [series for series, other in columns if other == unit and _comparable(series, columns[0][0])]
    labels = tuple(row[0] for row in body)
    timed = len(labels) >= 3 and all(_TIME.fullmatch(label) for label in labels)
    after = f" {unit[1]}" if unit[1] and unit[1][0].isalpha() else unit[1]
    return Figures(labels, tuple(alike[:SERIES_MOST]), unit[0], after, timed)


def kind_for(found: Figures) -> ChartKind:
    """Over time a line, parts of a whole a share, everything else bars."""
    if found.timed:
        return "line"
    return "share" if _is_whole(found) else "bar"


def require(found: Figures, kind: ChartKind) -> None:
    """Raises `CannotDraw` where this kind of chart would mislead, or has no room."""
    values = found.series[0].values
    if kind == "share" and (
        len(values) > SLICES_MOST
        or any(value is None or value < 0 for value in values)
        or not sum(value or 0 for value in values)
    ):
        raise CannotDraw(
            f"Shares are drawn of two to {SLICES_MOST} parts, none of them negative or missing. Choose bars.", "kind"
        )
    if kind == "bar" and len(values) > BARS_MOST:
        raise CannotDraw(f"Bars have room for {BARS_MOST} rows; this table has {len(values)}.", "kind")
    if len(values) > POINTS_MOST:
        raise CannotDraw(f"A line has room for {POINTS_MOST} rows; this table has {len(values)}.", "kind")


def number_in(cell: str) -> tuple[float, tuple[str, str]] | None:
    """The number that a cell is, with what stands before and after it as its unit."""
    match = _NUMBER.fullmatch(cell.strip())
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    value = _value(match["figure"])
    if value is None:
        return None
    negative = bool(match["open"]) or (match["sign"] or match["inner"] or "+") != "+"
    return (-value if negative else value), ((match["before"] or "").strip(), match["after"] or "")


def _value(figure: str) -> float | None:
    text = regex.sub(r"[\s'’\u00A0\u202F]", "", figure).rstrip(".,")
    if "." in text and "," in text:
        decimal = max(".", ",", key=text.rfind)
        text = text.replace("," if decimal == "." else ".", "").replace(decimal, ".")
    elif text.count(",") + text.count(".") > 1 or regex.fullmatch(r"[1-9]\d{0,2},\d{3}", text):
        text = text.replace(",", "").replace(".", "")
    else:
        text = text.replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _has_head(table: Sequence[Sequence[str]]) -> bool:
    if len(table) < 2:
        return False
    first = [number_in(cell) for cell in table[0][1:]]
    years = all(_TIME.fullmatch(cell) for cell in table[0][1:] if cell)
    return years or not any(first)


def _comparable(series: Series, other: Series) -> bool:
    """Whether both can stand on one scale: a column of millions would hide one of units."""
    mine, theirs = (max((abs(v) for v in one.values if v is not None), default=0.0) for one in (series, other))
    return bool(mine and theirs) and 0.02 <= mine / theirs <= 50


def _is_whole(found: Figures) -> bool:
    values = found.series[0].values
    if len(found.series) != 1 or not 2 <= len(values) <= SLICES_MOST or any(v is None or v < 0 for v in values):
        return False
    whole = sum(value or 0.0 for value in values)
    return found.after == "%" and abs(whole - 100) <= 1.5
