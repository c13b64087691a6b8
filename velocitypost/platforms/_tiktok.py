"""The calls that TikTok's platform is made of, and what its answers mean. https://developers.tiktok.com/doc"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from velocitypost.contract import bodies
from velocitypost.contract.answers import reading, reading_written, unreadable
from velocitypost.contract.capabilities import error_by_status, retry_after
from velocitypost.contract.client import Client
from velocitypost.contract.errors import (
    OutcomeUnknown,
    PlatformError,
    ReconnectNeeded,
    Rejected,
    Unavailable,
)
from velocitypost.contract.types import Attachment, Metrics
from velocitypost.core.http import Garbled, Response

_MEGABYTE = 1024 * 1024
_CHUNK = 10 * _MEGABYTE  # 5 to 64 MB are allowed; the last takes the remainder too
VIDEO_FIELDS = "id,create_time,video_description,title,share_url"
NUMBER_FIELDS = "id,like_count,comment_count,share_count,view_count"

# https://developers.tiktok.com/doc/content-posting-api-reference-direct-post, …/tiktok-api-v2-error-handling
_NOT_TODAY = {
    "spam_risk_too_many_posts": "TikTok takes no more posts from this account by other programs today.",
    "spam_risk_too_many_pending_share": "Five drafts wait in the TikTok app already; finish some of them first.",
    "reached_active_user_cap": "As many people have posted through this installation today as TikTok allows.",
}
_NO = {
    "spam_risk_user_banned_from_posting": ("TikTok does not let this account post.", "Look into the TikTok app."),
    "unaudited_client_can_only_post_to_private_accounts": (
        "Until TikTok has audited this installation's app, it posts for private accounts, and for their eyes only.",
        "Make the account private and choose “Only you”, or have the app audited.",
    ),
    "url_ownership_unverified": (
        "TikTok fetches pictures only from a domain that is verified for this installation's app.",
        "Verify the domain at developers.tiktok.com.",
    ),
    "privacy_level_option_mismatch": (
        "TikTok does not offer this account the chosen audience.",
        "Choose again who can see it.",
    ),
    "scope_not_authorized": (
        "The permission for this is missing: it was switched off when TikTok was connected.",
        "Connect the account again and leave every switch on.",
    ),
    "scope_permission_missed": (
        "This installation's app at TikTok was not approved for this.",
        "Ask for the permission at developers.tiktok.com.",
    ),
}
# https://developers.tiktok.com/doc/content-posting-api-reference-get-video-status
_FAILED = {
    "file_format_check_failed": "it does not take this kind of file",
    "duration_check_failed": "the video is too short, or longer than this account may post",
    "frame_rate_check_failed": "its frame rate is not taken",
    "picture_size_check_failed": "it is too small or too large",
    "video_pull_failed": "TikTok could not fetch the video",
    "photo_pull_failed": "TikTok could not fetch the pictures",
    "publish_cancelled": "it was cancelled in the TikTok app",
    "spam_risk_too_many_posts": "the account has posted too much today",
    "spam_risk_user_banned_from_posting": "the account may not post",
    "spam_risk_text": "its text looks like spam",
    "spam_risk": "it looks like spam",
}
PASSING = frozenset({"internal", "video_pull_failed", "photo_pull_failed"})


def ask(client: Client, method: str, path: str, *, writes: bool = False, **request: Any) -> Mapping[str, Any]:
    """The `data` of an answer whose error is "ok"; any other, with whatever status, is raised as what it means."""
    response = client.send(method, path, writes=writes, **request)
    with reading_written("TikTok", "it") if writes else reading("TikTok"):
        body = response.json()
        code, data = body["error"]["code"], body.get("data") or {}
    if code != "ok":
        raise read_error(response, writes=writes, now=client.now)
    found: Mapping[str, Any] = data
    return found


def code_of(response: Response) -> tuple[str, str]:
    """The error's code and words; the status where the body does not tell."""
    try:
        error = response.json()["error"]
        return str(error["code"]), str(error.get("message", "")).strip()
    except (Garbled, KeyError, TypeError, AttributeError):
        return str(response.status), ""


