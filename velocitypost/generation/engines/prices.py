"""What tokens cost, as dated data. A model that is not here has no known price, and nothing is made up for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

MICRO = 1_000_000


@dataclass(frozen=True)
class Price:
    """US dollars for a million tokens. `source` is the service's own page, `verified_on` the day it was compared."""

    tokens_in: float
    tokens_out: float
    source: str
    verified_on: date

    def micro_usd(self, tokens_in: int, tokens_out: int) -> int:
        """What so many tokens cost, in millionths of a US dollar, rounded up."""
        exact = tokens_in * self.tokens_in + tokens_out * self.tokens_out
        return int(-(-exact // 1))


FREE = Price(0.0, 0.0, "", date(2026, 11, 1))
