"""Accounts in MongoDB. Each state change is a compare-and-set: who comes second learns that he did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from velocitypost.accounts.model import Member, PlanKey, Publishing, PublishingState, Session, User, Workspace
from velocitypost.core.database import Collection, Database, Document, Index, collection

_NOT_ENDED = {"ended_at": None}


class Users:
    """People. Raises `AlreadyThere` when an address is taken."""

    def __init__(self, database: Database) -> None:
        self._rows: Collection = collection(database, "users", [Index(("email_key",), unique=True)])

    def insert(self, user: User, *, email_key: str, password_hash: str) -> None:
        self._rows.insert_one(
            {
                "_id": user.id,
                "name": user.name,
                "email": user.email,
                "email_key": email_key,
                "email_verified": user.email_verified,
                "password_hash": password_hash,
                "time_zone": user.time_zone,
                "created_at": user.created_at,
            }
        )

    def find(self, user_id: str) -> User | None:
        row = self._rows.find_one({"_id": user_id})
        return _user(row) if row else None

    def find_by_email(self, email_key: str) -> tuple[User, str] | None:
        """The person and the hash of their password."""
        row = self._rows.find_one({"email_key": email_key})
        return (_user(row), row["password_hash"]) if row else None

    def change(self, user_id: str, changes: Document) -> None:
        self._rows.update_one({"_id": user_id}, {"$set": changes})

    def delete(self, user_id: str) -> bool:
        """Whether there was such a person."""
        return self._rows.delete_one({"_id": user_id}).deleted_count == 1

    def password_hash(self, user_id: str) -> str | None:
        row = self._rows.find_one({"_id": user_id}, {"password_hash": 1})
        return row["password_hash"] if row else None

    def set_password(self, user_id: str, password_hash: str) -> None:
        self.change(user_id, {"password_hash": password_hash, "pending_email": None})

    def replace_password(self, user_id: str, password_hash: str, *, old: str) -> bool:
        """Whether the hash was still `old`. An address that waited to be confirmed waits no longer."""
        changed = self._rows.update_one(
            {"_id": user_id, "password_hash": old}, {"$set": {"password_hash": password_hash, "pending_email": None}}
        )
        return changed.matched_count == 1

    def renew_hash(self, user_id: str, password_hash: str, *, old: str) -> None:
        """The same password under a newer cost."""
        self._rows.update_one({"_id": user_id, "password_hash": old}, {"$set": {"password_hash": password_hash}})

    def set_pending_email(self, user_id: str, email: str | None) -> None:
        self.change(user_id, {"pending_email": email})

    def take_pending_email(self, user_id: str, email: str, *, email_key: str) -> bool:
        """Whether `email` still waited, and is the address from now on. Raises `AlreadyThere` when it is taken."""
        taken = self._rows.update_one(
            {"_id": user_id, "pending_email": email},
            {"$set": {"email": email, "email_key": email_key, "email_verified": True, "pending_email": None}},
        )
        return taken.matched_count == 1

    def set_verified(self, user_id: str) -> None:
        self.change(user_id, {"email_verified": True})


class Workspaces:
    """Workspaces and the seats in them."""

    def __init__(self, database: Database) -> None:
        self._rows: Collection = collection(database, "workspaces")
        self._members: Collection = collection(
            database, "members", [Index(("user_id",)), Index(("workspace_id", "user_id"), unique=True)]
        )

    def insert(self, workspace: Workspace, member: Member, *, member_id: str) -> None:
        self._rows.insert_one(
            {
                "_id": workspace.id,
                "name": workspace.name,
                "time_zone": workspace.time_zone,
                "publishing": {
                    "state": workspace.publishing.state,
                    "changed_at": workspace.publishing.changed_at,
                },
                "late_limit_hours": workspace.late_limit_hours,
                "plan": workspace.plan,
                "wanted_plan": workspace.wanted_plan,
                "onboarding_step": workspace.onboarding_step,
                "created_at": workspace.created_at,
            }
        )
        self._members.insert_one(
            {
                "_id": member_id,
                "workspace_id": member.workspace_id,
                "user_id": member.user_id,
                "role": member.role,
            }
        )

    def delete(self, workspace_id: str) -> None:
        self._members.delete_many({"workspace_id": workspace_id})
        self._rows.delete_one({"_id": workspace_id})

    def find(self, workspace_id: str) -> Workspace | None:
        row = self._rows.find_one({"_id": workspace_id})
        return _workspace(row) if row else None

    def find_many(self, ids: Iterable[str]) -> dict[str, Workspace]:
        """Those that exist and are not being closed, by id."""
        rows = self._rows.find({"_id": {"$in": list(ids)}, "closed_at": None})
        return {row["_id"]: _workspace(row) for row in rows}

    def change(self, workspace_id: str, changes: Document) -> bool:
        """Whether there is such a workspace."""
        return self._rows.update_one({"_id": workspace_id}, {"$set": changes}).matched_count == 1

    def set_publishing(self, workspace_id: str, state: PublishingState, *, now: datetime) -> bool:
        """Whether this changed anything."""
        changed = self._rows.update_one(
            {"_id": workspace_id, "publishing.state": {"$ne": state}},
            {"$set": {"publishing.state": state, "publishing.changed_at": now}},
        )
        return changed.matched_count == 1

    def close(self, workspace_id: str, *, now: datetime) -> None:
        """For good: whatever else its row says, nothing goes out."""
        self._rows.update_one({"_id": workspace_id, "closed_at": None}, {"$set": {"closed_at": now}})

    def pause_connection(self, workspace_id: str, connection_id: str, *, paused: bool) -> None:
        """Nothing goes out through it, or again."""
        change = "$addToSet" if paused else "$pull"
        self._rows.update_one({"_id": workspace_id}, {change: {"publishing.paused_connections": connection_id}})

    def pause_automation(self, workspace_id: str, *, paused: bool) -> None:
        """Nothing goes out that the automation made, or again."""
        self._rows.update_one({"_id": workspace_id}, {"$set": {"publishing.automation_paused": paused}})

    def set_plan(self, workspace_id: str, *, wanted: PlanKey, granted: PlanKey | None) -> None:
        """What is wanted, and what holds from now on where `granted` is given."""
        changes = {"wanted_plan": wanted, **({"plan": granted} if granted else {})}
        self._rows.update_one({"_id": workspace_id}, {"$set": changes})

    def find_member(self, user_id: str) -> Member | None:
        row = self._members.find_one({"user_id": user_id})
        return Member(row["workspace_id"], row["user_id"], row["role"]) if row else None

    def find_owner(self, workspace_id: str) -> str | None:
        row = self._members.find_one({"workspace_id": workspace_id, "role": "owner"})
        return row["user_id"] if row else None


class Sessions:
    """Sign-ins, and the digests of the refresh tokens that belong to each."""

    def __init__(self, database: Database) -> None:
        self._rows: Collection = collection(
            database,
            "sessions",
            [Index(("user_id", "-last_used_at")), Index(("expires_at",))],
        )
        self._tokens: Collection = collection(
            database,
            "refresh_tokens",
            [Index(("session_id",)), Index(("expires_at",))],
        )

    def insert(self, session: Session) -> None:
        self._rows.insert_one(
            {
                "_id": session.id,
                "user_id": session.user_id,
                "workspace_id": session.workspace_id,
                "role": session.role,
                "created_at": session.created_at,
                "last_used_at": session.last_used_at,
                "expires_at": session.expires_at,
                "user_agent": session.user_agent,
                "ended_at": None,
            }
        )

    def find(self, session_id: str) -> Session | None:
        row = self._rows.find_one({"_id": session_id})
        return _session(row) if row else None

    def list_open(self, user_id: str, *, now: datetime, limit: int) -> list[Session]:
        """The most recently used first."""
        rows = self._rows.find({"user_id": user_id}).sort([("last_used_at", -1)]).limit(limit)
        sessions = (_session(row) for row in rows)
        return [session for session in sessions if session.ended_at is None and session.expires_at > now]

    def touch(self, session_id: str, *, now: datetime, expires_at: datetime) -> bool:
        """Whether the session was still open."""
        done = self._rows.update_one(
            {"_id": session_id, **_NOT_ENDED}, {"$set": {"last_used_at": now, "expires_at": expires_at}}
        )
        return done.matched_count == 1

    def end(self, session_id: str, *, now: datetime) -> None:
        self._rows.update_one({"_id": session_id, **_NOT_ENDED}, {"$set": {"ended_at": now}})
        self._tokens.delete_many({"session_id": session_id})

    def end_all(self, user_id: str, *, now: datetime, but: str = "") -> None:
        """Ends them, all but one where it is named."""
        self._rows.update_many({"user_id": user_id, "_id": {"$ne": but}, **_NOT_ENDED}, {"$set": {"ended_at": now}})

    def insert_token(self, digest: str, session_id: str, *, expires_at: datetime) -> None:
        self._tokens.insert_one({"_id": digest, "session_id": session_id, "spent_at": None, "expires_at": expires_at})

    def find_token(self, digest: str) -> Document | None:
        return self._tokens.find_one({"_id": digest})

    def spend_token(self, digest: str, *, now: datetime) -> bool:
        """Whether it was unspent until now."""
        spent = self._tokens.update_one({"_id": digest, "spent_at": None}, {"$set": {"spent_at": now}})
        return spent.matched_count == 1

    def delete_token(self, digest: str) -> None:
        self._tokens.delete_one({"_id": digest})

    def delete_expired(self, *, now: datetime) -> int:
        """How many rows went."""
        expired = {"expires_at": {"$lte": now}}
        return self._rows.delete_many(expired).deleted_count + self._tokens.delete_many(expired).deleted_count


@dataclass(frozen=True)
class MailToken:
    """What a link is for, whose it is, and the address that it went to."""

    purpose: str
    user_id: str
    email: str


class MailTokens:
    """Digests of the links that went out by e-mail, each with the address that it went to."""

    def __init__(self, database: Database) -> None:
        self._rows: Collection = collection(
            database,
            "mail_tokens",
            [Index(("user_id", "purpose")), Index(("expires_at",))],
        )

    def insert(self, digest: str, purpose: str, user_id: str, *, email: str, expires_at: datetime) -> None:
        self._rows.insert_one(
            {"_id": digest, "purpose": purpose, "user_id": user_id, "email": email, "expires_at": expires_at}
        )

    def find(self, digest: str, purposes: Iterable[str], *, now: datetime) -> MailToken | None:
        """What it is for and whose, if it still works."""
        row = self._rows.find_one({"_id": digest, "purpose": {"$in": list(purposes)}})
        if row is None or row["expires_at"] <= now:
            return None
        return MailToken(row["purpose"], row["user_id"], row.get("email", ""))

    def use(self, digest: str) -> bool:
        """Whether this call is the one that used it."""
        return self._rows.delete_one({"_id": digest}).deleted_count == 1

    def delete_all(self, user_id: str, purpose: str) -> None:
        self._rows.delete_many({"user_id": user_id, "purpose": purpose})

    def delete_expired(self, *, now: datetime) -> int:
        """How many rows went."""
        return self._rows.delete_many({"expires_at": {"$lte": now}}).deleted_count


def _user(row: Document) -> User:
    return User(
        id=row["_id"],
        name=row["name"],
        email=row["email"],
        email_verified=row["email_verified"],
        time_zone=row["time_zone"],
        created_at=row["created_at"],
        pending_email=row.get("pending_email"),
    )


def _workspace(row: Document) -> Workspace:
    publishing: dict[str, Any] = row["publishing"]
    return Workspace(
        id=row["_id"],
        name=row["name"],
        time_zone=row["time_zone"],
        publishing=Publishing(
            publishing["state"],
            publishing["changed_at"],
            tuple(publishing.get("paused_connections", ())),
            publishing.get("automation_paused", False),
        ),
        late_limit_hours=row["late_limit_hours"],
        plan=row["plan"],
        wanted_plan=row["wanted_plan"],
        onboarding_step=row["onboarding_step"],
        created_at=row["created_at"],
    )


def _session(row: Document) -> Session:
    return Session(
        id=row["_id"],
        user_id=row["user_id"],
        workspace_id=row["workspace_id"],
        role=row["role"],
        created_at=row["created_at"],
        last_used_at=row["last_used_at"],
        expires_at=row["expires_at"],
        user_agent=row["user_agent"],
        ended_at=row["ended_at"],
    )
