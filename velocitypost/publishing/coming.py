"""What goes out next, and whether it would go out as things stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from velocitypost.accounts.workspaces import Workspaces
from velocitypost.publishing.store import PublicationStore
from velocitypost.publishing.switch import gate_of


@dataclass(frozen=True)
class Coming:
    """The next post's time. `held`: publishing, its account or the automation is paused, so it would stay."""

    at: datetime
    held: bool


class NextOut:
    """Asks the ledger and the workspace's switch."""

    def __init__(self, store: PublicationStore, workspaces: Workspaces) -> None:
        self._store = store
        self._workspaces = workspaces

    def of(self, workspace_id: str, now: datetime) -> Coming | None:
        """The first that would go out; where none would, the first that is held. None where nothing is planned."""
        gate = gate_of(self._workspaces.get(workspace_id))
        waiting = self._store.next_due(workspace_id, now)
        for row in waiting:
            if gate.lets_from(row["connection_id"], row.get("origin") or ""):
                return Coming(row["due_at"], held=False)
        return Coming(waiting[0]["due_at"], held=True) if waiting else None
