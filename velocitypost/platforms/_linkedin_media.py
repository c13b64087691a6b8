"""LinkedIn's uploads, and what a post holds beside its text.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/images-api
https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/videos-api
https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/documents-api
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from pathlib import PurePath
from typing import Any

from velocitypost.contract import bodies
from velocitypost.contract.client import Client
from velocitypost.contract.errors import Rejected
from velocitypost.contract.types import Attachment, Draft
from velocitypost.platforms import _linkedin_api as api

POLL_DURATIONS = {1_440: "ONE_DAY", 4_320: "THREE_DAYS", 10_080: "SEVEN_DAYS", 20_160: "FOURTEEN_DAYS"}

_RESOURCE = {"image": "images", "gif": "images", "video": "videos", "document": "documents"}
_LOOK_AGAIN_SECONDS = 5.0
_PARTS_AT_ONCE = 4


def bring_up(client: Client, owner: str, attachment: Attachment, upload: dict[str, Any]) -> float | None:
    """Brings one file further, noting progress in `upload`. None when it can be posted, else seconds to wait."""
    if "urn" not in upload or (not upload.get("sent") and client.now.timestamp() * 1000 >= upload["until"]):
        upload.clear()
        upload.update(_begun(client, owner, attachment))
    if not upload.get("sent"):
        try:
            if not _sent(client, attachment, upload):
                return 0.0
        except Rejected:
            # It was sent before, and whoever did so died before noting it.
            if _status(client, attachment, upload["urn"]) == "WAITING_UPLOAD":
                raise
        upload["sent"] = True
        for spent in ("address", "parts", "etags", "token"):
            upload.pop(spent, None)
    # A picture can be posted at once; what moves, and documents, are processed first.
    return None if attachment.kind == "image" else _settle(client, attachment, upload["urn"])


def content(draft: Draft, media: list[str]) -> dict[str, Any] | None:
    """What a post holds beside its text; `media` are the ids of the draft's files, in their order."""
    options = draft.options
    if poll := options.get("poll"):
        return {"poll": _poll(draft, poll)}
    if options.get("link"):
        return {"article": _article(draft, media)}
    items = [_item(attachment, urn) for attachment, urn in zip(draft.attachments, media, strict=True)]
    if len(items) > 1:
        return {"multiImage": {"images": items}}
    if not items:
        return None
    file = draft.attachments[0]
    title = options.get("title") or (PurePath(file.name).stem or "Document" if file.kind == "document" else "")
    return {"media": {**items[0], "title": title} if title and file.kind in ("document", "video") else items[0]}


def held_media(post: Mapping[str, Any]) -> list[str]:
    """The ids of the files in a post that LinkedIn shows, in their order."""
    held = post.get("content") or {}
    images = [image["id"] for image in held.get("multiImage", {}).get("images", ())]
    single = held.get("media", {}).get("id") or held.get("article", {}).get("thumbnail")
    return images or ([single] if single else [])


def poll_question(draft: Draft) -> str:
    """A poll's own question, or the post's text."""
    return str(draft.options.get("poll_question") or draft.text).strip()


def poll_minutes(poll: Mapping[str, Any]) -> int:
    """How long LinkedIn runs it: the shortest of its durations that is long enough, else the longest."""
    return next((minutes for minutes in POLL_DURATIONS if minutes >= poll["minutes"]), max(POLL_DURATIONS))


def _poll(draft: Draft, poll: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "question": poll_question(draft),
        "options": [{"text": choice} for choice in poll["choices"]],
        "settings": {"duration": POLL_DURATIONS[poll_minutes(poll)], "voteSelectionType": "SINGLE_VOTE"},
    }


def _article(draft: Draft, media: list[str]) -> dict[str, Any]:
    options = draft.options
    article = {"source": options["link"], "title": options.get("link_title", "")}
    if options.get("link_description"):
        article["description"] = options["link_description"]
    if media:
        article["thumbnail"] = media[0]
        if alt := draft.attachments[0].alt.strip():
            article["thumbnailAltText"] = alt
    return article


def _item(attachment: Attachment, urn: str) -> dict[str, str]:
    alt = attachment.alt.strip() if attachment.kind in ("image", "gif") else ""
    return {"id": urn, "altText": alt} if alt else {"id": urn}


def _begun(client: Client, owner: str, attachment: Attachment) -> dict[str, Any]:
    wanted: dict[str, Any] = {"owner": owner}
    if attachment.kind == "video":
        wanted |= {"fileSizeBytes": attachment.bytes, "uploadCaptions": False, "uploadThumbnail": False}
    resource = _RESOURCE[attachment.kind]
    body = {"initializeUploadRequest": wanted}
    value = api.post(client, f"/rest/{resource}", {"action": "initializeUpload"}, body)["value"]
    begun = {"urn": value[resource.removesuffix("s")]}
    begun["until"] = value.get("uploadUrlExpiresAt") or value.get("uploadUrlsExpireAt") or 2**53
    if attachment.kind != "video":
        return {**begun, "address": value["uploadUrl"]}
    parts = [(part["uploadUrl"], part["firstByte"], part["lastByte"]) for part in value["uploadInstructions"]]
    return {**begun, "parts": parts, "etags": [], "token": value.get("uploadToken", "")}


def _sent(client: Client, attachment: Attachment, upload: dict[str, Any]) -> bool:
    """Sends the file, or some of the parts that are left; whether all is there."""
    if attachment.kind != "video":
        body = bodies.plain(attachment)
        client.send("PUT", upload["address"], content=body.content, headers=body.headers)
        return True
    etags, parts = upload["etags"], upload["parts"]
    if len(etags) < len(parts):
        for address, first, last in islice(parts, len(etags), len(etags) + _PARTS_AT_ONCE):
            part = bodies.plain(attachment, first, last + 1, mime="application/octet-stream")
            answer = client.send("PUT", address, content=part.content, headers=part.headers, authorised=False)
            etags.append(answer.headers.get("etag", ""))
        return False
    wanted = {"video": upload["urn"], "uploadToken": upload["token"], "uploadedPartIds": etags}
    asked, action = {"finalizeUploadRequest": wanted}, {"action": "finalizeUpload"}
    client.send("POST", "/rest/videos", params=action, json=asked, headers=api.HEADERS)
    return True


def _settle(client: Client, attachment: Attachment, urn: str) -> float | None:
    status = _status(client, attachment, urn)
    if status == "PROCESSING_FAILED":
        raise Rejected("LinkedIn could not process this file.", code=status, fix="Use another file.")
    return None if status == "AVAILABLE" else _LOOK_AGAIN_SECONDS


def _status(client: Client, attachment: Attachment, urn: str) -> str:
    return str(api.get(client, f"/rest/{_RESOURCE[attachment.kind]}/{api.encoded(urn)}").get("status", ""))
