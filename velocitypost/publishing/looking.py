"""Looking for what may have arrived: the answer to a lost answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from velocitypost.connections.model import Connection
from velocitypost.connections.service import ConnectionService
from velocitypost.contract.capabilities import FindsPosts, Platform
from velocitypost.contract.errors import PlatformError, Rejected, Unavailable
from velocitypost.contract.types import Pending, Published
from velocitypost.core.clock import Clock
from velocitypost.core.database import DatabaseError
from velocitypost.core.ids import new_secret
from velocitypost.core.log import get_logger
from velocitypost.publishing.drafts import Drafts
from velocitypost.publishing.model import Attempt, Claim, Publication
from velocitypost.publishing.outcomes import Outcomes, words_of
from velocitypost.publishing.retry import after_look
from velocitypost.publishing.store import PublicationStore

log = get_logger(__name__)
_SKEW = timedelta(seconds=30)


class Looking:
    """Asks the platform for a publication whose last write may have arrived. Raises `Overtaken` as `Outcomes` does."""

    def __init__(
        self,
        store: PublicationStore,
        connections: ConnectionService,
        drafts: Drafts,
        outcomes: Outcomes,
        clock: Clock,
        *,
        lease: timedelta,
        checkpoint: Callable[[str], None] = lambda _name: None,
    ) -> None:
        self._store = store
        self._connections = connections
        self._drafts = drafts
        self._outcomes = outcomes
        self._clock = clock
        self._lease = lease
        self._checkpoint = checkpoint

    def look(self, publication: Publication, connection: Connection) -> None:
        """One look, and what follows from it."""
        platform = self._connections.platform_of(connection)
        now = self._clock.now()
        number = len(publication.attempts) + 1
        claim = Claim(new_secret(9), now + self._lease)
        mine = self._outcomes.save(
            replace(publication, claim=claim, wake_at=claim.until, looks=publication.looks + 1).with_attempt(
                Attempt(number, "look", now)
            )
        )
        try:
            found = self._found(platform, connection, mine, _earliest(mine) - _SKEW)
        except PlatformError as error:
            decision = after_look(self._outcomes.situation(mine, platform), error)
            words = error.reason
        except DatabaseError:
            raise
        except Exception as error:
            log.exception("look_failed_inside", publication=publication.id)
            words = words_of(error)
            decision = after_look(self._outcomes.situation(mine, platform), Unavailable(words, code="inside"))
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
                self._outcomes.published(mine.with_attempt(seen), found, "look")
                return
            decision = after_look(self._outcomes.situation(mine, platform))
            words = f"{platform.spec.name} does not show it."
        closed = replace(mine.attempts[-1], ended_at=self._clock.now(), outcome="not_written", came_back=words)
        self._outcomes.follow(mine.with_attempt(closed), number, decision)

    def _found(
        self, platform: Platform, connection: Connection, publication: Publication, since: datetime
    ) -> Published | None:
        if not isinstance(platform, FindsPosts):
            raise Rejected("it has no way to look")
        client = self._connections.client_for(connection)
        draft = self._drafts.of(publication, connection)
        pending = Pending(publication.pending) if publication.pending is not None else None
        found = platform.find(client, draft, key=publication.id, since=since, pending=pending)
        if found is None and client.ahead > _SKEW / 2:
            # Our clock is ahead of the platform's: by that, it was written earlier.
            earlier = since - client.ahead
            found = platform.find(client, draft, key=publication.id, since=earlier, pending=pending)
        if found and self._store.is_recorded(connection.id, found.platform_post_id, but=publication.id):
            return None
        return found


def _earliest(publication: Publication) -> datetime:
    """No later than when the write that is in doubt began, though our clock may have been put back since."""
    first = publication.once_doubtful[0]
    since = [attempt for attempt in publication.attempts if attempt.number >= first.number]
    moments = [moment for a in since for moment in (a.write_began_at, a.ended_at) if moment is not None]
    return min([*moments, *(attempt.started_at for attempt in since if attempt is not first)])
