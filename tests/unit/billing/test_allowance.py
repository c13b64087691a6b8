"""A plan's places: none is given twice, none is lost for good."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from velocitypost.billing.allowance import Allowances, Full
from velocitypost.billing.store import AllowanceStore
from velocitypost.core.clock import ManualClock
from velocitypost.core.database import Database


@pytest.fixture
def allowances(database: Database, clock: ManualClock) -> Allowances:
    return Allowances(AllowanceStore(database), clock)


def everybody(members: frozenset[str]) -> frozenset[str]:
    return members


def test_fifty_at_once_do_not_slip_over(allowances: Allowances) -> None:
    def take(number: int) -> bool:
        try:
            return allowances.take("day", f"post_{number}", most=7, still=everybody)
        except Full:
            return False

    with ThreadPoolExecutor(50) as crowd:
        taken = list(crowd.map(take, range(50)))
    assert sum(taken) == 7
    assert allowances.taken("day") == 7


def test_the_same_member_takes_one_place(allowances: Allowances) -> None:
    assert allowances.take("day", "post", most=1, still=everybody)
    assert not allowances.take("day", "post", most=1, still=everybody)


def test_a_place_that_is_given_free_can_be_taken_again(allowances: Allowances) -> None:
    allowances.take("day", "one", most=1, still=everybody)
    with pytest.raises(Full):
        allowances.take("day", "two", most=1, still=everybody)
    allowances.free("day", "one")
    assert allowances.take("day", "two", most=1, still=everybody)


def test_places_that_nobody_uses_are_found_out(allowances: Allowances, clock: ManualClock) -> None:
    for member in ("alive", "dead"):
        allowances.take("day", member, most=2, still=everybody)
    with pytest.raises(Full):  # its use may be on its way
        allowances.take("day", "new", most=2, still=lambda _: frozenset({"alive"}))
    clock.advance(180)
    assert allowances.take("day", "new", most=2, still=lambda _: frozenset({"alive"}))
    assert allowances.taken("day") == 2


def test_without_a_limit_nothing_is_counted(allowances: Allowances) -> None:
    for number in range(5):
        assert not allowances.take("day", str(number), most=-1, still=everybody)
    assert allowances.taken("day") == 0
