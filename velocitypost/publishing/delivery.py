"""One publication's way out: claim, write the attempt, call, record.

Whatever dies wherever on this way, the row tells the next worker what may have left the house:
- a claim is a lease; when it ends, the row is due again;
- an attempt whose write began and whose answer is missing is looked for, never repeated blindly;
- every step is a compare-and-set on the row's version, so that one that was edited, cancelled or taken over
  meanwhile stops the step before its first byte.
"""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from velocitypost.connections.model import Connection, NoSuchConnection
from velocitypost.connections.service import ConnectionService
from velocitypost.contract.capabilities import Platform, Publishes
from velocitypost.contract.errors import OutcomeUnknown, PlatformError, ReconnectNeeded, Rejected, Unavailable
from velocitypost.contract.types import Pending, Published
from velocitypost.core.clock import Clock
from velocitypost.core.database import DatabaseError
from velocitypost.core.events import Events
from velocitypost.core.ids import new_secret
from velocitypost.core.log import get_logger
from velocitypost.media.model import NoSuchMedia
from velocitypost.media.renditions import CannotFit
from velocitypost.publishing.drafts import Drafts, Files
from velocitypost.publishing.files import NotReady
from velocitypost.publishing.looking import Looking
from velocitypost.publishing.model import Attempt, Claim, Failure, Hold, Publication, State
from velocitypost.publishing.outcomes import Gate, Outcomes, Overtaken, words_of
from velocitypost.publishing.record import Record, Stopped
from velocitypost.publishing.retry import after_error
from velocitypost.publishing.store import PublicationStore

log = get_logger(__name__)
_TRIES_WITH_OWN_FAULT = 5
_TRIES_AGAINST_RACES = 5
_PREVIOUS_AGAIN = timedelta(seconds=60)
_FILES_AGAIN = timedelta(seconds=2)
_DISCONNECTED = Failure("disconnected", "The account was disconnected.", "Connect it again.")
_PAUSED = Hold("paused", "Publishing is paused in this workspace.")
_WITHOUT_LINK = Hold(
    "previous_without_link",
    "The part before it is there, but without its link nothing can follow it. Give the link, or send this part as the "
    "beginning of a new thread.",
)


@dataclass(frozen=True)
class _Obstacle:
    """Why a publication does not go out now. `again` is when to look whether it still stands; None: somebody tells."""

    hold: Hold
    again: timedelta | None = None


