"""When a zone's rules change, what is planned by its wall clock keeps the time that its people will see.

Parliaments decide late: https://www.iana.org/time-zones comes out several times a year. New rules arrive with a new
version of Python's data, and so with a start of the clockwork.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from velocitypost.content.model import NoSuchPost, PostChanged
from velocitypost.content.service import ContentService
from velocitypost.core.clock import Clock
from velocitypost.core.events import Events
from velocitypost.core.log import get_logger
from velocitypost.publishing.model import Publication, PublicationChanged, State
from velocitypost.publishing.store import Planned, PublicationStore
from velocitypost.publishing.times import BadTime, resolve, zone_of

log = get_logger(__name__)
# A plan knows its minute only, and one made for "this minute" is due a moment later; zones move by quarters of hours.
_LEAST = timedelta(minutes=5)

Resolve = Callable[[datetime, ZoneInfo, int | None], tuple[datetime, tuple[str, ...]]]


class Rezone:
    """Moves what is planned to the moment that its wall-clock time means by now."""

    def __init__(
        self,
        store: PublicationStore,
        content: ContentService,
        clock: Clock,
        events: Events,
        *,
        resolve: Resolve = resolve,
    ) -> None:
        self._store = store
        self._content = content
        self._clock = clock
        self._events = events
        self._resolve = resolve

    def run(self) -> int:
        """How many publications were moved. Safe to run at any time, and by several at once."""
        moved = [
            planned.id
            for planned in self._store.planned_after(self._clock.now())
            if self._shift(planned) and self._move(planned)
        ]
        if moved:
            log.info("publications_rezoned", count=len(moved))
        return len(moved)

    def _shift(self, planned: Planned) -> timedelta:
        """How far its moment has moved; zero where it has not."""
        try:
            means, _ = self._resolve(datetime.fromisoformat(planned.local), zone_of(planned.zone), planned.fold)
        except BadTime:
            return timedelta(0)  # a zone that vanished says nothing new
        shift = means - planned.due_at.replace(second=0, microsecond=0)
        return shift if abs(shift) >= _LEAST else timedelta(0)

    def _move(self, planned: Planned) -> bool:
        publication = self._store.find(planned.id)
        if publication is None or publication.state is not State.SCHEDULED or publication.due_at != planned.due_at:
            return False
        now, shift = self._clock.now(), self._shift(planned)
        due_at = publication.due_at + shift
        saved = self._store.save(
            replace(
                publication.noting("rezoned", now, due_at=due_at.isoformat(), was=publication.due_at.isoformat()),
                due_at=due_at,
                wake_at=publication.wake_at + shift if publication.wake_at else None,
                updated_at=now,
            )
        )
        if saved is None:
            return False  # whoever was faster has planned it anew, by the new rules
        self._tell_the_post(saved)
        self._events.publish(PublicationChanged.of(saved))
        return True

    def _tell_the_post(self, publication: Publication) -> None:
        try:
            post = self._content.get(publication.workspace_id, publication.post_id)
            if post.planned is not None and post.planned.at != publication.due_at:
                self._content.plan(post, replace(post.planned, at=publication.due_at))
        except (NoSuchPost, PostChanged):
            log.info("post_not_rezoned", post=publication.post_id)
