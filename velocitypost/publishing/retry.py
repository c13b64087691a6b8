"""What to do after a try, as a value: pure functions, no clock, no database, no chance of their own.

The one rule: what may have been written is never written again before somebody has looked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from velocitypost.contract.errors import (
    OutcomeUnknown,
    PlatformError,
    ReconnectNeeded,
    Rejected,
    Unavailable,
)
from velocitypost.contract.spec import Pace
from velocitypost.core import backoff
from velocitypost.publishing.model import Failure, Hold

FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(minutes=15)
LOOKS_BEFORE_ASKING = 4
# Our clock may have jumped since the write; between two looks, time has passed in any case.
_LOOKS_THAT_PROVE = 2


@dataclass(frozen=True)
class Again:
    """Nothing was written: send it again at `at`."""

    at: datetime
    why: str


@dataclass(frozen=True)
class Look:
    """It may have been written: ask the platform at `at`."""

    at: datetime
    why: str


@dataclass(frozen=True)
class GiveUp:
    """The platform refuses it for good."""

    failure: Failure


@dataclass(frozen=True)
class Ask:
    """It may have been written and the platform cannot tell: a person decides."""

    why: str


@dataclass(frozen=True)
class Keep:
    """Nothing was written, and it must wait for a person."""

    hold: Hold


Decision = Again | Look | GiveUp | Ask | Keep


@dataclass(frozen=True)
class Situation:
    """What a decision rests on. `jitter` is in [0, 1) and spreads repetitions. Times are UTC.

    `tries` and `looks` count what was done, this time included. `doubtful_since` is from when on nothing of the last
    write whose fate is not known can leave any more, None where there is none. `deadline` is the last moment at
    which a late post still goes out by itself.
    """

    platform: str
    pace: Pace
    can_find: bool
    now: datetime
    deadline: datetime
    tries: int = 1
    looks: int = 0
    doubtful_since: datetime | None = None
    refused_as_duplicate: bool = False
    jitter: float = 0.0


def after_error(error: PlatformError, s: Situation) -> Decision:
    """What to do after a try to publish failed with `error`."""
    if isinstance(error, OutcomeUnknown):
        return _look_or_ask(error.reason, s)
    if isinstance(error, Rejected):
        if error.duplicate and s.doubtful_since is not None:
            return _look_or_ask(f"{s.platform} says it has this post already.", s)
        return GiveUp(Failure("rejected", error.reason, error.fix or "Change the post and try again.", error.code))
    if isinstance(error, ReconnectNeeded):
        return Keep(
            Hold(
                "reconnect",
                f"{s.platform} asks you to sign in again. Nothing was sent. Reconnect, and it goes out.",
            )
        )
    return _again(error, s)


def after_look(s: Situation, error: PlatformError | None = None) -> Decision:
    """What to do after the platform was asked for a doubtful post and did not show it, or failed with `error`."""
    if isinstance(error, Unavailable | OutcomeUnknown):
        at = max(s.now + pause(s.looks, s.jitter), getattr(error, "retry_at", None) or s.now)
        if at > s.deadline:
            return Ask(f"{s.platform} could not be asked for a long time ({error.reason})")
        return Look(at, f"{s.platform} could not be asked just now ({error.reason})")
    if error is not None:
        return Ask(f"{s.platform} does not let us look ({error.reason})")
    proof = s.pace.absence_proves_after
    if proof is not None and s.doubtful_since is not None and not s.refused_as_duplicate:
        proven_at = s.doubtful_since + timedelta(seconds=proof)
        if s.now >= proven_at and s.looks >= _LOOKS_THAT_PROVE:
            return Again(s.now, f"{s.platform} does not have it, and by now it would show it.")
        once_more = s.now + timedelta(seconds=s.pace.settle_seconds)
        at = proven_at if s.now < proven_at else once_more
        return Look(at, f"{s.platform} does not show it yet; it may need some seconds.")
    if s.looks >= LOOKS_BEFORE_ASKING:
        return Ask(
            f"{s.platform} refuses it as a repetition, yet does not show it"
            if s.refused_as_duplicate
            else f"{s.platform} does not show it, which proves nothing there"
        )
    return Look(s.now + _settle(s), f"{s.platform} does not show it yet.")


def pause(tries: int, jitter: float) -> timedelta:
    """Exponential back-off: doubling from 2 s to 15 min, of which between a half and the whole is waited."""
    return backoff.pause(tries, jitter, first=FIRST_PAUSE, longest=LONGEST_PAUSE)


def _again(error: PlatformError, s: Situation) -> Decision:
    named = error.retry_at if isinstance(error, Unavailable) else None
    at = max(named, s.now) if named else s.now + pause(s.tries, s.jitter)
    if at > s.deadline:
        return Keep(
            Hold(
                "too_late",
                f"{error.reason} Nothing was sent, and now it would be too late to send it unasked.",
            )
        )
    return Again(at, error.reason)


def _look_or_ask(reason: str, s: Situation) -> Decision:
    if not s.can_find:
        return Ask(f"{reason} {s.platform} gives us no way to look")
    if s.looks >= LOOKS_BEFORE_ASKING:
        return Ask(f"{reason} It does not show it")
    return Look(s.now + _settle(s), reason)


def _settle(s: Situation) -> timedelta:
    return timedelta(seconds=s.pace.settle_seconds * 2 ** min(s.looks, 5))
