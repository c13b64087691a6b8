"""How late posts went out is told truly, however long ago, and however the past is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.publications import published, scheduled
from velocitypost.core.clock import ManualClock
from velocitypost.core.database import Database
from velocitypost.publishing.model import Hold, HoldCode, State
from velocitypost.publishing.punctuality import Depth, Punctuality, summed_up
from velocitypost.publishing.store import PublicationStore, StretchStore

HERE = "workspace_a"
PLAIN = ZoneInfo("UTC")
SECOND = timedelta(seconds=1)


@pytest.fixture
def store(database: Database) -> PublicationStore:
    return PublicationStore(database)


@pytest.fixture
def punctuality(store: PublicationStore, database: Database, clock: ManualClock) -> Punctuality:
    return Punctuality(store, StretchStore(database), clock)


def test_each_interval_counts_what_is_no_later_than_its_end() -> None:
    edges = [0, 1, 1.001, 10, 11, 60, 61, 600, 601, 3600, 3601]
    told = summed_up(round(edge * 1000) for edge in edges)
    assert told.counts == (2, 2, 2, 2, 2, 1)
    assert told.within == (2 / 11, 4 / 11, 6 / 11)


@given(st.lists(st.integers(0, 20 * 3600 * 1000), min_size=1))
def test_every_publication_is_in_one_interval_and_half_of_them_are_no_later_than_the_median(
    milliseconds: list[int],
) -> None:
    told = summed_up(milliseconds)
    lateness = [timedelta(milliseconds=one) for one in milliseconds]
    assert sum(told.counts) == told.count == len(lateness)
    assert told.median is not None
    assert told.p95 is not None
    assert sum(late <= told.median for late in lateness) * 2 >= len(lateness)
    assert sum(late < told.median for late in lateness) * 2 <= len(lateness)
    assert sum(late <= told.p95 for late in lateness) * 20 >= len(lateness) * 19
    assert told.worst == max(lateness)


def test_where_nothing_went_out_no_share_is_claimed(punctuality: Punctuality) -> None:
    told = punctuality.report(HERE, PLAIN, days=30)
    assert told.total.within == (None, None, None)
    assert told.total.median is None
    assert told.platforms == {}
    assert len(told.per_day) == 30


def test_lateness_is_told_for_each_platform_and_each_day_of_the_workspaces_own_zone(
    store: PublicationStore, punctuality: Punctuality, clock: ManualClock
) -> None:
    late_evening_utc = datetime(2026, 2, 28, 23, 30, tzinfo=UTC)
    store.insert([published(late_evening_utc, SECOND), published(late_evening_utc, 5 * SECOND, platform="mastodon")])
    store.insert([published(clock.now() - timedelta(hours=1), timedelta(0))])
    told = punctuality.report(HERE, ZoneInfo("Europe/Berlin"), days=3)
    assert {name: late.count for name, late in told.platforms.items()} == {"x": 2, "mastodon": 1}
    assert list(told.platforms) == ["x", "mastodon"]
    assert [(day.date, day.lateness.count) for day in told.per_day] == [
        (date(2026, 2, 28), 0),
        (date(2026, 3, 1), 2),
        (date(2026, 3, 2), 1),
    ]


def test_other_workspaces_further_parts_of_threads_and_older_posts_do_not_count(
    store: PublicationStore, punctuality: Punctuality, clock: ManualClock
) -> None:
    earlier = clock.now() - timedelta(hours=1)
    store.insert(
        [
            published(earlier, SECOND, workspace_id="workspace_b"),
            published(earlier, 9 * SECOND, position=1),
            published(clock.now() - timedelta(days=31), SECOND),
            scheduled(earlier),
        ]
    )
    assert punctuality.report(HERE, PLAIN, days=30).total.count == 0


def test_a_post_that_the_platform_dates_before_its_time_is_not_late(
    store: PublicationStore, punctuality: Punctuality, clock: ManualClock
) -> None:
    store.insert([published(clock.now() - timedelta(hours=1), -SECOND, confirmed_by="look")])
    assert punctuality.report(HERE, PLAIN, days=1).total.worst == timedelta(0)


def test_the_past_is_kept_packed_and_told_the_same_as_row_by_row(
    store: PublicationStore, punctuality: Punctuality, database: Database, clock: ManualClock
) -> None:
    begin = clock.now() - timedelta(days=20)
    store.insert([published(begin + timedelta(hours=n), n * SECOND, platform="xy"[n % 2]) for n in range(300)])
    row_by_row = punctuality.report(HERE, PLAIN, days=30)
    assert database["punctuality"].count_documents({}) == 1
    database["publications"].delete_many({})
    assert punctuality.report(HERE, PLAIN, days=30) == row_by_row


def test_what_is_sent_after_the_past_was_packed_is_counted_once(
    store: PublicationStore, punctuality: Punctuality, clock: ManualClock
) -> None:
    for _ in range(3):
        begin = clock.now() - timedelta(days=1)
        store.insert([published(begin + timedelta(minutes=n), SECOND) for n in range(250)])
        punctuality.report(HERE, PLAIN, days=30)
        clock.advance(timedelta(days=1, hours=1))
    store.insert([published(clock.now() - SECOND, SECOND)])
    assert punctuality.report(HERE, PLAIN, days=30).total.count == 751


def test_a_post_that_was_found_long_after_counts_although_its_day_was_packed(
    store: PublicationStore, punctuality: Punctuality, clock: ManualClock
) -> None:
    begin = clock.now() - timedelta(days=3)
    store.insert([published(begin + timedelta(minutes=n), SECOND) for n in range(250)])
    punctuality.report(HERE, PLAIN, days=30)
    store.insert([published(begin, SECOND, confirmed_by="look"), published(begin, SECOND, confirmed_by="person")])
    assert punctuality.report(HERE, PLAIN, days=30).total.count == 252


def test_what_has_just_been_sent_is_not_packed_because_a_worker_may_still_be_writing_its_like(
    store: PublicationStore, punctuality: Punctuality, database: Database, clock: ManualClock
) -> None:
    store.insert([published(clock.now() - timedelta(minutes=9), SECOND) for _ in range(250)])
    assert punctuality.report(HERE, PLAIN, days=30).total.count == 250
    assert database["punctuality"].count_documents({}) == 0


def test_the_queue_tells_what_waits_for_what(
    store: PublicationStore, punctuality: Punctuality, clock: ManualClock
) -> None:
    due, ahead = clock.now() - SECOND, clock.now() + SECOND

    def held(code: HoldCode) -> Hold:
        return Hold(code, "…")

    store.insert(
        [
            scheduled(due),
            scheduled(due, hold=held("waiting_for_previous")),
            scheduled(ahead),
            scheduled(due, state=State.PUBLISHING),
            scheduled(due, state=State.PROCESSING),
            scheduled(due, state=State.UNCONFIRMED, wake_at=None),
            *(scheduled(due, hold=held(c), wake_at=None) for c in ("too_late", "reconnect", "previous_failed")),
            scheduled(due, hold=held("paused"), wake_at=None),
            published(due, SECOND),
            scheduled(due, state=State.FAILED, wake_at=None),
            scheduled(due, workspace_id="workspace_b"),
        ]
    )
    assert punctuality.depth(HERE) == Depth(due=2, under_way=2, for_a_person=4, paused=1)
    assert punctuality.depth() == Depth(due=3, under_way=2, for_a_person=4, paused=1)
