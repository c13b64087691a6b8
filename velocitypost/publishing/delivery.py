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
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from velocitypost.connections.model import Connection, NoSuchConnection
from velocitypost.connections.service import ConnectionService
from velocitypost.contract.capabilities import FindsPosts, Platform, Publishes
from velocitypost.contract.errors import OutcomeUnknown, PlatformError, ReconnectNeeded, Rejected, Unavailable
from velocitypost.contract.types import Attachment, Draft, Pending, Published
from velocitypost.core.clock import Clock, to_millisecond
from velocitypost.core.database import DatabaseError
from velocitypost.core.events import Events
from velocitypost.core.ids import new_secret
from velocitypost.core.log import get_logger
from velocitypost.media.model import NoSuchMedia
from velocitypost.media.renditions import CannotFit
from velocitypost.publishing.files import NotReady
from velocitypost.publishing.model import (
    Attempt,
    Claim,
    Failure,
    Hold,
    Publication,
    PublicationChanged,
    Result,
    State,
)
from velocitypost.publishing.retry import (
    Again,
    Ask,
    Decision,
    GiveUp,
    Keep,
    Look,
    Situation,
    after_error,
    after_look,
)
from velocitypost.publishing.store import PublicationStore

log = get_logger(__name__)
_FIRST_METRICS = timedelta(minutes=1)
_SKEW = timedelta(seconds=30)
_TRIES_WITH_OWN_FAULT = 5
_TRIES_AGAINST_RACES = 5
_PREVIOUS_AGAIN = timedelta(seconds=60)
_FILES_AGAIN = timedelta(seconds=2)
_DISCONNECTED = Failure("disconnected", "The account was disconnected.", "Connect it again.")


class Gate(Protocol):
    """Whether a workspace lets posts out, and how late they may be."""

    def is_open(self, workspace_id: str) -> bool: ...

    def late_limit(self, workspace_id: str) -> timedelta: ...


class Files(Protocol):
    """The files of drafts, ready to be sent."""

    def require(self, publication: Publication) -> None: ...

    def attached(self, publication: Publication) -> tuple[Attachment, ...]: ...


class _Overtaken(Exception):
    """The row was edited, cancelled or claimed anew: this worker has no say in it any more."""


