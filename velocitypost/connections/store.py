"""Connections and pending authorisations in MongoDB."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from velocitypost.connections.model import Connection, InstanceApp, PendingAuthorisation, PendingChoice
from velocitypost.core.database import AlreadyThere, Database, Index, Shape, collection
from velocitypost.core.together import Together

_CONNECTION = Shape(Connection)
_PENDING = Shape(PendingAuthorisation)
_CHOICE = Shape(PendingChoice)
_APP = Shape(InstanceApp)


class ConnectionStore:
    """Rows by workspace; every change is compare-and-set on the row's version."""

    def __init__(self, database: Database) -> None:
        self._find: Together[str, Connection | None] = Together(self._find_all)
        self._rows = collection(
            database,
            "connections",
            [
                Index(("workspace_id", "platform", "platform_user_id"), unique=True),
                Index(("refresh_at",)),
                Index(("check_at",)),
            ],
        )
        self._pending = collection(database, "pending_authorisations", [Index(("expires_at",))])
        self._choices = collection(database, "pending_choices", [Index(("expires_at",))])
        self._apps = collection(database, "instance_apps", [])

    def insert(self, connection: Connection) -> bool:
        """False where the account is connected to this workspace already."""
        try:
            self._rows.insert_one(_CONNECTION.to_row(connection))
        except AlreadyThere:
            return False
        return True

    def find(self, connection_id: str) -> Connection | None:
        return self._find.ask(connection_id)

    def find_account(self, workspace_id: str, platform: str, platform_user_id: str) -> Connection | None:
        row = self._rows.find_one(
            {"workspace_id": workspace_id, "platform": platform, "platform_user_id": platform_user_id}
        )
        return _CONNECTION.from_row(row) if row else None

    def list(self, workspace_id: str) -> list[Connection]:
        """In the order they were connected."""
        return [_CONNECTION.from_row(row) for row in self._rows.find({"workspace_id": workspace_id}).sort("_id", 1)]

    def due_for_refresh(self, now: datetime, *, most: int) -> Sequence[str]:
        rows = self._rows.find({"refresh_at": {"$lte": now}}, {"_id": 1}).sort("refresh_at", 1).limit(most)
        return [row["_id"] for row in rows]

    def change(self, connection: Connection, changes: Mapping[str, Any]) -> bool:
        """Whether the row still was as `connection` says, and so was changed."""
        result = self._rows.update_one(
            {"_id": connection.id, "version": connection.version},
            {"$set": dict(changes), "$inc": {"version": 1}},
        )
        return result.modified_count == 1

    def note_success(self, connection_id: str, at: datetime) -> None:
        self._rows.update_one({"_id": connection_id}, {"$set": {"last_success_at": at}})

    def due_for_check(self, now: datetime, *, most: int) -> Sequence[Connection]:
        """The longest waiting first."""
        rows = self._rows.find({"check_at": {"$lte": now}}).sort("check_at", 1).limit(most)
        return [_CONNECTION.from_row(row) for row in rows]

    def note_check(self, connection_id: str, changes: Mapping[str, Any]) -> None:
        """What a check found. It takes part in no race: nothing that it sets decides about a token."""
        self._rows.update_one({"_id": connection_id}, {"$set": dict(changes)})

    def delete(self, workspace_id: str, connection_id: str) -> bool:
        return self._rows.delete_one({"_id": connection_id, "workspace_id": workspace_id}).deleted_count == 1

    def insert_pending(self, pending: PendingAuthorisation) -> None:
        self._pending.insert_one(_PENDING.to_row(pending))

    def forget_pending(self, now: datetime) -> int:
        """Removes those nobody came back from in time. How many there were."""
        past = {"expires_at": {"$lt": now}}
        return self._pending.delete_many(past).deleted_count + self._choices.delete_many(past).deleted_count

    def take_pending(self, pending_id: str) -> PendingAuthorisation | None:
        """Removes and gives it: of two who come with the same state, one gets it."""
        row = self._pending.find_one({"_id": pending_id})
        if row is None or self._pending.delete_one({"_id": pending_id}).deleted_count != 1:
            return None
        return _PENDING.from_row(row)

    def insert_choice(self, choice: PendingChoice) -> None:
        self._choices.insert_one(_CHOICE.to_row(choice))

    def find_choice(self, choice_id: str) -> PendingChoice | None:
        row = self._choices.find_one({"_id": choice_id})
        return _CHOICE.from_row(row) if row else None

    def delete_choice(self, choice_id: str) -> None:
        self._choices.delete_one({"_id": choice_id})

    def find_app(self, app_id: str) -> InstanceApp | None:
        row = self._apps.find_one({"_id": app_id})
        return _APP.from_row(row) if row else None

    def keep_app(self, app: InstanceApp) -> None:
        """The latest registration counts: the server knows all of ours."""
        self._apps.replace_one({"_id": app.id}, _APP.to_row(app), upsert=True)

    def _find_all(self, ids: Sequence[str]) -> Sequence[Connection | None]:
        rows = self._rows.find({"_id": {"$in": list(set(ids))}})
        found = {row["_id"]: _CONNECTION.from_row(row) for row in rows}
        return [found.get(connection_id) for connection_id in ids]
