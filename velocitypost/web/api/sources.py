"""Documents that posts rest on."""

from __future__ import annotations

from datetime import datetime
from typing import Any, BinaryIO, Literal, cast

from flask import Response, send_file
from flask_openapi.models.file import FileStorage
from pydantic import BaseModel, ConfigDict, Field

from velocitypost.sources.model import Source
from velocitypost.sources.passage import Passage
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.problems import Problem

routes = api_blueprint("sources", prefix="/api/sources", about="Documents that posts rest on")

_CACHE = "private, max-age=3600"
# A file that came from a person is never run, whatever a browser takes it for.
_POLICY = "default-src 'none'; sandbox"
_PICTURE = {"content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}}
_FILE = {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}


class DigestShown(BaseModel):
    """What was learned from a document. `summary` are sentences of the document, word for word: no model wrote them.

    `language` is an ISO 639 code, empty where none was recognised. `pages` counts pages, slides or pictures.
    """

    model_config = ConfigDict(title="SourceDigest")

    title: str
    language: str
    direction: Literal["ltr", "rtl"]
    key_topics: list[str]
    document_type: str
    summary: str
    summary_method: Literal["extraction"] = "extraction"
    pages: int
    passages: int
    characters: int
    notices: list[str] = Field(description="What was left out, or may be wrong")


class SourceShown(BaseModel):
    """A document. `pages_done` of `pages_total` were read; the total is 0 while nobody knows it.

    `reason` says why it was refused. `page_picture_url` has `{page}` to be replaced by a number from 1; null where
    its passages are all there is to show.
    """

    model_config = ConfigDict(title="Source")

    id: str
    name: str
    kind: Literal["pdf", "docx", "pptx", "text", "jpeg", "png"]
    mime: str
    bytes: int
    state: Literal["queued", "reading", "ready", "refused"]
    pages_done: int
    pages_total: int
    reason: str
    digest: DigestShown | None
    page_picture_url: str | None
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, source: Source) -> SourceShown:
        pictures = f"/api/sources/{source.id}/pages/{{page}}.png"
        return cls.model_validate(
            {
                "id": source.id,
                "name": source.name,
                "kind": source.kind,
                "mime": source.mime,
                "bytes": source.bytes,
                "state": source.state.value,
                "pages_done": source.done,
                "pages_total": source.total,
                "reason": source.reason,
                "digest": vars(source.digest) if source.digest else None,
                "page_picture_url": pictures if source.has_page_pictures else None,
                "created_at": source.created_at,
                "updated_at": source.updated_at,
            }
        )


class BoxShown(BaseModel):
    """A rectangle on a page, in fractions of its width and height from the upper left corner."""

    model_config = ConfigDict(title="Box")

    page: int
    left: float
    top: float
    right: float
    bottom: float


class PlaceShown(BaseModel):
    """Where a passage stands. `headings` are those above it, the outermost first. `words` tell it to a person."""

    model_config = ConfigDict(title="Place")

    page: int | None
    slide: int | None
    headings: list[str]
    paragraph: int
    words: str


class PassageShown(BaseModel):
    """A piece of a document. A table has its cells in `rows`.

    `weight` says how central it is to the document, from 0 to 1. `certainty` is null where the text was in the file,
    and from 0 to 1 where it was recognised from a picture.
    """

    model_config = ConfigDict(title="Passage")

    id: str
    number: int
    kind: Literal["heading", "paragraph", "list", "table", "code", "note", "margin"]
    text: str
    rows: list[list[str]]
    place: PlaceShown
    boxes: list[BoxShown]
    weight: float
    certainty: float | None

    @classmethod
    def of(cls, passage: Passage) -> PassageShown:
        place = passage.place
        return cls(
            id=passage.id,
            number=passage.number,
            kind=passage.kind,
            text=passage.text,
            rows=[list(row) for row in passage.rows],
            place=PlaceShown(
                page=place.page,
                slide=place.slide,
                headings=list(place.headings),
                paragraph=place.paragraph,
                words=place.in_words,
            ),
            boxes=[BoxShown(**vars(box)) for box in passage.boxes],
            weight=passage.weight,
            certainty=passage.certainty,
        )


class SourceAnswer(BaseModel):
    """One document."""

    source: SourceShown


class SourcePage(BaseModel):
    """Newest first. Ask again with `cursor=next_cursor` for the next page."""

    sources: list[SourceShown]
    next_cursor: str | None


class PassagePage(BaseModel):
    """In reading order, or the best answers first where words were looked for."""

    passages: list[PassageShown]
    next_cursor: str | None


class ContentAnswer(BaseModel):
    """The whole text with what was learned from it. `summary` are sentences of the document, word for word."""

    text_content: str
    key_topics: list[str]
    document_type: str
    summary: str
    summary_method: Literal["extraction"] = "extraction"


class UploadSourceForm(BaseModel):
    """A PDF (10 MB), a Word document (5 MB), a PowerPoint presentation (20 MB), a text or Markdown file (2 MB), or a
    JPEG or PNG picture (5 MB).
    """

    model_config = ConfigDict(extra="forbid")

    file: FileStorage = Field(description="The document")


class SourcePath(BaseModel):
    """Which document."""

    source_id: str = Field(max_length=60)


