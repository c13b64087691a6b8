"""How Bluesky says no, and what it tells of its limits. https://atproto.com/specs/xrpc#error-responses"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from velocitypost.contract.capabilities import error_by_status
from velocitypost.contract.errors import PlatformError, ReconnectNeeded, Rejected, Unavailable
from velocitypost.contract.moments import at_second
from velocitypost.contract.types import Quota
from velocitypost.core.http import Garbled, Response
from velocitypost.platforms._bluesky_media import VideoKnown


def error_of(response: Response, *, writes: bool, now: datetime) -> PlatformError:
    """What an answer with status 400 or above stands for."""
    name, words = error_name(response), _error_words(response)
    if response.status == 429:
        reason = "Bluesky has taken as many requests from this account as it allows for now."
        return Unavailable(reason, code="429", retry_at=_reset_of(response), rate_limited=True)
    if name in ("ExpiredToken", "InvalidToken", "AuthMissing", "AuthenticationRequired"):
        return ReconnectNeeded("Bluesky no longer accepts our sign-in for this account.", code=name)
    if name == "AuthFactorTokenRequired":
        fix = "Use an app password; those need no code by mail."
        return Rejected("Bluesky asks for a code by mail with this password.", code=name, fix=fix)
    if name == "already_exists":
        known = VideoKnown("Bluesky has this video already.", code=name)
        known.job = str(_body_of(response).get("jobId", ""))
        return known
    if response.status < 500 and name:
        return Rejected(f"Bluesky says: {words or name}", code=name)
    return error_by_status(response, writes=writes, now=now, reason=f"Bluesky says: {words}" if words else "")


def quota_of(response: Response, operation: str) -> Quota | None:
    """What the headers tell of the limit of this operation."""
    reset = _reset_of(response)
    try:
        limit, remaining = (int(response.headers[f"ratelimit-{name}"]) for name in ("limit", "remaining"))
    except (KeyError, ValueError):
        return None
    return Quota(operation, limit, remaining, reset) if reset else None


def _body_of(response: Response) -> Mapping[str, Any]:
    """The object in an answer; an empty one where there is none."""
    try:
        body = response.json()
    except Garbled:
        return {}
    return body if isinstance(body, dict) else {}


def error_name(response: Response) -> str:
    """The service's name for what is wrong."""
    return str(_body_of(response).get("error") or "")


def _error_words(response: Response) -> str:
    """The service's words for it."""
    return str(_body_of(response).get("message") or "")


def _reset_of(response: Response) -> datetime | None:
    """When the limit that the answer tells of begins anew."""
    text = response.headers.get("ratelimit-reset", "")
    moment = at_second(text)
    return moment + timedelta(seconds=1) if moment else None
