"""What a pin is made of: a picture, several, or a video.

https://developers.pinterest.com/docs/api/v5/pins-create/
"""

import base64
import binascii
import io
from typing import Any

from flask import g

from velocitypost.sandbox.services.pinterest.answers import NO_MEDIA, PinterestAnswers
from velocitypost.sandbox.services.pinterest.media import MediaApi
from velocitypost.sandbox.social.answers import Problem
from velocitypost.sandbox.social.fetching import CannotFetch, fetched
from velocitypost.sandbox.social.kit import Kit
from velocitypost.sandbox.social.uploads import TooLarge, Upload

MOST = 20 * 1024 * 1024
CONTENT_TYPES = ("image/jpeg", "image/png")
FETCHED_TYPES = (*CONTENT_TYPES, "image/webp", "image/gif")
SLIDES = (2, 5)
MEMBERS = {
    "image_base64": {"content_type", "data", "is_standard"},
    "image_url": {"url", "is_standard"},
    "multiple_image_base64": {"items", "index"},
    "multiple_image_urls": {"items", "index"},
    "video_id": {
        "media_id",
        "cover_image_url",
        "cover_image_content_type",
        "cover_image_data",
        "cover_image_key_frame_time",
        "is_standard",
    },
}
SLIDE = {"title", "description", "link"}


class Sources:
    """Reads the member `media_source`."""

    def __init__(self, kit: Kit, answers: PinterestAnswers, media: MediaApi) -> None:
        self._kit = kit
        self._answers = answers
        self._media = media

    def read(self, given: Any) -> tuple[str, list[Upload]]:
        """The pin's creative type and its files; raises what Pinterest refuses."""
        kind = given.get("source_type") if isinstance(given, dict) else None
        if kind not in MEMBERS:
            raise self._answers.invalid("'media_source' is a required property with a known 'source_type'")
        self._known(given, MEMBERS[kind] | {"source_type"})
        if kind == "video_id":
            return "VIDEO", [self._video(given)]
        if kind in ("image_base64", "image_url"):
            return "REGULAR", [self._picture(given, kind)]
        items = given.get("items")
        if not isinstance(items, list) or not SLIDES[0] <= len(items) <= SLIDES[1]:
            raise self._answers.invalid(f"'items' must have {SLIDES[0]} to {SLIDES[1]} members")
        single = "image_base64" if kind == "multiple_image_base64" else "image_url"
        for item in items:
            if not isinstance(item, dict):
                raise self._answers.invalid("A member of 'items' is not an object")
            self._known(item, MEMBERS[single] - {"is_standard"} | SLIDE)
        return "CAROUSEL", [self._picture(item, single) for item in items]

    def _known(self, given: dict[str, Any], known: set[str]) -> None:
        for name in given:
            if name not in known:
                raise self._answers.invalid(f"Additional properties are not allowed ('{name}' was unexpected)")

    def _picture(self, given: dict[str, Any], kind: str) -> Upload:
        if kind == "image_url":
            return self._fetched(given.get("url"))
        mime, data = given.get("content_type"), given.get("data")
        if mime not in CONTENT_TYPES or not isinstance(data, str):
            raise self._answers.invalid("'content_type' and 'data' of a picture are required")
        try:
            content = base64.b64decode(data, validate=True)
        except (binascii.Error, ValueError):
            raise self._bad_picture() from None
        return self._judged(self._take(io.BytesIO(content)), (str(mime),))

    def _fetched(self, url: Any) -> Upload:
        if not isinstance(url, str):
            raise self._answers.invalid("'url' of a picture is required")
        try:
            with fetched(url) as stream:
                return self._judged(self._take(stream), FETCHED_TYPES)
        except CannotFetch:
            raise self._answers.problem(400, "235", "Sorry, we could not fetch the image.") from None

    def _take(self, stream: Any) -> Upload:
        try:
            return self._kit.uploads.take(g.account.id, stream, most=MOST)
        except TooLarge:
            raise self._answers.problem(400, "235", "Sorry, this image is too large.") from None

    def _judged(self, upload: Upload, types: tuple[str, ...]) -> Upload:
        if upload.seen is None or upload.seen.mime not in types:
            raise self._bad_picture()
        return upload

    def _bad_picture(self) -> Problem:
        return self._answers.problem(400, "235", "Sorry, this image cannot be read.")

    def _video(self, given: dict[str, Any]) -> Upload:
        media_id = given.get("media_id")
        upload = self._kit.uploads.find(media_id, g.account.id) if isinstance(media_id, str) else None
        if upload is None or "key" not in upload.data:
            raise self._answers.missing(NO_MEDIA, "Media not found.")
        covers = ("cover_image_url", "cover_image_data", "cover_image_key_frame_time")
        if not any(name in given for name in covers):
            raise self._answers.invalid("A video needs a cover image")
        second = given.get("cover_image_key_frame_time", 0)
        if not isinstance(second, int) or not 0 <= second * 1000 <= (upload.duration_ms or 0):
            raise self._answers.invalid("'cover_image_key_frame_time' is outside of the video")
        status = self._media.status(upload)
        if status != "succeeded":
            raise self._answers.problem(400, "4175", f"The media is not ready: {status}")
        return upload
