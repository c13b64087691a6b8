"""Uploads that can be taken up again, and thumbnails.

https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, g, request

from velocitypost.sandbox.services.youtube.answers import YouTubeAnswers
from velocitypost.sandbox.services.youtube.metadata import PARTS, json_body, one_of, parts, read_metadata
from velocitypost.sandbox.services.youtube.resources import Resources
from velocitypost.sandbox.services.youtube.rules import (
    ASK,
    GRANULE,
    LARGEST_THUMBNAIL,
    LARGEST_VIDEO,
    PIECE,
    PUT,
    SESSION_LIFE_S,
    UNVERIFIED,
)
from velocitypost.sandbox.social.answers import answer
from velocitypost.sandbox.social.feed import Draft, Post
from velocitypost.sandbox.social.guard import Guard
from velocitypost.sandbox.social.kit import Kit
from velocitypost.sandbox.social.uploads import OutOfPlace, TooLarge, Upload, body_of_any_size

_SPAN = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+|\*)")
_INSERT = ("uploadType", "notifySubscribers", "autoLevels", "stabilize", "onBehalfOfContentOwner")


@dataclass(frozen=True)
class SessionGuard(Guard):
    """Names a request to an upload session by what it is, so that a fault can be meant for the last piece alone."""

    def authenticate(self) -> Response | None:
        if g.operation == PUT:
            g.operation = _meant()
            g.names = (g.operation,)
        return super().authenticate()


def _meant() -> str:
    span = _SPAN.fullmatch(request.headers.get("Content-Range", ""))
    if span is None:
        return PUT
    if span[1] is None:
        return ASK
    return PUT if span[3] == str(int(span[2]) + 1) else PIECE


class UploadApi:
    """Below /upload."""

    def __init__(self, kit: Kit, answers: YouTubeAnswers, resources: Resources) -> None:
        self._kit = kit
        self._answers = answers
        self._resources = resources

    def mount(self, api: Blueprint, base: str) -> None:
        """Add the endpoints."""
        api.post(f"{base}/upload/youtube/v3/videos")(self.insert_video)
        api.put(f"{base}/upload/youtube/v3/videos")(self.put_bytes)
        api.post(f"{base}/upload/youtube/v3/thumbnails/set")(self.set_thumbnail)

    def insert_video(self) -> Response:
        query = one_of(self._answers, _INSERT, ("part",))
        if query.get("uploadType") != "resumable":
            raise self._answers.problem(400, "badRequest", "This twin takes resumable uploads only.")
        named = parts(self._answers, query["part"], PARTS)
        kept = read_metadata(self._answers, json_body(self._answers), named)
        kind = request.headers.get("X-Upload-Content-Type", "application/octet-stream")
        if not kind.startswith("video/") and kind != "application/octet-stream":
            words = f"Media type '{kind}' is not supported. Valid media types: [application/octet-stream, video/*]"
            raise self._answers.problem(400, "badContent", words)
        length = request.headers.get("X-Upload-Content-Length")
        total = int(length) if length and length.isdigit() else None
        if total is not None and not 0 < total <= LARGEST_VIDEO:
            raise self._answers.problem(400, "mediaBodyRequired", "The request does not include the video content.")
        app = self._kit.tokens.find_app(g.app)
        if app is not None and not app.details.get("audited", True):
            # https://developers.google.com/youtube/v3/docs/videos/insert: uploads of such a project stay private.
            kept["status"]["privacyStatus"] = "private"
        kept |= {"parts": named, "notify": query.get("notifySubscribers", "true") != "false"}
        upload = self._kit.uploads.begin(g.account.id, total=total, claimed=kind, life_s=SESSION_LIFE_S, **kept)
        where = {"uploadType": "resumable", "part": query["part"], "upload_id": upload.id}
        response = Response(status=200, content_type="text/plain; charset=utf-8")
        response.headers["location"] = self._kit.address(f"{request.path}?{urlencode(where)}")
        response.headers["x-guploader-uploadid"] = upload.id
        return response

    def put_bytes(self) -> Response:
        upload = self._kit.uploads.find(request.args.get("upload_id", ""), g.account.id)
        if upload is None:
            raise self._answers.problem(404, "notFound", "The upload session was not found.")
        if "video" in upload.data:
            return self._made(upload)
        first, last, total = self._span(upload)
        if last is None:
            return self._unfinished(upload)
        if (last + 1 < total and (last + 1 - first) % GRANULE) or request.content_length not in (
            None,
            last + 1 - first,
        ):
            words = f"The number of bytes of all pieces but the last must be a multiple of {GRANULE}, and as announced."
            raise self._answers.problem(400, "badRequest", f"Invalid request. {words}")
        try:
            here = self._kit.uploads.append(upload, body_of_any_size(), at=first, most=total)
        except OutOfPlace as elsewhere:
            words = f"Invalid request. The piece begins at {first}; {elsewhere.received} bytes are here."
            raise self._answers.problem(400, "badRequest", words) from None
        except TooLarge:
            raise self._answers.problem(400, "badRequest", "Invalid request. There are too many bytes.") from None
        return self._made(self._finish(upload)) if here == total else self._unfinished(upload)

    def _span(self, upload: Upload) -> tuple[int, int | None, int]:
        """First and last byte of the piece, the last None for a question; and the whole size."""
        given = request.headers.get("Content-Range")
        if given is None:
            size = request.content_length or 0
            return 0, size - 1, size
        span = _SPAN.fullmatch(given)
        known = upload.total
        if span is None or (span[3] != "*" and known is not None and int(span[3]) != known):
            raise self._answers.problem(400, "badRequest", "Invalid request. The Content-Range header is wrong.")
        total = known if span[3] == "*" else int(span[3])
        if span[1] is None:
            return 0, None, total or 0
        if total is None or not int(span[1]) <= int(span[2]) < total:
            raise self._answers.problem(400, "badRequest", "Invalid request. The Content-Range header is wrong.")
        return int(span[1]), int(span[2]), total

    def _unfinished(self, upload: Upload) -> Response:
        response = Response(status=308, content_type="text/plain; charset=utf-8")
        if here := self._kit.uploads.received(upload):
            response.headers["range"] = f"bytes=0-{here - 1}"
        return response

    def _finish(self, upload: Upload) -> Upload:
        """All bytes are here: this is the moment in which there is a video."""
        upload = self._kit.uploads.finish(upload, slow=True)
        snippet, status = upload.data["snippet"], upload.data["status"]
        options = {name: upload.data[name] for name in ("snippet", "status", "paid", "notify")}
        post = self._kit.keep(
            Draft(
                g.account.id,
                snippet["description"],
                kind="post" if status["privacyStatus"] == "public" else status["privacyStatus"],
                title=snippet["title"],
                media=[upload.attached()],
                options={**options, "upload": upload.id},
                app=g.app,
                fingerprint=hashlib.sha256(f"{snippet}/{upload.sha256}".encode()).hexdigest(),
            )
        )
        return self._kit.uploads.note(upload, data={**upload.data, "video": post.id})

    def _made(self, upload: Upload) -> Response:
        post = self._kit.feed.find(upload.data["video"], deleted=True)
        assert post is not None  # noqa: S101 (rows are never taken out)
        return answer(self._resources.video(post, tuple(upload.data["parts"])), 200)

    def set_thumbnail(self) -> Response:
        query = one_of(self._answers, ("uploadType",), ("videoId",))
        post = self._own(query["videoId"])
        if g.account.handle in UNVERIFIED:
            words = "The authenticated user doesnt have permissions to upload and set custom video thumbnails."
            raise self._answers.problem(403, "forbidden", words)
        try:
            upload = self._kit.uploads.take(g.account.id, body_of_any_size(), most=LARGEST_THUMBNAIL)
        except TooLarge:
            raise self._answers.problem(413, "uploadTooLarge", "Media is too large. Limit: 2097152") from None
        if not upload.size:
            raise self._answers.problem(400, "mediaBodyRequired", "The request does not include the image content.")
        if upload.seen is None or upload.seen.mime not in ("image/jpeg", "image/png"):
            raise self._answers.problem(400, "invalidImage", "The provided image content is invalid.")
        medium: dict[str, Any] = {**post.media[0], "poster": upload.name}
        post = self._kit.feed.change(post, media=[medium])
        sizes = self._resources.thumbnails(post)
        return answer({"kind": "youtube#thumbnailSetResponse", "etag": self._resources.etag(post), "items": [sizes]})

    def _own(self, video: str) -> Post:
        post = self._kit.feed.find(video)
        if post is None or post.reply_to is not None:
            words = "The video that you are trying to set a thumbnail for cannot be found."
            raise self._answers.problem(404, "videoNotFound", words)
        if post.account != g.account.id:
            words = "The thumbnail can't be set for the specified video. The request might not be properly authorized."
            raise self._answers.problem(403, "forbidden", words)
        return post
