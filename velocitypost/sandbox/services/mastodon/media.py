"""Uploads. https://docs.joinmastodon.org/methods/media/"""

import secrets
from typing import BinaryIO, cast

from flask import Blueprint, Response, g, request
from werkzeug.datastructures import FileStorage

from velocitypost.sandbox.services.mastodon.answers import MastodonAnswers
from velocitypost.sandbox.services.mastodon.reader import Reader
from velocitypost.sandbox.services.mastodon.rules import (
    DESCRIPTION_LIMIT,
    IMAGE_BYTES,
    IMAGE_PIXELS,
    TYPES,
    VIDEO_BYTES,
    VIDEO_PIXELS,
)
from velocitypost.sandbox.social.answers import Problem, answer
from velocitypost.sandbox.social.kit import Kit
from velocitypost.sandbox.social.uploads import TooLarge, Upload, allow_large_form

BAD_FILE = "File content type is invalid, File is invalid"


class MediaApi:
    """Pictures are ready at once, videos and moving pictures after a while."""

    def __init__(self, kit: Kit, answers: MastodonAnswers) -> None:
        self._kit = kit
        self._answers = answers
        self._reader = Reader(kit)

    def mount(self, api: Blueprint, host: str) -> None:
        """Add the endpoints."""
        api.post(f"{host}/api/v2/media")(self.upload_media)
        api.get(f"{host}/api/v1/media/<media_id>")(self.get_media)
        api.put(f"{host}/api/v1/media/<media_id>")(self.update_media)
        api.delete(f"{host}/api/v1/media/<media_id>")(self.delete_media)

    def _invalid(self, words: str) -> Problem:
        return Problem(self._answers.invalid(words))

    def upload_media(self, instance: str) -> Response:
        allow_large_form()
        file: FileStorage | None = request.files.get("file")
        if file is None:
            raise self._invalid("File can't be blank")
        if file.mimetype not in TYPES:
            raise self._invalid(BAD_FILE)
        described, focus = self._description(), self._focus()
        number = str(10**17 + secrets.randbelow(10**16))
        most = VIDEO_BYTES if file.mimetype.startswith("video/") or file.mimetype == "image/gif" else IMAGE_BYTES
        begun = {"upload_id": number, "claimed": file.mimetype, "alt": described, "focus": focus}
        try:
            upload = self._kit.uploads.take(g.account.id, cast(BinaryIO, file.stream), most=most, **begun)
        except TooLarge:
            raise self._invalid(f"File file size must be less than {most // 1024 // 1024} MB") from None
        self._judge(upload)
        ready = self._kit.uploads.ripeness(upload) >= 1
        return answer(self._reader.attachment(upload), 200 if ready else 202)

    def _judge(self, upload: Upload) -> None:
        seen = upload.seen
        if seen is None or seen.mime not in TYPES:
            raise self._invalid(BAD_FILE)
        most = VIDEO_PIXELS if seen.kind == "video" else IMAGE_PIXELS
        if seen.width * seen.height > most:
            what = "videos" if seen.kind == "video" else "images"
            raise self._answers.problem(422, "422", f"{seen.width}x{seen.height} {what} are not supported")

    def _description(self) -> str | None:
        described = request.form.get("description")
        if described is not None and len(described) > DESCRIPTION_LIMIT:
            raise self._invalid(f"Description is too long (maximum is {DESCRIPTION_LIMIT} characters)")
        return described

    def _focus(self) -> dict[str, float] | None:
        x, comma, y = request.form.get("focus", "").partition(",")
        try:
            return {"x": float(x), "y": float(y)} if comma else None
        except ValueError:
            return None

    def _found(self, media_id: str) -> Upload:
        upload = self._kit.uploads.find(media_id, g.account.id)
        if upload is None or upload.data.get("status") or upload.data.get("deleted"):
            raise self._answers.problem(404, "404", "Record not found")
        return upload

    def get_media(self, instance: str, media_id: str) -> Response:
        upload = self._found(media_id)
        ready = self._kit.uploads.ripeness(upload) >= 1
        return answer(self._reader.attachment(upload), 200 if ready else 206)

    def update_media(self, instance: str, media_id: str) -> Response:
        upload = self._found(media_id)
        if (described := self._description()) is not None:
            upload = self._kit.uploads.note(upload, alt=described)
        if (focus := self._focus()) is not None:
            upload = self._kit.uploads.note(upload, data={**upload.data, "focus": focus})
        return answer(self._reader.attachment(upload))

    def delete_media(self, instance: str, media_id: str) -> Response:
        upload = self._found(media_id)
        self._kit.uploads.note(upload, data={**upload.data, "deleted": True})
        return answer({})
