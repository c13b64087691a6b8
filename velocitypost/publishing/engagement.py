"""How live posts do: their numbers and what people answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from velocitypost.connections.model import NoSuchConnection
from velocitypost.connections.service import ConnectionService
from velocitypost.contract.capabilities import ReadsComments, ReadsMetrics
from velocitypost.contract.errors import PlatformError
from velocitypost.contract.types import Comment, Metrics
from velocitypost.core.clock import Clock
from velocitypost.core.events import Event, Events
from velocitypost.core.log import get_logger
from velocitypost.core.side_by_side import for_each
from velocitypost.publishing.model import NotPossibleNow, Publication
from velocitypost.publishing.store import PublicationStore

log = get_logger(__name__)
# Young posts change by the minute; reading costs money at some platforms, so old ones are read rarely, then no more.
_READ_AT_AGE = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 3 * 60, 12 * 60, 24 * 60, 3 * 24 * 60, 7 * 24 * 60)
)
_AT_ONCE = 500
# While a page is open, numbers are read again when they are older than a share of the post's age, and than this.
_SHARE_OF_AGE, _AT_LEAST = 20, timedelta(seconds=15)
_SHARE_OF_AGE_WHERE_IT_COSTS, _AT_LEAST_WHERE_IT_COSTS = 4, timedelta(minutes=5)


@dataclass(frozen=True)
class MetricsChanged(Event):
    """New numbers of a live post were read."""

    publication_id: str
    post_id: str


class Engagement:
    """Reads and keeps the numbers of published posts."""

    def __init__(self, store: PublicationStore, connections: ConnectionService, clock: Clock, events: Events) -> None:
        self._store = store
        self._connections = connections
        self._clock = clock
        self._events = events

    def collect_due(self) -> int:
        """Reads the numbers of every post whose time has come, one request per account where the platform can."""
        due = self._store.metrics_due(self._clock.now(), most=_AT_ONCE)
        accounts: dict[tuple[str, str], list[Publication]] = defaultdict(list)
        for publication in due:
            accounts[publication.workspace_id, publication.connection_id].append(publication)
        for_each(accounts.values(), self._collect)
        return len(due)

    def refresh(self, publication: Publication) -> Publication:
        """The publication with fresh numbers: fresh for its age, and for what its platform charges for reading."""
        if publication.result is None:
            raise NotPossibleNow("It is not published yet, so there is nothing to count.")
        read_at = (publication.metrics or {}).get("fetched_at")
        now = self._clock.now()
        stay = fresh_for(now - publication.result.published_at, costs=self._reading_costs(publication))
        if not isinstance(read_at, datetime) or now - read_at > stay:
            self._collect([publication])
        return self._store.find(publication.id) or publication

    def _reading_costs(self, publication: Publication) -> bool:
        try:
            connection = self._connections.get(publication.workspace_id, publication.connection_id)
        except NoSuchConnection:
            return False
        return self._connections.platform_of(connection).spec.reading is not None

    def comments(self, publication: Publication) -> list[Comment]:
        """What people said under it, newest first; empty where the platform does not tell."""
        if publication.result is None or not publication.result.platform_post_id:
            return []
        connection = self._connections.get(publication.workspace_id, publication.connection_id)
        platform = self._connections.platform_of(connection)
        if not isinstance(platform, ReadsComments):
            return []
        client = self._connections.client_for(connection)
        found = platform.comments(client, publication.result.platform_post_id)
        # The thread's own further parts are replies at the platform, but nobody's answer.
        others = [comment for comment in found if comment.author_username != connection.username]
        return sorted(others, key=lambda comment: comment.created_at, reverse=True)

    def _collect(self, publications: Sequence[Publication]) -> None:
        """One account's posts. A platform that does not answer now is asked at the next age."""
        first = publications[0]
        numbers: dict[str, Metrics] = {}
        try:
            connection = self._connections.get(first.workspace_id, first.connection_id)
            platform = self._connections.platform_of(connection)
            if isinstance(platform, ReadsMetrics):
                client = self._connections.client_for(connection)
                ids = [p.result.platform_post_id for p in publications if p.result and p.result.platform_post_id]
                for start in range(0, len(ids), platform.metrics_batch):
                    numbers |= platform.metrics(client, ids[start : start + platform.metrics_batch])
        except (PlatformError, NoSuchConnection) as error:
            log.info("metrics_not_read", connection=first.connection_id, reason=str(error))
        for publication in publications:
            self._keep(publication, numbers)

    def _keep(self, publication: Publication, numbers: dict[str, Metrics]) -> None:
        now = self._clock.now()
        read = numbers.get(publication.result.platform_post_id) if publication.result else None
        kept = {**asdict(read), "fetched_at": now} if read else dict(publication.metrics or {})
        next_at = _next_reading(publication, now)
        if read and read.replies not in (None, publication.replies_noted):
            noted = publication.noting("replies_counted", now, replies=read.replies)
            if self._store.save(replace(noted, metrics=kept, metrics_at=next_at)) is None:
                return  # it was changed meanwhile and is still due, so it is read again in a moment
        else:
            self._store.set_metrics(publication.id, kept or None, next_at)
        if read:
            self._events.publish(MetricsChanged(publication.workspace_id, publication.id, publication.post_id))


def fresh_for(age: timedelta, *, costs: bool) -> timedelta:
    """How long the numbers of a post of this age stay good enough while somebody looks at them."""
    if costs:
        return max(_AT_LEAST_WHERE_IT_COSTS, age / _SHARE_OF_AGE_WHERE_IT_COSTS)
    return max(_AT_LEAST, age / _SHARE_OF_AGE)


def _next_reading(publication: Publication, now: datetime) -> datetime | None:
    if publication.result is None:
        return None
    born = publication.result.published_at
    return next((born + age for age in _READ_AT_AGE if born + age > now), None)
