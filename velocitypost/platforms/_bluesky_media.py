"""Files for Bluesky: pictures go to the account's server, videos by way of the video service."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlencode

from velocitypost.contract import bodies
from velocitypost.contract.answers import json_of
from velocitypost.contract.client import Client
from velocitypost.contract.errors import Rejected
from velocitypost.contract.types import Attachment
from velocitypost.core.http import Response

_NAME = "Bluesky"
_VIDEO = "https://video.bsky.app/xrpc/app.bsky.video"
_VIDEO_TOKEN = timedelta(minutes=30)


class VideoKnown(Rejected):
    """The video service has digested the same bytes before."""

    job = ""


def upload_file(client: Client, attachment: Attachment, upload: dict[str, Any]) -> None:
    """Brings one file further. Pictures go to the account's server, a video by way of the video service."""
    if attachment.kind != "video":
        where, headers = "/xrpc/com.atproto.repo.uploadBlob", {"content-type": attachment.mime}
        upload["blob"] = json_of(_send(client, where, attachment, headers), _NAME)["blob"]
    elif "job" not in upload:
        upload["job"] = _begin_video(client, attachment)
    else:
        asked = f"{_VIDEO}.getJobStatus?jobId={quote(upload['job'])}"
        status = json_of(client.send("GET", asked, authorised=False), _NAME)
        job = status.get("jobStatus", status)
        if job.get("state") == "JOB_STATE_FAILED":
            words = job.get("message") or job.get("error") or "no reason given"
            raise Rejected(
                f"Bluesky could not process the video: {words}", code="video-failed", fix="Use another file."
            )
        if job.get("blob"):
            upload["blob"] = job["blob"]


def _begin_video(client: Client, attachment: Attachment) -> str:
    """https://docs.bsky.app/docs/tutorials/video#recommended-method"""
    server = client.facts.get("server") or "bsky.social"
    expires = int((client.now + _VIDEO_TOKEN).timestamp())
    query = {"aud": f"did:web:{server}", "lxm": "com.atproto.repo.uploadBlob", "exp": str(expires)}
    token = client.get("/xrpc/com.atproto.server.getServiceAuth", query)["token"]
    headers = {"content-type": attachment.mime, "authorization": f"Bearer {token}"}
    name = f"{hashlib.sha256(attachment.id.encode()).hexdigest()[:16]}.mp4"
    where = f"{_VIDEO}.uploadVideo?{urlencode({'did': client.platform_user_id, 'name': name})}"
    try:
        answer = json_of(_send(client, where, attachment, headers, authorised=False), _NAME)
    except VideoKnown as known:
        return known.job
    return str(answer.get("jobStatus", answer)["jobId"])


def _send(
    client: Client, where: str, attachment: Attachment, headers: dict[str, str], *, authorised: bool = True
) -> Response:
    body = bodies.plain(attachment)
    return client.send("POST", where, content=body.content, headers={**body.headers, **headers}, authorised=authorised)
