"""What an account's posts have done so far: what a forecast of the next one learns from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from velocitypost.accounts.workspaces import Workspaces
from velocitypost.core.clock import Clock
from velocitypost.generation.prediction import Past
from velocitypost.publishing.model import State
from velocitypost.publishing.store import PublicationStore

_SINCE = timedelta(days=180)
_MOST = 400
_SLOWED_TRIES = 3


class History:
    """Posts that are live and whose numbers were read, of a workspace at one platform."""

    def __init__(self, store: PublicationStore, workspaces: Workspaces, clock: Clock) -> None:
        self._store = store
        self._workspaces = workspaces
        self._clock = clock

    def of(self, workspace_id: str, platform: str) -> Sequence[Past]:
        """Of the last half year, the oldest first, in the workspace's own zone."""
        now = self._clock.now()
        zone = ZoneInfo(self._workspaces.get(workspace_id).time_zone)
        rows = self._store.calendar(workspace_id, now - _SINCE, now)
        live = [row for row in rows if row["platform"] == platform and row["position"] == 0 and row.get("metrics")]
        return [_past(row, zone) for row in live[-_MOST:] if row.get("result")]


def _past(row: Mapping[str, Any], zone: ZoneInfo) -> Past:
    numbers, kinds = row["metrics"], {file["kind"] for file in row["draft"]["files"]}
    return Past(
        text=row["draft"]["text"],
        at=row["result"]["published_at"].astimezone(zone),
        likes=numbers.get("likes"),
        comments=numbers.get("replies"),
        reposts=numbers.get("reposts"),
        media="video" if kinds & {"video", "gif"} else "image" if kinds else "none",
    )


@dataclass(frozen=True)
class Outing:
    """A post on its way out or out: what planning ahead learns from. `answers` are likes, replies and the like.

    `numbers` are those that its platform told, by name; empty where it told none.
    """

    post_id: str
    connection_id: str
    at: datetime
    answers: int | None
    refused: bool
    slowed: bool
    numbers: Mapping[str, int | None] = field(default_factory=dict)


class Outings:
    """What an automation asks the ledger."""

    def __init__(self, store: PublicationStore) -> None:
        self._store = store

    def since(self, workspace_id: str, since: datetime) -> Sequence[Outing]:
        """Those that went out, or should have, from `since` on, in their order."""
        rows = self._store.calendar(workspace_id, since, since + timedelta(days=400))
        settled = (State.PUBLISHED, State.FAILED, State.UNCONFIRMED)
        return [_outing(row) for row in rows if row["state"] in settled and row["position"] == 0]

    def of(self, workspace_id: str, connection_id: str, since: datetime) -> Sequence[Outing]:
        """One account's."""
        return [one for one in self.since(workspace_id, since) if one.connection_id == connection_id]

    def planned(self, workspace_id: str, since: datetime, until: datetime) -> Sequence[Outing]:
        """Everything on the calendar that stands."""
        rows = self._store.calendar(workspace_id, since, until)
        gone = (State.CANCELLED, State.FAILED)
        return [_outing(row) for row in rows if row["state"] not in gone and row["position"] == 0]


def _outing(row: Mapping[str, Any]) -> Outing:
    numbers = row.get("metrics") or {}
    counted = [numbers.get(name) for name in ("likes", "replies", "reposts", "bookmarks", "clicks")]
    result = row.get("result")
    failure = row.get("failure") or {}
    return Outing(
        post_id=row["post_id"],
        connection_id=row["connection_id"],
        at=result["published_at"] if result else row["due_at"],
        answers=sum(count for count in counted if count is not None) if numbers else None,
        refused=failure.get("kind") == "rejected",
        slowed=row.get("tries", 0) >= _SLOWED_TRIES,
        numbers=numbers,
    )
