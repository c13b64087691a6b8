"""What follows a try is decided by pure rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from velocitypost.contract.errors import (
    OutcomeUnknown,
    PlatformError,
    ReconnectNeeded,
    Rejected,
    Unavailable,
)
from velocitypost.contract.spec import Pace, Source
from velocitypost.publishing.retry import (
    LONGEST_PAUSE,
    LOOKS_BEFORE_ASKING,
    Again,
    Ask,
    GiveUp,
    Keep,
    Look,
    Situation,
    after_error,
    after_look,
    pause,
)

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PACE = Pace(100, 900, settle_seconds=3, absence_proves_after=6, source=Source("https://example.com", date(2026, 11, 1)))
CALM = Situation("X", PACE, can_find=True, now=NOW, deadline=NOW + timedelta(hours=12))
DOUBT = replace(CALM, doubtful_since=NOW - timedelta(seconds=2), looks=1)


def test_a_refusal_for_good_ends_at_once_with_the_platforms_reason_and_what_to_change() -> None:
    decision = after_error(Rejected("Too long.", code="400", fix="Shorten it."), CALM)
    assert isinstance(decision, GiveUp)
    assert (decision.failure.reason, decision.failure.fix) == ("Too long.", "Shorten it.")


def test_a_time_named_by_the_service_is_obeyed() -> None:
    at = NOW + timedelta(minutes=7)
    assert after_error(Unavailable("Slow down.", retry_at=at), CALM) == Again(at, "Slow down.")


def test_without_a_named_time_the_pause_doubles() -> None:
    pauses = [pause(tries, jitter=1.0).total_seconds() for tries in range(1, 6)]
    assert pauses == [2, 4, 8, 16, 32]


def test_what_would_be_too_late_to_send_unasked_is_asked_about() -> None:
    decision = after_error(Unavailable("Down.", retry_at=NOW + timedelta(hours=13)), CALM)
    assert isinstance(decision, Keep)
    assert decision.hold.code == "too_late"


def test_a_lost_sign_in_waits_for_the_owner() -> None:
    decision = after_error(ReconnectNeeded("Revoked."), CALM)
    assert isinstance(decision, Keep)
    assert decision.hold.code == "reconnect"


def test_a_lost_answer_is_looked_into_before_anything_else() -> None:
    assert after_error(OutcomeUnknown("No answer."), CALM) == Look(NOW + timedelta(seconds=3), "No answer.")


def test_where_the_platform_cannot_be_asked_the_person_is() -> None:
    assert isinstance(after_error(OutcomeUnknown("No answer."), replace(CALM, can_find=False)), Ask)


def test_absence_proves_nothing_before_the_platforms_own_delay_is_over() -> None:
    assert after_look(DOUBT) == Look(NOW + timedelta(seconds=4), "X does not show it yet; it may need some seconds.")


def test_once_absence_is_proof_it_is_sent_again() -> None:
    decision = after_look(replace(DOUBT, now=NOW + timedelta(seconds=4), looks=2))
    assert isinstance(decision, Again)


def test_one_look_proves_nothing_for_our_clock_may_have_jumped_since_the_write() -> None:
    long_after = NOW + timedelta(hours=1)
    assert after_look(replace(DOUBT, now=long_after)) == Look(
        long_after + timedelta(seconds=3), "X does not show it yet; it may need some seconds."
    )


def test_a_refused_repetition_after_a_lost_answer_is_looked_for_and_never_counts_as_a_refusal() -> None:
    refused = Rejected("Twice.", duplicate=True)
    assert isinstance(after_error(refused, DOUBT), Look)
    assert isinstance(after_error(refused, CALM), GiveUp)


def test_what_the_platform_refuses_as_there_but_never_shows_goes_to_the_person() -> None:
    hidden = replace(DOUBT, refused_as_duplicate=True, now=NOW + timedelta(hours=1), looks=LOOKS_BEFORE_ASKING)
    assert isinstance(after_look(hidden), Ask)


def test_a_platform_that_cannot_be_asked_for_hours_leaves_it_to_the_person() -> None:
    late = replace(DOUBT, now=NOW + timedelta(hours=12))
    assert isinstance(after_look(late, Unavailable("Down.")), Ask)


@pytest.mark.parametrize("error", [ReconnectNeeded("Revoked."), Rejected("Forbidden.")])
def test_a_platform_that_refuses_to_be_asked_leaves_it_to_the_person(error: PlatformError) -> None:
    assert isinstance(after_look(DOUBT, error), Ask)


errors = st.sampled_from(
    [
        Rejected("no"),
        Rejected("twice", duplicate=True),
        ReconnectNeeded("who"),
        Unavailable("later"),
        Unavailable("later", retry_at=NOW + timedelta(minutes=1)),
        Unavailable("past", retry_at=NOW - timedelta(minutes=1)),
        OutcomeUnknown("?"),
    ]
)
situations = st.builds(
    Situation,
    platform=st.just("X"),
    pace=st.sampled_from([PACE, replace(PACE, absence_proves_after=None)]),
    can_find=st.booleans(),
    now=st.datetimes(datetime(2026, 11, 24), datetime(2026, 11, 25), timezones=st.just(UTC)),
    deadline=st.just(NOW + timedelta(hours=12)),
    tries=st.integers(1, 60),
    looks=st.integers(0, 12),
    doubtful_since=st.none() | st.just(NOW - timedelta(seconds=1)),
    refused_as_duplicate=st.booleans(),
    jitter=st.floats(0, 1, exclude_max=True),
)


@given(errors, situations)
def test_nothing_that_may_have_been_written_is_ever_sent_again_without_a_look(
    error: PlatformError, situation: Situation
) -> None:
    if isinstance(error, OutcomeUnknown):
        assert not isinstance(after_error(error, situation), Again)


@given(errors, situations)
def test_no_decision_lies_in_the_past_or_beyond_the_deadline(error: PlatformError, situation: Situation) -> None:
    decision = after_error(error, situation)
    if isinstance(decision, Again | Look):
        assert decision.at >= situation.now
    if isinstance(decision, Again):
        assert decision.at <= max(situation.deadline, situation.now)


@given(situations)
def test_a_repetition_after_a_look_needs_proof_of_absence(situation: Situation) -> None:
    decision = after_look(situation)
    if isinstance(decision, Again):
        assert situation.pace.absence_proves_after is not None
        assert situation.doubtful_since is not None
        assert not situation.refused_as_duplicate


@given(st.integers(1, 10_000), st.floats(0, 1, exclude_max=True))
def test_a_pause_never_exceeds_a_quarter_of_an_hour(tries: int, jitter: float) -> None:
    assert timedelta(seconds=1) <= pause(tries, jitter) <= LONGEST_PAUSE
