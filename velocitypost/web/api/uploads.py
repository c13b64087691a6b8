"""Large files, piece by piece, going on after a lost connection. The protocol is tus 1.0.

https://tus.io/protocols/resumable-upload
"""

from __future__ import annotations

import base64
import binascii
from typing import Any, BinaryIO, cast

from flask import Response, request
from pydantic import BaseModel, Field

from velocitypost.media.model import WrongOffset
from velocitypost.web.api.media import MediaAnswer, shown_media
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.problems import Problem
from velocitypost.web.requests import Body

routes = api_blueprint("uploads", prefix="/api/media/uploads", about="Large files, piece by piece (tus 1.0)")

_VERSION = "1.0.0"
_PIECE = "application/offset+octet-stream"


class UploadPath(BaseModel):
    """Which upload."""

    upload_id: str = Field(max_length=60)


class FinishBody(Body):
    """The words for those who cannot see it."""

    alt: str = Field("", max_length=10_000)


@routes.post(
    "",
    operation_id="beginUpload",
    summary="Begin an upload: Upload-Length tells its size, Upload-Metadata its filename",
    responses={201: {"description": "The upload's address is in Location"}, **problems("payload_too_large")},
)
def begin() -> Response:
    who = viewer()
    size = request.headers.get("Upload-Length", "")
    if not size.isascii() or not size.isdigit() or len(size) > 15:
        raise Problem("bad_request", "Say in Upload-Length how many bytes will come. Nothing was stored.")
    name = _metadata(request.headers.get("Upload-Metadata", "")).get("filename", "")
    upload = product().media.uploads.begin(who.workspace_id, who.user_id, name=name[:255], size=int(size))
    return _tus(Response(status=201, headers={"Location": f"/api/media/uploads/{upload.id}"}))


@routes.get(
    "/<upload_id>",
    operation_id="readUpload",
    summary="How far an upload has come",
    responses={200: {"description": "Upload-Offset says how many bytes are here"}, **problems("not_found")},
)
def read(path: UploadPath) -> Response:
    """Also answers HEAD, by which tus asks."""
    uploads = product().media.uploads
    upload = uploads.get(viewer().workspace_id, path.upload_id)
    answer = Response(status=200, headers={"Upload-Length": str(upload.bytes), "Cache-Control": "no-store"})
    return _tus(answer, received=uploads.received(upload))


@routes.patch(
    "/<upload_id>",
    operation_id="appendToUpload",
    summary="The next piece, from Upload-Offset on",
    responses={204: {"description": "Upload-Offset says how many bytes are here now"}, **problems("conflict")},
)
def append(path: UploadPath) -> Response:
    uploads = product().media.uploads
    upload = uploads.get(viewer().workspace_id, path.upload_id)
    if request.mimetype != _PIECE:
        raise Problem("unsupported_media_type", f"Send pieces as {_PIECE}. Nothing was stored.")
    offset = request.headers.get("Upload-Offset", "")
    if not offset.isascii() or not offset.isdigit():
        raise Problem("bad_request", "Say in Upload-Offset where the piece belongs. Nothing was stored.")
    try:
        received = uploads.append(upload, cast(BinaryIO, request.stream), offset=int(offset))
    except WrongOffset as wrong:
        received = wrong.received
        if received != upload.bytes:
            raise
    return _tus(Response(status=204), received=received)


@routes.delete("/<upload_id>", operation_id="cancelUpload", summary="Forget an upload", responses={204: None})
def cancel(path: UploadPath) -> Response:
    uploads = product().media.uploads
    uploads.forget(uploads.get(viewer().workspace_id, path.upload_id))
    return _tus(Response(status=204))


@routes.post(
    "/<upload_id>/finish",
    operation_id="finishUpload",
    summary="Look at a whole upload and put it into the library",
    responses={201: MediaAnswer, **problems("not_found", "media_refused", "payload_too_large")},
)
def finish(path: UploadPath, body: FinishBody) -> tuple[dict[str, Any], int]:
    upload = product().media.uploads.get(viewer().workspace_id, path.upload_id)
    media = product().media.finish(upload, alt=body.alt)
    return MediaAnswer(media=shown_media(media)).model_dump(mode="json"), 201


def _tus(answer: Response, *, received: int | None = None) -> Response:
    answer.headers["Tus-Resumable"] = _VERSION
    if received is not None:
        answer.headers["Upload-Offset"] = str(received)
    return answer


def _metadata(header: str) -> dict[str, str]:
    """Pairs of a key and a Base64 value, by commas."""
    found = {}
    for pair in header.split(","):
        key, _, value = pair.strip().partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            continue
    return found
