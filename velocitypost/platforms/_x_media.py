"""Files for X, in pieces. https://docs.x.com/x-api/media/quickstart/media-upload-chunked"""

from __future__ import annotations

from itertools import islice
from typing import Any

from velocitypost.contract import bodies
from velocitypost.contract.client import Client
from velocitypost.contract.errors import Rejected
from velocitypost.contract.types import Attachment

_SEGMENT = 4 * 1024 * 1024
_SEGMENTS_AT_ONCE = 4
_CATEGORY = {"image": "tweet_image", "gif": "tweet_gif", "video": "tweet_video"}


def upload_file(client: Client, attachment: Attachment, upload: dict[str, Any]) -> float | None:
    """Brings one file further, noting progress in `upload`. None when it is ready, else seconds to wait."""
    if "id" not in upload:
        answer = client.send(
            "POST",
            "/2/media/upload/initialize",
            json={
                "media_type": attachment.mime,
                "total_bytes": attachment.bytes,
                "media_category": _CATEGORY[attachment.kind],
            },
        ).json()
        upload.update(id=answer["data"]["id"], segments=0)
    total = -(-attachment.bytes // _SEGMENT)
    for segment in islice(range(upload["segments"], total), _SEGMENTS_AT_ONCE):
        start = segment * _SEGMENT
        body = bodies.form(
            {"segment_index": str(segment)},
            attachment,
            start,
            min(start + _SEGMENT, attachment.bytes),
            field="media",
            name="media",
            mime="application/octet-stream",
        )
        path = f"/2/media/upload/{upload['id']}/append"
        client.send("POST", path, content=body.content, headers=body.headers)
        upload["segments"] = segment + 1
    if upload["segments"] < total:
        return 0.0
    if not upload.get("ready"):
        if (wait := _settle(client, upload)) is not None:
            return wait
        upload["ready"] = True
    if attachment.alt.strip() and attachment.kind != "video" and not upload.get("described"):
        client.send(
            "POST",
            "/2/media/metadata",
            json={"id": upload["id"], "metadata": {"alt_text": {"text": attachment.alt}}},
        )
        upload["described"] = True
    return None


def _settle(client: Client, upload: dict[str, Any]) -> float | None:
    if upload.get("finalized"):
        data = client.get("/2/media/upload", {"command": "STATUS", "media_id": upload["id"]})["data"]
    else:
        data = client.send("POST", f"/2/media/upload/{upload['id']}/finalize").json()["data"]
        upload["finalized"] = True
    processing = data.get("processing_info") or {"state": "succeeded"}
    if processing["state"] == "failed":
        reason = processing.get("error", {}).get("message", "no reason given")
        raise Rejected(f"X could not process the media: {reason}", code="media-failed", fix="Use another file.")
    return None if processing["state"] == "succeeded" else float(processing.get("check_after_secs", 1))
