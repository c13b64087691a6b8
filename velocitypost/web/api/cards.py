"""Quote cards, meme cards, charts and the pictures of links, drawn or found here and kept in the library."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Literal

from flask import Response, send_file
from PIL import Image
from pydantic import BaseModel, Field

from velocitypost.generation.cards.brand import Brand
from velocitypost.generation.cards.drawing import LAYOUTS, Asked
from velocitypost.generation.cards.shapes import SIZES, Shape, shape_for
from velocitypost.web.api.generation import platform_named
from velocitypost.web.api.media import MediaAnswer, MediaShown, shown_media
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.problems import Problem
from velocitypost.web.requests import Body

routes = api_blueprint("cards", prefix="/api/cards", about="Cards, charts and pictures of links")

_PNG = {"content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}}
_PREVIEW_SIDE = 480
_SAMPLES = {
    "quote": "What you do every day matters more than what you do once in a while.",
    "meme": "Me: I will only look at one more thing\nAlso me, three hours later",
}


class BrandBody(Body):
    """The whole brand. `version` is that of the brand as it was read."""

    version: int
    colours: list[str] = Field(default_factory=list, max_length=10, examples=[["#14213d", "#fca311", "#f6f4ef"]])
    logo_id: str | None = Field(None, max_length=60)
    name: str = Field("", max_length=200)


class BrandShown(BaseModel):
    """Colours as #rrggbb: the ground, what stands out on it, the paper. Without any, each card gets a set of ours."""

    colours: list[str]
    logo_id: str | None
    name: str
    version: int

    @classmethod
    def of(cls, brand: Brand) -> BrandShown:
        return cls(colours=list(brand.colours), logo_id=brand.logo_id, name=brand.name, version=brand.version)


class BrandAnswer(BaseModel):
    """The workspace's look on cards."""

    brand: BrandShown


class LayoutShown(BaseModel):
    """How a card can look. `preview_url` may be given a `text`, `author`, `shape`, `picture_id` and `seed`."""

    kind: Literal["quote", "meme"]
    key: str
    name: str
    preview_url: str


class ShapeShown(BaseModel):
    """A shape in pixels."""

    key: Shape
    width: int
    height: int


class LayoutsAnswer(BaseModel):
    """All layouts and shapes."""

    layouts: list[LayoutShown]
    shapes: list[ShapeShown]


class LayoutPath(BaseModel):
    """Which layout."""

    kind: Literal["quote", "meme"]
    layout: str = Field(max_length=40)


class PreviewQuery(BaseModel):
    """What the preview says; without a text a sample."""

    text: str = Field("", max_length=1_000)
    author: str = Field("", max_length=200)
    shape: Shape = "square"
    picture_id: str | None = Field(None, max_length=60)
    seed: int = Field(0, ge=0, le=2**31)
    look: int = Field(0, ge=0, description="Without meaning here: another one is another address")


class DrawCardBody(Body):
    """`platform` chooses the shape where none is given. A meme's parts stand in lines of their own.

    Without a `layout` the seed chooses. `picture_id` is a picture of the library, for memes.
    """

    kind: Literal["quote", "meme"]
    text: str = Field(max_length=5_000)
    author: str = Field("", max_length=200)
    layout: str | None = Field(None, max_length=40)
    shape: Shape | None = None
    platform: str | None = Field(None, max_length=40)
    picture_id: str | None = Field(None, max_length=60)
    seed: int = Field(0, ge=0, le=2**31)


class DrawChartBody(Body):
    """A table of a document. Without a `kind` the table's own form chooses it."""

    source_id: str = Field(max_length=60)
    passage_id: str = Field(max_length=60)
    kind: Literal["bar", "line", "share"] | None = None
    title: str = Field("", max_length=200)
    shape: Shape | None = None
    platform: str | None = Field(None, max_length=40)


class LinkPictureBody(Body):
    """A page's address."""

    url: str = Field(max_length=2_000, examples=["https://example.com/news"])


class LinkPictureAnswer(BaseModel):
    """The picture that a page shows of itself. Name `site` as its source where you use it."""

    media: MediaShown
    page_url: str
    picture_url: str
    site: str
    title: str


@routes.get("/brand", operation_id="readBrand", summary="Colours, logo and name on cards", responses={200: BrandAnswer})
def read_brand() -> dict[str, Any]:
    brand = product().cards.brand(viewer().workspace_id)
    return BrandAnswer(brand=BrandShown.of(brand)).model_dump(mode="json")


