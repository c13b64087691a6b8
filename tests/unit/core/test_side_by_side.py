"""The same for many things: none has to wait for another that hangs, and none is left out because one failed."""

from __future__ import annotations

from threading import Barrier

import pytest

from velocitypost.core.side_by_side import for_each


def test_those_that_wait_for_each_other_all_come_to_an_end() -> None:
    meeting = Barrier(4, timeout=10)
    for_each(range(4), lambda _number: meeting.wait())


def test_all_are_done_before_it_is_told_that_one_failed() -> None:
    done: list[int] = []

    def do(number: int) -> None:
        if number == 0:
            raise ValueError("the first")
        done.append(number)

    with pytest.raises(ValueError, match="the first"):
        for_each(range(20), do)
    assert sorted(done) == list(range(1, 20))
