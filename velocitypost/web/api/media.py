"""The workspace's pictures."""

from __future__ import annotations

from datetime import datetime
from typing import Any, BinaryIO, Literal, cast

from flask import Response
from flask_openapi.models.file import FileStorage
from pydantic import BaseModel, ConfigDict, Field

from velocitypost.media.model import Media
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.problems import Problem
from velocitypost.web.requests import Body

routes = api_blueprint("media", prefix="/api/media", about="Pictures to post")

_TEXT_MAX = 10_000


class MediaShown(BaseModel):
    """A picture. Its metadata, such as the place where it was taken, was removed when it came."""

    model_config = ConfigDict(title="Media")

    id: str
    kind: Literal["image", "gif", "video"]
    mime: str
    bytes: int
    width: int
    height: int
    alt: str = Field(description="For people who cannot see it")
    name: str
    url: str
    thumbnail_url: str
    created_at: datetime


class MediaAnswer(BaseModel):
    """One picture."""

    media: MediaShown


class MediaPage(BaseModel):
    """Newest first. Ask again with `cursor=next_cursor` for the next page."""

    media: list[MediaShown]
    next_cursor: str | None


class UploadForm(BaseModel):
    """A JPEG, PNG, WebP or GIF."""

    model_config = ConfigDict(extra="forbid")

    file: FileStorage = Field(description="The picture")
    alt: str = Field("", max_length=_TEXT_MAX)


class ChangeMediaBody(Body):
    """What to change."""

    alt: str = Field(max_length=_TEXT_MAX)


class MediaPath(BaseModel):
    """Which picture."""

    media_id: str


class PageQuery(BaseModel):
    """Which page."""

    cursor: str | None = Field(None, max_length=64, pattern="^media_[0-9a-z]{26}$")
    limit: int = Field(50, ge=1, le=200)


@routes.post(
    "",
    operation_id="uploadMedia",
    summary="Upload a picture",
    responses={201: MediaAnswer, **problems("media_refused", "payload_too_large")},
)
def upload_media(form: UploadForm) -> tuple[dict[str, Any], int]:
    who = viewer()
    if not hasattr(form.file, "stream"):  # a text where the file must be
        raise Problem(
            "validation_failed", "Send the picture as a file. Nothing was stored.", errors={"file": "No file."}
        )
    file = cast(BinaryIO, form.file.stream)
    media = product().media.add(who.workspace_id, who.user_id, file, name=form.file.filename or "", alt=form.alt)
    return _shown_alone(media), 201


@routes.get("", operation_id="listMedia", summary="My pictures", responses={200: MediaPage})
def list_media(query: PageQuery) -> dict[str, Any]:
    page, cursor = product().media.list(viewer().workspace_id, before=query.cursor, most=query.limit)
    return MediaPage(media=[shown_media(media) for media in page], next_cursor=cursor).model_dump(mode="json")


@routes.get("/<media_id>", operation_id="readMedia", summary="One picture", responses={200: MediaAnswer})
def read_media(path: MediaPath) -> dict[str, Any]:
    return _shown_alone(product().media.get(viewer().workspace_id, path.media_id))


@routes.patch("/<media_id>", operation_id="changeMedia", summary="Describe a picture", responses={200: MediaAnswer})
def change_media(path: MediaPath, body: ChangeMediaBody) -> dict[str, Any]:
    return _shown_alone(product().media.describe(viewer().workspace_id, path.media_id, body.alt))


@routes.delete(
    "/<media_id>",
    operation_id="deleteMedia",
    summary="Remove a picture for good",
    responses={204: None, **problems("conflict")},
)
def delete_media(path: MediaPath) -> Response:
    """Refused while a post that has yet to go out needs it."""
    product().media.delete(viewer().workspace_id, path.media_id)
    return Response(status=204)


def shown_media(media: Media) -> MediaShown:
    """How a picture is shown."""
    return MediaShown(
        id=media.id,
        kind=media.kind,
        mime=media.mime,
        bytes=media.bytes,
        width=media.width,
        height=media.height,
        alt=media.alt,
        name=media.name,
        url=f"/media/{media.id}/original",
        thumbnail_url=f"/media/{media.id}/thumbnail",
        created_at=media.created_at,
    )


def _shown_alone(media: Media) -> dict[str, Any]:
    return MediaAnswer(media=shown_media(media)).model_dump(mode="json")
