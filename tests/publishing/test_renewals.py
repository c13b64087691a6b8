"""A sign-in is renewed while its platform is down: less and less often, and never too late."""

from __future__ import annotations

from datetime import timedelta

from tests.workshop import Workshop
from velocitypost.connections.model import Connection
from velocitypost.publishing.model import State

RENEWAL = "POST /2/oauth2/token"
TICK = 30.0


def now_of(workshop: Workshop) -> Connection:
    return workshop.product.connections.get(workshop.workspace_id, workshop.connection.id)


def asked(workshop: Workshop) -> int:
    """How often the twin was asked for a new sign-in while it was down."""
    return sum(int(fault["hits"]) for fault in workshop.sandbox.faults())


def clockwork(workshop: Workshop, lasts: timedelta) -> None:
    """Time passes, in the steps in which the clockwork looks at what is to be renewed."""
    for _ in range(int(lasts.total_seconds() / TICK)):
        workshop.clock.advance(TICK)
        workshop.product.connections.refresh_due()


def until_renewal_is_due(workshop: Workshop) -> None:
    due = workshop.connection.refresh_at
    assert due is not None
    workshop.clock.set(due)


def test_a_platform_that_is_down_for_hours_is_not_asked_every_thirty_seconds(workshop: Workshop) -> None:
    workshop.fault("server_error_before", RENEWAL, times=None)
    until_renewal_is_due(workshop)
    clockwork(workshop, timedelta(minutes=10))
    assert 3 <= asked(workshop) <= 10
    clockwork(workshop, timedelta(hours=5))
    assert asked(workshop) < 45
    assert (now_of(workshop).status, now_of(workshop).renewals_failed) == ("connected", asked(workshop))


def test_a_platform_that_is_back_a_minute_before_the_token_ends_is_asked_in_time(workshop: Workshop) -> None:
    workshop.fault("cut_before", RENEWAL, times=None)
    until_renewal_is_due(workshop)
    ends_at = workshop.connection.token_expires_at
    assert ends_at is not None
    clockwork(workshop, ends_at - workshop.clock.now() - timedelta(minutes=1))
    assert asked(workshop) > 3
    workshop.no_more_faults()
    clockwork(workshop, ends_at - workshop.clock.now())
    renewed = now_of(workshop)
    assert renewed.access_token != workshop.connection.access_token
    assert (renewed.renewals_failed, renewed.renewing_until) == (0, None)
    assert renewed.refresh_at is not None
    assert renewed.refresh_at > workshop.clock.now() + timedelta(hours=1)


def test_posts_that_wait_for_a_new_sign_in_ask_for_it_together_and_go_out_when_the_platform_is_back(
    workshop: Workshop,
) -> None:
    workshop.fault("server_error_before", RENEWAL, times=None)
    ends_at = workshop.connection.token_expires_at
    assert ends_at is not None
    workshop.clock.set(ends_at)
    posts = [workshop.now(f"Post {number}") for number in range(4)]
    for _ in range(200):
        workshop.clock.advance(3)
        workshop.run_due()
    assert 3 <= asked(workshop) <= 10
    waiting = workshop.publication(posts[0])
    assert waiting.state is State.SCHEDULED
    assert "could not be asked for a new sign-in" in waiting.attempts[-1].came_back
    assert len(waiting.attempts) < 25
    workshop.no_more_faults()
    workshop.settle(within=timedelta(minutes=20))
    assert sorted(workshop.live_texts()) == [f"Post {number}" for number in range(4)]


def test_who_connects_again_meanwhile_begins_anew(workshop: Workshop) -> None:
    workshop.fault("server_error_before", RENEWAL, times=1)
    until_renewal_is_due(workshop)
    workshop.product.connections.refresh_due()
    assert now_of(workshop).renewals_failed == 1
    workshop.connect("mapleandrye")
    assert now_of(workshop).renewals_failed == 0
