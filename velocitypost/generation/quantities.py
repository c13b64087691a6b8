"""Numbers with what they measure, and whether one bears out the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

CENTS = "money:cent"
Bound = Literal["exact", "about", "nearly", "more", "less"]


@dataclass(frozen=True)
class Quantity:
    """A number and what it measures.

    `readings` are its possible values in the base unit of `kind` ("1.250" is read both ways); `places` is how many
    decimal places were written, before any magnitude. `kind` is "percent", "money:eur", "time", "count" … or "bare"
    where nothing says. `per` is what it is per, as a stem. `noun` is the stem of what is counted. `in_words` marks
    shares such as "six in ten", which are rounded by nature.
    """

    start: int
    end: int
    text: str
    readings: tuple[float, ...]
    kind: str
    unit: float = 1.0
    places: int = 0
    per: str = ""
    noun: str = ""
    bound: Bound = "exact"
    in_words: bool = False

    @property
    def value(self) -> float:
        return self.readings[0]


def agree(said: Quantity, source: Quantity) -> bool:
    """Whether the source's number bears out what is said: the same measure, and the value as far as it is given."""
    said, source = _in_whole_money(said, source)
    if not _same_measure(said, source):
        return False
    if said.per and source.per and said.per != source.per:
        return False
    return any(_bears_out(said, value, given, source) for value in said.readings for given in source.readings)


def _in_whole_money(one: Quantity, other: Quantity) -> tuple[Quantity, Quantity]:
    """Cents as a hundredth of what the other is in."""
    if one.kind == other.kind or not (one.kind.startswith("money:") and other.kind.startswith("money:")):
        return one, other
    for cents in (one, other):
        if cents.kind == CENTS:
            kind = other.kind if cents is one else one.kind
            whole = replace(
                cents, readings=tuple(value / 100 for value in cents.readings), unit=cents.unit / 100, kind=kind
            )
            return (whole, other) if cents is one else (one, whole)
    return one, other


def bears_out_ratio(said: Quantity, part: Quantity, whole: Quantity) -> bool:
    """Whether a share or a factor that is said follows from two numbers of the source."""
    counted = {"count", "bare"}
    if part.kind != whole.kind and not {part.kind, whole.kind} <= counted:
        return False
    if part.kind in ("percent", "points", "factor", "clock", "often") or not part.value or not whole.value:
        return False
    ratio = whole.value / part.value if said.kind == "factor" else 100 * part.value / whole.value
    if said.kind == "percent" and ratio > 100:
        return False
    if said.bound == "exact":
        return abs(ratio - said.value) <= 0.03 * said.value
    return _within_bound(said.bound, said.value, ratio, 0.3 if said.kind == "factor" else 0.12)


def rival(said: Quantity, other: Quantity) -> bool:
    """Whether the source's number could stand in the same place but is another one."""
    alike = said.kind == other.kind or any({said.kind, other.kind} <= group for group in _STAND_FOR_EACH_OTHER)
    return alike and not agree(said, other)


_STAND_FOR_EACH_OTHER = ({"count", "bare"}, {"percent", "factor"})


def _same_measure(said: Quantity, source: Quantity) -> bool:
    if "bare" in (said.kind, source.kind) or said.kind == source.kind:
        return True
    # "Two sessions a week" are "twice a week".
    if {said.kind, source.kind} <= {"often", "count"} and said.per == source.per:
        return True
    # "240 degrees" leaves open which; "240 °F" does not.
    return said.kind == "heat" and source.kind.startswith("heat")


def _bears_out(said: Quantity, value: float, given: float, source: Quantity) -> bool:
    if "bare" in (said.kind, source.kind):
        value, given = value / said.unit, given / source.unit
        if said.kind == "bare" and source.kind != "bare":
            # "from 16 to 7 million": the bare one may mean millions too.
            return any(_close(said, value * scale, given) for scale in (1.0, 1e3, 1e6, 1e9))
    return _close(said, value, given)


def _close(said: Quantity, value: float, given: float) -> bool:
    if value == given or abs(value - given) <= 1e-9 * max(abs(value), abs(given)):
        return True
    if said.kind == "time" and abs(value - given) <= 0.015 * given and said.unit >= 86400:
        return True  # a year is twelve months
    if said.bound == "exact" and said.in_words:
        return abs(given - value) <= 0.04 * abs(given)
    if said.bound == "exact":
        step = said.unit * 10.0**-said.places
        return abs(given - value) <= step / 2 and abs(given - value) <= 0.05 * abs(given)
    return _within_bound(said.bound, value, given, 0.2)


def _within_bound(bound: Bound, value: float, given: float, far: float) -> bool:
    off = (given - value) / abs(value) if value else 1.0
    if bound == "about":
        return abs(off) <= 0.1
    if bound == "nearly":
        return -0.1 <= off <= 0
    return 0 <= off <= far if bound == "more" else -far <= off <= 0
