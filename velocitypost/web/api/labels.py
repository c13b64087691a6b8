"""Tags, and what a post belongs to: labels of one's own, that no platform sees."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from velocitypost.content.model import Post
from velocitypost.publishing.model import State
from velocitypost.web.api.posts import LabellingBody, LabelsShown, PostPath, Tag
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.requests import Body

routes = api_blueprint("labels", prefix="/api", about="Tags and campaigns of posts")


class LabelsBody(LabellingBody):
    """The labels of a post anew; `version` is that of the labels that were read."""

    version: int


class TagBody(Body):
    """Which tag."""

    tag: Tag


class RenameTagBody(TagBody):
    """Which tag, and what it is called from now on. Where both are there, they become one."""

    new: Tag


class LabelsAnswer(BaseModel):
    """The labels as they are kept; `notices` are what the person should know of them."""

    labels: LabelsShown
    notices: list[str] = Field(default_factory=list)


class TagShown(BaseModel):
    """A tag, and how many posts have it."""

    name: str
    posts: int


class TagsAnswer(BaseModel):
    """Every tag, the most used first."""

    tags: list[TagShown]


class ChangedPostsAnswer(BaseModel):
    """How many posts were changed."""

    posts: int


@routes.put(
    "/posts/<post_id>/labels",
    operation_id="putLabels",
    summary="Give a post these tags and this campaign; possible in every state of the post",
    responses={200: LabelsAnswer, **problems("conflict")},
)
def put_labels(path: PostPath, body: LabelsBody) -> dict[str, Any]:
    workspace_id = viewer().workspace_id
    before = product().content.get(workspace_id, path.post_id)
    post = product().labels.put(
        workspace_id, path.post_id, tags=body.tags, campaign_id=body.campaign_id, version=body.version
    )
    notices = _notices(post) if post.campaign_id != before.campaign_id else []
    return LabelsAnswer(labels=LabelsShown.of(post), notices=notices).model_dump(mode="json")


@routes.get("/tags", operation_id="listTags", summary="Every tag in use", responses={200: TagsAnswer})
def list_tags() -> dict[str, Any]:
    tags = [TagShown(name=tag.name, posts=tag.posts) for tag in product().labels.all(viewer().workspace_id)]
    return TagsAnswer(tags=tags).model_dump(mode="json")


@routes.post(
    "/tags/rename",
    operation_id="renameTag",
    summary="Rename a tag everywhere, or make one of two",
    responses={200: ChangedPostsAnswer},
)
def rename_tag(body: RenameTagBody) -> dict[str, Any]:
    return {"posts": product().labels.rename(viewer().workspace_id, body.tag, body.new)}


@routes.post(
    "/tags/remove",
    operation_id="removeTag",
    summary="Take a tag from every post",
    responses={200: ChangedPostsAnswer},
)
def remove_tag(body: TagBody) -> dict[str, Any]:
    return {"posts": product().labels.remove(viewer().workspace_id, body.tag)}


def _notices(post: Post) -> list[str]:
    """What the new campaign does not change: what is scheduled is exactly what was checked."""
    waiting = [one for one in product().publishing.of_post(post) if one.state is State.SCHEDULED]
    if not any("://" in one.draft.text or one.draft.options.get("link") for one in waiting):
        return []
    return ["Links that are scheduled stay as they are. Change the post or schedule it anew to have them tagged anew."]
