"""What people should see, and that they have seen it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from velocitypost.notifications.notices import Notice, NoticeKind
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems

routes = api_blueprint("notices", prefix="/api/notices", about="What people should know")


class NoticePath(BaseModel):
    """Which notice."""

    notice_id: str = Field(max_length=60)


class PageQuery(BaseModel):
    """A page, newest first."""

    cursor: str | None = Field(None, max_length=60)
    limit: int = Field(30, ge=1, le=100)


class NoticeShown(BaseModel):
    """Something that somebody in the workspace should know. `link` is a page of the interface."""

    id: str
    kind: NoticeKind
    text: str
    link: str
    created_at: datetime
    read_at: datetime | None

    @classmethod
    def of(cls, notice: Notice) -> NoticeShown:
        return cls(**{name: getattr(notice, name) for name in cls.model_fields})


class NoticesAnswer(BaseModel):
    """A page of notices. `unread` counts those that nobody has read, up to a hundred."""

    notices: list[NoticeShown]
    unread: int
    next_cursor: str | None


class ReadAnswer(BaseModel):
    """How many had not been read."""

    read: int


@routes.get("", operation_id="listNotices", summary="Notices, newest first", responses={200: NoticesAnswer})
def list_notices(query: PageQuery) -> dict[str, Any]:
    who = viewer()
    found, cursor = product().notices.page(who.workspace_id, before=query.cursor, most=query.limit)
    answer = NoticesAnswer(
        notices=[NoticeShown.of(notice) for notice in found],
        unread=product().notices.unread(who.workspace_id),
        next_cursor=cursor,
    )
    return answer.model_dump(mode="json")


@routes.post("/read", operation_id="readAllNotices", summary="All were read", responses={200: ReadAnswer})
def read_all() -> dict[str, Any]:
    return ReadAnswer(read=product().notices.read(viewer().workspace_id)).model_dump(mode="json")


@routes.post(
    "/<notice_id>/read",
    operation_id="readNotice",
    summary="One was read",
    responses={200: ReadAnswer, **problems("not_found")},
)
def read_one(path: NoticePath) -> dict[str, Any]:
    return ReadAnswer(read=product().notices.read(viewer().workspace_id, path.notice_id)).model_dump(mode="json")
