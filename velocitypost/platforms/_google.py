"""What Google's services share: the sign-in, the form of an error, uploads that can be taken up again."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from velocitypost.contract import bodies
from velocitypost.contract.capabilities import error_by_status, retry_after
from velocitypost.contract.client import Client
from velocitypost.contract.errors import PlatformError, ReconnectNeeded, Rejected, Unavailable
from velocitypost.contract.spec import OAuth2, Source
from velocitypost.contract.types import Attachment
from velocitypost.core.http import Garbled, Response

_VERIFIED = date(2026, 11, 1)
_QUARTER_MEGABYTE = 256 * 1024
_CHUNK = 32 * _QUARTER_MEGABYTE  # all but the last must be multiples of a quarter
_PACIFIC = ZoneInfo("America/Los_Angeles")
_DAY_IS_OVER = frozenset({"quotaExceeded", "dailyLimitExceeded"})
_TOO_FAST = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "uploadRateLimitExceeded"})
_TOO_LITTLE = frozenset({"insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"})
_BREATH = timedelta(minutes=1)


class Unfinished(Unavailable):
    """The upload session has `received` bytes and wants the rest: nothing is published yet."""

    def __init__(self, received: int) -> None:
        super().__init__("The upload is not complete yet.", code="308")
        self.received = received


class Gone(Rejected):
    """There is nothing at this address, or no longer."""


def sign_in(*scopes: str) -> OAuth2:
    """Google's consent page for these scopes, which gives a refresh token each time."""
    return OAuth2(
        authorize_url="https://accounts.google.com/o/oauth2/v2/auth",
        token_url="https://oauth2.googleapis.com/token",
        revoke_url="https://oauth2.googleapis.com/revoke",
        scopes=tuple(f"https://www.googleapis.com/auth/{scope}" for scope in scopes),
        credentials="GOOGLE",
        pkce=True,
        extra={"access_type": "offline", "prompt": "consent"},
        source=Source("https://developers.google.com/identity/protocols/oauth2/web-server", _VERIFIED),
    )


def begin(client: Client, path: str, params: Mapping[str, str], resource: Any, file: Attachment) -> str:
    """The address of a new upload session, which lives for a week.

    https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol
    """
    response = client.send(
        "POST",
        path,
        params={"uploadType": "resumable", **params},
        json=resource,
        headers={"x-upload-content-length": str(file.bytes), "x-upload-content-type": file.mime},
    )
    if not (session := response.headers.get("location")):
        raise Unavailable("The service opened no upload session.", code="no-session")
    return session


def standing(client: Client, session: str, total: int) -> Response | int:
    """How many bytes a session has, or, where it has them all, its answer. Raises `Gone`."""
    try:
        return client.send("PUT", session, headers={"content-range": f"bytes */{total}"})
    except Unfinished as unfinished:
        return unfinished.received


def send_on(client: Client, session: str, file: Attachment, start: int) -> Response | int:
    """Sends the next piece; the last byte is the write. What it gives is as in `standing`."""
    end = min(start + _CHUNK, file.bytes)
    body = bodies.plain(file, start, end)
    headers = {**body.headers, "content-range": f"bytes {start}-{end - 1}/{file.bytes}"}
    try:
        return client.send("PUT", session, content=body.content, headers=headers, writes=end == file.bytes)
    except Unfinished as unfinished:
        return unfinished.received


def read_error(name: str, response: Response, *, writes: bool, now: datetime) -> PlatformError:
    """By the reason codes of https://developers.google.com/youtube/v3/docs/errors"""
    if response.status == 308:
        return Unfinished(_received(response))
    code, words = _refusal(response)
    reason = f"{name} says: {words}" if words else ""
    if code in _DAY_IS_OVER:
        return Unavailable(
            f"The day's quota of this installation at {name} is used up. It begins anew at midnight, Pacific time.",
            code=code,
            retry_at=_next_day(now),
            rate_limited=True,
        )
    if code in _TOO_FAST or response.status == 429:
        retry_at = retry_after(response, now) or now + _BREATH
        return Unavailable(
            f"{name} takes no more requests for a moment.", code=code, retry_at=retry_at, rate_limited=True
        )
    if code == "uploadLimitExceeded":
        reason = f"This account has uploaded as much as {name} allows in a day."
        return Unavailable(reason, code=code, retry_at=now + timedelta(days=1), rate_limited=True)
    if code == "youtubeSignupRequired":
        return Rejected(f"This Google account has no {name} channel.", code=code, fix="Make one, then connect again.")
    if code in _TOO_LITTLE:
        return Rejected(
            f"The permission for this is missing: a box was left unticked when {name} was connected.",
            code=code,
            fix="Connect the account again and leave every box ticked.",
        )
    if response.status == 401:
        return ReconnectNeeded(f"{name} no longer accepts our sign-in for this account.", code=code)
    if response.status in (404, 410):
        return Gone(reason or f"{name} does not have this.", code=code)
    error = error_by_status(response, writes=writes, now=now, reason=reason)
    error.code = code
    return error


def token_ended(response: Response) -> bool:
    """Whether a renewed token may help: an account without a channel is told by the same status."""
    return response.status == 401 and _refusal(response)[0] != "youtubeSignupRequired"


def _refusal(response: Response) -> tuple[str, str]:
    """The reason's code, or the status where there is none, and the words for it."""
    try:
        error = response.json()["error"]
        details = [*error.get("errors", ()), *error.get("details", ())]
        code = next((str(detail["reason"]) for detail in details if detail.get("reason")), str(response.status))
        return code, html.unescape(re.sub(r"<[^>]+>", "", str(error.get("message", "")))).strip()
    except (Garbled, KeyError, TypeError, AttributeError):
        return str(response.status), ""


def _received(response: Response) -> int:
    _, _, last = response.headers.get("range", "").partition("-")
    return int(last) + 1 if last.isdigit() else 0


def _next_day(now: datetime) -> datetime:
    midnight = now.astimezone(_PACIFIC).replace(hour=0, minute=0, second=0, microsecond=0)
    return (midnight + timedelta(days=1)).astimezone(now.tzinfo)
