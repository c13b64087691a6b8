"""Workspaces as the rest of the product asks for them."""

from __future__ import annotations

from velocitypost.accounts.errors import NoSuchWorkspace
from velocitypost.accounts.model import PlanChanged, PlanKey, PublishingState, Workspace
from velocitypost.accounts.rules import email_key
from velocitypost.accounts.store import Users
from velocitypost.accounts.store import Workspaces as WorkspaceStore
from velocitypost.core.clock import Clock
from velocitypost.core.events import Events


class Workspaces:
    """Their settings, and whether their posts may go out."""

    def __init__(self, store: WorkspaceStore, users: Users, clock: Clock, events: Events, *, sandbox: bool) -> None:
        self._store = store
        self._users = users
        self._clock = clock
        self._events = events
        self._sandbox = sandbox

    def get(self, workspace_id: str) -> Workspace:
        """Raises `NoSuchWorkspace`."""
        workspace = self._store.find(workspace_id)
        if workspace is None:
            raise NoSuchWorkspace(workspace_id)
        return workspace

    def find_many(self, ids: set[str]) -> dict[str, Workspace]:
        """Those that exist and are not being closed, by id, in one read."""
        return self._store.find_many(ids)

    def set_publishing(self, workspace_id: str, state: PublishingState) -> Workspace:
        """Runs, pauses or stops publishing, from now on. The same state again changes nothing."""
        self._store.set_publishing(workspace_id, state, now=self._clock.now())
        return self.get(workspace_id)

    def pause_connection(self, workspace_id: str, connection_id: str, *, paused: bool) -> Workspace:
        """Nothing goes out through this account from now on, or again."""
        self._store.pause_connection(workspace_id, connection_id, paused=paused)
        return self.get(workspace_id)

    def pause_automation(self, workspace_id: str, *, paused: bool) -> Workspace:
        """Nothing goes out from now on that the automation made, or again."""
        self._store.pause_automation(workspace_id, paused=paused)
        return self.get(workspace_id)

    def choose_plan(self, workspace_id: str, plan: PlanKey) -> Workspace:
        """What is wanted from now on. In the sandbox, and where it costs nothing, it holds at once."""
        free = self._sandbox or plan == "free"
        self._store.set_plan(workspace_id, wanted=plan, granted=plan if free else None)
        self._events.publish(PlanChanged(workspace_id))
        return self.get(workspace_id)

    def grant_plan(self, workspace_id: str, plan: PlanKey) -> Workspace:
        """The plan is paid, or given: it holds."""
        self._store.set_plan(workspace_id, wanted=plan, granted=plan)
        self._events.publish(PlanChanged(workspace_id))
        return self.get(workspace_id)

    def of_person(self, address: str) -> Workspace | None:
        """The workspace of whoever has this address; None where nobody has it."""
        found = self._users.find_by_email(email_key(address))
        member = self._store.find_member(found[0].id) if found else None
        return self._store.find(member.workspace_id) if member else None

    def owner_mail(self, workspace_id: str) -> str | None:
        """The owner's address, as mail is asked for; None where there is no owner."""
        owner_id = self._store.find_owner(workspace_id)
        owner = self._users.find(owner_id) if owner_id else None
        return email_key(owner.email) if owner else None

    def owner_of(self, workspace_id: str) -> str | None:
        """The owner's user id; None where there is no owner."""
        return self._store.find_owner(workspace_id)

    def may_publish(self, workspace_id: str) -> bool:
        """Whether the owner has shown that the e-mail address is theirs. In the sandbox nobody has to."""
        if self._sandbox:
            return True
        owner_id = self._store.find_owner(workspace_id)
        owner = self._users.find(owner_id) if owner_id else None
        return owner is not None and owner.email_verified