def read_error(response: Response, *, writes: bool, now: datetime) -> PlatformError:
    """By code, since TikTok may send an error with status 200."""
    code, words = code_of(response)
    reason = f"TikTok says: {words}" if words else ""
    if code == "access_token_invalid":
        return ReconnectNeeded("TikTok no longer accepts our sign-in for this account.", code=code)
    if code == "rate_limit_exceeded" or response.status == 429:
        retry_at = retry_after(response, now) or now + timedelta(minutes=1)
        words = "TikTok takes no more requests from this account for a moment."
        return Unavailable(words, code=code, retry_at=retry_at, rate_limited=True)
    if code in _NOT_TODAY:
        return Unavailable(_NOT_TODAY[code], code=code, retry_at=now + timedelta(days=1), rate_limited=True)
    if code in _NO:
        said, fix = _NO[code]
        return Rejected(said, code=code, fix=fix)
    if response.status < 400:
        return Rejected(reason or f"TikTok refused it ({code}).", code=code)
    error = error_by_status(response, writes=writes, now=now, reason=reason)
    if isinstance(error, ReconnectNeeded):
        error = Rejected(error.reason)  # only the token's own code means that the sign-in has ended
    error.code = code
    return error


def creator(client: Client) -> Mapping[str, Any]:
    """What the account may do now. https://developers.tiktok.com/doc/content-posting-api-reference-query-creator-info"""
    return ask(client, "POST", "/v2/post/publish/creator_info/query/", json={})


def chunks(size: int) -> tuple[int, int]:
    """Their size and number. https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide"""
    return (size, 1) if size < 2 * _CHUNK else (_CHUNK, size // _CHUNK)


def send_chunk(client: Client, address: str, film: Attachment, index: int) -> bool:
    """Sends one; the last is the write. Whether it was the last."""
    size, count = chunks(film.bytes)
    start, last = index * size, index == count - 1
    end = film.bytes if last else start + size

    body = bodies.plain(film, start, end)
    headers = {**body.headers, "content-range": f"bytes {start}-{end - 1}/{film.bytes}"}
    response = client.send("PUT", address, content=body.content, headers=headers, authorised=False, writes=last)
    if response.status == (201 if last else 206) and (response.headers.get("content-range") or not response.body):
        return last
    if last:
        raise OutcomeUnknown("TikTok's answer to the end of the video could not be read.", code="garbled")
    raise unreadable("TikTok")


def status(client: Client, publish_id: str) -> Mapping[str, Any]:
    """How far a post has come."""
    return ask(client, "POST", "/v2/post/publish/status/fetch/", json={"publish_id": publish_id})


def public_id(found: Mapping[str, Any]) -> str | None:
    """The post's id, which TikTok gives for public posts, after moderation. The member's name is TikTok's."""
    ids = found.get("publicaly_available_post_id") or found.get("publicly_available_post_id") or ()
    return str(ids[0]) if ids else None


def failure(found: Mapping[str, Any]) -> PlatformError:
    """What a failed status stands for."""
    code = str(found.get("fail_reason", "unknown"))
    if code == "auth_removed":
        return ReconnectNeeded("The permission was taken back while TikTok processed the post.", code=code)
    return Rejected(f"TikTok did not publish it: {_FAILED.get(code, code)}.", code=code, fix="Change it and try again.")


def posted_since(client: Client, since: datetime) -> Iterator[Mapping[str, Any]]:
    """The account's public videos since then, newest first. https://developers.tiktok.com/doc/tiktok-api-v2-video-list"""
    body: dict[str, Any] = {"max_count": 20}
    while True:
        page = ask(client, "POST", "/v2/video/list/", params={"fields": VIDEO_FIELDS}, json=body)
        for video in page.get("videos", ()):
            if at(video) < since.replace(microsecond=0):
                return
            yield video
        if not page.get("has_more"):
            return
        body["cursor"] = page["cursor"]


def at(video: Mapping[str, Any]) -> datetime:
    """When a video was posted."""
    return datetime.fromtimestamp(int(video["create_time"]), UTC)


def metrics(video: Mapping[str, int]) -> Metrics:
    """As we show them."""
    return Metrics(
        likes=video.get("like_count"),
        replies=video.get("comment_count"),
        reposts=video.get("share_count"),
        video_views=video.get("view_count"),
    )


def is_publish_id(post_id: str) -> bool:
    """Whether it names the act of publishing, in place of a post that TikTok gives no id of."""
    return not post_id.isdigit()
