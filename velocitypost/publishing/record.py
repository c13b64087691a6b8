"""The record of one attempt: what the session tells about the one write goes into the row before its first byte."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from velocitypost.contract.types import Pending
from velocitypost.core.clock import Clock
from velocitypost.publishing.model import Attempt, Claim, Publication
from velocitypost.publishing.outcomes import Gate, Outcomes, Overtaken

_RENEW_BELOW = 0.6


class Stopped(Exception):
    """The workspace was paused or stopped before the write."""


class Record:
    """Kept by the worker that has the claim. `publication` is the row as this worker last knew it."""

    def __init__(
        self,
        publication: Publication,
        outcomes: Outcomes,
        gate: Gate,
        clock: Clock,
        *,
        lease: timedelta,
        checkpoint: Callable[[str], None],
    ) -> None:
        """The attempt is the last one of `publication`."""
        self.publication = publication
        self.number = publication.attempts[-1].number
        self.status: int | None = None
        self._outcomes = outcomes
        self._gate = gate
        self._clock = clock
        self._lease = lease
        self._checkpoint = checkpoint

    @property
    def attempt(self) -> Attempt:
        return next(a for a in self.publication.attempts if a.number == self.number)

    def before_write(self, *, fingerprint: str, size: int) -> None:
        """Notes that the write begins. Raises `Stopped` or `Overtaken`; then nothing may leave."""
        if not self._gate.look(self.publication.workspace_id).lets(self.publication):
            raise Stopped
        self._checkpoint("before_write")
        now = self._clock.now()
        began = replace(self.attempt, write_began_at=now, fingerprint=fingerprint, bytes=size)
        self.publication = self._outcomes.save(self._renewed().with_attempt(began))
        self._checkpoint("write_noted")
        if self._clock.now() > now + self._lease / 2:
            # When the lease ends, others take it that nothing of this attempt leaves any more: keep well clear of that.
            raise Overtaken

    def after_answer(self, status: int) -> None:
        self.status = status

    def note_progress(self, pending: Pending) -> None:
        """What the next step needs survives this worker. Raises `Overtaken`."""
        self.publication = self._outcomes.save(replace(self._renewed(), pending=pending.state))

    def keep_alive(self) -> None:
        """Bytes of a file flow: the lease is renewed in time. Raises `Overtaken`; then nothing more may leave."""
        claim, now = self.publication.claim, self._clock.now()
        if claim is None or claim.until - now > self._lease * _RENEW_BELOW:
            return
        attempt = replace(self.attempt, alive_at=now)
        self.publication = self._outcomes.save(self._renewed().with_attempt(attempt))

    def close(self, *, outcome: str, came_back: str, decision: str = "") -> None:
        """Notes the outcome on the attempt; it is stored with the state that follows from it, in one write."""
        closed = replace(
            self.attempt,
            ended_at=self._clock.now(),
            status=self.status,
            outcome=outcome,  # type: ignore[arg-type]
            came_back=came_back,
            decision=decision,
        )
        self.publication = self.publication.with_attempt(closed)

    def _renewed(self) -> Publication:
        """With a lease that begins now."""
        claim = self.publication.claim
        assert claim is not None  # noqa: S101  an attempt is opened together with its claim
        until = self._clock.now() + self._lease
        return replace(self.publication, claim=Claim(claim.token, until), wake_at=until)
