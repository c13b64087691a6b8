"""Videos: registered, sent with a signed form to another host, processed, then of use.

https://developers.pinterest.com/docs/api/v5/media-create/
"""

import secrets
from typing import BinaryIO, cast

from flask import Blueprint, Response, g, request

from velocitypost.sandbox.services.pinterest.answers import NO_MEDIA, PinterestAnswers
from velocitypost.sandbox.services.pinterest.boards import body
from velocitypost.sandbox.services.pinterest.rules import API, UPLOADS
from velocitypost.sandbox.social.answers import answer
from velocitypost.sandbox.social.kit import Kit
from velocitypost.sandbox.social.uploads import TooLarge, Upload, allow_large_form

MOST = 2 * 1024**3
FORM_LIFE_S = 3_600
VIDEO_MS, RATIO = (4_000, 900_000), (0.5, 1.91)
TYPES = ("video/mp4", "video/quicktime")


class MediaApi:
    """Views below /v5/media, and of the host that takes the files."""

    def __init__(self, kit: Kit, answers: PinterestAnswers) -> None:
        self._kit = kit
        self._answers = answers

    def mount(self, api: Blueprint) -> None:
        """Add the endpoints."""
        api.post(f"{API}/media")(self.register_media)
        api.get(f"{API}/media/<media_id>")(self.get_media)
        api.post(f"{UPLOADS}/")(self.receive_media)

    def register_media(self) -> Response:
        if body(self._answers, {"media_type"}).get("media_type") != "video":
            raise self._answers.invalid("'media_type' is not one of ['video']")
        number = str(52 * 10**17 + secrets.randbelow(10**17))
        key, signature = f"uploads/{number}/{secrets.token_hex(8)}", secrets.token_hex(32)
        self._kit.uploads.begin(g.account.id, upload_id=number, key=key, signature=signature)
        fields = {
            "x-amz-date": "20261101T000000Z",
            "x-amz-signature": signature,
            "x-amz-security-token": secrets.token_urlsafe(24),
            "x-amz-algorithm": "AWS4-HMAC-SHA256",
            "key": key,
            "policy": secrets.token_urlsafe(40),
            "x-amz-credential": "ASIA/20261101/us-east-1/s3/aws4_request",
            "Content-Type": "multipart/form-data",
        }
        address = self._kit.address(f"{UPLOADS}/")
        told = {"media_id": number, "media_type": "video", "upload_url": address, "upload_parameters": fields}
        return answer(told, 201)

    def receive_media(self) -> Response:
        """As the storage behind it answers: 204, or 403 in XML."""
        allow_large_form()
        key = request.form.get("key", "")
        upload = self._kit.uploads.find(key.split("/")[1]) if key.count("/") == 2 else None
        signed = upload is not None and request.form.get("x-amz-signature") == upload.data["signature"]
        late = upload is not None and self._kit.sandbox.clock.now() > upload.begun + FORM_LIFE_S
        file = request.files.get("file")
        if upload is None or not signed or late or upload.data["key"] != key or file is None:
            return _storage_error(403, "AccessDenied", "Invalid according to Policy")
        if upload.finished is not None:
            return _storage_error(403, "AccessDenied", "Invalid according to Policy: used before")
        try:
            self._kit.uploads.append(upload, cast(BinaryIO, file.stream), most=MOST)
        except TooLarge:
            return _storage_error(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
        self._judge(self._kit.uploads.finish(upload, slow=True))
        return Response(status=204)

    def _judge(self, upload: Upload) -> None:
        """What Pinterest cannot use fails while it is processed."""
        seen = upload.seen
        fits = (
            seen is not None
            and seen.mime in TYPES
            and VIDEO_MS[0] <= (seen.duration_ms or 0) <= VIDEO_MS[1]
            and RATIO[0] <= round(seen.ratio, 2) <= RATIO[1]
        )
        if not fits and not upload.broken:
            self._kit.uploads.note(upload, broken="is no video of 4 seconds to 15 minutes between 1:2 and 1.91:1")

    def status(self, upload: Upload) -> str:
        """As the API names it."""
        if upload.finished is None:
            return "registered"
        if self._kit.uploads.ripeness(upload) < 1:
            return "processing"
        return "failed" if upload.broken else "succeeded"

    def get_media(self, media_id: str) -> Response:
        upload = self._kit.uploads.find(media_id, g.account.id)
        if upload is None:
            raise self._answers.missing(NO_MEDIA, "Media not found.")
        return answer({"media_id": upload.id, "media_type": "video", "status": self.status(upload)})


def _storage_error(status: int, code: str, words: str) -> Response:
    text = f'<?xml version="1.0" encoding="UTF-8"?><Error><Code>{code}</Code><Message>{words}</Message></Error>'
    return Response(text, status=status, content_type="application/xml")
