"""The lease for a file, and the store that it is for."""

import secrets
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, g, request
from werkzeug.datastructures import FileStorage

from velocitypost.sandbox.gate import Gate
from velocitypost.sandbox.services.reddit.answers import RedditAnswers
from velocitypost.sandbox.services.reddit.rules import (
    LARGEST_IMAGE,
    LARGEST_VIDEO,
    LEASE_LIFE_S,
    LONGEST_VIDEO_MS,
    MIMES,
)
from velocitypost.sandbox.social.answers import answer
from velocitypost.sandbox.social.kit import Kit
from velocitypost.sandbox.social.uploads import TooLarge, Upload, allow_large_form

HOSTS = {
    "image": "reddit-uploaded-media.s3-accelerate.amazonaws.com",
    "video": "reddit-uploaded-video.s3-accelerate.amazonaws.com",
}


class Media:
    """Files by the key of their lease."""

    def __init__(self, kit: Kit, answers: RedditAnswers) -> None:
        self._kit = kit
        self._answers = answers

    def lease(self) -> Response:
        """POST /api/media/asset.json"""
        name, mime = request.form.get("filepath", ""), request.form.get("mimetype", "")
        if not name or not mime:
            raise self._answers.problem(400, "", "filepath and mimetype are needed.")
        kind = MIMES.get(mime)
        if kind is None:
            raise self._answers.errors("BAD_FILE_TYPE", f"{mime} is not a file type that can be uploaded", "mimetype")
        asset = secrets.token_hex(7)[:13]
        key = f"rte_images/{asset}" if kind == "image" else asset
        self._kit.uploads.begin(
            g.account.id,
            upload_id=asset,
            claimed=mime,
            life_s=LEASE_LIFE_S,
            key=key,
            kind=kind,
            policy=secrets.token_hex(16),
        )
        upload = self._kit.uploads.find(asset)
        assert upload is not None  # noqa: S101 (begun a line above)
        fields = self._fields(upload)
        return answer(
            {
                "args": {
                    "action": f"//{HOSTS[kind]}",
                    "fields": [{"name": field, "value": value} for field, value in fields.items()],
                },
                "asset": {
                    "asset_id": asset,
                    "processing_state": "incomplete",
                    "payload": {"filepath": name},
                    "websocket_url": f"wss://ws-0.wss.redditmedia.com/{asset}",
                },
            }
        )

    def _fields(self, upload: Upload) -> dict[str, str]:
        day = datetime.fromtimestamp(upload.begun, UTC)
        return {
            "acl": "private",
            "key": upload.data["key"],
            "X-Amz-Credential": f"ASIASANDBOX/{day:%Y%m%d}/us-east-1/s3/aws4_request",
            "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
            "X-Amz-Date": f"{day:%Y%m%dT%H%M%SZ}",
            "success_action_status": "201",
            "content-type": upload.claimed or "",
            "x-amz-storage-class": "STANDARD",
            "policy": upload.data["policy"],
            "X-Amz-Signature": upload.data["policy"][::-1],
        }

    def store(self) -> Blueprint:
        """The two hosts that take files, by a form of their own."""
        store = Blueprint("reddit_store", __name__)
        Gate(self._kit.sandbox, self._kit.key, self._answers).guard(store)
        for kind, host in HOSTS.items():
            store.post(f"/{host}/", endpoint=f"put_{kind}", defaults={"kind": kind})(self._put)
            store.post(f"/{host}", endpoint=f"put_{kind}_bare", defaults={"kind": kind})(self._put)
        return store

    def _put(self, kind: str) -> Response:
        allow_large_form()
        key = request.form.get("key", "")
        upload = self._kit.uploads.find(key.rpartition("/")[2])
        if upload is None or upload.data["key"] != key or upload.data["kind"] != kind or upload.size is not None:
            return _xml(403, "AccessDenied", "Invalid according to Policy: Policy expired.")
        if dict(request.form) != self._fields(upload):
            return _xml(403, "AccessDenied", "Invalid according to Policy: Extra or missing input fields.")
        file: FileStorage | None = request.files.get("file")
        if file is None:
            return _xml(400, "InvalidArgument", "POST requires exactly one file upload per request.")
        most = LARGEST_IMAGE if kind == "image" else LARGEST_VIDEO
        try:
            self._kit.uploads.append(upload, file.stream, most=most)  # type: ignore[arg-type]
        except TooLarge:
            words = "Your proposed upload exceeds the maximum allowed size"
            return _xml(400, "EntityTooLarge", words, ProposedSize=str(most + 1), MaxSizeAllowed=str(most))
        self._kit.uploads.finish(upload)
        where = f"https://{HOSTS[kind]}/{key.replace('/', '%2F')}"
        inner = f"<Location>{where}</Location><Bucket>{HOSTS[kind].partition('.')[0]}</Bucket><Key>{key}</Key>"
        return Response(f"<PostResponse>{inner}</PostResponse>", status=201, content_type="application/xml")

    def behind(self, address: str, kind: str) -> Upload:
        """The file that a submission names by its address. Raises Reddit's refusals."""
        key = address.removeprefix(f"https://{HOSTS[kind]}/")
        return self.found(key.rpartition("/")[2], kind, address == f"https://{HOSTS[kind]}/{key}")

    def found(self, asset: str, kind: str, named_well: bool = True) -> Upload:
        """The same by the asset's id."""
        upload = self._kit.uploads.find(asset, g.account.id)
        if not named_well or upload is None or upload.seen is None or upload.data["kind"] != kind:
            raise self._answers.errors("BAD_URL", "Something went wrong with your upload. Try again", "url")
        seen = upload.seen
        wrong = seen.kind == "video" if kind == "image" else seen.kind != "video"
        if wrong or (seen.duration_ms or 0) > LONGEST_VIDEO_MS:
            raise self._answers.errors("BAD_URL", "This file cannot be used", "url")
        return upload


def _xml(status: int, code: str, words: str, **more: Any) -> Response:
    further = "".join(f"<{name}>{value}</{name}>" for name, value in more.items())
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?><Error><Code>{code}</Code><Message>{words}</Message>{further}</Error>'
    )
    return Response(body, status=status, content_type="application/xml")
