"""The numbers of a document in order of size, so that those that could bear out another are found at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from velocitypost.generation.quantities import CENTS, Quantity, agree

# No bound and no rounding reaches further than this.
_FAR = 1.35
# A number without a unit may stand for thousands or millions: "from 16 to 7 million".
_SCALES = (1.0, 1e3, 1e6, 1e9)
_BARE = "bare"


class NumberLine:
    """Made once for a document. `numbers` are its quantities, each with the number of its sentence."""

    def __init__(self, numbers: Sequence[tuple[int, Quantity]]) -> None:
        lines: dict[str, list[tuple[float, int]]] = defaultdict(list)
        for place, (_, quantity) in enumerate(numbers):
            for reading in quantity.readings:
                as_written = reading / quantity.unit
                lines[quantity.kind].append((as_written if quantity.kind == _BARE else reading, place))
                lines[""].append((as_written, place))
        self._numbers = numbers
        self._lines = {kind: sorted(line) for kind, line in lines.items()}

    def bearing_out(self, said: Quantity) -> Iterator[tuple[int, Quantity]]:
        """Those that bear out what is said, each with the number of its sentence."""
        for place in sorted(set(self._near(said))):
            number, quantity = self._numbers[place]
            if agree(said, quantity):
                yield number, quantity

    def _near(self, said: Quantity) -> Iterator[int]:
        for reading in said.readings:
            if said.kind == _BARE:
                for scale in _SCALES:
                    yield from self._within("", reading / said.unit * scale)
                continue
            kinds = [said.kind]
            if said.kind == "heat":
                kinds = [kind for kind in self._lines if kind.startswith("heat")]
            if said.kind in ("often", "count"):
                kinds = ["often", "count"]
            if said.kind == CENTS:
                for kind in [kind for kind in self._lines if kind.startswith("money:")]:
                    yield from self._within(kind, reading / 100)
            elif said.kind.startswith("money:"):
                yield from self._within(CENTS, reading * 100)
            for kind in kinds:
                yield from self._within(kind, reading)
            yield from self._within(_BARE, reading / said.unit)

    def _within(self, kind: str, value: float) -> Iterator[int]:
        line = self._lines.get(kind, [])
        low, high = sorted((value / _FAR, value * _FAR))
        for _, place in line[
            bisect_left(line, (low - 1e-9, -1)) : bisect_right(line, (high + 1e-9, len(self._numbers)))
        ]:
            yield place
