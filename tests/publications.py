"""Publications for tests, as they stand in the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from velocitypost.core.ids import new_id
from velocitypost.publishing.model import DraftRow, Publication, Result, State


def scheduled(due_at: datetime, **changes: Any) -> Publication:
    """One that waits for its time."""
    made = due_at - timedelta(days=1)
    plain = Publication(
        id=new_id("pub"),
        workspace_id="workspace_a",
        post_id=new_id("post"),
        connection_id="connection_a",
        platform="x",
        username="ada",
        position=0,
        state=State.SCHEDULED,
        draft=DraftRow("Good morning"),
        due_at=due_at,
        local=due_at.replace(tzinfo=None).isoformat(timespec="minutes"),
        zone="UTC",
        by_the_clock=True,
        wake_at=due_at,
        created_at=made,
        updated_at=made,
    )
    return replace(plain, **changes)


def published(due_at: datetime, late: timedelta, *, confirmed_by: Any = "answer", **changes: Any) -> Publication:
    """One that went out so long after its time."""
    result = Result(new_id("live"), None, due_at + late, confirmed_by)
    return scheduled(due_at, **{"state": State.PUBLISHED, "result": result, "wake_at": None, **changes})