class _Stopped(Exception):
    """The workspace was paused or stopped before the write."""


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
        self._files = files
        self._clock = clock
        self._events = events
        self._lease = lease
        self._checkpoint = checkpoint
        self._chance = chance

    def run(self, publication_id: str) -> None:
        """Does what is due for this publication now, and nothing where nothing is."""
        publication = self._store.find(publication_id)
        now = self._clock.now()
        if publication is None or publication.wake_at is None or publication.wake_at > now:
            return
        try:
            if publication.state is State.SCHEDULED:
                self._start(publication)
            elif publication.state is State.PROCESSING:
                self._resume(publication)
            elif publication.state is State.PUBLISHING:
                self._recover(publication)
            elif publication.state is State.PUBLISHED:
                self._wake_next(publication)
        except _Overtaken:
            log.info("publication_overtaken", publication=publication_id)

    # ---- before the write

    def _start(self, publication: Publication) -> None:
        now = self._clock.now()
        if not self._gate.is_open(publication.workspace_id):
            return self._hold(publication, Hold("paused", "Publishing is paused in this workspace."))
        if now - publication.due_at > self._gate.late_limit(publication.workspace_id):
            return self._hold(
                publication,
                Hold("too_late", "Its time passed long ago and nothing was sent. Send it now, or drop it?"),
            )
        if (waiting := self._wait_for_previous(publication)) is not None:
            return self._hold(publication, *waiting)
        connection = self._connection(publication)
        if connection is None:
            return self._fail(publication, _DISCONNECTED)
        if connection.status == "reconnect_needed":
            reason = connection.status_reason or "The account must be connected again."
            return self._hold(publication, Hold("reconnect", f"{reason} Nothing was sent."))
        try:
            self._files.require(publication)
        except NotReady as waiting:
            return self._hold(publication, Hold("preparing", str(waiting)), look_again=True)
        except (CannotFit, NoSuchMedia) as error:
            reason = str(error) if isinstance(error, CannotFit) else "A file of this post is gone."
            return self._fail(publication, Failure("rejected", reason, "Choose another file, then send it again."))
        return self._send(publication, connection)

    def _wait_for_previous(self, publication: Publication) -> tuple[Hold, bool] | None:
        if publication.previous_id is None:
            return None
        previous = self._store.find(publication.previous_id)
        if previous is not None and previous.state is State.PUBLISHED:
            return None
        if previous is not None and previous.wake_at is not None:
            return Hold("waiting_for_previous", "It follows the part before it."), True
        return Hold("previous_failed", "The part before it did not go out. Resolve that, and it follows."), False

    def _hold(self, publication: Publication, hold: Hold, look_again: bool = False) -> None:
        pause = _FILES_AGAIN if hold.code == "preparing" else _PREVIOUS_AGAIN
        wake_at = self._clock.now() + pause if look_again else None
        self._save(replace(publication, state=State.SCHEDULED, hold=hold, wake_at=wake_at, claim=None))

    def _resume(self, publication: Publication) -> None:
        connection = self._connection(publication)
        if connection is None:
            return self._fail(publication, _DISCONNECTED)
        return self._send(publication, connection)

    # ---- the write

    def _send(self, publication: Publication, connection: Connection) -> None:
        platform = self._connections.platform_of(connection)
        assert isinstance(platform, Publishes)  # noqa: S101  only such a platform's accounts are scheduled to
        now = self._clock.now()
        claim = Claim(new_secret(9), now + self._lease)
        number = len(publication.attempts) + 1
        attempt = Attempt(number, "publish", now)
        mine = self._save(
            replace(
                publication,
                state=State.PUBLISHING,
                claim=claim,
                wake_at=claim.until,
                hold=None,
                tries=publication.tries + 1,
            ).with_attempt(attempt)
        )
        self._checkpoint("claimed")
        record = _Record(self, mine, number)
        try:
            outcome = self._call(platform, connection, record)
        except _Stopped:
            self._close(record, outcome="not_written", came_back="Publishing was paused before anything was sent.")
            self._hold(record.publication, Hold("paused", "Publishing is paused in this workspace."))
        except PlatformError as error:
            self._checkpoint("answered")
            self._after_error(record, connection, platform, error)
        except (_Overtaken, DatabaseError):
            raise
        except Exception as error:
            log.exception("publication_failed_inside", publication=publication.id)
            self._after_error(record, connection, platform, _inside(record, error))
        else:
            self._checkpoint("answered")
            self._after_answer(record, connection, outcome)

    def _call(self, platform: Publishes, connection: Connection, record: _Record) -> Published | Pending:
        client = self._connections.client_for(connection, recorder=record)
        draft = self.draft_of(record.publication, connection)
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

    def draft_of(self, publication: Publication, connection: Connection) -> Draft:
        """The draft as the platform takes it, with its files at hand and the part that it follows."""

        previous = self._store.find(publication.previous_id) if publication.previous_id else None
        follows = previous.result.platform_post_id if previous and previous.result else None
        return Draft(
            text=publication.draft.text,
            attachments=self._files.attached(publication),
            reply_to=follows,
            options=publication.draft.options,
            root=self._root(publication, previous) if follows else None,
            facts=connection.facts,
        )

    def _root(self, publication: Publication, previous: Publication | None) -> str | None:
        """The platform's id of the first post of the thread."""
        first = previous
        if previous is not None and previous.position > 0:
            parts = self._store.of_posts([publication.post_id])
            first = next((p for p in parts if (p.connection_id, p.position) == (publication.connection_id, 0)), None)
        return first.result.platform_post_id if first and first.result else None

    # ---- after the write

    def _after_answer(self, record: _Record, connection: Connection, outcome: Published | Pending) -> None:
        if isinstance(outcome, Pending):
            self._close(
                record,
                outcome="not_written",
                came_back=outcome.note or "Accepted, not ready yet.",
                decision="wait",
            )
            self._save(
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
        self._close(record, outcome="written", came_back=came_back, decision="published")
        try:
            self._published(record.publication, outcome, "answer")
        except _Overtaken:
            self._published_after_all(record, outcome)
        self._connections.note_success(connection)

    def _published_after_all(self, record: _Record, published: Published) -> None:
        """The answer came after the lease: it counts, whatever somebody else made of the silence meanwhile."""
        for _ in range(_TRIES_AGAINST_RACES):
            current = self._store.find(record.publication.id)
            if current is None or current.state is State.PUBLISHED:
                raise _Overtaken
            with contextlib.suppress(_Overtaken):
                return self._published(current.with_attempt(record.attempt), published, "answer")
        raise _Overtaken

    def _after_error(self, record: _Record, connection: Connection, platform: Platform, error: PlatformError) -> None:
        unknown = isinstance(error, OutcomeUnknown)
        duplicate = isinstance(error, Rejected) and error.duplicate
        outcome = "unknown" if unknown else "duplicate" if duplicate else "not_written"
        self._close(record, outcome=outcome, came_back=error.reason)
        if isinstance(error, ReconnectNeeded):
            self._connections.lose(connection, error.reason)
        decision = after_error(error, self._situation(record.publication, platform))
        self._follow(record.publication, record.number, decision)

    def _close(self, record: _Record, *, outcome: str, came_back: str, decision: str = "") -> None:
        """Notes the outcome on the attempt; it is stored with the state that follows from it, in one write."""
        closed = replace(
            record.attempt,
            ended_at=self._clock.now(),
            status=record.status,
            outcome=outcome,  # type: ignore[arg-type]
            came_back=came_back,
            decision=decision,
        )
        record.publication = record.publication.with_attempt(closed)

    # ---- looking

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
        return self._start(self._save(replace(publication, state=State.SCHEDULED, claim=None).with_attempt(closed)))

    def _look(self, publication: Publication) -> None:
        connection = self._connection(publication)
        if connection is None:
            self._ask(publication, "The account was disconnected before its platform could be asked")
        else:
            self._look_through(publication, connection)

    def _look_through(self, publication: Publication, connection: Connection) -> None:
        platform = self._connections.platform_of(connection)
        now = self._clock.now()
        number = len(publication.attempts) + 1
        claim = Claim(new_secret(9), now + self._lease)
        mine = self._save(
            replace(publication, claim=claim, wake_at=claim.until, looks=publication.looks + 1).with_attempt(
                Attempt(number, "look", now)
            )
        )
        since = mine.once_doubtful[0].write_began_at or now
        try:
            found = self._found(platform, connection, mine, since - _SKEW)
        except PlatformError as error:
            decision = after_look(self._situation(mine, platform), error)
            words = error.reason
        except DatabaseError:
            raise
        except Exception as error:
            log.exception("look_failed_inside", publication=publication.id)
            words = _words_of(error)
            decision = after_look(self._situation(mine, platform), Unavailable(words, code="inside"))
        else:
            self._checkpoint("looked")
            if found is not None:
                seen = replace(
                    mine.attempts[-1],
                    ended_at=self._clock.now(),
                    outcome="written",
                    came_back=f"{platform.spec.name} has it.",
                    decision="published",
                    why="It had arrived; only the answer was lost.",
                )
                self._published(mine.with_attempt(seen), found, "look")
                return
            decision = after_look(self._situation(mine, platform))
            words = f"{platform.spec.name} does not show it."
        closed = replace(mine.attempts[-1], ended_at=self._clock.now(), outcome="not_written", came_back=words)
        self._follow(mine.with_attempt(closed), number, decision)

    def _found(
        self, platform: Platform, connection: Connection, publication: Publication, since: datetime
    ) -> Published | None:
        if not isinstance(platform, FindsPosts):
            raise Rejected("it has no way to look")
        client = self._connections.client_for(connection)
        found = platform.find(
            client,
            self.draft_of(publication, connection),
            key=publication.id,
            since=since,
            pending=Pending(publication.pending) if publication.pending is not None else None,
        )
        if found and self._store.is_recorded(connection.id, found.platform_post_id, but=publication.id):
            return None
        return found

    # ---- what follows

    def _situation(self, publication: Publication, platform: Platform) -> Situation:
        doubtful = publication.once_doubtful
        return Situation(
            platform=platform.spec.name,
            pace=platform.spec.pace,
            can_find=isinstance(platform, FindsPosts),
            now=self._clock.now(),
            deadline=publication.due_at + self._gate.late_limit(publication.workspace_id),
            tries=publication.tries,
            looks=publication.looks,
            doubtful_since=self._over(doubtful[-1]) if doubtful else None,
            refused_as_duplicate=publication.refused_as_duplicate,
            jitter=self._chance(),
        )

    def _over(self, attempt: Attempt) -> datetime | None:
        """From when on nothing of this attempt can leave any more: its end, or that of its lease."""
        began = attempt.write_began_at
        return attempt.ended_at or (began + self._lease if began else None)

    def _follow(self, publication: Publication, number: int, decision: Decision) -> None:
        """Turns a decision into the row's next state."""
        attempt = next(a for a in publication.attempts if a.number == number)

        def noted(word: str, why: str) -> Publication:
            return publication.with_attempt(replace(attempt, decision=word, why=why))

        match decision:
            case Again(at, why):
                settled = _absent(noted("again", why)).noting(
                    "will_try_again", self._clock.now(), not_before=at.isoformat()
                )
                self._save(replace(settled, state=State.SCHEDULED, wake_at=at, claim=None, looks=0))
            case Look(at, why):
                self._save(replace(noted("look", why), state=State.PUBLISHING, wake_at=at, claim=None))
            case GiveUp(failure):
                self._fail(noted("give_up", failure.reason), failure)
            case Ask(why):
                self._ask(noted("ask", why), why)
            case Keep(hold):
                self._hold(noted("hold", hold.message), hold)

    def _published(self, publication: Publication, published: Published, by: str) -> None:
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
        saved = self._save(
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
        self._checkpoint("recorded")
        if saved.next_id:
            self._wake_next(saved)

    def _wake_next(self, published: Publication) -> None:
        """Lets the part that follows go out, and notes that this is done."""
        for _ in range(_TRIES_AGAINST_RACES):
            following = self._store.find(published.next_id) if published.next_id else None
            if following is None or following.state is not State.SCHEDULED or following.hold is None:
                break
            if self._store.save(replace(following, hold=None, wake_at=self._clock.now())) is not None:
                break
        else:
            return
        self._save(replace(published, wake_at=None))

    def _ask(self, publication: Publication, why: str) -> None:
        failure = Failure("unconfirmed", f"{why}.", "Look at your account and decide.")
        asked = publication.noting("unconfirmed", self._clock.now(), why=why)
        self._save(replace(asked, state=State.UNCONFIRMED, failure=failure, wake_at=None, claim=None))

    def _fail(self, publication: Publication, failure: Failure) -> None:
        noted = publication.noting("failed", self._clock.now(), reason=failure.reason, code=failure.code)
        self._save(
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

    def _connection(self, publication: Publication) -> Connection | None:
        try:
            return self._connections.get(publication.workspace_id, publication.connection_id)
        except NoSuchConnection:
            return None

    def _save(self, publication: Publication) -> Publication:
        saved = self._store.save(replace(publication, updated_at=self._clock.now()))
        if saved is None:
            raise _Overtaken
        self._events.publish(PublicationChanged.of(saved))
        return saved

    # ---- used by the record

    def before_write(self, publication: Publication, number: int, *, fingerprint: str, size: int) -> Publication:
        if not self._gate.is_open(publication.workspace_id):
            raise _Stopped
        self._checkpoint("before_write")
        now = self._clock.now()
        attempt = next(a for a in publication.attempts if a.number == number)
        began = replace(attempt, write_began_at=now, fingerprint=fingerprint, bytes=size)
        until = now + self._lease
        assert publication.claim is not None  # noqa: S101
        saved = self._store.save(
            replace(
                publication, claim=replace(publication.claim, until=until), wake_at=until, updated_at=now
            ).with_attempt(began)
        )
        if saved is None:
            raise _Overtaken
        self._checkpoint("write_noted")
        if self._clock.now() > now + self._lease / 2:
            # When the lease ends, others take it that nothing of this attempt leaves any more: keep well clear of that.
            raise _Overtaken
        return saved

    def note_progress(self, publication: Publication, pending: Pending) -> Publication:
        until = self._clock.now() + self._lease
        assert publication.claim is not None  # noqa: S101
        return self._save(
            replace(
                publication,
                pending=pending.state,
                claim=replace(publication.claim, until=until),
                wake_at=until,
            )
        )


class _Record:
    """The recorder of one attempt: what the session tells about the one write goes into the row."""

    def __init__(self, delivery: Delivery, publication: Publication, number: int) -> None:
        self._delivery = delivery
        self.publication = publication
        self.number = number
        self.status: int | None = None

    @property
    def attempt(self) -> Attempt:
        return next(a for a in self.publication.attempts if a.number == self.number)

    def before_write(self, *, fingerprint: str, size: int) -> None:
        self.publication = self._delivery.before_write(
            self.publication, self.number, fingerprint=fingerprint, size=size
        )

    def after_answer(self, status: int) -> None:
        self.status = status

    def note_progress(self, pending: Pending) -> None:
        self.publication = self._delivery.note_progress(self.publication, pending)


def _inside(record: _Record, error: Exception) -> PlatformError:
    """A fault of our own, or an answer of a shape nobody foresaw: as careful as a lost answer where a write began."""
    words = _words_of(error)
    if record.attempt.write_began_at is not None:
        return OutcomeUnknown(words, code="inside")
    if record.publication.tries >= _TRIES_WITH_OWN_FAULT:
        return Rejected(words, code="inside", fix="Try again later, or ask whoever runs this installation.")
    return Unavailable(words, code="inside")


def _words_of(error: Exception) -> str:
    return f"VelocityPost could not go on ({type(error).__name__}); the details are in its log."


def _absent(publication: Publication) -> Publication:
    """The doubtful attempts were looked for in vain."""
    for attempt in publication.doubtful:
        publication = publication.with_attempt(replace(attempt, outcome="absent"))
    return publication
