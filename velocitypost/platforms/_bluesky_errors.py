"""How Bluesky says no, and what it tells of its limits. https://atproto.com/specs/xrpc#error-responses"""

from __future__ import annotations

from datetime import datetime

from velocitypost.contract import quotas
from velocitypost.contract.capabilities import error_by_status
from velocitypost.contract.errors import PlatformError, ReconnectNeeded, Rejected, Unavailable
from velocitypost.contract.types import Quota
from velocitypost.core.http import Response
from velocitypost.platforms._bluesky_media import VideoKnown

_PREFIX = "ratelimit-"


def error_of(response: Response, *, writes: bool, now: datetime) -> PlatformError:
    """What an answer with status 400 or above stands for."""
    name, words = error_name(response), _error_words(response)
    if response.status == 429:
        reason = "Bluesky has taken as many requests from this account as it allows for now."
        return Unavailable(reason, code="429", retry_at=quotas.reset_of(response, _PREFIX), rate_limited=True)
    if name in ("ExpiredToken", "InvalidToken", "AuthMissing", "AuthenticationRequired"):
        return ReconnectNeeded("Bluesky no longer accepts our sign-in for this account.", code=name)
    if name == "AuthFactorTokenRequired":
        fix = "Use an app password; those need no code by mail."
        return Rejected("Bluesky asks for a code by mail with this password.", code=name, fix=fix)
    if name == "already_exists":
        known = VideoKnown("Bluesky has this video already.", code=name)
        known.job = str(response.members().get("jobId", ""))
        return known
    if response.status < 500 and name:
        return Rejected(f"Bluesky says: {words or name}", code=name)
    return error_by_status(response, writes=writes, now=now, reason=f"Bluesky says: {words}" if words else "")


def quota_of(response: Response, operation: str) -> Quota | None:
    """What the headers tell of the limit of this operation."""
    return quotas.quota_of(response, _PREFIX, operation, reset=quotas.reset_of(response, _PREFIX))


def error_name(response: Response) -> str:
    """The service's name for what is wrong."""
    return str(response.members().get("error") or "")


def _error_words(response: Response) -> str:
    """The service's words for it."""
    return str(response.members().get("message") or "")
