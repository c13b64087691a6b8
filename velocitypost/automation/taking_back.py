"""Planned posts off the calendar again: by whoever decides it, and by those who cancel them as any other post."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from velocitypost.automation.model import AutomationChanged, Entry, EntryState
from velocitypost.automation.store import EntryStore
from velocitypost.content.model import NoSuchPost
from velocitypost.core.clock import Clock
from velocitypost.core.events import Events
from velocitypost.publishing.model import NotPossibleNow, PublicationChanged, State
from velocitypost.publishing.service import PublishingService

_TRIES_AGAINST_RACES = 3


class TakingBack:
    """The publication goes first: were the process to die between the two, nothing may go out that was taken back."""

    def __init__(self, entries: EntryStore, publishing: PublishingService, clock: Clock, events: Events) -> None:
        self._entries = entries
        self._publishing = publishing
        self._clock = clock
        self._events = events

    def take(self, entry: Entry, state: EntryState, *, due: datetime | None = None, **changes: object) -> Entry:
        """It stands as `state` says, and nothing of it is on the calendar.

        Raises `NotPossibleNow` where it is out, on its way, or was changed by somebody else; then it is as it was.
        """
        if entry.state is EntryState.SCHEDULED:
            self._cancel(entry)
        current: Entry | None = entry
        for _ in range(_TRIES_AGAINST_RACES):
            if current is None or current.state not in (entry.state, EntryState.REMOVED):
                break
            wanted = replace(entry, state=state, due=due, version=current.version, **changes)  # type: ignore[arg-type]
            if (saved := self._save(wanted)) is not None:
                return saved
            current = self._entries.find(entry.id)
        raise NotPossibleNow("Somebody else changed it just now. Load it again and look.")

    def hear(self, event: PublicationChanged) -> None:
        """A post of the plan that was cancelled on the calendar is one that a person removed."""
        if event.state != State.CANCELLED:
            return
        entry = self._entries.of_post(event.post_id)
        if entry is not None and entry.state is EntryState.SCHEDULED and entry.at > self._clock.now():
            self._save(replace(entry, state=EntryState.REMOVED, due=None, problem="It was cancelled on the calendar."))

    def _cancel(self, entry: Entry) -> None:
        try:
            self._publishing.cancel(entry.workspace_id, entry.post_id)
        except NoSuchPost:
            return  # it was deleted as a post

    def _save(self, entry: Entry) -> Entry | None:
        saved = replace(entry, updated_at=self._clock.now(), version=entry.version + 1)
        if not self._entries.save(saved):
            return None
        self._events.publish(AutomationChanged(saved.workspace_id, saved.id))
        return saved
