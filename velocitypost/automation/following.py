"""Planned posts that people move on the calendar: the plan knows them at the time at which they really go out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from velocitypost.automation.model import AutomationChanged, Entry, EntryState
from velocitypost.automation.store import EntryStore
from velocitypost.core.clock import Clock
from velocitypost.core.events import Events
from velocitypost.publishing.model import Publication, PublicationChanged, State
from velocitypost.publishing.store import PublicationStore

_TRIES_AGAINST_RACES = 3
_LATEST = timedelta(days=2)
FARTHEST = timedelta(days=800)  # how far ahead a person may move a planned post
_GONE = (State.CANCELLED, State.FAILED)


class Following:
    """The place of a post (`Entry.key`, `Entry.day`) stays its own: where somebody moved it away, it stays empty."""

    def __init__(self, entries: EntryStore, publications: PublicationStore, clock: Clock, events: Events) -> None:
        self._entries = entries
        self._publications = publications
        self._clock = clock
        self._events = events

    def hear(self, event: PublicationChanged) -> None:
        """Something of a post changed, perhaps its time."""
        if event.state != State.SCHEDULED:
            return
        entry = self._entries.of_post(event.post_id)
        if entry is None or entry.state is not EntryState.SCHEDULED:
            return
        publication = self._publications.find(event.publication_id)
        if publication is not None:
            self._follow(entry, publication)

    def catch_up(self, workspace_id: str) -> int:
        """For what nobody was told of, because a process died in between. How many posts had been moved."""
        now = self._clock.now()
        found = self._entries.between(workspace_id, now - _LATEST, now + FARTHEST)
        waiting = {entry.post_id: entry for entry in found if entry.state is EntryState.SCHEDULED}
        rows = self._publications.of_posts(sorted(waiting)) if waiting else []
        return sum(self._follow(waiting[row.post_id], row) for row in rows)

    def _follow(self, entry: Entry, publication: Publication) -> bool:
        """Whether it stood at another time."""
        current: Entry | None = entry
        for _ in range(_TRIES_AGAINST_RACES):
            if current is None or not _elsewhere(current, publication):
                return False
            if self._save(_moved(current, publication)):
                return True
            current = self._entries.find(entry.id)
        return False

    def _save(self, entry: Entry) -> bool:
        saved = replace(entry, updated_at=self._clock.now(), version=entry.version + 1)
        if not self._entries.save(saved):
            return False
        self._events.publish(AutomationChanged(saved.workspace_id, saved.id))
        return True


def _elsewhere(entry: Entry, publication: Publication) -> bool:
    return (
        entry.state is EntryState.SCHEDULED
        and publication.position == 0
        and publication.state not in _GONE
        and (entry.at, entry.local, entry.zone) != (publication.due_at, publication.local, publication.zone)
    )


def _moved(entry: Entry, publication: Publication) -> Entry:
    there = replace(entry, at=publication.due_at, local=publication.local, zone=publication.zone)
    if (there.local, there.zone) == (entry.local, entry.zone):
        return there  # nobody moved it: the zone's rules changed, or its minute had begun when it was scheduled
    planned = entry.moved_from or entry.at
    return replace(there, moved_from=None if planned == there.at else planned)
