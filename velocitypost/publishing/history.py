"""What an account's posts have done so far: what a forecast of the next one learns from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from velocitypost.accounts.workspaces import Workspaces
from velocitypost.core.clock import Clock
from velocitypost.generation.prediction import Past
from velocitypost.publishing.store import PublicationStore

_SINCE = timedelta(days=180)
_MOST = 400


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
