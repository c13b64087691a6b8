"""An open page keeps its numbers fresh: the younger the post the fresher, and seldom where reading costs money."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from velocitypost.platforms.x import X
from velocitypost.publishing.engagement import fresh_for

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def _reads(since: timedelta, until: timedelta, *, costs: bool) -> int:
    """How often a page that asks every 20 seconds has the numbers read."""
    count, age, read_at = 0, since, None
    while age < until:
        if read_at is None or age - read_at > fresh_for(age, costs=costs):
            count, read_at = count + 1, age
        age += timedelta(seconds=20)
    return count


def test_where_reading_is_free_a_young_post_is_read_several_times_a_minute() -> None:
    assert _reads(MINUTE, 2 * MINUTE, costs=False) == 3


def test_an_old_post_is_read_seldom_everywhere() -> None:
    assert _reads(30 * DAY, 31 * DAY, costs=False) == 1


def test_where_reading_costs_an_hour_of_looking_costs_a_few_cents() -> None:
    reading = X.spec.reading
    assert reading is not None
    assert _reads(MINUTE, HOUR, costs=True) * Decimal(reading.price) <= Decimal("0.06")


def test_where_reading_costs_a_page_left_open_for_a_month_costs_no_fortune() -> None:
    reading = X.spec.reading
    assert reading is not None
    assert _reads(MINUTE, 30 * DAY, costs=True) * Decimal(reading.price) <= Decimal("0.25")