@routes.put(
    "/brand",
    operation_id="setBrand",
    summary="Choose colours, logo and name",
    responses={200: BrandAnswer, **problems("conflict")},
)
def set_brand(body: BrandBody) -> dict[str, Any]:
    brand = product().cards.set_brand(
        viewer().workspace_id, body.version, colours=body.colours, logo_id=body.logo_id, name=body.name
    )
    return BrandAnswer(brand=BrandShown.of(brand)).model_dump(mode="json")


@routes.get(
    "/layouts", operation_id="listCardLayouts", summary="Layouts and shapes of cards", responses={200: LayoutsAnswer}
)
def list_layouts() -> dict[str, Any]:
    layouts = [
        LayoutShown(kind=kind, key=key, name=name, preview_url=f"/api/cards/layouts/{kind}/{key}.png")
        for kind, found in LAYOUTS.items()
        for key, (name, _) in found.items()
    ]
    shapes = [ShapeShown(key=key, width=width, height=height) for key, (width, height) in SIZES.items()]
    return LayoutsAnswer(layouts=layouts, shapes=shapes).model_dump(mode="json")


@routes.get(
    "/layouts/<kind>/<layout>.png",
    operation_id="previewCard",
    summary="A small picture of a layout, in the workspace's colours",
    responses={200: {**_PNG}, **problems("not_found")},
)
def preview_card(path: LayoutPath, query: PreviewQuery) -> Response:
    if path.layout not in LAYOUTS[path.kind]:
        raise Problem("not_found", "There is no such layout.")
    asked = Asked(
        path.kind,
        query.text or _SAMPLES[path.kind],
        query.shape,
        layout=path.layout,
        author=query.author,
        seed=query.seed,
    )
    data, _ = product().cards.preview(viewer().workspace_id, asked, picture_id=query.picture_id)
    with Image.open(BytesIO(data)) as image:
        image.thumbnail((_PREVIEW_SIDE, _PREVIEW_SIDE), Image.Resampling.BOX)
        small = BytesIO()
        image.save(small, "PNG")
    small.seek(0)
    answer = send_file(small, mimetype="image/png")
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@routes.post(
    "/draw",
    operation_id="drawCard",
    summary="Draw a quote card or a meme card, and keep it in the library",
    responses={201: MediaAnswer, **problems("not_found")},
)
def draw_card(body: DrawCardBody) -> tuple[dict[str, Any], int]:
    who = viewer()
    asked = Asked(
        body.kind,
        body.text,
        _shape(body.shape, body.platform),
        layout=body.layout,
        author=body.author,
        seed=body.seed,
    )
    media = product().cards.draw(who.workspace_id, who.user_id, asked, picture_id=body.picture_id)
    return MediaAnswer(media=shown_media(media)).model_dump(mode="json"), 201


@routes.post(
    "/chart",
    operation_id="drawChart",
    summary="Draw a chart of a document's table, and keep it in the library",
    responses={201: MediaAnswer, **problems("not_found", "conflict")},
)
def draw_chart(body: DrawChartBody) -> tuple[dict[str, Any], int]:
    who = viewer()
    media = product().cards.chart(
        who.workspace_id,
        who.user_id,
        body.source_id,
        body.passage_id,
        _shape(body.shape, body.platform),
        kind=body.kind,
        title=body.title,
    )
    return MediaAnswer(media=shown_media(media)).model_dump(mode="json"), 201


@routes.post(
    "/link-picture",
    operation_id="findLinkPicture",
    summary="Fetch the picture that a page shows of itself, and keep it in the library",
    responses={201: LinkPictureAnswer, **problems("media_refused")},
)
def find_link_picture(body: LinkPictureBody) -> tuple[dict[str, Any], int]:
    who = viewer()
    media, found = product().cards.link_picture(who.workspace_id, who.user_id, body.url)
    answer = LinkPictureAnswer(
        media=shown_media(media), page_url=found.page, picture_url=found.picture, site=found.site, title=found.title
    )
    return answer.model_dump(mode="json"), 201


def _shape(shape: Shape | None, platform: str | None) -> Shape:
    if shape is not None:
        return shape
    return shape_for(platform_named(platform)) if platform else "square"