class Delivery:
    """Brings publications out. Safe to call for the same one from anywhere, any number of times, at once."""

    def __init__(
        self,
        store: PublicationStore,
        connections: ConnectionService,
        gate: Gate,
        files: Files,
        clock: Clock,
        events: Events,
        *,
        lease: timedelta,
        checkpoint: Callable[[str], None] = lambda _name: None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._store = store
        self._connections = connections
        self._gate = gate
        self._clock = clock
        self._lease = lease
        self._checkpoint = checkpoint
        self._drafts = Drafts(store, files)
        self._outcomes = Outcomes(store, gate, clock, events, lease=lease, checkpoint=checkpoint, chance=chance)
        self._looking = Looking(
            store, connections, self._drafts, self._outcomes, clock, lease=lease, checkpoint=checkpoint
        )

    def run(self, publication_id: str) -> None:
        """Does what is due for this publication now, and nothing where nothing is."""
        if (publication := self._store.find(publication_id)) is not None:
            self.advance(publication)

    def advance(self, publication: Publication) -> None:
        """`run` for a row that was read a moment ago: one that has changed since is left alone."""
        if publication.wake_at is None or publication.wake_at > self._clock.now():
            return
        try:
            if publication.state is State.SCHEDULED:
                self._start(publication)
            elif publication.state is State.PROCESSING:
                self._resume(publication)
            elif publication.state is State.PUBLISHING:
                self._recover(publication)
            elif publication.state is State.PUBLISHED:
                self._outcomes.wake_next(publication)
        except Overtaken:
            log.info("publication_overtaken", publication=publication.id)

    # ---- before the write

    def _start(self, publication: Publication) -> None:
        connection = self._connection(publication)
        if (obstacle := self._obstacle(publication, connection)) is not None:
            return self._hold(publication, obstacle)
        if connection is None:
            self._outcomes.fail(publication, _DISCONNECTED)
            return None
        try:
            self._drafts.require(publication)
        except NotReady as waiting:
            return self._hold(publication, _Obstacle(Hold("preparing", str(waiting)), _FILES_AGAIN))
        except (CannotFit, NoSuchMedia) as error:
            reason = str(error) if isinstance(error, CannotFit) else "A file of this post is gone."
            failure = Failure("rejected", reason, "Choose another file, then send it again.")
            self._outcomes.fail(publication, failure)
            return None
        return self._send(publication, connection)

    def _obstacle(self, publication: Publication, connection: Connection | None) -> _Obstacle | None:
        gate = self._gate.glance(publication.workspace_id)
        if not gate.lets(publication) and not self._gate.look(publication.workspace_id).lets(publication):
            return _Obstacle(_PAUSED)
        if self._clock.now() - publication.due_at > gate.late_limit:
            words = "Its time passed long ago and nothing was sent. Send it now, or drop it?"
            return _Obstacle(Hold("too_late", words))
        if (waits := self._waits_for_previous(publication)) is not None:
            return waits
        if connection is not None and connection.status == "reconnect_needed":
            reason = connection.status_reason or "The account must be connected again."
            return _Obstacle(Hold("reconnect", f"{reason} Nothing was sent."))
        return None

    def _waits_for_previous(self, publication: Publication) -> _Obstacle | None:
        if publication.previous_id is None or publication.alone:
            return None
        previous = self._store.find(publication.previous_id)
        if previous is not None and previous.result is not None:
            return None if previous.result.platform_post_id else _Obstacle(_WITHOUT_LINK)
        if previous is not None and previous.wake_at is not None:
            return _Obstacle(Hold("waiting_for_previous", "It follows the part before it."), _PREVIOUS_AGAIN)
        return _Obstacle(
            Hold("previous_failed", "The part before it did not go out. Resolve that, and it follows."),
        )

    def _hold(self, publication: Publication, obstacle: _Obstacle) -> None:
        if obstacle.again is not None:
            self._outcomes.hold(publication, obstacle.hold, until=self._clock.now() + obstacle.again)
            return
        self._release_if_free(self._outcomes.hold(publication, obstacle.hold))

    def _release_if_free(self, held: Publication) -> None:
        """Whoever ended the obstacle before it was stored that this one waits has not seen that it does."""
        if self._obstacle(held, self._connection(held)) is None:
            self._outcomes.save(replace(held, hold=None, wake_at=self._clock.now()))

    def _resume(self, publication: Publication) -> None:
        connection = self._connection(publication)
        if connection is None:
            self._outcomes.fail(publication, _DISCONNECTED)
            return None
        return self._send(publication, connection)

    # ---- the write

    def _send(self, publication: Publication, connection: Connection) -> None:
        platform = self._connections.platform_of(connection)
        assert isinstance(platform, Publishes)  # noqa: S101  only such a platform's accounts are scheduled to
        record = self._opened(publication)
        self._checkpoint("claimed")
        try:
            outcome = self._call(platform, connection, record)
        except Stopped:
            record.close(outcome="not_written", came_back="Publishing was paused before anything was sent.")
            self._hold(record.publication, _Obstacle(_PAUSED))
        except PlatformError as error:
            self._checkpoint("answered")
            self._after_error(record, connection, platform, error)
        except (Overtaken, DatabaseError):
            raise
        except Exception as error:
            log.exception("publication_failed_inside", publication=publication.id)
            self._after_error(record, connection, platform, _inside(record, error))
        else:
            self._checkpoint("answered")
            self._after_answer(record, connection, outcome)

    def _opened(self, publication: Publication) -> Record:
        """The claim and the attempt.

        Where the write itself is all that there is to do, they are stored with the note that it begins: one write to
        the disk less. Two workers may come that far at once; that note lets one of them go on.
        """
        now = self._clock.now()
        claim = Claim(new_secret(9), now + self._lease)
        opened = replace(
            publication,
            state=State.PUBLISHING,
            claim=claim,
            wake_at=claim.until,
            hold=None,
            tries=publication.tries + 1,
        ).with_attempt(Attempt(len(publication.attempts) + 1, "publish", now))
        if publication.draft.files or publication.pending is not None:
            opened = self._outcomes.save(opened)
        return Record(opened, self._outcomes, self._gate, self._clock, lease=self._lease, checkpoint=self._checkpoint)

    def _call(self, platform: Publishes, connection: Connection, record: Record) -> Published | Pending:
        client = self._connections.client_for(connection, recorder=record)
        draft = self._drafts.of(record.publication, connection, reading=record.keep_alive)
        key = record.publication.id
        if record.publication.pending is None:
            outcome = platform.publish(client, draft, key=key)
        else:
            outcome = platform.resume(client, draft, Pending(record.publication.pending), key=key)
        while isinstance(outcome, Pending) and outcome.check_after <= 0:
            record.note_progress(outcome)
            self._checkpoint("uploaded")
            outcome = platform.resume(client, draft, outcome, key=key)
        return outcome

    # ---- after the write

    def _after_answer(self, record: Record, connection: Connection, outcome: Published | Pending) -> None:
        if isinstance(outcome, Pending):
            came_back = outcome.note or "Accepted, not ready yet."
            record.close(outcome="not_written", came_back=came_back, decision="wait")
            self._outcomes.save(
                replace(
                    record.publication,
                    state=State.PROCESSING,
                    pending=outcome.state,
                    claim=None,
                    wake_at=self._clock.now() + timedelta(seconds=outcome.check_after),
                )
            )
            return
        name = self._connections.platform_of(connection).spec.name
        came_back = f"{name} published it. {outcome.note}".rstrip()
        record.close(outcome="written", came_back=came_back, decision="published")
        try:
            self._outcomes.published(record.publication, outcome, "answer")
        except Overtaken:
            self._published_after_all(record, outcome)
        self._connections.note_success(connection)

    def _published_after_all(self, record: Record, published: Published) -> None:
        """The answer came after the lease: it counts, whatever somebody else made of the silence meanwhile."""
        for _ in range(_TRIES_AGAINST_RACES):
            current = self._store.find(record.publication.id)
            if current is None or current.state is State.PUBLISHED:
                raise Overtaken
            with contextlib.suppress(Overtaken):
                return self._outcomes.published(current.with_attempt(record.attempt), published, "answer")
        raise Overtaken

    def _after_error(self, record: Record, connection: Connection, platform: Platform, error: PlatformError) -> None:
        unknown = isinstance(error, OutcomeUnknown)
        duplicate = isinstance(error, Rejected) and error.duplicate
        outcome = "unknown" if unknown else "duplicate" if duplicate else "not_written"
        record.close(outcome=outcome, came_back=error.reason)
        if isinstance(error, ReconnectNeeded):
            self._connections.lose(connection, error.reason)
        decision = after_error(error, self._outcomes.situation(record.publication, platform))
        settled = self._outcomes.follow(record.publication, record.number, decision)
        if settled.hold is not None:
            self._release_if_free(settled)

    # ---- after a death

    def _recover(self, publication: Publication) -> None:
        """A lease ended, or a look is due."""
        stranded = publication.attempts[-1]
        if stranded.kind == "look" or stranded.write_began_at is not None or stranded.ended_at is not None:
            return self._look(publication)
        closed = replace(
            stranded,
            ended_at=self._clock.now(),
            outcome="not_written",
            came_back="The worker stopped before anything was sent.",
            decision="again",
            why="Nothing had left, so it is sent again.",
        )
        waiting = replace(publication, state=State.SCHEDULED, claim=None).with_attempt(closed)
        return self._start(self._outcomes.save(waiting))

    def _look(self, publication: Publication) -> None:
        connection = self._connection(publication)
        if connection is None:
            self._outcomes.ask(publication, "The account was disconnected before its platform could be asked")
        else:
            self._looking.look(publication, connection)

    def _connection(self, publication: Publication) -> Connection | None:
        try:
            return self._connections.get(publication.workspace_id, publication.connection_id)
        except NoSuchConnection:
            return None


def _inside(record: Record, error: Exception) -> PlatformError:
    """A fault of our own, or an answer of a shape nobody foresaw: as careful as a lost answer where a write began."""
    words = words_of(error)
    if record.attempt.write_began_at is not None:
        return OutcomeUnknown(words, code="inside")
    if record.publication.tries >= _TRIES_WITH_OWN_FAULT:
        return Rejected(words, code="inside", fix="Try again later, or ask whoever runs this installation.")
    return Unavailable(words, code="inside")
