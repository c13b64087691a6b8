"""Everybody has their share at every moment, to within one."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from velocitypost.automation.sequence import next_turn


@given(
    shares=st.dictionaries(st.sampled_from("abcdefg"), st.integers(1, 100), min_size=1, max_size=7),
    turns=st.integers(1, 120),
)
def test_no_count_strays_from_its_share_by_one(shares: dict[str, int], turns: int) -> None:
    had: Counter[str] = Counter()
    total = sum(shares.values())
    for turn in range(1, turns + 1):
        had[next_turn(shares, had)] += 1
        assert all(abs(had[name] - share * turn / total) < 1 for name, share in shares.items())


def test_sixty_to_forty_takes_turns() -> None:
    had: Counter[str] = Counter()
    order = []
    for _ in range(10):
        order.append(next_turn({"memes": 60, "tech": 40}, had))
        had[order[-1]] += 1
    assert (had["memes"], had["tech"]) == (6, 4)
    assert "memes memes memes" not in " ".join(order)