class PagePath(BaseModel):
    """Which page of which document, from 1."""

    source_id: str = Field(max_length=60)
    page: int


class SourcePageQuery(BaseModel):
    """Which page."""

    cursor: str | None = Field(None, max_length=64, pattern="^source_[0-9a-z]{26}$")
    limit: int = Field(30, ge=1, le=100)


class PassageQuery(BaseModel):
    """From which passage on; or those with these `ids`, parted by commas; or those that answer best to `words`."""

    cursor: int = Field(0, ge=0, le=10_000_000)
    limit: int = Field(100, ge=1, le=500)
    ids: str = Field("", max_length=4000)
    words: str = Field("", max_length=2000)


@routes.post(
    "",
    operation_id="uploadSource",
    summary="Upload a document to be read",
    responses={201: SourceAnswer, **problems("source_refused", "payload_too_large", "pro_required", "conflict")},
)
def upload_source(form: UploadSourceForm) -> tuple[dict[str, Any], int]:
    """It is read in a moment; the live stream tells how far it is."""
    who = viewer()
    if not hasattr(form.file, "stream"):  # a text where the file must be
        raise Problem(
            "validation_failed", "Send the document as a file. Nothing was stored.", errors={"file": "No file."}
        )
    file = cast(BinaryIO, form.file.stream)
    source = product().sources.add(who.workspace_id, who.user_id, file, name=form.file.filename or "")
    return _one(source), 201


@routes.get("", operation_id="listSources", summary="My documents, newest first", responses={200: SourcePage})
def list_sources(query: SourcePageQuery) -> dict[str, Any]:
    page, cursor = product().sources.page(viewer().workspace_id, before=query.cursor, most=query.limit)
    return SourcePage(sources=[SourceShown.of(source) for source in page], next_cursor=cursor).model_dump(mode="json")


@routes.get("/<source_id>", operation_id="getSource", summary="One document", responses={200: SourceAnswer})
def get_source(path: SourcePath) -> dict[str, Any]:
    return _one(product().sources.get(viewer().workspace_id, path.source_id))


@routes.get(
    "/<source_id>/passages",
    operation_id="listPassages",
    summary="Its passages, with their places",
    responses={200: PassagePage, **problems("conflict")},
)
def list_passages(path: SourcePath, query: PassageQuery) -> dict[str, Any]:
    sources, workspace_id = product().sources, viewer().workspace_id
    cursor = None
    if query.words:
        found = sources.find_passages(workspace_id, path.source_id, query.words, query.limit)
    elif query.ids:
        found = sources.passages_by_id(workspace_id, path.source_id, query.ids.split(",")[: query.limit])
    else:
        found = sources.passages(workspace_id, path.source_id, first=query.cursor, most=query.limit + 1)
        cursor = str(found[query.limit].number) if len(found) > query.limit else None
    shown = [PassageShown.of(passage) for passage in found[: query.limit]]
    return PassagePage(passages=shown, next_cursor=cursor).model_dump(mode="json")


@routes.get(
    "/<source_id>/content",
    operation_id="getSourceContent",
    summary="Its whole text, with topics, kind and summary",
    responses={200: ContentAnswer, **problems("conflict")},
)
def get_source_content(path: SourcePath) -> dict[str, Any]:
    text, digest = product().sources.content(viewer().workspace_id, path.source_id)
    return ContentAnswer(
        text_content=text,
        key_topics=list(digest.key_topics),
        document_type=digest.document_type,
        summary=digest.summary,
    ).model_dump(mode="json")


@routes.get(
    "/<source_id>/pages/<page>.png",
    operation_id="readSourcePage",
    summary="The picture of a page",
    responses={200: {**_PICTURE}, **problems("source_refused")},
)
def read_source_page(path: PagePath) -> Response:
    """Of PDFs and pictures. At most 1,600 pixels a side."""
    file = product().sources.page_picture(viewer().workspace_id, path.source_id, path.page)
    return _inline(send_file(file, mimetype="image/png", conditional=True, etag=f"{path.source_id}-{path.page}"))


@routes.get(
    "/<source_id>/original",
    operation_id="readSourceOriginal",
    summary="The file as it was uploaded",
    responses={200: {**_FILE}},
)
def read_source_original(path: SourcePath) -> Response:
    sources, workspace_id = product().sources, viewer().workspace_id
    source = sources.get(workspace_id, path.source_id)
    file = sources.open(workspace_id, source.id)
    return _inline(
        send_file(file, mimetype=source.mime, as_attachment=True, download_name=source.name, etag=source.sha256)
    )


@routes.delete(
    "/<source_id>",
    operation_id="deleteSource",
    summary="Remove a document for good; if it is being read, that ends",
    responses={204: None},
)
def delete_source(path: SourcePath) -> Response:
    product().sources.delete(viewer().workspace_id, path.source_id)
    return Response(status=204)


def _inline(answer: Response) -> Response:
    answer.headers["Cache-Control"] = _CACHE
    answer.headers["Content-Security-Policy"] = _POLICY
    return answer


def _one(source: Source) -> dict[str, Any]:
    return SourceAnswer(source=SourceShown.of(source)).model_dump(mode="json")
