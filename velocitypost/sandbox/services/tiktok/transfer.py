"""The host that takes videos, in chunks one after the other.

https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide
"""

import re

from flask import Blueprint, Response, g, request

from velocitypost.sandbox.gate import Gate
from velocitypost.sandbox.services.tiktok.answers import TikTokAnswers
from velocitypost.sandbox.services.tiktok.jobs import Jobs
from velocitypost.sandbox.services.tiktok.rules import PIECE, PUT, VIDEO_MIMES
from velocitypost.sandbox.social.kit import Kit
from velocitypost.sandbox.social.uploads import TooLarge, Upload, body_of_any_size, drained

_SPAN = re.compile(r"bytes (\d+)-(\d+)/(\d+)")


def blueprint(kit: Kit, answers: TikTokAnswers, jobs: Jobs) -> Blueprint:
    """No token here: the address is a secret of its own, for an hour."""
    transfer = Blueprint("tiktok_transfer", __name__)
    views = _Transfer(kit, jobs)
    Gate(kit.sandbox, kit.key, answers, views.known).guard(transfer)
    transfer.after_request(drained)
    transfer.put("/open-upload.tiktokapis.com/video/")(views.put_chunk)
    return transfer


class _Transfer:
    def __init__(self, kit: Kit, jobs: Jobs) -> None:
        self._kit = kit
        self._jobs = jobs

    def known(self) -> Response | None:
        """Whose upload it is; names the request by whether it brings the last chunk."""
        upload = self._kit.uploads.find(request.args.get("upload_id", ""))
        if upload is None or upload.data["token"] != request.args.get("upload_token"):
            return Response(status=403)
        g.upload, g.account = upload, self._kit.sandbox.accounts.get(self._kit.key, upload.account)
        span = _SPAN.fullmatch(request.headers.get("Content-Range", ""))
        if g.operation == PUT and span is not None and int(span[2]) + 1 < int(span[3]):
            g.operation, g.names = PIECE, (PIECE,)
        return None

    def put_chunk(self) -> Response:
        upload: Upload = g.upload
        if request.mimetype not in VIDEO_MIMES:
            return Response(status=415)
        span = _SPAN.fullmatch(request.headers.get("Content-Range", ""))
        if span is None or request.content_length != int(span[2]) - int(span[1]) + 1:
            return Response(status=400)
        first, last, total = (int(number) for number in span.groups())
        here, chunk, count = len(self._kit.uploads.parts(upload)), upload.data["chunk"], upload.data["count"]
        end = upload.total if here == count - 1 else (here + 1) * chunk
        if upload.size is not None or total != upload.total or first != here * chunk or last + 1 != end:
            response = Response(status=416)
            response.headers["content-range"] = f"bytes */{upload.total}"
            return response
        try:
            self._kit.uploads.put_part(upload, here, body_of_any_size(), most=last - first + 1)
        except TooLarge:
            return Response(status=400)
        response = Response(status=201 if last + 1 == total else 206)
        response.headers["content-range"] = f"bytes 0-{last}/{total}"
        if last + 1 == total:
            self._jobs.arrived(upload)
        return response
