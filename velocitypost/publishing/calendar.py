"""What the calendar shows of a publication, from its row as it is: 500 values cost more than reading them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from velocitypost.content.beginnings import beginning
from velocitypost.publishing.model import LATE, State
from velocitypost.publishing.series import series_of
from velocitypost.publishing.switch import GateState

_TEASER = 140


def calendar_item(row: Mapping[str, Any], gate: GateState) -> dict[str, Any]:
    """One publication as the calendar shows it, from its row. `gate` says whether it would leave as things stand."""
    origin = row.get("origin") or ""
    waits = row["state"] == State.SCHEDULED.value
    files, result, hold = row["draft"]["files"], row["result"], row["hold"]
    late = result is not None and result["published_at"] - row["due_at"] > LATE
    return {
        "publication_id": row["_id"],
        "post_id": row["post_id"],
        "connection_id": row["connection_id"],
        "platform": row["platform"],
        "username": row["username"],
        "position": row["position"],
        "state": row["state"],
        "at": row["due_at"].isoformat(),
        "planned_local": row["local"],
        "zone": row["zone"],
        "text": beginning(row["draft"]["text"], _TEASER),
        "thumbnail_url": f"/media/{files[0]['media_id']}/thumbnail" if files else None,
        "url": result["url"] if result else None,
        "late": late,
        "hold": hold["code"] if hold else None,
        "held": waits and not gate.lets_from(row["connection_id"], origin),
        "series_id": series_of(origin),
    }
