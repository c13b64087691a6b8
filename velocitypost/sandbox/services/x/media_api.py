"""The endpoints of X's media upload. https://docs.x.com/x-api/media"""

import base64
import binascii
from typing import Any

from flask import Blueprint, Response, g, request
from werkzeug.datastructures import FileStorage

from velocitypost.sandbox.services.x.body import json_body
from velocitypost.sandbox.services.x.media import LARGEST_SEGMENT, Upload, Uploads
from velocitypost.sandbox.services.x.problems import answer, invalid, misshapen
from velocitypost.sandbox.services.x.query import read_query, several, words
from velocitypost.sandbox.shapes import Anything, Flag, Many, Members, Text, Whole, Wrong

_ID = Text(pattern="[0-9]{1,19}")
_CATEGORIES = ("tweet_image", "tweet_video", "tweet_gif", "dm_image", "dm_video", "dm_gif", "subtitles")
_TYPES = (
    "video/mp4", "video/webm", "video/mp2t", "video/quicktime", "text/srt", "text/vtt", "image/jpeg", "image/gif",
    "image/bmp", "image/png", "image/webp", "image/pjpeg", "image/tiff", "model/gltf-binary", "model/vnd.usdz+zip",
)  # fmt: skip
INITIALIZE = Members({
    "media_category": Text(one_of=("amplify_video", *_CATEGORIES)), "media_type": Text(one_of=_TYPES),
    "total_bytes": Whole(0, 17_179_869_184), "shared": Flag(), "additional_owners": Many(_ID),
})  # fmt: skip
APPEND = Members({"media": Text(), "segment_index": Whole(0, 999)}, ("media", "segment_index"))
ONE_SHOT = Members({
    "media": Text(), "media_category": Text(one_of=_CATEGORIES), "media_type": Text(), "shared": Flag(),
    "additional_owners": Text(),
}, ("media", "media_category"))  # fmt: skip
METADATA = Members({
    "id": _ID,
    "metadata": Members({
        "alt_text": Members({"text": Text(0, 1_000)}, ("text",)),
        **dict.fromkeys((
            "allow_download_status", "audience_policy", "content_expiration", "domain_restrictions",
            "found_media_origin", "geo_restrictions", "management_info", "preview_image", "sensitive_media_warning",
            "shared_info", "sticker_info", "upload_source",
        ), Anything()),
    }),
}, ("id",))  # fmt: skip


class MediaApi:
    """INIT, APPEND, FINALIZE and STATUS, the upload in one piece, and alternative texts."""

    def __init__(self, uploads: Uploads) -> None:
        self._uploads = uploads

    def mount(self, blueprint: Blueprint, base: str) -> None:
        """Add the endpoints."""
        blueprint.post(f"{base}/media/upload/initialize")(self.initialize_media)
        blueprint.post(f"{base}/media/upload/<media_id>/append")(self.append_media)
        blueprint.post(f"{base}/media/upload/<media_id>/finalize")(self.finalize_media)
        blueprint.get(f"{base}/media/upload")(self.media_status)
        blueprint.post(f"{base}/media/upload")(self.upload_media)
        blueprint.post(f"{base}/media/metadata")(self.describe_media)

    def initialize_media(self) -> Response:
        body = json_body(INITIALIZE)
        for name in ("media_type", "total_bytes"):
            if name not in body:
                raise invalid(f"$.{name}: is missing but it is required", {"$": [name]})
        owners = body.get("additional_owners", [])
        upload = self._uploads.begin(
            g.account.id, body.get("media_category"), body["media_type"], body["total_bytes"], owners
        )
        shown = self._uploads.described(upload)
        return answer({"data": {name: shown[name] for name in ("id", "media_key", "expires_after_secs")}})

    def append_media(self, media_id: str) -> Response:
        upload = self._found(media_id)
        if request.mimetype == "multipart/form-data":
            fields = _form({"segment_index"})
            index = _whole(fields.get("segment_index"), "segment_index", 999)
            segment = _file()
        else:
            body = json_body(APPEND)
            index, segment = body["segment_index"], _decoded(body["media"])
        expires = self._uploads.append(upload, index, segment)
        return answer({"data": {"expires_at": expires}})

    def finalize_media(self, media_id: str) -> Response:
        return answer({"data": self._uploads.described(self._uploads.finish(self._found(media_id)))})

    def media_status(self) -> Response:
        query = read_query({"media_id": words(19), "command": several("STATUS")}, "media_id")
        return answer({"data": self._uploads.described(self._found(query.values["media_id"]))})

    def upload_media(self) -> Response:
        if request.mimetype == "multipart/form-data":
            body: dict[str, Any] = dict(_form({"media_category", "media_type", "shared", "additional_owners"}))
            content = _file()
            if wrongs := ONE_SHOT.check({**body, "media": "", "shared": False}, "$"):
                raise misshapen(wrongs)
        else:
            body = json_body(ONE_SHOT)
            content = _decoded(body["media"])
        media_type = body.get("media_type") or _guessed(content)
        owners = [owner for owner in body.get("additional_owners", "").split(",") if owner]
        upload = self._uploads.begin(g.account.id, body["media_category"], media_type, len(content), owners)
        for index in range(max(1, -(-len(content) // LARGEST_SEGMENT))):
            self._uploads.append(upload, index, content[index * LARGEST_SEGMENT : (index + 1) * LARGEST_SEGMENT])
        return answer({"data": self._uploads.described(self._uploads.finish(upload))})

    def describe_media(self) -> Response:
        body = json_body(METADATA)
        upload = self._found(body["id"])
        metadata = body.get("metadata", {})
        if "alt_text" in metadata:
            self._uploads.describe(upload, metadata["alt_text"]["text"])
        return answer({"data": {"id": str(upload.id), "associated_metadata": metadata}})

    def _found(self, media_id: str) -> Upload:
        if wrongs := _ID.check(media_id, "$.id"):
            raise misshapen(wrongs)
        return self._uploads.find(media_id, g.account.id)


def _form(allowed: set[str]) -> dict[str, str]:
    unknown = (set(request.form) | set(request.files)) - allowed - {"media"}
    if unknown:
        name = sorted(unknown)[0]
        message = f"$.{name}: is not defined in the schema and the schema does not allow additional properties"
        raise misshapen([Wrong(f"$.{name}", request.form.get(name, "file"), message)])
    return {name: request.form[name] for name in request.form}


def _file() -> bytes:
    file: FileStorage | None = request.files.get("media")
    if file is None:
        raise invalid("$.media: is missing but it is required", {"$": ["media"]})
    content: bytes = file.read()
    return content


def _whole(value: str | None, name: str, most: int) -> int:
    if value is None or not value.isdigit() or int(value) > most:
        raise invalid(f"$.{name}: must be between 0 and {most}", {name: [value or ""]})
    return int(value)


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise invalid("$.media: is not valid base64", {"$.media": [text[:40]]}) from None


def _guessed(content: bytes) -> str:
    """The type by the first bytes, for an upload that does not name it."""
    heads = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG", "image/png"), (b"GIF8", "image/gif"))
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp":
        return "video/mp4"
    return next((kind for head, kind in heads if content.startswith(head)), "application/octet-stream")
