"""What a service keeps before there is a post: containers, upload sessions, publish jobs. They ripen and expire."""

import json
import secrets
from dataclasses import dataclass
from typing import Any

from velocitypost.sandbox.state import Sandbox
from velocitypost.sandbox.store import Row

SCHEMA = """
CREATE TABLE IF NOT EXISTS social_drafts (
    service TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, account TEXT NOT NULL, data TEXT NOT NULL,
    state TEXT NOT NULL, why TEXT NOT NULL, made REAL NOT NULL, ready_at REAL, expires REAL, post TEXT,
    PRIMARY KEY (service, id)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS social_drafts_by_account ON social_drafts (service, account, kind, made);
"""


@dataclass(frozen=True)
class Held:
    """One of them. `state` is "open", "done" (see `post`) or "failed" (see `why`); what time does is in `status`."""

    id: str
    kind: str
    account: str
    data: dict[str, Any]
    state: str
    why: str
    made: float
    ready_at: float | None
    expires: float | None
    post: str | None

    def status(self, now: float) -> str:
        """ "waiting" (for its owner), "working", "ready", "done", "failed" or "expired"."""
        if self.state != "open":
            return self.state
        if self.expires is not None and now >= self.expires:
            return "expired"
        if self.ready_at is None:
            return "waiting"
        return "ready" if now >= self.ready_at else "working"


class Drafts:
    """The drafts of one service."""

    def __init__(self, sandbox: Sandbox, service: str) -> None:
        self._sandbox = sandbox
        self._store = sandbox.store
        self._service = service

    def open(
        self,
        kind: str,
        account: str,
        data: dict[str, Any],
        *,
        draft_id: str | None = None,
        ready_in_s: float | None = None,
        life_s: float | None = None,
        failed: str = "",
    ) -> Held:
        """Begin one. `ready_in_s` None waits for the owner (`ripen`); `failed` is why it will never be ready."""
        now = self._sandbox.clock.now()
        held = Held(
            draft_id or secrets.token_hex(12),
            kind,
            account,
            data,
            "failed" if failed else "open",
            failed,
            now,
            None if ready_in_s is None else now + ready_in_s,
            None if life_s is None else now + life_s,
            None,
        )
        values = (held.id, kind, account, json.dumps(data), held.state, failed, now, held.ready_at, held.expires)
        with self._store.write() as rows:
            rows.execute("INSERT INTO social_drafts VALUES (?,?,?,?,?,?,?,?,?,?,NULL)", (self._service, *values))
        return held

    def find(self, draft_id: str, kind: str | None = None) -> Held | None:
        """By id, and of this kind if one is named."""
        row = self._store.first("SELECT * FROM social_drafts WHERE service=? AND id=?", self._service, draft_id)
        return _held(row) if row is not None and kind in (None, row["kind"]) else None

    def listed(self, account: str, kind: str, limit: int = 100) -> list[Held]:
        """Of an account, newest first."""
        sql = "SELECT * FROM social_drafts WHERE service=? AND account=? AND kind=? ORDER BY made DESC LIMIT ?"
        return [_held(row) for row in self._store.all(sql, self._service, account, kind, limit)]

    def made_since(self, account: str, kind: str, moment: float) -> int:
        """How many were begun since, for quotas."""
        sql = "SELECT COUNT(*) FROM social_drafts WHERE service=? AND account=? AND kind=? AND made>=?"
        row = self._store.first(sql, self._service, account, kind, moment)
        return int(row[0]) if row else 0

    def note(self, held: Held, **data: Any) -> Held:
        """Add to its data."""
        return self._set(held, data=json.dumps({**held.data, **data}))

    def ripen(self, held: Held, in_s: float) -> Held:
        """It has all it needs, and is ready after this time."""
        return self._set(held, ready_at=self._sandbox.clock.now() + in_s)

    def fail(self, held: Held, why: str) -> Held:
        """It will never become a post."""
        return self._set(held, state="failed", why=why)

    def claim(self, held: Held) -> bool:
        """Take an open one for publishing; False when somebody did before. Give it back with `release`."""
        return self._move(held, "open", "claimed")

    def release(self, held: Held) -> None:
        """It was claimed and did not become a post after all."""
        self._move(held, "claimed", "open")

    def done(self, held: Held, post: str) -> Held:
        """It became a post."""
        return self._set(held, state="done", post=post)

    def _move(self, held: Held, before: str, after: str) -> bool:
        with self._store.write() as rows:
            sql = "UPDATE social_drafts SET state=? WHERE service=? AND id=? AND state=?"
            return rows.execute(sql, (after, self._service, held.id, before)).rowcount > 0

    def _set(self, held: Held, **columns: Any) -> Held:
        settings = ",".join(f"{name}=?" for name in columns)
        with self._store.write() as rows:
            sql = f"UPDATE social_drafts SET {settings} WHERE service=? AND id=?"  # noqa: S608 (columns of ours)
            rows.execute(sql, (*columns.values(), self._service, held.id))
        found = self.find(held.id)
        assert found is not None  # noqa: S101
        return found


def _held(row: Row) -> Held:
    values = {name: row[name] for name in row.keys() if name != "service"}  # noqa: SIM118 (a row is no mapping)
    return Held(**{**values, "data": json.loads(row["data"])})
