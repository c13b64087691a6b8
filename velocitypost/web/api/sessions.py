"""Where somebody is signed in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint

routes = api_blueprint("sessions", prefix="/api/auth", about="Where you are signed in")


class SessionShown(BaseModel):
    """One signed-in browser or program. `current` is the one that asks."""

    model_config = ConfigDict(title="Session")

    id: str
    created_at: datetime
    last_used_at: datetime
    user_agent: str
    current: bool


class SessionsAnswer(BaseModel):
    """The most recently used first."""

    sessions: list[SessionShown]


@routes.get("/sessions", operation_id="listSessions", summary="Where I am signed in", responses={200: SessionsAnswer})
def list_sessions() -> dict[str, Any]:
    shown = [
        SessionShown(
            id=session.id,
            created_at=session.created_at,
            last_used_at=session.last_used_at,
            user_agent=session.user_agent,
            current=session.id == viewer().session_id,
        )
        for session in product().sessions.list(viewer().user_id)
    ]
    return SessionsAnswer(sessions=shown).model_dump(mode="json")
