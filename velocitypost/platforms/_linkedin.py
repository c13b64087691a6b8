"""What both ways to LinkedIn share: its version, its errors, its uploads, and the body of a post.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from velocitypost.contract.capabilities import error_by_status, retry_after
from velocitypost.contract.client import Client
from velocitypost.contract.errors import PlatformError, ReconnectNeeded, Rejected, Unavailable
from velocitypost.contract.spec import Source, Version
from velocitypost.contract.types import Attachment, Draft
from velocitypost.core.http import Garbled, Response
from velocitypost.platforms import _linkedin_text as little

VERIFIED = date(2026, 11, 1)
DOCS = "https://learn.microsoft.com/en-us/linkedin"
# Each version lives for a year from the middle of its month; 202607 is the newest whose release is documented.
VERSION = Version("202607", Source(f"{DOCS}/marketing/versioning", VERIFIED, expires_on=date(2027, 7, 15)))
HEADERS = {"linkedin-version": VERSION.name, "x-restli-protocol-version": "2.0.0"}
POLL_DURATIONS = {1_440: "ONE_DAY", 4_320: "THREE_DAYS", 10_080: "SEVEN_DAYS", 20_160: "FOURTEEN_DAYS"}
POLL_QUESTION_MAX, POLL_ANSWER_MAX = 140, 30

_RESOURCE = {"image": "images", "gif": "images", "video": "videos", "document": "documents"}
_LOOK_AGAIN_SECONDS = 5.0
_PARTS_AT_ONCE = 4
_SLICE = 256 * 1024
_THROTTLED = 101
_POST_URN = re.compile(r"urn:li:(?:share|ugcPost|activity):\d+")


def encoded(urn: str) -> str:
    """An id as it stands in a path or in a list."""
    return quote(urn, safe="")


def listed(urns: Iterable[str]) -> str:
    """Ids as Rest.li wants several of them: the brackets and commas bare, all else encoded."""
    return f"List({','.join(encoded(urn) for urn in urns)})"


def post_urn(text: str) -> str | None:
    """The first id of a post in an address or a sentence."""
    found = _POST_URN.search(text.replace("%3A", ":").replace("%3a", ":"))
    return found.group() if found else None


def get(client: Client, path: str, params: Mapping[str, str] | None = None, **headers: str) -> Any:
    """Asks and reads JSON. Raises `Unavailable` for what cannot be read."""
    response = client.send("GET", path, params=params, headers={**HEADERS, **headers})
    return _json(response)


def read_error(response: Response, *, writes: bool, now: datetime) -> PlatformError:
    """https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/error-handling"""
    body = _problem(response)
    codes = [str(body.get("code") or response.status), *_input_codes(body)]
    reason = f"LinkedIn says: {body['message']}" if body.get("message") else ""
    status = response.status
    if status == 401:
        return ReconnectNeeded("LinkedIn no longer accepts our sign-in for this account.", code=codes[0])
    if status == 426:
        return Rejected(
            "LinkedIn has switched off the version of its API that this installation speaks.",
            code=codes[0],
            fix="Update VelocityPost, then post it again.",
        )
    if status == 429:
        return Unavailable(
            "LinkedIn has taken as many requests as it allows for today.",
            code=codes[0],
            retry_at=retry_after(response, now) or _next_day(body, now),
            rate_limited=True,
        )
    if "DUPLICATE_POST" in codes:
        return Rejected(
            f"LinkedIn says that it has this post already: {post_urn(reason) or 'it does not say which one'}.",
            code="DUPLICATE_POST",
            fix="Change the text a little and post it again.",
            duplicate=True,
        )
    if status == 403:
        fix = "Connect LinkedIn again and allow everything that it asks."
        return Rejected(reason or "LinkedIn does not allow this.", code=codes[0], fix=fix)
    if 400 <= status < 500 and status != 408:
        return Rejected(reason or f"LinkedIn answered with status {status}.", code=codes[0])
    return error_by_status(response, writes=writes, now=now, reason=reason)


def bring_up(client: Client, owner: str, attachment: Attachment, upload: dict[str, Any]) -> float | None:
    """Brings one file further, noting progress in `upload`. None when it can be posted, else seconds to wait.

    https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/videos-api
    """
    if "urn" not in upload or (not upload.get("sent") and client.now.timestamp() * 1000 >= upload["until"]):
        upload.clear()
        upload.update(_begun(client, owner, attachment))
    if not upload.get("sent"):
        if attachment.kind == "video":
            if _send_parts(client, attachment, upload):
                return 0.0
            _finalize(client, upload)
        else:
            _send_whole(client, attachment, upload["address"])
        upload["sent"] = True
        for spent in ("address", "parts", "etags"):
            upload.pop(spent, None)
    if attachment.kind == "image":
        return None
    return _settle(client, attachment, upload["urn"])


def content(draft: Draft, media: list[str]) -> dict[str, Any] | None:
    """What a post holds beside its text; `media` are the ids of the draft's files, in their order."""
    options = draft.options
    if poll := options.get("poll"):
        return {"poll": _poll(draft, poll)}
    if link := options.get("link"):
        article = {"source": link, "title": options.get("link_title", "")}
        if options.get("link_description"):
            article["description"] = options["link_description"]
        if media:
            article["thumbnail"] = media[0]
            if alt := draft.attachments[0].alt.strip():
                article["thumbnailAltText"] = alt
        return {"article": article}
    items = [_item(attachment, urn) for attachment, urn in zip(draft.attachments, media, strict=True)]
    if len(items) > 1:
        return {"multiImage": {"images": items}}
    if not items:
        return None
    title = options.get("title") or (PurePath(draft.attachments[0].name).stem or "Document")
    if draft.attachments[0].kind == "document" or (draft.attachments[0].kind == "video" and options.get("title")):
        items[0]["title"] = title
    return {"media": items[0]}


