"""What Reddit's answers mean, and files on their way to it. https://www.reddit.com/dev/api"""

from __future__ import annotations

import math
import re
import struct
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from velocitypost.contract import bodies
from velocitypost.contract.answers import reading, reading_written
from velocitypost.contract.capabilities import error_by_status
from velocitypost.contract.client import Client
from velocitypost.contract.errors import PlatformError, Rejected, Unavailable
from velocitypost.contract.moments import after_seconds
from velocitypost.contract.types import Attachment, Quota
from velocitypost.core.http import Response

_PAUSE = timedelta(minutes=10)
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "video/mp4": "mp4", "video/quicktime": "mov"}
_POSTER_SIZE = (640, 360)

_NO: Mapping[str, tuple[str, str]] = {
    "ALREADY_SUB": ("This link was posted there already.", "Change the link, or post it elsewhere."),
    "SUBREDDIT_NOEXIST": ("There is no such subreddit.", "Check its name."),
    "SUBREDDIT_NOTALLOWED": ("This account may not post there.", "Join it or ask its moderators."),
    "SUBREDDIT_REQUIRED": ("A post needs a subreddit.", "Choose one."),
    "NO_SELFS": ("There are no text posts in this subreddit.", "Add a link, a picture or a video."),
    "NO_LINKS": ("There are no links in this subreddit.", "Remove the link, or choose another subreddit."),
    "NO_IMAGES": ("There are no pictures in this subreddit.", "Choose another subreddit."),
    "NO_VIDEOS": ("There are no videos in this subreddit.", "Choose another subreddit."),
    "GALLERIES_DISABLED": ("Several pictures are not allowed in this subreddit.", "Send one, or choose another."),
    "SUBMIT_VALIDATION_FLAIR_REQUIRED": ("This subreddit wants a flair on each post.", "Choose a flair."),
    "BAD_FLAIR_TEMPLATE_ID": ("This subreddit does not have the chosen flair any more.", "Choose another flair."),
    "THREAD_LOCKED": ("The comments of this post are locked.", "There is nothing to be done here."),
    "TOO_OLD": ("The post is too old for new comments.", "There is nothing to be done here."),
    "DELETED_LINK": ("The post is not there any more.", "There is nothing to be done here."),
}


def written(client: Client, path: str, **request: Any) -> Mapping[str, Any]:
    """Writes, and gives the `data` of the answer. What it refuses, Reddit often says with status 200."""
    response = client.send("POST", path, params={"raw_json": "1"}, writes=True, **request)
    with reading_written("Reddit", "it"):
        body = response.json()["json"]
        errors, data = body["errors"], body.get("data") or {}
        refused = _refused(body, client.now) if errors else None
    if refused is not None:
        raise refused
    found: Mapping[str, Any] = data
    return found


def _refused(body: Mapping[str, Any], now: datetime) -> PlatformError:
    code, words, *_ = (*map(str, body["errors"][0]), "", "")
    if code == "RATELIMIT":
        # How long stands in a number beside the sentence, where Reddit tells it at all.
        seconds = body.get("ratelimit")
        told = after_seconds(now, str(seconds)) if seconds else None
        retry_at = told + timedelta(seconds=1) if told else now + _PAUSE
        return Unavailable("Reddit wants a pause between posts.", code=code, retry_at=retry_at, rate_limited=True)
    return _rejected(code, words)


def _rejected(code: str, words: str) -> Rejected:
    said, fix = _NO.get(code, (f"Reddit says: {words or code}", ""))
    return Rejected(said, code=code, fix=fix, duplicate=code == "ALREADY_SUB")


def read_error(response: Response, *, writes: bool, now: datetime) -> PlatformError:
    """https://github.com/reddit-archive/reddit/wiki/API#rules, and the answers that its clients have recorded."""
    if response.status == 429:
        left = _number(response, "x-ratelimit-reset")
        at = (after_seconds(now, left + 1) if left is not None else None) or now + timedelta(minutes=1)
        words = "Reddit takes no more requests from this installation for a moment."
        return Unavailable(words, code="429", retry_at=at, rate_limited=True)
    if "insufficient_scope" in response.headers.get("www-authenticate", ""):
        fix = "Connect the account again and allow all that is asked for."
        return Rejected("The permission for this was not given when Reddit was connected.", code="scope", fix=fix)
    body = response.members()
    code, words = str(body.get("reason") or ""), str(body.get("explanation") or body.get("message") or "").strip()
    if not body and (told := re.search(rb"<Code>(\w+)</Code>\s*<Message>([^<]*)", response.body)):
        code, words = told[1].decode(), told[2].decode(errors="replace")
    if response.status in (400, 403, 404, 413) and (code or words):
        return _rejected(code or str(response.status), words)
    return error_by_status(response, writes=writes, now=now, reason=f"Reddit says: {words}" if words else "")


def read_quota(response: Response, *, operation: str) -> Quota | None:
    """Of our whole registration, told with each answer."""
    used, left, reset = (_number(response, f"x-ratelimit-{name}") for name in ("used", "remaining", "reset"))
    try:
        at = parsedate_to_datetime(response.headers["date"])
    except (KeyError, ValueError):
        return None
    end = after_seconds(at.astimezone(UTC), reset + 1) if reset is not None else None
    if used is None or left is None or end is None:
        return None
    return Quota(operation, int(used + left), int(left), end)


def upload(client: Client, file: Attachment) -> dict[str, str]:
    """Sends one file to the place that Reddit names for it. Gives its id and its address.

    Undocumented by Reddit, used by its own pages and by PRAW (praw/models/media.py).
    """
    form = {"filepath": f"file.{_ENDINGS.get(file.mime, 'bin')}", "mimetype": file.mime, "api_type": "json"}
    lease = client.send("POST", "/api/media/asset.json", params={"raw_json": "1"}, form=form)
    with reading("Reddit"):
        told = lease.json()
        action, asset = str(told["args"]["action"]), str(told["asset"]["asset_id"])
        fields = {str(field["name"]): str(field["value"]) for field in told["args"]["fields"]}
    address = f"https:{action}" if action.startswith("//") else action
    body = bodies.form(fields, file)
    client.send("POST", address, content=body.content, headers=body.headers, authorised=False)
    return {"id": asset, "url": f"{address}/{fields['key']}"}


def plain_poster() -> Attachment:
    """A dark picture: Reddit wants a cover with each video."""
    import io

    width, height = _POSTER_SIZE
    row = b"\0" + bytes((26, 27, 30)) * width

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    png = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(row * height))
        + chunk(b"IEND", b"")
    )
    return Attachment("poster", "image", "image/png", len(png), width, height, open=lambda: io.BytesIO(png))


def things(listing: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The posts, or the comments, of a listing."""
    return [child["data"] for child in listing["data"]["children"] if child["kind"] != "more"]


def at(thing: Mapping[str, Any]) -> datetime:
    """When it was posted."""
    return datetime.fromtimestamp(float(thing["created_utc"]), UTC)


def plain(text: str) -> str:
    """For comparing: Reddit trims white space."""
    return " ".join(text.split())


def _number(response: Response, name: str) -> float | None:
    try:
        number = float(response.headers[name])
    except (KeyError, ValueError):
        return None
    return number if math.isfinite(number) else None
