"""The workspace's switch: run, pause, stop. It is read before every write, so it acts at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from velocitypost.accounts.model import PublishingState, Workspace
from velocitypost.accounts.workspaces import Workspaces
from velocitypost.core.clock import Clock
from velocitypost.core.events import Event, Events
from velocitypost.core.ids import new_id
from velocitypost.core.together import Together
from velocitypost.publishing.model import AUTOMATION, Publication, State
from velocitypost.publishing.store import PublicationStore

_A_GLANCE = timedelta(seconds=1)


@dataclass(frozen=True)
class GateState:
    """Whether posts of a workspace may leave now, and how late one may still go out unasked.

    `paused_connections` and `automation_paused` are those of `accounts.model.Publishing`.
    """

    is_open: bool
    late_limit: timedelta
    paused_connections: tuple[str, ...] = ()
    automation_paused: bool = False

    def lets(self, publication: Publication) -> bool:
        """Whether this one may leave."""
        return self.lets_from(publication.connection_id, publication.origin)

    def lets_from(self, connection_id: str, origin: str) -> bool:
        """Whether what was made by `origin` may leave through this account."""
        if not self.is_open or connection_id in self.paused_connections:
            return False
        return not (self.automation_paused and origin == AUTOMATION)


def gate_of(workspace: Workspace) -> GateState:
    """How its gate stands by what is stored of it."""
    publishing = workspace.publishing
    return GateState(
        publishing.state == "running",
        timedelta(hours=workspace.late_limit_hours),
        publishing.paused_connections,
        publishing.automation_paused,
    )


@dataclass(frozen=True)
class PublishingSwitched(Event):
    """A workspace's publishing was started, paused or stopped."""

    state: PublishingState


@dataclass(frozen=True)
class Switched:
    """The new state; `batch` names what was cancelled, for `undo_stop`."""

    state: PublishingState
    cancelled: int = 0
    batch: str | None = None


class Switch:
    """Starts and stops a workspace's publishing, and tells the workers whether they may."""

    def __init__(self, store: PublicationStore, workspaces: Workspaces, clock: Clock, events: Events) -> None:
        self._store = store
        self._workspaces = workspaces
        self._clock = clock
        self._events = events
        self._find = Together(self._find_all)
        self._seen_open: dict[str, tuple[datetime, GateState]] = {}

    def look(self, workspace_id: str) -> GateState:
        """How its gate stands now. A workspace that is gone lets nothing out."""
        workspace = self._find.ask(workspace_id)
        if workspace is None:
            return GateState(False, timedelta(0))
        state = gate_of(workspace)
        if state.is_open:
            self._seen_open[workspace_id] = self._clock.now(), state
        else:
            self._seen_open.pop(workspace_id, None)
        return state

    def glance(self, workspace_id: str) -> GateState:
        """The same, but an open gate may have been closed for up to a second: for where a `look` follows."""
        seen = self._seen_open.get(workspace_id)
        if seen is not None and timedelta(0) <= self._clock.now() - seen[0] < _A_GLANCE:
            return seen[1]
        return self.look(workspace_id)

    def pause(self, workspace_id: str) -> Switched:
        """Nothing leaves; everything keeps its place."""
        return self._set(workspace_id, "paused")

    def resume(self, workspace_id: str) -> Switched:
        """Posts leave again; what came due meanwhile leaves at once, or is asked about where it is too late."""
        switched = self._set(workspace_id, "running")
        self._release(workspace_id)
        return switched

    def pause_connection(self, workspace_id: str, connection_id: str, *, paused: bool) -> None:
        """Nothing leaves through this account, or again; everything keeps its place."""
        self._workspaces.pause_connection(workspace_id, connection_id, paused=paused)
        self._changed(workspace_id)

    def pause_automation(self, workspace_id: str, *, paused: bool) -> None:
        """Nothing leaves that the automation made, or again; everything keeps its place."""
        self._workspaces.pause_automation(workspace_id, paused=paused)
        self._changed(workspace_id)

    def stop(self, workspace_id: str) -> Switched:
        """Nothing leaves, and what was waiting is cancelled: `undo_stop` brings it back."""
        self._set(workspace_id, "stopped")
        batch = new_id("stop")
        waiting = self._store.scheduled(workspace_id)
        cancelled = sum(1 for publication in waiting if self._cancel(publication, batch))
        return Switched("stopped", cancelled, batch if cancelled else None)

    def emergency_stop(self, workspace_id: str) -> Switched:
        """Halts at once: what is not yet sent stays, cancelled by nobody, until `resume`."""
        return self._set(workspace_id, "stopped")

    def undo_stop(self, workspace_id: str, batch: str) -> Switched:
        """Schedules again what one `stop` cancelled, and runs."""
        for publication in self._store.cancelled_by(workspace_id, batch):
            noted = publication.noting("stop_undone", self._clock.now(), batch=batch)
            self._store.save(replace(noted, state=State.SCHEDULED, wake_at=publication.due_at, cancelled_by=None))
        return self._set(workspace_id, "running")

    def _cancel(self, publication: Publication, batch: str) -> bool:
        noted = publication.noting("stopped", self._clock.now(), batch=batch)
        cancelled = replace(noted, state=State.CANCELLED, wake_at=None, hold=None, cancelled_by=batch)
        return self._store.save(cancelled) is not None

    def _find_all(self, ids: Sequence[str]) -> list[Workspace | None]:
        found = self._workspaces.find_many(set(ids))
        return [found.get(workspace_id) for workspace_id in ids]

    def _changed(self, workspace_id: str) -> None:
        self._seen_open.pop(workspace_id, None)
        self._release(workspace_id)
        state = self._workspaces.get(workspace_id).publishing.state
        self._events.publish(PublishingSwitched(workspace_id, state))

    def _release(self, workspace_id: str) -> None:
        """What was held and may leave now does so at its time, or at once."""
        gate = self.look(workspace_id)
        for publication in self._store.held(workspace_id, "paused"):
            if gate.lets(publication):
                self._store.save(replace(publication, hold=None, wake_at=publication.due_at))

    def _set(self, workspace_id: str, state: PublishingState) -> Switched:
        self._workspaces.set_publishing(workspace_id, state)
        self._seen_open.pop(workspace_id, None)
        self._events.publish(PublishingSwitched(workspace_id, state))
        return Switched(state)