def shown_media(post: Mapping[str, Any]) -> list[str]:
    """The ids of the files in a post, in their order."""
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


def _item(attachment: Attachment, urn: str) -> dict[str, str]:
    alt = attachment.alt.strip() if attachment.kind in ("image", "gif") else ""
    return {"id": urn, "altText": alt} if alt else {"id": urn}


def _begun(client: Client, owner: str, attachment: Attachment) -> dict[str, Any]:
    wanted: dict[str, Any] = {"owner": owner}
    if attachment.kind == "video":
        wanted |= {"fileSizeBytes": attachment.bytes, "uploadCaptions": False, "uploadThumbnail": False}
    resource = _RESOURCE[attachment.kind]
    value = _action(client, resource, "initializeUpload", {"initializeUploadRequest": wanted})
    begun = {"urn": value[resource.removesuffix("s")]}
    begun["until"] = value.get("uploadUrlExpiresAt") or value.get("uploadUrlsExpireAt") or 2**53
    if attachment.kind != "video":
        return {**begun, "address": value["uploadUrl"]}
    parts = [(part["uploadUrl"], part["firstByte"], part["lastByte"]) for part in value["uploadInstructions"]]
    return {**begun, "parts": parts, "etags": [], "token": value.get("uploadToken", "")}


def _send_whole(client: Client, attachment: Attachment, address: str) -> None:
    headers = {"content-type": attachment.mime, "content-length": str(attachment.bytes)}
    client.send("PUT", address, content=lambda: _slices(attachment), headers=headers)


def _send_parts(client: Client, attachment: Attachment, upload: dict[str, Any]) -> bool:
    """Sends some of the parts that are left; whether there are more."""
    for address, first, last in islice(upload["parts"], len(upload["etags"]), len(upload["etags"]) + _PARTS_AT_ONCE):
        part = b"".join(_slices(attachment, first, last + 1))
        headers = {"content-type": "application/octet-stream"}
        answer = client.send("PUT", address, content=part, headers=headers, authorised=False)
        upload["etags"].append(answer.headers.get("etag", ""))
    return len(upload["etags"]) < len(upload["parts"])


def _finalize(client: Client, upload: Mapping[str, Any]) -> None:
    wanted = {"video": upload["urn"], "uploadToken": upload["token"], "uploadedPartIds": upload["etags"]}
    client.send(
        "POST",
        "/rest/videos",
        params={"action": "finalizeUpload"},
        json={"finalizeUploadRequest": wanted},
        headers=HEADERS,
    )


def _settle(client: Client, attachment: Attachment, urn: str) -> float | None:
    status = get(client, f"/rest/{_RESOURCE[attachment.kind]}/{encoded(urn)}")["status"]
    if status == "PROCESSING_FAILED":
        raise Rejected("LinkedIn could not process this file.", code=status, fix="Use another file.")
    return None if status == "AVAILABLE" else _LOOK_AGAIN_SECONDS


def _slices(attachment: Attachment, first: int = 0, end: int | None = None) -> Iterator[bytes]:
    assert attachment.open is not None  # noqa: S101  a draft that is sent has its files at hand
    left = (attachment.bytes if end is None else end) - first
    with attachment.open() as file:
        file.seek(first)
        while left > 0 and (piece := file.read(min(_SLICE, left))):
            left -= len(piece)
            yield piece


def _action(client: Client, resource: str, action: str, body: Mapping[str, Any]) -> dict[str, Any]:
    response = client.send("POST", f"/rest/{resource}", params={"action": action}, json=body, headers=HEADERS)
    value: dict[str, Any] = _json(response)["value"]
    return value


def _json(response: Response) -> Any:
    try:
        return response.json()
    except Garbled as error:
        raise Unavailable("LinkedIn gave an answer that could not be read.", code="garbled") from error


def _problem(response: Response) -> Mapping[str, Any]:
    try:
        body = response.json()
    except Garbled:
        return {}
    return body if isinstance(body, dict) else {}


def _input_codes(body: Mapping[str, Any]) -> list[str]:
    details = body.get("errorDetails")
    errors = details.get("inputErrors") if isinstance(details, dict) else None
    return [str(error.get("code")) for error in errors or () if isinstance(error, dict)]


def _next_day(body: Mapping[str, Any], now: datetime) -> datetime | None:
    """Daily limits end at midnight UTC. https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/rate-limits"""
    if body.get("serviceErrorCode") != _THROTTLED:
        return None
    return now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def same_text(draft: Draft, commentary: str) -> bool:
    """Whether a post's text is the draft's."""
    return little.comparable(little.read(commentary)) == little.comparable(draft.text)
