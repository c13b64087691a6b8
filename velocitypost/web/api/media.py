"""The workspace's pictures."""

from __future__ import annotations

from datetime import datetime
from typing import Any, BinaryIO, Literal, cast

from flask import Response
from flask_openapi.models.file import FileStorage
from pydantic import BaseModel, ConfigDict, Field

from velocitypost.media import several
from velocitypost.media.model import Media
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.problems import Problem
from velocitypost.web.requests import Body

routes = api_blueprint("media", prefix="/api/media", about="Pictures to post")

_TEXT_MAX = 10_000
_SEVERAL_MOST = 200


class MediaShown(BaseModel):
    """A picture. Its metadata, such as the place where it was taken, was removed when it came."""

    model_config = ConfigDict(title="Media")

    id: str
    kind: Literal["image", "gif", "video", "document"]
    mime: str
    bytes: int
    width: int
    height: int
    alt: str = Field(description="For people who cannot see it")
    name: str
    tags: list[str]
    seconds: float | None
    pages: int | None
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
    """What to change; what is not given stays."""

    alt: str | None = Field(None, max_length=_TEXT_MAX)
    tags: list[str] | None = Field(None, max_length=100)


class SeveralMediaBody(Body):
    """Which files."""

    ids: list[str] = Field(min_length=1, max_length=_SEVERAL_MOST)


class TagMediaBody(SeveralMediaBody):
    """Tags that all of them get, and tags that none of them keeps."""

    add: list[str] = Field(default_factory=list, max_length=100)
    drop: list[str] = Field(default_factory=list, max_length=100)


class SeveralMediaAnswer(BaseModel):
    """The files as they are now."""

    media: list[MediaShown]


class RemovalAnswer(BaseModel):
    """The ids of files that are gone, and files that were kept, because posts that have yet to go out need them."""

    removed: list[str]
    kept: list[MediaShown]


class UseShown(BaseModel):
    """A post that shows the file."""

    post_id: str
    text: str
    planned_at: datetime | None


class UsesAnswer(BaseModel):
    """The posts that show the file, newest first."""

    uses: list[UseShown]


class FittedQuery(BaseModel):
    """For which account, in which format, with what in the middle."""

    connection_id: str = Field(max_length=60)
    format: str = Field("", max_length=40)
    focus_x: float | None = Field(None, ge=0, le=1)
    focus_y: float | None = Field(None, ge=0, le=1)


class FittedAnswer(BaseModel):
    """What the platform is sent: the file as it is, or changed in the way that `words` tell.

    `url` shows the result; it is null while a film is still being converted.
    """

    changed: bool
    words: str | None
    mime: str
    width: int
    height: int
    url: str | None


class MediaPath(BaseModel):
    """Which picture."""

    media_id: str


class PageQuery(BaseModel):
    """Which page."""

    cursor: str | None = Field(None, max_length=64, pattern="^media_[0-9a-z]{26}$")
    limit: int = Field(50, ge=1, le=200)
    kind: Literal["image", "gif", "video", "document"] | None = None
    words: str = Field("", max_length=200, description="Beginnings of words of its name, description or tags")
    tag: str = Field("", max_length=200, description="Only files with this tag of their own")
    campaign_id: str = Field("", max_length=60, description="Only files that posts of this campaign hold")


class MediaTagShown(BaseModel):
    """A tag of files, and how many have it."""

    name: str
    files: int


class MediaTagsAnswer(BaseModel):
    """Every tag of files, the most used first."""

    tags: list[MediaTagShown]


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
    workspace_id = viewer().workspace_id
    page, cursor = product().media.list(
        workspace_id,
        before=query.cursor,
        most=query.limit,
        kind=query.kind,
        words=query.words,
        tag=query.tag,
        among=product().content.media_of_campaign(workspace_id, query.campaign_id) if query.campaign_id else None,
    )
    return MediaPage(media=[shown_media(media) for media in page], next_cursor=cursor).model_dump(mode="json")


@routes.get("/tags", operation_id="listMediaTags", summary="Every tag of files", responses={200: MediaTagsAnswer})
def list_media_tags() -> dict[str, Any]:
    counts = product().media.count_tags(viewer().workspace_id)
    names = sorted(counts, key=lambda name: (-counts[name], name))
    return MediaTagsAnswer(tags=[MediaTagShown(name=name, files=counts[name]) for name in names]).model_dump()


@routes.post("/tags", operation_id="tagMedia", summary="Tag several files", responses={200: SeveralMediaAnswer})
def tag_media(body: TagMediaBody) -> dict[str, Any]:
    """All of them or none."""
    changed = several.tag(product().media, viewer().workspace_id, body.ids, add=body.add, drop=body.drop)
    return SeveralMediaAnswer(media=[shown_media(media) for media in changed]).model_dump(mode="json")


@routes.post(
    "/removal", operation_id="removeMedia", summary="Remove several files for good", responses={200: RemovalAnswer}
)
def remove_media(body: SeveralMediaBody) -> dict[str, Any]:
    """Those that a post needs that has yet to go out are kept and named."""
    done = several.remove(product().media, viewer().workspace_id, body.ids)
    kept = [shown_media(media) for media in done.kept]
    return RemovalAnswer(removed=list(done.removed), kept=kept).model_dump(mode="json")


@routes.get("/<media_id>", operation_id="readMedia", summary="One picture", responses={200: MediaAnswer})
def read_media(path: MediaPath) -> dict[str, Any]:
    return _shown_alone(product().media.get(viewer().workspace_id, path.media_id))


@routes.patch("/<media_id>", operation_id="changeMedia", summary="Describe a picture", responses={200: MediaAnswer})
def change_media(path: MediaPath, body: ChangeMediaBody) -> dict[str, Any]:
    changed = product().media.describe(viewer().workspace_id, path.media_id, alt=body.alt, tags=body.tags)
    return _shown_alone(changed)


@routes.get(
    "/<media_id>/uses", operation_id="listMediaUses", summary="Where a file is shown", responses={200: UsesAnswer}
)
def list_uses(path: MediaPath) -> dict[str, Any]:
    who = viewer()
    media = product().media.get(who.workspace_id, path.media_id)
    posts = product().content.using(who.workspace_id, media.id)
    uses = [UseShown(post_id=p.id, text=p.text[:140], planned_at=p.planned.at if p.planned else None) for p in posts]
    return UsesAnswer(uses=uses).model_dump(mode="json")


@routes.get(
    "/<media_id>/fitted",
    operation_id="fitMedia",
    summary="How a platform will be sent a file",
    responses={200: FittedAnswer, **problems("not_found", "media_refused")},
)
def fit_media(path: MediaPath, query: FittedQuery) -> dict[str, Any]:
    who = viewer()
    focus = None if query.focus_x is None or query.focus_y is None else (query.focus_x, query.focus_y)
    preview = product().publishing.preview_file(
        who.workspace_id, path.media_id, query.connection_id, chosen=query.format, focus=focus
    )
    return FittedAnswer(**vars(preview)).model_dump(mode="json")


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
        tags=list(media.tags),
        seconds=media.seconds,
        pages=media.pages,
        url=f"/media/{media.id}/original",
        thumbnail_url=f"/media/{media.id}/thumbnail",
        created_at=media.created_at,
    )


def _shown_alone(media: Media) -> dict[str, Any]:
    return MediaAnswer(media=shown_media(media)).model_dump(mode="json")
