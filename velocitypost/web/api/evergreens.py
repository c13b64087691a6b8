"""Categories, and the evergreen posts that they hold."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Response
from pydantic import BaseModel, Field

from velocitypost.automation.evergreen import COOLDOWN_DAYS, NAME_MOST, TEXTS_MOST, Category, Evergreen
from velocitypost.automation.evergreen_service import Sized
from velocitypost.content.model import Labelled
from velocitypost.web.api.posts import LabelledShown, LabellingBody
from velocitypost.web.api.publications import AttachedShown, media_of
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.requests import Body

category_routes = api_blueprint("categories", prefix="/api/categories", about="Labels of posts that go out again")
routes = api_blueprint("evergreens", prefix="/api/evergreens", about="Posts that go out again after a while")

_ID = Field(max_length=60)
_TEXT = Field("", max_length=100_000)
_COOLDOWN = Field(30, ge=COOLDOWN_DAYS[0], le=COOLDOWN_DAYS[1], description="Days that a post rests after it went out")


class CategoryBody(Body):
    """A label of posts that go out again."""

    name: str = Field(max_length=4 * NAME_MOST, examples=["Tips"])
    cooldown_days: int = _COOLDOWN


class CategoryChangeBody(CategoryBody):
    """The whole category anew; `version` is the one that was read."""

    version: int


class EvergreenBody(Body):
    """A post that shall go out again, or a text that is no post yet. `texts` are variations of what it says.

    Its posts begin with `labels`; without them, with those of what it repeats.
    """

    post_id: str | None = Field(None, max_length=60)
    text: str = _TEXT
    texts: list[str] = Field(default_factory=list, max_length=TEXTS_MOST)
    labels: LabellingBody | None = None


class EvergreenChangeBody(Body):
    """All its words anew, and other labels, where they are given; `version` is the one that was read."""

    text: str = _TEXT
    texts: list[str] = Field(default_factory=list, max_length=TEXTS_MOST)
    labels: LabellingBody | None = None
    version: int


class CategoryPath(BaseModel):
    """Which category."""

    category_id: str = _ID


class EvergreenPath(BaseModel):
    """Which evergreen post."""

    evergreen_id: str = _ID


class EvergreensQuery(BaseModel):
    """A page, newest first."""

    cursor: str | None = Field(None, max_length=60)
    limit: int = Field(30, ge=1, le=100)


class CategoryShown(BaseModel):
    """A category, how many posts it holds, and how many slots of the week they fill."""

    id: str
    name: str
    cooldown_days: int
    posts: int
    slots: int
    version: int

    @classmethod
    def of(cls, sized: Sized) -> CategoryShown:
        one = sized.category
        return cls(
            id=one.id,
            name=one.name,
            cooldown_days=one.cooldown_days,
            posts=sized.posts,
            slots=sized.slots,
            version=one.version,
        )


class EvergreenShown(BaseModel):
    """An evergreen post. It rests until `ready_at`; null where it may go out at once. `problem`: why it never does.

    `labels` are those that its next post begins with.
    """

    id: str
    category_id: str
    text: str
    texts: list[str]
    media: list[AttachedShown]
    connection_ids: list[str]
    source_post_id: str
    last_at: datetime | None
    ready_at: datetime | None
    problem: str
    labels: LabelledShown
    created_at: datetime
    version: int

    @classmethod
    def of(cls, evergreen: Evergreen, category: Category, labels: Labelled) -> EvergreenShown:
        return cls(
            id=evergreen.id,
            category_id=evergreen.category_id,
            text=evergreen.writing.text,
            texts=list(evergreen.texts),
            media=media_of(evergreen.writing.media),
            connection_ids=list(evergreen.writing.connection_ids),
            source_post_id=evergreen.source_post_id,
            last_at=evergreen.last_at,
            ready_at=evergreen.last_at + category.cooldown if evergreen.last_at else None,
            problem=evergreen.problem,
            labels=LabelledShown.of(labels),
            created_at=evergreen.created_at,
            version=evergreen.version,
        )


class CategoriesAnswer(BaseModel):
    """All categories, the oldest first."""

    categories: list[CategoryShown]


class CategoryAnswer(BaseModel):
    """One category."""

    category: CategoryShown


class EvergreensAnswer(BaseModel):
    """A page of evergreen posts."""

    evergreens: list[EvergreenShown]
    next_cursor: str | None


class EvergreenAnswer(BaseModel):
    """One evergreen post."""

    evergreen: EvergreenShown


@category_routes.get("", operation_id="listCategories", summary="All categories", responses={200: CategoriesAnswer})
def list_categories() -> dict[str, Any]:
    found = product().queue_room.evergreens.categories(viewer().workspace_id)
    return CategoriesAnswer(categories=[CategoryShown.of(one) for one in found]).model_dump(mode="json")


@category_routes.post(
    "",
    operation_id="createCategory",
    summary="Make a category",
    responses={201: CategoryAnswer, **problems("conflict")},
)
def create_category(body: CategoryBody) -> tuple[dict[str, Any], int]:
    made = product().queue_room.evergreens.create_category(viewer().workspace_id, body.name, body.cooldown_days)
    return _category(made), 201


@category_routes.put(
    "/<category_id>",
    operation_id="changeCategory",
    summary="Change a category",
    responses={200: CategoryAnswer, **problems("conflict")},
)
def change_category(path: CategoryPath, body: CategoryChangeBody) -> dict[str, Any]:
    changed = product().queue_room.evergreens.change_category(
        viewer().workspace_id, path.category_id, body.name, body.cooldown_days, version=body.version
    )
    return _category(changed)


@category_routes.delete(
    "/<category_id>",
    operation_id="deleteCategory",
    summary="Forget a category with its evergreen posts; what is on the calendar stays",
    responses={204: None, **problems("conflict")},
)
def delete_category(path: CategoryPath) -> Response:
    product().queue_room.evergreens.delete_category(viewer().workspace_id, path.category_id)
    return Response(status=204)


@category_routes.get(
    "/<category_id>/evergreens",
    operation_id="listEvergreens",
    summary="The evergreen posts of a category, newest first",
    responses={200: EvergreensAnswer},
)
def list_evergreens(path: CategoryPath, query: EvergreensQuery) -> dict[str, Any]:
    room, workspace_id = product().queue_room.evergreens, viewer().workspace_id
    category = room.category(workspace_id, path.category_id)
    found, cursor = room.page(workspace_id, category.id, before=query.cursor, most=query.limit)
    labels = product().queue_room.evergreen_labels.of_all(workspace_id, found)
    shown = [EvergreenShown.of(one, category, labels[one.id]) for one in found]
    return EvergreensAnswer(evergreens=shown, next_cursor=cursor).model_dump(mode="json")


@category_routes.post(
    "/<category_id>/evergreens",
    operation_id="markEvergreen",
    summary="Let a post, or a text, go out again and again",
    responses={201: EvergreenAnswer, **problems("conflict", "cannot_schedule")},
)
def mark_evergreen(path: CategoryPath, body: EvergreenBody) -> tuple[dict[str, Any], int]:
    who = viewer()
    made = product().queue_room.evergreens.mark(
        who.workspace_id,
        who.user_id,
        path.category_id,
        post_id=body.post_id,
        text=body.text,
        texts=body.texts,
        labels=body.labels.labelled() if body.labels else None,
    )
    return _evergreen(made), 201


@routes.get("/<evergreen_id>", operation_id="getEvergreen", summary="One", responses={200: EvergreenAnswer})
def get_evergreen(path: EvergreenPath) -> dict[str, Any]:
    return _evergreen(product().queue_room.evergreens.get(viewer().workspace_id, path.evergreen_id))


@routes.put(
    "/<evergreen_id>",
    operation_id="changeEvergreen",
    summary="Give it other words, variations and labels",
    responses={200: EvergreenAnswer, **problems("conflict", "cannot_schedule")},
)
def change_evergreen(path: EvergreenPath, body: EvergreenChangeBody) -> dict[str, Any]:
    changed = product().queue_room.evergreens.change(
        viewer().workspace_id,
        path.evergreen_id,
        text=body.text,
        texts=body.texts,
        version=body.version,
        labels=body.labels.labelled() if body.labels else None,
    )
    return _evergreen(changed)


@routes.delete(
    "/<evergreen_id>",
    operation_id="unmarkEvergreen",
    summary="It goes out no more; what is on the calendar stays",
    responses={204: None, **problems("conflict")},
)
def unmark_evergreen(path: EvergreenPath) -> Response:
    product().queue_room.evergreens.unmark(viewer().workspace_id, path.evergreen_id)
    return Response(status=204)


def _category(category: Category) -> dict[str, Any]:
    found = product().queue_room.evergreens.categories(category.workspace_id)
    sized = next((one for one in found if one.category.id == category.id), Sized(category, 0, 0))
    return CategoryAnswer(category=CategoryShown.of(sized)).model_dump(mode="json")


def _evergreen(evergreen: Evergreen) -> dict[str, Any]:
    category = product().queue_room.evergreens.category(evergreen.workspace_id, evergreen.category_id)
    labels = product().queue_room.evergreen_labels.of(evergreen)
    return EvergreenAnswer(evergreen=EvergreenShown.of(evergreen, category, labels)).model_dump(mode="json")
