from __future__ import annotations

from velocitypost.billing.plans import Plans


def test_the_plans_are_those_of_the_price_list() -> None:
    shown = [(p.key, p.price_usd_month, p.max_platforms, p.max_posts_per_day) for p in Plans().all()]
    assert shown == [("free", 0, 2, 2), ("pro", 29, 5, 10), ("agency", 99, -1, -1)]


def test_a_limit_is_reached_and_not_passed() -> None:
    free = Plans().of("free")
    assert free.allows_platforms(2)
    assert not free.allows_platforms(3)
    assert free.allows_posts(2)
    assert not free.allows_posts(3)


def test_what_is_unlimited_has_no_end() -> None:
    agency = Plans().of("agency")
    assert agency.allows_platforms(1_000)
    assert agency.allows_posts(1_000)
