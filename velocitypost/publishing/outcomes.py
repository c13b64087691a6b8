"""What becomes of a publication, written into its row: one write for the state and all that belongs to it.

Every write is a compare-and-set on the row's version, so that whoever was overtaken has no further say.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from velocitypost.contract.capabilities import FindsPosts, Platform
from velocitypost.contract.types import Published
from velocitypost.core.clock import Clock, to_millisecond
from velocitypost.core.events import Events
from velocitypost.publishing.model import (
    Attempt,
    Failure,
    Hold,
    Publication,
    PublicationChanged,
    Result,
    State,
    WentLive,
)
from velocitypost.publishing.retry import Again, Ask, Decision, GiveUp, Keep, Look, Situation
from velocitypost.publishing.store import PublicationStore
from velocitypost.publishing.switch import GateState

_FIRST_METRICS = timedelta(minutes=1)
_TRIES_AGAINST_RACES = 5


class Gate(Protocol):
    """Whether a workspace lets posts out, and how late they may be."""

    def look(self, workspace_id: str) -> GateState: ...

    def glance(self, workspace_id: str) -> GateState: ...


class Overtaken(Exception):
    """The row was edited, cancelled or claimed anew: this worker has no say in it any more."""


class Outcomes:
    """Writes what was decided. Every verb raises `Overtaken` where the row has changed meanwhile."""

    def __init__(
        self,
        store: PublicationStore,
        gate: Gate,
        clock: Clock,
        events: Events,
        *,
        lease: timedelta,
        checkpoint: Callable[[str], None] = lambda _name: None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._store = store
        self._gate = gate
        self._clock = clock
        self._events = events
        self._lease = lease
        self._checkpoint = checkpoint
        self._chance = chance

    def save(self, publication: Publication) -> Publication:
        """Stores it as it is, and tells."""
        saved = self._store.save(replace(publication, updated_at=self._clock.now()))
        if saved is None:
            raise Overtaken
        self._events.publish(PublicationChanged.of(saved))
        return saved

    def hold(self, publication: Publication, hold: Hold, *, until: datetime | None = None) -> Publication:
        """Nothing was written, and it waits: for a person, or until it is worth another look."""
        return self.save(replace(publication, state=State.SCHEDULED, hold=hold, wake_at=until, claim=None))

    def fail(self, publication: Publication, failure: Failure) -> Publication:
        """Nothing was written, and nothing will be unless a person says so."""
        noted = publication.noting("failed", self._clock.now(), reason=failure.reason, code=failure.code)
        return self.save(
            replace(
                noted,
                state=State.FAILED,
                failure=failure,
                wake_at=None,
                claim=None,
                hold=None,
                pending=None,
            )
        )

    def ask(self, publication: Publication, why: str) -> Publication:
        """It may be there and nobody can tell: a person decides."""
        failure = Failure("unconfirmed", f"{why}.", "Look at your account and decide.")
        asked = publication.noting("unconfirmed", self._clock.now(), why=why)
        return self.save(replace(asked, state=State.UNCONFIRMED, failure=failure, wake_at=None, claim=None))

    def follow(self, publication: Publication, number: int, decision: Decision) -> Publication:
        """Turns what was decided on the attempt of this number into the row's next state."""
        attempt = next(a for a in publication.attempts if a.number == number)

        def noted(word: str, why: str) -> Publication:
            return publication.with_attempt(replace(attempt, decision=word, why=why))

        match decision:
            case Again(at, why):
                settled = _absent(noted("again", why)).noting(
                    "will_try_again", self._clock.now(), not_before=at.isoformat()
                )
                return self.save(replace(settled, state=State.SCHEDULED, wake_at=at, claim=None, looks=0))
            case Look(at, why):
                return self.save(replace(noted("look", why), state=State.PUBLISHING, wake_at=at, claim=None))
            case GiveUp(failure):
                return self.fail(noted("give_up", failure.reason), failure)
            case Ask(why):
                return self.ask(noted("ask", why), why)
            case Keep(hold):
                return self.hold(noted("hold", hold.message), hold)

    def published(self, publication: Publication, published: Published, by: str) -> None:
        """It is live; `by` says how we know. Then the part that follows may go out."""
        now = self._clock.now()
        began = [a.write_began_at for a in publication.attempts if a.write_began_at is not None]
        at = published.at if by == "look" and published.at else now
        if by == "look" and not published.at and began:
            at = began[-1]
        result = Result(published.platform_post_id, published.url, to_millisecond(at), by)  # type: ignore[arg-type]
        noted = publication.noting(
            "published",
            now,
            platform_post_id=result.platform_post_id,
            url=result.url,
            confirmed_by=by,
            published_at=result.published_at.isoformat(),
            draft=publication.draft.digest,
        )
        saved = self.save(
            replace(
                noted,
                state=State.PUBLISHED,
                result=result,
                failure=None,
                hold=None,
                claim=None,
                pending=None,
                # Should this worker die before it has woken the next part, another one does it.
                wake_at=now + self._lease if publication.next_id else None,
                metrics_at=now + _FIRST_METRICS,
            )
        )
        self._events.publish(WentLive(saved.workspace_id, saved.id))
        self._checkpoint("recorded")
        if saved.next_id:
            self.wake_next(saved)

    def wake_next(self, published: Publication) -> None:
        """Lets the part that follows go out, and notes that this is done."""
        for _ in range(_TRIES_AGAINST_RACES):
            following = self._store.find(published.next_id) if published.next_id else None
            if following is None or following.state is not State.SCHEDULED or following.hold is None:
                break
            if self._store.save(replace(following, hold=None, wake_at=self._clock.now())) is not None:
                break
        else:
            return
        self.save(replace(published, wake_at=None))

    def situation(self, publication: Publication, platform: Platform) -> Situation:
        """What the next decision rests on."""
        doubtful = publication.once_doubtful
        return Situation(
            platform=platform.spec.name,
            pace=platform.spec.pace,
            can_find=isinstance(platform, FindsPosts),
            now=self._clock.now(),
            deadline=publication.due_at + self._gate.glance(publication.workspace_id).late_limit,
            tries=publication.tries,
            looks=publication.looks,
            doubtful_since=self._over(doubtful[-1]) if doubtful else None,
            refused_as_duplicate=publication.refused_as_duplicate,
            jitter=self._chance(),
        )

    def _over(self, attempt: Attempt) -> datetime | None:
        """From when on nothing of this attempt can leave any more: its end, or that of its lease."""
        began = attempt.write_began_at
        return attempt.ended_at or ((attempt.alive_at or began) + self._lease if began else None)


def words_of(error: Exception) -> str:
    """A fault of our own, for the person; the details are for whoever reads the log."""
    return f"VelocityPost could not go on ({type(error).__name__}); the details are in its log."


def _absent(publication: Publication) -> Publication:
    """The doubtful attempts were looked for in vain."""
    for attempt in publication.doubtful:
        publication = publication.with_attempt(replace(attempt, outcome="absent"))
    return publication
