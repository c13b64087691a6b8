"""The pictures themselves, for members of their workspace."""

from __future__ import annotations

from flask import Response, send_file

from velocitypost.media.model import Media
from velocitypost.media.service import Part
from velocitypost.web.api.media import MediaPath
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint

routes = api_blueprint("files", prefix="/media", about="The files of pictures")

_CACHE = "private, max-age=3600"
# A file that came from a person is never run, whatever a browser takes it for.
_POLICY = "default-src 'none'; sandbox"
_ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
    "video/x-matroska": "mkv",
    "application/pdf": "pdf",
}
_PICTURE = {"content": {"image/*": {"schema": {"type": "string", "format": "binary"}}}}


@routes.get("/<media_id>/original", operation_id="readOriginal", summary="The picture", responses={200: {**_PICTURE}})
def read_original(path: MediaPath) -> Response:
    media = product().media.get(viewer().workspace_id, path.media_id)
    return _file(media, "original", media.mime)


@routes.get(
    "/<media_id>/thumbnail", operation_id="readThumbnail", summary="The picture, small", responses={200: {**_PICTURE}}
)
def read_thumbnail(path: MediaPath) -> Response:
    """A WebP of at most 640 pixels a side."""
    media = product().media.get(viewer().workspace_id, path.media_id)
    return _file(media, "thumbnail", "image/webp")


def _file(media: Media, part: Part, mime: str) -> Response:
    answer = send_file(
        product().media.path(media, part),
        mimetype=mime,
        download_name=f"{media.name.rpartition('.')[0] or media.name}.{_ENDINGS[mime]}",
        as_attachment=False,
        conditional=True,
        etag=f"{media.sha256}-{part}",
    )
    answer.headers["Content-Disposition"] = answer.headers.get("Content-Disposition", "inline")
    answer.headers["Cache-Control"] = _CACHE
    answer.headers["Content-Security-Policy"] = _POLICY
    return answer
